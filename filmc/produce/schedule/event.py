"""What a run tells while it goes on. Times are seconds on the run's clock."""

from __future__ import annotations

from collections.abc import Callable

from filmc.base.record import record
from filmc.produce.schedule.task import Ending, Task


@record
class Started:
    """Work on `task` began, or began again."""

    task: Task
    at: float


@record
class Paused:
    """`task` was told to come back later: it waits again, and nothing starts on its resource before `until`."""

    task: Task
    at: float
    until: float


@record
class Closed:
    """Longer than anybody has patience for: the run waits for `resource` no more. `until` is when it could go on."""

    resource: str
    at: float
    until: float


@record
class Ended:
    """Nothing more becomes of `task`. `seconds` since it was last started, None where it never was."""

    task: Task
    ending: Ending
    at: float
    seconds: float | None


Event = Started | Paused | Closed | Ended
Watcher = Callable[[Event], None]
"""Called in the loop's thread at each event, so it must be quick. What it raises ends the run."""


def nobody(_event: Event) -> None:
    """Watch nothing."""
