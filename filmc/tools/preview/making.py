"""What is being made, as the page is told it: by shot, with what it has cost so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from filmc.produce.buying.counter import Step
from filmc.produce.ledger.states import State
from filmc.produce.plan.plan import Plan
from filmc.produce.schedule.event import Ended, Event, Started
from filmc.produce.schedule.tally import Tally
from filmc.produce.schedule.task import Task
from filmc.tools.preview.feed import Feed


class Steps:
    """How far jobs are, as their providers say: of each purchase the newest word."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, float]] = {}

    def see(self, step: Step) -> None:
        """Take a step in."""
        of_job = self._told.setdefault(step.name, {})
        if step.state not in _AWAITED:
            of_job.pop(step.intent.id, None)
        elif step.progress is not None:
            of_job[step.intent.id] = step.progress

    def percent(self, job: str) -> int | None:
        """Return how much of a job's takes that are awaited is done; None where no provider says."""
        told = [*self._told.get(job, {}).values()]
        return round(min(max(sum(told) / len(told), 0.0), 1.0) * 100) if told else None


_AWAITED = (State.SUBMITTED, State.RUNNING)


@dataclass
class PageBoard:
    """A board that is a topic of the page. `plan` says what a job is, and for which shot; `steps` how far it is.

    A plan is bought in several runs, speech first: `earlier` are the tallies of those before this one.
    """

    tally: Tally
    money: Callable[[int], str]
    feed: Feed
    plan: Plan
    steps: Steps
    earlier: Sequence[Tally] = ()
    _ended: set[str] = field(default_factory=set)
    """Jobs of which a take has come, or will not."""
    _told: Mapping[str, Any] = field(default_factory=dict)

    def see(self, event: Event) -> None:
        """Take in what happened."""
        self.tally.see(event)
        if isinstance(event, Ended):
            self._ended.add(_job(event.task))

    def draw(self, now: float) -> None:
        """Tell where it stands, if that is new."""
        told = self._standing(now)
        if told != self._told:
            self._told = told
            self.feed.tell("making", told)

    def clear(self) -> None:
        """Leave it as it stands."""

    def _standing(self, now: float) -> Mapping[str, Any]:
        tally = self.tally
        runs = (*self.earlier, tally)
        begun = sum(each.total for each in runs)
        later = max(self.plan.takes - begun, 0)
        running = {_job(started.task): self._running(started, now) for started in tally.running.values()}
        return {
            "jobs": [{"job": job, **told} for job, told in running.items()],
            "shots": dict(self._shots(running)),
            "waiting": tally.waiting + later,
            "done": sum(sum(each.endings.values()) for each in runs),
            "total": begun + later,
            "spent": self.money(sum(each.spent for each in runs)),
            "to_come": self.money(tally.to_come),
            "left": 0 if later else round(tally.left(now)),
        }

    def _shots(self, running: Mapping[str, Mapping[str, int | None]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield what is made of each shot: what waits first, so that what runs takes its place."""
        due = [item for item in self.plan.due if item.job not in self._ended]
        waiting = [item for item in due if item.job not in running]
        for place, item in reversed([*enumerate(waiting, 1)]):  # of several of a shot the next one
            if item.shot:
                yield item.shot, {"kind": item.kind, "state": "queued", "place": place, "of": len(waiting)}
        for item in due:
            if item.shot and item.job in running:
                yield item.shot, {"kind": item.kind, "state": "making", **running[item.job]}

    def _running(self, started: Started, now: float) -> Mapping[str, int | None]:
        """Return for how many seconds it has been made, how many it usually takes, and what its provider says."""
        task = started.task
        percent = self.steps.percent(_job(task))
        return {"for": max(round(now - started.at), 0), "usual": round(task.seconds), "percent": percent}


def _job(task: Task) -> str:
    return task.name.rpartition(" #")[0]
