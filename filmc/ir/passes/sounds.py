"""Lays effects, ambience and music on the film's time line.

An effect plays once, to its own end; one that can go on (an engine, a clock) ends with its shot. Music plays from its
cue to `music: stop`, to the next piece or to the end of the film. Ambience is a bed: each shot has the nearest one
(its own, its scene's, its place's, the film's); shots in a row with the same bed share one sound, and where beds
change they cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, groupby, zip_longest
from typing import NamedTuple

from filmc.base.diagnostic import Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.frontend.hints import set_aside
from filmc.ir.film import Film, Scene, Sound, SoundCue
from filmc.ir.frames import FrameRange, snap

EFFECT = Fraction(2)
"""Seconds of an effect that no word declares."""
CROSS = Fraction(1, 2)
"""Seconds over which one bed, or one piece, gives way to the next where the author says nothing."""


EDGE = Fraction(1, 12)
"""Seconds over which a sound that could go on comes and goes where it is cut: no click, and no fade to be noticed."""


class _Placed(NamedTuple):
    """A cue, the frame where it begins, and what it is written in: its shot or scene, or the film."""

    cue: SoundCue
    start: int
    inside: FrameRange


Beds = Sequence[SoundCue]


class _Heard(NamedTuple):
    """What is heard of a scene, or of the film's own cues."""

    placed: tuple[_Placed, ...]
    beds: tuple[tuple[Beds, FrameRange], ...]
    """The beds of its shots: runs of shots that have the very same ones."""


def lay_sounds(notes: Notes, film: Film, memo: Memo = ONCE) -> Film:
    """Return the film with everything heard but speech in `sounds`, in order of time."""
    heard = _heard(notes, film, memo)
    placed = [each for home in heard for each in home.placed]
    effects = (memo.recall(notes, _effects, home, film.frames, film.settings.rate) for home in heard if home.placed)
    sounds = [*chain.from_iterable(effects), *_music(notes, film, placed), *_ambiences(film, heard)]
    sounds.sort(key=lambda sound: (sound.film_range, sound.kind, sound.what))
    return film.model_copy(update={"sounds": tuple(sounds)})


def _heard(notes: Notes, film: Film, memo: Memo) -> list[_Heard]:
    """Return what is heard of the film's own cues, and of each scene."""
    rate, far = film.settings.rate, memo.recall(Notes(), _everywhere, *film.cues)
    own = _placed(notes, film.cues, FrameRange(0, film.frames), "film", rate)
    return [_Heard(tuple(own), ()), *(memo.recall(notes, _of_scene, scene, far, rate) for scene in film.scenes)]


def _everywhere(_notes: Notes, *cues: SoundCue) -> Beds:
    return _nearest(cues, ())


def _of_scene(notes: Notes, scene: Scene, everywhere: Beds, rate: Fraction) -> _Heard:
    placed = [*_placed(notes, scene.sounds, scene.film_range, "scene", rate)]
    for shot in scene.shots:
        placed += _placed(notes, shot.sounds, shot.film_range, "shot", rate)
    far = _nearest(scene.sounds, everywhere)
    beds = [(_nearest(shot.sounds, far), shot.film_range) for shot in scene.shots]
    return _Heard(tuple(placed), tuple(_runs(beds)))


def _placed(notes: Notes, cues: Iterable[SoundCue], inside: FrameRange, what: str, rate: Fraction) -> Iterator[_Placed]:
    for cue in cues:
        start = inside.start + snap(cue.at, rate)
        if start >= inside.end:
            _too_late(notes, cue, inside.length / rate, what)
        yield _Placed(cue, start, inside)


def _too_late(notes: Notes, cue: SoundCue, seconds: Fraction, what: str) -> None:
    notes.add(
        "W0528",
        cue.span,
        f"this sound begins at {float(cue.at):g}s, after the end of its {what}, which lasts {float(seconds):.3g}s",
        f"write it in the {what} in which it is heard, or let it begin earlier",
    )


def _sound(cue: SoundCue, start: int, end: int, fades: tuple[int, int], rate: Fraction) -> Sound:
    fade_in, fade_out = (snap(cue.fade_in, rate) or fades[0], snap(cue.fade_out, rate) or fades[1])
    return Sound(
        kind=cue.kind,
        what=cue.what,
        word=cue.word,
        theme=cue.theme,
        file=cue.file,
        level=cue.level,
        fade_in=min(fade_in, end - start),
        fade_out=min(fade_out, end - start),
        film_range=FrameRange(start, end),
        span=cue.span,
    )


def _effects(_notes: Notes, heard: _Heard, frames: int, rate: Fraction) -> list[Sound]:
    return [
        _effect(cue, inside, frames, rate)
        for cue, start, inside in heard.placed
        if cue.kind == "sfx" and start < frames and not cue.stop
    ]


def _effect(cue: SoundCue, inside: FrameRange, frames: int, rate: Fraction) -> Sound:
    """Return an effect that is written in what plays `inside` of a film of `frames`."""
    goes_on, edge = bool(cue.word and cue.word.loop and not cue.file), snap(EDGE, rate)
    start = inside.start + snap(cue.at, rate)
    end = max(_effect_end(cue, start, inside, rate), start + 1)
    fades = edge if goes_on else 0, edge if goes_on or cue.until else 0
    sound = _sound(cue, start, min(end, frames), fades, rate)
    return sound.model_copy(update={"whole": cue.until is None and not goes_on})


def _effect_end(cue: SoundCue, start: int, inside: FrameRange, rate: Fraction) -> int:
    if cue.until is not None:
        return inside.start + snap(cue.until, rate)
    if cue.file or (cue.word and cue.word.loop):
        return inside.end
    return start + snap(Fraction(cue.word.seconds).limit_denominator(1000) if cue.word else EFFECT, rate)


def _music(notes: Notes, film: Film, placed: Sequence[_Placed]) -> Iterator[Sound]:
    """Yield each piece; sorting keeps the order of writing, so of two at one moment the nearer one is the later."""
    events = sorted((each for each in placed if each.cue.kind == "music"), key=lambda each: each.start)
    _check_music(notes, film, events)
    for event, follower in zip_longest(events, events[1:]):
        end, fade = _music_end(film, event, follower)
        taken_over = follower is not None and follower.start == event.start
        if not event.cue.stop and not taken_over and event.start < min(end, film.frames):
            yield _sound(event.cue, event.start, min(end, film.frames), (0, fade), film.settings.rate)


def _music_end(film: Film, event: _Placed, follower: _Placed | None) -> tuple[int, int]:
    """Return the frame where a piece ends, and the frames of the fade that its follower asks for."""
    until = _until(film, event)
    if follower is None or (until is not None and until <= follower.start):
        return film.frames if until is None else until, 0
    cue = follower.cue
    fade = snap((cue.fade_out if cue.stop else cue.fade_in) or CROSS, film.settings.rate)
    return follower.start + fade, fade


def _until(film: Film, event: _Placed) -> int | None:
    """Return the frame where the author lets a piece end, None where something else ends it."""
    return None if event.cue.until is None else event.inside.start + snap(event.cue.until, film.settings.rate)


def _check_music(notes: Notes, film: Film, events: Sequence[_Placed]) -> None:
    playing: _Placed | None = None
    for event in events:
        until = _until(film, playing) if playing else None
        over = playing is None or (until is not None and until <= event.start)
        if event.cue.stop and over:
            _nothing_to_stop(notes, event.cue)
        elif event.cue.stop and playing and playing.start == event.start:
            _stopped_at_once(notes, playing.cue, event.cue)
        elif playing and not over and not event.cue.stop and (until is not None or playing.start == event.start):
            _two_at_once(notes, playing.cue, event.cue)
        playing = None if event.cue.stop else event


def _nothing_to_stop(notes: Notes, cue: SoundCue) -> None:
    told = "no music plays here that could stop"
    notes.add("W0527", cue.span, told, "take this line out, or begin music before it", fixes=[set_aside(cue.span)])


def _stopped_at_once(notes: Notes, cue: SoundCue, stop: SoundCue) -> None:
    notes.add(
        "W0527",
        stop.span,
        f"`{cue.what}` is stopped in the moment in which it begins: nothing of it is heard",
        "say when it stops, as `music (at 4s, fade 2s): stop`, or stop it in a later shot",
        labels=[Label(cue.span, "it begins here")],
    )


def _two_at_once(notes: Notes, cue: SoundCue, other: SoundCue) -> None:
    notes.add(
        "W0516",
        other.span,
        f"`{other.what}` begins while `{cue.what}` is to play: two pieces of music at once",
        "let one of them begin later (`music (at 5s): …`), or stop the first (`music: stop`); the second one is heard",
        labels=[Label(cue.span, "the first one begins here")],
    )


def _ambiences(film: Film, heard: Iterable[_Heard]) -> Iterator[Sound]:
    """Yield one sound for each run of shots with the same bed."""
    half = _half(film.settings.rate)
    running: dict[tuple[str, str | None], tuple[SoundCue, FrameRange]] = {}
    before: Beds | None = None
    here: dict[tuple[str, str | None], SoundCue] = {}
    for beds, inside in chain.from_iterable(home.beds for home in heard):
        if beds is not before:
            before, here = beds, {(cue.what, cue.file): cue for cue in beds}
            for key in [key for key in running if key not in here]:
                yield _bed(film, *running.pop(key), half)
        for key, cue in here.items():
            first, run = running.get(key, (cue, inside))
            running[key] = (first, FrameRange(run.start, inside.end))
    for cue, run in running.values():
        yield _bed(film, cue, run, half)


def _half(rate: Fraction) -> int:
    """Return the frames in which a bed comes up before its first shot, and goes after its last one."""
    return snap(CROSS, rate) // 2


def begins(sound: Sound, rate: Fraction) -> int:
    """Return the frame with which a sound begins as it is meant: a bed comes up a little before its shot."""
    start = sound.film_range.start
    return start + _half(rate) if sound.kind == "ambience" and start else start


def _runs(shots: Iterable[tuple[Beds, FrameRange]]) -> Iterator[tuple[Beds, FrameRange]]:
    """Yield the beds of shots, those once that follow each other and have the very same ones."""
    for _, run in groupby(shots, lambda each: id(each[0])):
        (beds, first), *others = run
        yield beds, FrameRange(first.start, others[-1][1].end if others else first.end)


def _nearest(cues: Iterable[SoundCue], far: Beds) -> Beds:
    """Return the beds among the cues, without those that stop one; `far` where none is written."""
    beds = [cue for cue in cues if cue.kind == "ambience"]
    return [cue for cue in beds if not cue.stop] if beds else far


def _bed(film: Film, cue: SoundCue, run: FrameRange, half: int) -> Sound:
    start = run.start + snap(cue.at, film.settings.rate)
    if cue.until is not None:
        run = FrameRange(run.start, min(run.end, run.start + snap(cue.until, film.settings.rate)))
    start, end = max(0, min(start, run.end) - half), min(run.end + half, film.frames)
    return _sound(cue, start, end, (2 * half, 2 * half), film.settings.rate)
