"""A piece of work, what limits a resource, and what can become of the work."""

from __future__ import annotations

from typing import Any

from filmc.base.record import record


@record
class Task:
    """Something to do once everything in `needs` is done. `seconds` is how long it should take once started."""

    name: str
    """A handle that no other task of the run has."""
    needs: tuple[str, ...]
    resource: str
    seconds: float
    cost: int = 0
    """Expected, in micro-units of one currency for the whole run; only shown."""
    label: str = ""
    """Its name for people; without one, the handle."""

    @property
    def title(self) -> str:
        """What to call it."""
        return self.label or self.name


@record
class Limit:
    """How much of a resource may run: `at_once` side by side, and no two starts closer than 1 / `per_second`."""

    at_once: int
    per_second: float | None = None

    def __post_init__(self) -> None:
        if self.at_once < 1 or (self.per_second is not None and not self.per_second > 0):
            raise ValueError(f"with {self} nothing would ever start")


# What the work comes to.


@record
class Done:
    """It succeeded. `cost` is what it really cost, None where nothing better is known than what was expected."""

    value: Any = None
    cost: int | None = None


@record
class Failed:
    """It did not succeed, and `cost` was billed nevertheless. `error` is what the work raised, if it raised."""

    reason: str
    cost: int = 0
    error: Exception | None = None


@record
class Later:
    """Not now: nobody may start on this resource for `seconds`; None where the one who refused did not say.

    `full`: it takes no more than it has, at once or a minute.
    """

    seconds: float | None = None
    full: bool = False


@record
class Stopped:
    """It was given up on purpose: by its own work, or because the run was cancelled."""

    reason: str = ""


@record
class Blocked:
    """It was never started, because the task called `by` did not succeed. Only the schedule says this."""

    by: str


Result = Done | Failed | Later | Stopped
"""What the work returns."""

Ending = Result | Blocked
"""What a report says of a task."""
