"""What is being made, as the page is told it: by shot, with what it has cost so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from filmc.produce.plan.plan import Plan
from filmc.produce.schedule.event import Event, Started
from filmc.produce.schedule.tally import Tally
from filmc.tools.preview.feed import Feed


@dataclass
class PageBoard:
    """A board that is a topic of the page. `plan` says what a job is, and for which shot."""

    tally: Tally
    money: Callable[[int], str]
    feed: Feed
    plan: Plan
    _told: Mapping[str, Any] = field(default_factory=dict)

    def see(self, event: Event) -> None:
        """Take in what happened."""
        self.tally.see(event)

    def draw(self, now: float) -> None:
        """Tell where it stands, if that is new."""
        told = self._standing(now)
        if told != self._told:
            self._told = told
            self.feed.tell("making", told)

    def clear(self) -> None:
        """Leave it as it stands."""

    def _standing(self, now: float) -> Mapping[str, Any]:
        tally, items = self.tally, {item.job: item for item in self.plan.items}
        jobs, shots = [], {}
        for started in tally.running.values():
            job = started.task.name.rpartition(" #")[0]
            item, told = items.get(job), _running(started, now)
            jobs.append({"job": started.task.title, **told})
            if item and item.shot:
                shots[item.shot] = {"kind": item.kind, **told}
        return {
            "jobs": jobs,
            "shots": shots,
            "waiting": tally.waiting,
            "done": sum(tally.endings.values()),
            "total": tally.total,
            "spent": self.money(tally.spent),
            "to_come": self.money(tally.to_come),
            "left": round(tally.left(now)),
        }


def _running(started: Started, now: float) -> Mapping[str, int]:
    """Return for how many seconds it has been made, and how many it usually takes."""
    return {"for": max(round(now - started.at), 0), "usual": round(started.task.seconds)}
