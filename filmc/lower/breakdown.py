"""`Film` → the jobs: every sound that must be made, each once, however often the film uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filmc.ir.film import Film, Line, Sound
from filmc.ir.frames import to_seconds
from filmc.lower.job import Job
from filmc.lower.model import SCRATCH
from filmc.lower.score import music_request, sound_request
from filmc.lower.voice import speech_request


def speech_jobs(film: Film) -> dict[str, Job]:
    """Return the jobs of all lines, by key."""
    return _by_key(speech_job(film, line) for shot in film.shots for line in shot.lines)


def sound_jobs(film: Film) -> dict[str, Job]:
    """Return the jobs of all music, effects and ambiences that are not files of the project, by key."""
    return _by_key(_sounds(film))


def _sounds(film: Film) -> Iterator[Job]:
    for sound in film.sounds:
        job = sound_job(film, sound)
        if job:
            yield job


def _by_key(jobs: Iterable[Job]) -> dict[str, Job]:
    return {job.key: job for job in jobs}


def speech_job(film: Film, line: Line) -> Job:
    """Return the job that speaks `line`."""
    return Job("speech", speech_request(film, line), SCRATCH, f"{line.speaker}: {line.text}", line.span)


def sound_job(film: Film, sound: Sound) -> Job | None:
    """Return the job that makes `sound`, or None when it is a file of the project."""
    if sound_file(film, sound):
        return None
    if sound.kind == "music":
        seconds = to_seconds(sound.film_range.length, film.settings.rate)
        return Job("music", music_request(film, sound, seconds), SCRATCH, sound.what, sound.span)
    return Job("sound", sound_request(sound), SCRATCH, sound.what, sound.span)


def sound_file(film: Film, sound: Sound) -> str | None:
    """Return the project file that `sound` plays, if it plays one."""
    theme = film.themes.get(sound.theme or "")
    return sound.file or (theme.file if theme else None)
