"""What became of each task of a run, and when."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.base.record import record
from filmc.produce.schedule.task import Done, Ending, Task


@record
class Outcome:
    """One task's end. `start` (the first one) and `end` are seconds on the run's clock; no start: it never began."""

    task: Task
    ending: Ending
    start: float | None
    end: float
    starts: int
    """How often it was started: more than once where it was told to come back later."""


@record
class Report:
    """A run: its outcomes in the order the tasks were given, and by resource the greatest number at once."""

    outcomes: tuple[Outcome, ...]
    most: Mapping[str, int]
    start: float
    end: float

    @property
    def all_done(self) -> bool:
        """Whether everything succeeded."""
        return all(isinstance(outcome.ending, Done) for outcome in self.outcomes)

    def that(self, *kinds: type[Ending]) -> tuple[Outcome, ...]:
        """Return the outcomes that ended in one of these ways."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome.ending, kinds))


class Interrupted(Exception):  # noqa: N818 - not an error: somebody pressed Ctrl-C
    """The run was cancelled; `report` says what had become of each task when it ended."""

    def __init__(self, report: Report) -> None:
        super().__init__("the run was interrupted")
        self.report = report
