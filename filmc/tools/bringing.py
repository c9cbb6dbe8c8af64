"""Which job a file that was made elsewhere serves: by what it is, and by what the person says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from filmc.base.diagnostic import Diagnostic
from filmc.base.fault import Fault
from filmc.ir.film import Shot
from filmc.ir.frames import to_seconds
from filmc.lower.breakdown import sound_job
from filmc.lower.request import ClipRequest
from filmc.produce.survey import Surveyed
from filmc.render.brought import SORTS, Brought
from filmc.tools.production import Production

KINDS = tuple(SORTS)
_USUAL = {"picture": "still", "footage": "clip"}
_CLOSE = Fraction(1, 100)
"""Parts by which two shapes may differ before it is worth a word."""


def served(film: Production, words: Sequence[str], kind: str | None, brought: Brought) -> Surveyed:
    """Return the job that a file brought in for SHOT serves. Fault E1052 unclear, E1053 it can not."""
    found = _named(film, words, kind or _USUAL.get(brought.sort), brought)
    sort = SORTS.get(found.job.kind, "words")
    if sort != brought.sort:
        wanted = {"picture": "a picture", "footage": "a video", "sound": "a sound", "words": "a model's own words"}
        raise Fault(
            "E1053",
            f"{found.job.name} wants {wanted[sort]}, and this is {wanted[brought.sort]}",
            "bring it in for something else, as --kind says",
        )
    return found


def _named(film: Production, words: Sequence[str], kind: str | None, brought: Brought) -> Surveyed:
    if len(words) > 1 or words[0] in film.survey.jobs:
        only = film.jobs_of(words)
        return only[0]
    shot = film.shot_of(words[0])
    if kind is None:
        raise Fault("E1053", "a sound may be many things: say what it is", "--kind speech, --kind music, --kind sound")
    jobs = list(_of_kind(film, shot, kind))
    if not jobs:
        raise Fault("E1053", f"{shot.id} asks for no {kind}", *_instead(shot, brought))
    if kind in _USUAL.values() or len(jobs) == 1:
        return jobs[0]  # of a clip in parts, the first
    names = ", ".join(each.job.name for each in jobs)
    raise Fault("E1052", f"{shot.id} has more than one {kind}", f"say which: {names}")


def _of_kind(film: Production, shot: Shot, kind: str) -> Iterator[Surveyed]:
    if kind not in ("music", "sound"):
        yield from (each for each in film.survey.jobs.values() if each.job.shot == shot.id and each.job.kind == kind)
        return
    for name in dict.fromkeys(_heard(film, shot)):
        if film.survey.jobs[name].job.kind == kind:
            yield film.survey.jobs[name]


def _heard(film: Production, shot: Shot) -> Iterator[str]:
    """Yield the jobs of the music and sounds that are heard while `shot` is seen."""
    start, end = shot.film_range
    for sound in film.lowered.film.sounds:
        if sound.film_range.start < end and sound.film_range.end > start:
            job = sound_job(film.lowered.film, sound)
            if job and job.key in film.graph.heard:
                yield film.graph.heard[job.key]


def _instead(shot: Shot, brought: Brought) -> Iterator[str]:
    if shot.source:
        yield "it plays footage, as its `source` says: put the file's name there"
    elif shot.start and brought.sort == "picture":
        yield "it begins with another frame, as its `start` says: bring in a clip, or take `start` away"
    else:
        yield "`filmc takes` lists what the film asks for"


def doubts(film: Production, found: Surveyed, brought: Brought) -> Iterator[Diagnostic]:
    """Yield what is worth a word about a file that serves: W1054 too short, W1055 another shape."""
    if brought.sort == "sound":
        return
    settings = film.lowered.film.settings
    what = found.job.what
    wanted = Fraction(what.milliseconds, 1000) if isinstance(what, ClipRequest) else _shot_seconds(film, found)
    if brought.seconds is not None and wanted is not None and wanted - brought.seconds > Fraction(1, 50):
        lasts, shot = f"{float(brought.seconds):.2f} s", f"{float(wanted):.2f} s"
        yield Fault(
            "W1054", f"it lasts {lasts}, and {found.job.name} {shot}", "its last frame stays until the end"
        ).diagnostic(found.job.span)
    shape, frame = Fraction(brought.width, brought.height), Fraction(settings.width, settings.height)
    if abs(shape / frame - 1) > _CLOSE:
        size, film_size = f"{brought.width}×{brought.height}", f"{settings.width}×{settings.height}"
        yield Fault(
            "W1055", f"it is {size}, and the film is {film_size}", "what stands out of the frame is cut off"
        ).diagnostic(found.job.span)


def _shot_seconds(film: Production, found: Surveyed) -> Fraction | None:
    if found.job.kind == "still":
        return None
    shot = next((shot for shot in film.lowered.film.shots if shot.id == found.job.shot), None)
    return to_seconds(shot.frames, film.lowered.film.settings.rate) if shot else None
