"""Jobs → takes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from filmc.lower.job import Job
from filmc.lower.request import Request
from filmc.produce.sounds import Progress, make_sounds
from filmc.produce.take import SoundTake


def make_jobs(jobs: Mapping[str, Job], cache: Path, tell: Progress) -> dict[str, SoundTake]:
    """Return a take for each job of something heard, under the job's own key; what `cache` has is not made again."""
    asked = {key: job.what for key, job in jobs.items() if isinstance(job.what, Request)}
    return make_sounds(asked, cache, tell)


def lengths(takes: Mapping[str, SoundTake]) -> dict[str, Fraction]:
    """Return the seconds of each take."""
    return {key: take.seconds for key, take in takes.items()}
