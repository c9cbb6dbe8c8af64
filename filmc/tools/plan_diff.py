"""The film now against the film at another git revision: what happened to its shots, and what that costs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from filmc.base.fault import Fault
from filmc.base.git import git_world
from filmc.base.record import record
from filmc.lower.options import Options
from filmc.produce.desk import Desk
from filmc.produce.plan.diff import Change, changes, from_nothing
from filmc.produce.plan.planner import plan_of
from filmc.session import Lowered, Session
from filmc.tools.console import Console
from filmc.tools.project import Project
from filmc.tools.report.cells import count, neutral
from filmc.tools.sums import Exchange, columns

Sums = Mapping[str, int]
_SIGNS = {"added": "+", "removed": "-", "moved": "~", "re-timed": "~", "re-written": "~"}


@record
class Compared:
    """Two versions of a film. Each cost is (then, now), in micro-units by currency."""

    revision: str
    found: tuple[Change, ...]
    seconds: tuple[float, float]
    from_nothing: tuple[Sums, Sums]
    """If nothing were made."""
    standing: tuple[Sums, Sums]
    """With all that is made."""
    errors: int
    """How many the film had then: it is compared as far as it can be read."""

    def dump(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        costs = {name: dict(zip(("then", "now"), sums, strict=True)) for name, sums in self._costs().items()}
        shots = [asdict(change) for change in self.found]
        return {"revision": self.revision, "shots": shots, "seconds": self.seconds, "errors": self.errors, **costs}

    def _costs(self) -> dict[str, tuple[Sums, Sums]]:
        return {"from_nothing": self.from_nothing, "standing": self.standing}

    def text(self, exchange: Exchange) -> str:
        """Return it for a terminal."""
        return "".join(f"{line}\n" for line in self._lines(exchange))

    def _lines(self, exchange: Exchange) -> Iterator[str]:
        yield f"against {neutral(self.revision)}: {self._counts() or 'no shot is another'}"
        if self.errors:
            yield f"it had {count(self.errors, 'error')} then, and is compared as far as it can be read"
        rows = [(f"  {_SIGNS[each.how]} {neutral(each.shot)}", each.how, neutral(each.detail)) for each in self.found]
        yield from columns(rows) if rows else ()
        yield ""
        then, now = (f"{seconds:.1f} s" for seconds in self.seconds)
        costs: list[tuple[str, ...]] = [("", "then", "now"), ("length", then, now)]
        for name, sums in (("cost, if nothing were made", self.from_nothing), ("cost, as things stand", self.standing)):
            costs.append((name, *(exchange.told(each) for each in sums)))
        yield from columns(costs)

    def _counts(self) -> str:
        hows = [each.how for each in self.found]
        return ", ".join(f"{hows.count(how)} {how}" for how in _SIGNS if how in hows)


def compare(project: Project, now: Lowered, desk: Desk, revision: str, console: Console) -> Compared:
    """Return how the film differs from what it was at `revision`, both at today's target, prices and takes.

    Faults E1073 for a revision or a film that there is not, E1074 without git.
    """
    with tempfile.TemporaryDirectory() as folder:
        world = git_world(project.world.root, revision, Path(folder))
        if not world.exists(project.main):
            raise Fault("E1073", f"there was no {project.main} at {revision}", "name a revision that has the film")
        session = Session(world, project.main)
        checked = session.check()
        then = session.lower(checked, desk, Options(size=desk.target.size), console.progress)
        return Compared(
            revision,
            changes(then.film, then.graph, now.film, now.graph),
            (_seconds(then), _seconds(now)),
            (from_nothing(then.graph), from_nothing(now.graph)),
            (_standing(then, desk), _standing(now, desk)),
            len(checked.notes.errors),
        )


def _seconds(lowered: Lowered) -> float:
    return round(float(lowered.film.frames / lowered.film.settings.rate), 3)


def _standing(lowered: Lowered, desk: Desk) -> Sums:
    return plan_of(lowered.film, lowered.graph, lowered.survey, desk).cost
