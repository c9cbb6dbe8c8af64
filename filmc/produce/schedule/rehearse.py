"""Who goes first where several could: the longest path, unless a rehearsal shows that another order ends sooner.

Longest path first is best as long as there is room. With several crowded resources it can starve one: the voices of
shots with long clips wait behind those of shots with long lip-sync. So the run is rehearsed, in numbers only, from its
end backwards; what starts late there can wait, and what starts early must not. Both orders are then tried forwards.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from filmc.base.record import record
from filmc.produce.schedule.graph import Graph
from filmc.produce.schedule.task import Limit, Task

_WORTH = 0.98
"""The other order has to need less than this share of the time: lengths are guesses, and a long path is a fact."""


def ranks(plan: Graph, limits: Mapping[str, Limit]) -> list[int]:
    """Return by number the place of each task in the order of preference. Rates of start are not rehearsed."""
    by_path = _placed(plan.order)
    if _never_crowded(plan, limits):
        return by_path
    forwards = _Stage(plan.tasks, plan.followers, plan.needs, limits)
    backwards = _Stage(plan.tasks, _turned(plan.followers), tuple(map(len, plan.followers)), limits)
    starts, _ = backwards.rehearse(_placed(_by_way_here(plan)))
    ends = [start + task.seconds for start, task in zip(starts, plan.tasks, strict=True)]
    by_end = _placed(sorted(range(len(ends)), key=lambda n: -ends[n]))
    return by_end if forwards.rehearse(by_end)[1] < _WORTH * forwards.rehearse(by_path)[1] else by_path


def _never_crowded(plan: Graph, limits: Mapping[str, Limit]) -> bool:
    """Tell whether every resource could take all its tasks at once: then nobody ever waits for another."""
    room = {name: limit.at_once for name, limit in limits.items()}
    for task in plan.tasks:
        room[task.resource] -= 1
    return min(room.values(), default=0) >= 0


def _placed(order: Sequence[int]) -> list[int]:
    places = [0] * len(order)
    for place, n in enumerate(order):
        places[n] = place
    return places


def _turned(followers: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return by number those that it needs."""
    needs: list[list[int]] = [[] for _ in followers]
    for n, after in enumerate(followers):
        for follower in after:
            needs[follower].append(n)
    return needs


def _by_way_here(plan: Graph) -> list[int]:
    """Return the numbers, those first that have the longest chain up to their own end; of equals the last given."""
    way = [task.seconds for task in plan.tasks]
    unmet = list(plan.needs)
    known = [n for n, count in enumerate(unmet) if not count]
    for n in known:  # grows on the way
        for follower in plan.followers[n]:
            way[follower] = max(way[follower], way[n] + plan.tasks[follower].seconds)
            unmet[follower] -= 1
            if not unmet[follower]:
                known.append(follower)
    return sorted(range(len(way)), key=lambda n: (-way[n], -n))


@record
class _Stage:
    """Tasks that follow each other, in one direction or the other."""

    tasks: Sequence[Task]
    followers: Sequence[Sequence[int]]
    needs: Sequence[int]
    limits: Mapping[str, Limit]

    def rehearse(self, places: Sequence[int]) -> tuple[list[float], float]:
        """Return by number when each would start, and when the last would end."""
        unmet, starts, now = list(self.needs), [0.0] * len(self.tasks), 0.0
        room = {name: limit.at_once for name, limit in self.limits.items()}
        waiting: dict[str, list[tuple[int, int]]] = {name: [] for name in self.limits}
        ends: list[tuple[float, int]] = []
        ready = [n for n, count in enumerate(unmet) if not count]
        stirred: dict[str, None] = {}
        while True:
            for n in ready:
                heapq.heappush(waiting[self.tasks[n].resource], (places[n], n))
                stirred[self.tasks[n].resource] = None
            for name in stirred:
                while room[name] and waiting[name]:
                    _, n = heapq.heappop(waiting[name])
                    room[name] -= 1
                    starts[n] = now
                    heapq.heappush(ends, (now + self.tasks[n].seconds, n))
            if not ends:
                return starts, now
            now, n = heapq.heappop(ends)
            stirred = {self.tasks[n].resource: None}
            room[self.tasks[n].resource] += 1
            ready = self._freed(n, unmet)

    def _freed(self, n: int, unmet: list[int]) -> list[int]:
        """Return those that `n` was the last need of."""
        for follower in self.followers[n]:
            unmet[follower] -= 1
        return [follower for follower in self.followers[n] if not unmet[follower]]
