"""Lays on-screen text on the film's time line: it counts from its shot or scene, and ends with it at the latest."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.ir.film import Caption, Film, Scene, Shot
from filmc.ir.frames import FrameRange, snap


def lay_captions(notes: Notes, film: Film, memo: Memo = ONCE) -> Film:
    """Return the film with `film_range` in every caption, and all of them in `film.captions`; none past its end."""
    rate = film.settings.rate
    film = film.with_scenes([memo.nest(notes, _with_captions, scene, rate) for scene in film.scenes])
    captions = [caption for shot in film.shots for caption in shot.captions]
    for scene in film.scenes:
        captions += (memo.recall(notes, _laid, caption, scene.film_range, rate, "scene") for caption in scene.captions)
    captions = [caption for caption in captions if caption.film_range.length]
    captions.sort(key=lambda caption: caption.film_range)
    return film.model_copy(update={"captions": tuple(captions)})


def _with_captions(notes: Notes, memo: Memo, scene: Scene, rate: Fraction) -> Scene:
    return scene.with_shots([_with_own(notes, memo, shot, rate) for shot in scene.shots])


def _with_own(notes: Notes, memo: Memo, shot: Shot, rate: Fraction) -> Shot:
    if not shot.captions:
        return shot
    return memo.copy(shot, captions=memo.recall(notes, _captioned, shot.captions, shot.film_range, rate))


def _captioned(notes: Notes, captions: Iterable[Caption], inside: FrameRange, rate: Fraction) -> tuple[Caption, ...]:
    return tuple([_laid(notes, caption, inside, rate, "shot") for caption in captions])


def _laid(notes: Notes, caption: Caption, inside: FrameRange, rate: Fraction, what: str) -> Caption:
    start = inside.start + snap(caption.start, rate)
    end = inside.end if caption.end is None else inside.start + snap(caption.end, rate)
    if max(start + 1, end) > inside.end:
        lasts = f"{float(inside.length / rate):.3g}s"
        notes.add(
            "W0515",
            caption.span,
            f"this text would stay on after the end of its {what}, which lasts {lasts}",
            f"let it end by {lasts}, or make the {what} longer",
        )
    start = min(start, inside.end)
    return caption.model_copy(update={"film_range": FrameRange(start, max(start, min(end, inside.end)))})
