"""Texts that have come → whether they will do, and what is sent back to their writer where they will not."""

from __future__ import annotations

from pathlib import Path

from filmc.lower.request import WritingRequest
from filmc.produce.shoot.lab import Lab
from filmc.produce.shoot.reviewing import ANSWER
from filmc.produce.store import Store
from filmc.produce.survey import Surveyed

FAULTS = "faults"
"""The role of what is wrong with an answer, in words, when it is sent back."""
_TOLD = 200
"""Characters of it that are kept with a take."""


def verdict_on_text(answer: Path, what: WritingRequest, lab: Lab) -> str:
    """Return the verdict on a text: `passed`, or `failed: ` and the beginning of what is wrong with it."""
    wrong = lab.faults(answer, what).read_text("utf-8")
    return f"failed: {' '.join(wrong.split())[:_TOLD]}" if wrong else "passed"


def to_rewrite(text: Surveyed, store: Store, lab: Lab) -> dict[str, Path]:
    """Return the last answer to just this that would not do, and what is wrong with it, by role."""
    what = text.job.what
    if not isinstance(what, WritingRequest) or text.block is None:
        return {}
    bad = [take for take in text.block.takes if take.what == text.want.what and not take.passes]
    last = store.path(bad[-1].digest) if bad else None
    return {ANSWER: last, FAULTS: lab.faults(last, what)} if last else {}
