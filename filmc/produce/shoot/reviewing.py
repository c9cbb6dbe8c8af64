"""Reviews that have come → verdicts: on the answer, whether it can be used, and on the take that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from filmc.lower.request import ReviewRequest
from filmc.produce.choice import judge
from filmc.produce.choosing import in_place
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.store import Store
from filmc.produce.survey import Surveyed, judged_by

if TYPE_CHECKING:
    from filmc.produce.protocol.judgement import Judgement

ANSWER = "answer"
"""The role of an answer that could not be used, when it is sent back."""


def verdict_on(answer: Path, what: ReviewRequest) -> str:
    """Return the verdict on an answer itself: `passed`, or `failed: ` and why it can not be used."""
    from filmc.produce.protocol.judgement import answer_in, judgement_in  # noqa: PLC0415 - pydantic, for a review only

    found = judgement_in(answer_in(answer), what.criteria)
    return f"failed: the answer can not be used: {found}" if isinstance(found, str) else "passed"


def weighed(lock: Lock, review: Surveyed, answer: Take, file: Path, found: Mapping[str, Surveyed]) -> Lock:
    """Return the lock in which the reviewed take has what the answer in `file` says of it, beside what was measured.

    An answer that can not be used is no verdict. `found` has where every job stood when the review was asked for.
    """
    from filmc.produce.protocol.judgement import Judgement, answer_in, judgement_in  # noqa: PLC0415 - as above

    judged = found.get(judged_by(review.job))
    digest = review.about.get(answer.what or "")
    what = review.job.what
    told = judgement_in(answer_in(file), what.criteria) if isinstance(what, ReviewRequest) else ""
    if judged is None or digest is None or not isinstance(told, Judgement):
        return lock
    said = _said(told, review.job.maker)

    def change(block: Block) -> Block:
        take = block.take(digest)
        return block if take is None or not take.passes else judge(block, take, said)

    return in_place(lock, judged, change)


def _said(told: Judgement, maker: str) -> str:
    return f"failed: {maker} has seen it: {told.fault}" if told.fault else f"passed; {maker} has seen it"


def to_mend(review: Surveyed, store: Store) -> dict[str, Path]:
    """Return the last answer to just this that could not be used, in its role; nothing where there is none."""
    takes = review.block.takes if review.block and review.job.kind == "review" else ()
    bad = [take for take in takes if take.what == review.want.what and not take.passes]
    return {ANSWER: store.path(bad[-1].digest)} if bad else {}
