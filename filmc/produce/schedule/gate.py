"""The gate of one resource: who waits at it, how many are in, and when the next may go in."""

from __future__ import annotations

import asyncio
import heapq
import math
from collections import deque
from dataclasses import dataclass, field

from filmc.produce.schedule.task import Later, Limit

LEAST = 1.0
"""Seconds that a refused resource rests at least, whatever it says: zero would ask again at once, for ever."""

_LONGEST_GUESS = 64.0
"""Where nothing is said, the rest doubles from LEAST up to this."""

_WINDOW = 60.0
"""Seconds that starts are counted over: most limits are so many a minute."""


@dataclass(slots=True)
class Gate:
    """All times are seconds on the run's clock."""

    resource: str
    limit: Limit
    waiting: list[int] = field(default_factory=list)
    """A heap of ranks: the smallest goes first."""
    running: int = 0
    most: int = 0
    """The greatest number that ran at once."""
    room: int = 0
    """How many it takes at once, as far as is known: never more than its limit."""
    pace: float = 0.0
    """Seconds between two starts."""
    opens: float = -math.inf
    """No start before this time."""
    closed_until: float | None = None
    """When it could be tried again, for a gate that this run waits for no longer."""
    alarm: asyncio.TimerHandle | None = None
    _rests_until: float = -math.inf
    _refusals: int = 0
    _rested: float = 0.0
    _starts: deque[float] = field(default_factory=deque)
    """Of the last minute, without those that were refused."""

    def __post_init__(self) -> None:
        self.room = self.limit.at_once
        self.pace = 1 / self.limit.per_second if self.limit.per_second else 0.0

    def queue(self, rank: int) -> None:
        """Let a task wait here."""
        heapq.heappush(self.waiting, rank)

    def has_room(self) -> bool:
        """Tell whether the next one only waits for the time, if for anything."""
        return bool(self.waiting) and self.running < self.room and self.closed_until is None

    def let_in(self, now: float) -> int:
        """Let the next one in at the time `now`, and return its rank."""
        self.running += 1
        self.most = max(self.most, self.running)
        self.opens = max(self.opens, now + self.pace)
        self._starts.append(now)
        while self._starts[0] <= now - _WINDOW:
            self._starts.popleft()
        return heapq.heappop(self.waiting)

    def let_out(self) -> None:
        """Make room for another."""
        self.running -= 1

    def answered(self) -> None:
        """Note that the resource did what it was asked, or said no for good: it refuses no more."""
        self._refusals = 0
        self._rested = 0.0

    def refused(self, now: float, started: float, later: Later, patience: float) -> float:
        """Rest, because work that began at `started` was told to come back later; return for how long.

        The gate closes for this run where a rest is longer than `patience`, or where refusals in a row, with nobody
        inside who could still succeed, add up to more.
        """
        if later.full:
            self._learn(started, later.seconds)
        if started >= self._rests_until:  # several refused together are one refusal
            self._refusals += 1
        rest = self._rest(later.seconds)
        until = now + rest
        if until > self._rests_until:
            self._rested += until - max(now, self._rests_until)
            self._rests_until = until
        self.opens = max(self.opens, until)
        if rest > patience or (self._rested > patience and not self.running):
            self.closed_until = self._rests_until
        return rest

    def _learn(self, started: float, seconds: float | None) -> None:
        """From now on let no more in than are in still, and no more a minute than were not refused in the last.

        Where no rate was known, and one is told by how long to wait, a start each time that this has passed is enough.
        """
        self.room = min(self.room, max(self.running, 1))
        if started in self._starts:
            self._starts.remove(started)
        slower = _WINDOW / max(len(self._starts), 1)
        if self.limit.per_second:
            self.pace = max(self.pace, slower)
        elif seconds is not None:
            self.pace = max(self.pace, min(slower, seconds, _WINDOW))

    def _rest(self, seconds: float | None) -> float:
        if seconds is None:
            least = _WINDOW if self.limit.per_second else LEAST
            return float(min(least * 2 ** min(self._refusals - 1, 60), _LONGEST_GUESS))
        return max(LEAST, seconds)  # also for what is no number
