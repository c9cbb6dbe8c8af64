"""The sheet: all that the page shows of a version of the film, as one JSON-able object.

Times are whole frames of the film, amounts are words for people, media are ids of the gallery.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filmc.base.digest import digest
from filmc.ir.film import Film, Scene, Shot
from filmc.lower.clips import CREDITS
from filmc.lower.options import Options
from filmc.lower.timeline import Timeline
from filmc.tools.preview.gallery import Gallery
from filmc.tools.preview.held import bounds_of
from filmc.tools.preview.money import money_of
from filmc.tools.preview.places import Places
from filmc.tools.preview.shots import Shots
from filmc.tools.preview.texts import texts_of
from filmc.tools.watch.reading import Version


def sheet_of(version: Version, timeline: Timeline, gallery: Gallery) -> dict[str, Any]:
    """Return the sheet of `version`; `timeline` is its cut as far as it is known without sounds."""
    film, places = version.lowered.film, Places(version.checked.sources)
    bounds = bounds_of(film, version.lowered.graph, version.desk, version.plan)
    shots = Shots(version, timeline, places, gallery, bounds.held)
    return {
        "text": text_digest(version),
        "film": _film(film, version),
        "scenes": [_scene(scene, places) for scene in film.scenes],
        "shots": [shots.told(shot) for shot in film.shots],
        "jobs": shots.jobs(),
        "lines": [line for shot in film.shots for line in _lines(shot, places)],
        "sounds": [
            {
                "kind": sound.kind,
                "what": sound.what,
                "file": sound.file,
                "start": sound.film_range.start,
                "frames": sound.film_range.length,
                "place": places.of(sound.span),
            }
            for sound in film.sounds
        ],
        "transitions": [each for shot in film.shots for each in _transitions(shot, places)],
        "captions": [
            {
                "text": caption.text,
                "start": caption.film_range.start,
                "frames": caption.film_range.length,
                "place": places.of(caption.span),
            }
            for caption in film.captions
        ],
        "credits": _credits(version, places),
        "files": [
            {"file": source.file, "text": source.text, "digest": digest(source.text)}
            for source in texts_of(version.checked)
        ],
        "money": money_of(film, version.desk, version.plan, bounds),
    }


def text_digest(version: Version) -> str:
    """Return a digest of the texts that a version was read from."""
    return digest([[source.file, source.text] for source in texts_of(version.checked)])


def _film(film: Film, version: Version) -> dict[str, Any]:
    settings = film.settings
    return {
        "title": settings.title,
        "logline": settings.logline,
        "file": version.session.main,
        "frames": film.frames,
        "rate": [settings.rate.numerator, settings.rate.denominator],
        "width": settings.width,
        "height": settings.height,
        "language": settings.language,
        "burned": Options().burned(film),
        "target": version.desk.target.name,
    }


def _scene(scene: Scene, places: Places) -> dict[str, Any]:
    slug = scene.slug_place or scene.place or ""
    return {
        "id": scene.id,
        "number": scene.number,
        "label": scene.label,
        "act": scene.act,
        "heading": f"{scene.where}. {slug}{f' - {scene.time_of_day}' if scene.time_of_day else ''}",
        "start": scene.film_range.start,
        "frames": scene.film_range.length,
        "place": places.of(scene.span),
        "shots": [shot.id for shot in scene.shots],
    }


def _credits(version: Version, places: Places) -> dict[str, Any] | None:
    """Return the end roll, in words and from its heading; None where the film has none."""
    film, block = version.lowered.film, version.checked.screenplay.credits
    if block is None or not film.credit_frames:
        return None
    return {
        "id": CREDITS,
        "text": "; ".join(f"{', '.join(credit.roles)}: {', '.join(credit.names)}" for credit in film.credits),
        "start": film.frames - film.credit_frames,
        "frames": film.credit_frames,
        "place": places.of(block.heading.span),
    }


def _lines(shot: Shot, places: Places) -> Iterator[dict[str, Any]]:
    for line in shot.lines:
        at = line.shot_range.shifted(shot.film_range.start)
        yield {
            "shot": shot.id,
            "speaker": line.speaker,
            "text": line.text,
            "translations": line.translations,
            "how": ", ".join(each.name for each in line.performances),
            "off": "V.O." if line.voice_over else "O.S." if line.off_screen else "",
            "start": at.start,
            "frames": at.length,
            "place": places.of(line.span),
        }


def _transitions(shot: Shot, places: Places) -> Iterator[dict[str, Any]]:
    """Yield the transition into a shot, and the fade that ends it, where they are."""
    into, out = shot.transition_in, shot.transition_out
    if into:
        at = shot.film_range.start
        yield {
            "shot": shot.id,
            "word": into.word.name,
            "start": at,
            "frames": into.frames,
            "place": places.of(into.span),
        }
    if out:
        at = shot.film_range.end - out.frames
        yield {"shot": shot.id, "word": out.word.name, "start": at, "frames": out.frames, "place": places.of(out.span)}
