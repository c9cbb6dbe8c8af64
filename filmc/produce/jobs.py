"""Jobs → takes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from filmc.lower.job import Job
from filmc.lower.material import Playing
from filmc.lower.request import Request
from filmc.produce.animatic.wav import read_take
from filmc.produce.sounds import Progress, kept_sounds, make_sounds
from filmc.produce.take import SoundTake


def make_jobs(jobs: Mapping[str, Job], cache: Path, tell: Progress) -> dict[str, SoundTake]:
    """Return a take for each job of something heard, under the job's own key; what `cache` has is not made again."""
    return make_sounds(_asked(jobs), cache, tell)


def kept_jobs(jobs: Mapping[str, Job], cache: Path) -> dict[str, SoundTake]:
    """Return the takes that `cache` has already for jobs of something heard, under their keys; nothing is made."""
    return kept_sounds(_asked(jobs), cache)


def kept_takes(playing: Playing, cache: Path) -> dict[str, SoundTake]:
    """Return what plays from the store and has been decoded before, by `file_key`."""
    found = {key: read_take(cache / f"{key}.wav") for key in playing.heard.values()}
    return {key: take for key, take in found.items() if take}


def _asked(jobs: Mapping[str, Job]) -> dict[str, Request]:
    return {key: job.what for key, job in jobs.items() if isinstance(job.what, Request)}


def lengths(takes: Mapping[str, SoundTake]) -> dict[str, Fraction]:
    """Return the seconds of each take."""
    return {key: take.seconds for key, take in takes.items()}
