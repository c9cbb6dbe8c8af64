"""Adds up a run's events: how many wait, run and are done, what was spent, what is left of time and money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filmc.produce.schedule.event import Closed, Ended, Event, Paused, Started
from filmc.produce.schedule.graph import graph
from filmc.produce.schedule.task import Done, Ending, Failed, Limit, Task


@dataclass(slots=True)
class _Pace:
    """One resource: the seconds expected of all that has not ended, and how true that was of what has."""

    at_once: int
    left: float = 0.0
    expected: float = 0.0
    measured: float = 0.0
    rests_until: float = 0.0

    @property
    def factor(self) -> float:
        """By how much longer things take here than expected."""
        return self.measured / self.expected if self.expected > 0 else 1.0

    def to_go(self, begun: float, now: float) -> float:
        """Return the seconds until all is done here, if the places are always taken; `begun` is already behind us."""
        rest = max(self.left * self.factor - begun, 0.0) / self.at_once
        return rest + max(self.rests_until - now, 0.0) if rest else 0.0


class Tally:
    """Where a run stands. `see` is a watcher for `run`; amounts are in the tasks' micro-units."""

    def __init__(self, tasks: Sequence[Task], limits: Mapping[str, Limit]) -> None:
        plan = graph(tasks)
        self.running: dict[str, Started] = {}
        """By name, in order of start."""
        self.resting: dict[str, float] = {}
        """Until when each paused resource rests."""
        self.endings: Counter[type[Ending]] = Counter()
        self.spent = 0
        self.to_come = sum(task.cost for task in tasks)
        self.total = len(tasks)
        self._paces = {name: _Pace(limits[name].at_once) for name in {task.resource for task in tasks}}
        for task in tasks:
            self._paces[task.resource].left += task.seconds
        self._titles = {task.name: task.title for task in tasks}
        self._path = {task.name: plan.path[n] for n, task in enumerate(tasks)}
        self._by_path = [tasks[n].name for n in reversed(plan.order)]
        self._open = set(self._path)

    @property
    def waiting(self) -> int:
        """How many have not begun, or have to begin again."""
        return len(self._open) - len(self.running)

    def title(self, name: str) -> str:
        """Return what to call a task."""
        return self._titles[name]

    def see(self, event: Event) -> None:
        """Take an event in."""
        match event:
            case Started(task):
                self.running[task.name] = event
            case Paused(task, until=until):
                del self.running[task.name]
                self._rest(task.resource, until)
            case Closed(resource):
                self.resting.pop(resource, None)
                self._paces[resource].rests_until = 0.0
            case Ended():
                self._end(event)

    def _rest(self, resource: str, until: float) -> None:
        self.resting[resource] = self._paces[resource].rests_until = until

    def _end(self, event: Ended) -> None:
        task, ending = event.task, event.ending
        self.running.pop(task.name, None)
        self._open.discard(task.name)
        self.endings[type(ending)] += 1
        self.to_come -= task.cost
        pace = self._paces[task.resource]
        pace.left -= task.seconds
        if isinstance(ending, Done):
            self.spent += task.cost if ending.cost is None else ending.cost
            pace.expected += task.seconds
            pace.measured += event.seconds or 0.0
        elif isinstance(ending, Failed):
            self.spent += ending.cost

    def left(self, now: float) -> float:
        """Return the seconds that the rest should take at the pace so far: by longest path or by busiest resource."""
        overall, longest = self._factor, self._longest_path()
        factors = {name: pace.factor for name, pace in self._paces.items()}
        begun = dict.fromkeys(self._paces, 0.0)
        for name, started in self.running.items():
            resource = started.task.resource
            gone = min(max(now - started.at, 0.0), started.task.seconds * factors[resource])
            begun[resource] += gone
            longest = max(longest, self._path[name] * overall - gone)
        return max(longest, *(pace.to_go(begun[name], now) for name, pace in self._paces.items()), 0.0)

    def _longest_path(self) -> float:
        """Return the seconds of the longest chain of all that is open, unless its beginning runs already."""
        while self._by_path and self._by_path[-1] not in self._open:
            self._by_path.pop()
        if not self._by_path or self._by_path[-1] in self.running:
            return 0.0
        return self._path[self._by_path[-1]] * self._factor

    @property
    def _factor(self) -> float:
        """By how much longer things take than expected, over all resources."""
        expected = sum(pace.expected for pace in self._paces.values())
        return sum(pace.measured for pace in self._paces.values()) / expected if expected > 0 else 1.0
