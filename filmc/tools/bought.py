"""What a purchase came to: its exit code, and what became of a shoot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from filmc.base.record import record
from filmc.produce.buying.outcome import Bought, Outcome, OverCeiling, Unknown


def code_of(outcomes: Iterable[Outcome], troubles: Sequence[str]) -> int:
    """Return the exit code: 0, 4 refused by a ceiling, 5 a provider failed, 6 an outcome is unknown."""
    kinds = {type(outcome) for outcome in outcomes}
    if Unknown in kinds:
        return 6
    if kinds - {Bought, OverCeiling}:
        return 5
    if OverCeiling in kinds:
        return 4
    return 5 if troubles else 0


@record
class Shot:
    """What became of a shoot: of each purchase, and by its job why something was not bought.

    `wanting` are jobs of which a review found a take wanting.
    """

    outcomes: list[Outcome]
    by_job: Mapping[str, list[str]]
    wanting: set[str]

    @property
    def troubles(self) -> list[str]:
        """What was not bought, with reasons."""
        return [line for lines in self.by_job.values() for line in lines]
