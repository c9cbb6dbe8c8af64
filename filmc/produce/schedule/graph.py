"""What waits for what, and how long the longest way from each task to the end is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filmc.base.record import record
from filmc.produce.schedule.task import Task


@record
class Graph:
    """Tasks by their number in the order given."""

    tasks: tuple[Task, ...]
    followers: tuple[tuple[int, ...], ...]
    """By number, those that need it."""
    needs: tuple[int, ...]
    """By number, how many it needs."""
    path: tuple[float, ...]
    """By number, the seconds of the longest chain of work that begins with it, itself included."""
    order: tuple[int, ...]
    """The numbers, longest path first, ties as given."""


def graph(tasks: Sequence[Task]) -> Graph:
    """Return the graph of `tasks`, in time linear in tasks and needs but for one sort.

    ValueError where two have one name, a need is no task, or tasks need each other in a circle.
    """
    numbers = {task.name: n for n, task in enumerate(tasks)}
    if len(numbers) < len(tasks):
        twice = next(task.name for n, task in enumerate(tasks) if numbers[task.name] != n)
        raise ValueError(f"two tasks are called `{twice}`")
    needs = [_needs(task, numbers) for task in tasks]
    followers: list[list[int]] = [[] for _ in tasks]
    for n, needed in enumerate(needs):
        for other in needed:
            followers[other].append(n)
    path = _paths(tasks, needs, followers)
    return Graph(
        tuple(tasks),
        tuple(map(tuple, followers)),
        tuple(map(len, needs)),
        tuple(path),
        tuple(sorted(range(len(tasks)), key=lambda n: -path[n])),
    )


def _needs(task: Task, numbers: Mapping[str, int]) -> tuple[int, ...]:
    try:
        return tuple(dict.fromkeys(numbers[name] for name in task.needs))
    except KeyError as unknown:
        raise ValueError(f"`{task.name}` needs {unknown}, which is no task") from None


def _paths(tasks: Sequence[Task], needs: Sequence[tuple[int, ...]], followers: Sequence[Sequence[int]]) -> list[float]:
    """Go from the ends to the beginnings: a path is known when those of all followers are."""
    path = [task.seconds for task in tasks]
    open_ends = [len(each) for each in followers]
    known = [n for n, count in enumerate(open_ends) if not count]
    for n in known:  # grows on the way
        for before in needs[n]:
            path[before] = max(path[before], tasks[before].seconds + path[n])
            open_ends[before] -= 1
            if not open_ends[before]:
                known.append(before)
    if len(known) < len(tasks):
        raise ValueError(f"tasks need each other in a circle: {_circle(tasks, followers, open_ends)}")
    return path


def _circle(tasks: Sequence[Task], followers: Sequence[Sequence[int]], open_ends: Sequence[int]) -> str:
    """Name a circle: every task with an open end has a follower with one."""
    way = [next(n for n, count in enumerate(open_ends) if count)]
    seen = {way[0]: 0}
    while (n := next(each for each in followers[way[-1]] if open_ends[each])) not in seen:
        seen[n] = len(way)
        way.append(n)
    return " → ".join(f"`{tasks[each].name}`" for each in [*way[seen[n] :], n])
