"""What of a plan the ceilings hold back: told before anything is ordered, by the rule by which it would be refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.ledger.budget import Excess, Rates, excess
from filmc.produce.plan.ceilings import Left
from filmc.produce.plan.plan import Item, Plan


@record
class Held:
    """Why a job is held back. `takes` of it are not bought; `after` names the job that it waits for, if one does.

    `left` is what the ceiling leaves before the plan; `excess` is None where no rate is stated to count it by.
    """

    left: Left
    excess: Excess | None
    takes: int
    after: str = ""


def held_back(plan: Plan, left: Iterable[Left], rates: Rates) -> Mapping[str, Held]:
    """Return by job what of `plan` is held back, if it is bought in its own order; `left` is what ceilings leave.

    A job of which not every planned take fits is held back, and so is what waits for it: that waits for all of them. Of
    jobs that can be made side by side a run may take others first; then those are held back that come last.
    """
    purses = [_Purse(each, rates) for each in left]
    found: dict[str, Held] = {}
    for item in plan.due:
        held = _after(item, found) or (None if item.same_as else _too_dear(item, purses))
        if held:
            found[item.job] = held
    return found


def _after(item: Item, found: Mapping[str, Held]) -> Held | None:
    """Return why an item is held back with one that it needs, or whose takes it shares."""
    if item.same_as in found:
        return found[item.same_as]
    by = next((job for job in item.follows if job in found), None)
    return Held(found[by].left, found[by].excess, item.now, by) if by else None


def _too_dear(item: Item, purses: Sequence[_Purse]) -> Held | None:
    """Take what an item costs, take by take, until a purse is too small for it."""
    unit, covering = item.unit, [purse for purse in purses if purse.covers(item)]
    for bought in range(item.now if unit else 0):
        assert unit
        tight = next((purse for purse in covering if not purse.holds(unit)), None)
        if tight:
            return Held(tight.left, tight.excess(unit), item.now - bought)
        for purse in covering:
            purse.take(unit)
    return None


class _Purse:
    """What a ceiling leaves, in its own currency."""

    def __init__(self, left: Left, rates: Rates) -> None:
        self.left, self._rates = left, rates
        self._taken = left.taken

    def covers(self, item: Item) -> bool:
        """Tell whether the ceiling holds for a job; those of film and run hold for all of a plan."""
        scope = self.left.ceiling.scope
        return scope.provider in (None, item.provider) and scope.shot in (None, item.shot or item.job)

    def holds(self, unit: Money) -> bool:
        """Tell whether a take fits."""
        asked = self._asked(unit)
        return bool(self._taken and asked) and self.excess(unit) is None

    def take(self, unit: Money) -> None:
        """Pay for a take."""
        asked = self._asked(unit)
        if self._taken and asked:
            self._taken = Money(self._taken.micros + asked.micros, asked.currency)

    def excess(self, unit: Money) -> Excess | None:
        """Return by how much a take is too much; None where it is not, or nobody can tell."""
        if self._taken is None or self._asked(unit) is None:
            return None
        return excess(self.left.ceiling, unit, self._rates, [self._taken])

    def _asked(self, unit: Money) -> Money | None:
        try:
            return self._rates.convert(unit, self.left.ceiling.amount.currency)
        except Fault:
            return None
