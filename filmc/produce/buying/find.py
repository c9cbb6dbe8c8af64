"""An order whose answer is not known: looked for at the provider by our reference, and never sent again here."""

from __future__ import annotations

from typing import Literal

from filmc.base.failpoints import failpoint
from filmc.produce.buying.work import Work
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Known, Unclear

Found = Literal["found", "none", "unclear"]
_AT_ONCE = (0.0,)
"""The pause before looking on our own disk."""


async def look_up(work: Work, asked: float | None = None) -> Found:
    """Ask which job our key has made, and note it. `none`: the provider says there is no such job, every time.

    `asked` is how many seconds the provider has asked to wait.
    """
    abilities = work.counter.provider.abilities
    if not (abilities.lookup or abilities.kept):
        return "unclear"
    answers: list[Known | Unclear] = []
    for pause in work.counter.patience.lookups if abilities.lookup else _AT_ONCE:
        if (asked or 0.0) > work.counter.patience.asked:
            return "unclear"
        seconds = max(pause, asked or 0.0)
        work.say("looking for the order", seconds)
        await work.counter.sleep(seconds)
        answers.append(await _asked_once(work))
        if work.state is State.SUBMITTED:
            return "found"
        asked = None if isinstance(answers[-1], Known) else answers[-1].retry_after
    work.absent = all(isinstance(answer, Known) for answer in answers)
    return "none" if work.absent else "unclear"


async def _asked_once(work: Work) -> Known | Unclear:
    failpoint("buying.before_lookup")
    answer = await work.counter.provider.lookup(work.purchase.facts["key"], work.purchase.facts.get("path", ""))
    failpoint("buying.after_lookup")
    if isinstance(answer, Known) and answer.handles:
        first, *others = (handle.job for handle in answer.handles)
        also = {"others": " ".join(others)} if others else {}  # the provider's fault: it shall be seen
        await work.enter(State.SUBMITTED, job=first, found="by our reference", **also)
        if others:
            work.say(f"the provider has other jobs under the same key: {also['others']}")
    return answer
