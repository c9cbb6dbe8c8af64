"""What was ordered and is not finished: the desk and counters for commands that settle it, with or without a film."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from filmc.base.diagnostic import Notes
from filmc.base.world import DiskWorld
from filmc.produce.buying.again import lost
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.outcome import Bought, Expired, Failed, Outcome, OverCeiling, Refused, Unknown
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import shown
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.schedule.perform import perform
from filmc.produce.shoot.counters import Counters
from filmc.session import Session
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError, Project, project_of

Settle = Callable[[Counter], Coroutine[Any, Any, list[Outcome]]]


@dataclass
class Orders:
    """The open orders of this user. `run` is ours: what we go on with is held under its name."""

    session: Session
    desk: Desk
    run: str = field(default_factory=lambda: uuid4().hex)

    def open(self) -> list[Purchase]:
        """Return every purchase of which something is still awaited; none where nothing was ever bought."""
        return self.desk.ledger.unfinished() if self.desk.has_ledger else []

    def lost(self) -> list[Purchase]:
        """Return every purchase whose take a film names and the store has not any more. Fault E1022."""
        return lost(self.desk.ledger, self.desk.store) if self.desk.has_ledger else []

    def settle(self, providers: Sequence[str], work: Settle) -> list[Outcome]:
        """Do `work` at the counter of each provider, one after the other. Fault E1016 for one that is not ready."""
        return perform(self._settled(providers, work))

    async def _settled(self, providers: Sequence[str], work: Settle) -> list[Outcome]:
        async with Counters(self.desk, self.session.lab(), (), lambda _: None) as counters:
            counters.open(providers)
            return [outcome for name in providers for outcome in await work(counters.counters[name])]

    def ready(self, console: Console, purchases: Sequence[Purchase]) -> list[str]:
        """Return the providers of `purchases` that can be asked; of the others, say why not."""
        names = sorted({purchase.intent.provider for purchase in purchases})
        for name in names:
            if why := self.desk.agency.lacking(name):
                console.say(f"{name} can not be asked: {why}")
        return [name for name in names if self.desk.agency.lacking(name) is None]


def orders_of(named: str | None) -> Orders:
    """Return the open orders, seen from the film `named` or that of the folder; a folder without one will do."""
    try:
        project = project_of(named)
    except NoFilmError:
        if named:
            raise
        project = Project(DiskWorld(Path.cwd()), "main.film")
    session = Session(project.world, project.main)
    return Orders(session, session.desk(Notes()))


def described(purchase: Purchase) -> str:
    """Return an order in a line: what, of whom, for how much, and where it stands."""
    intent, facts = purchase.intent, purchase.facts
    assert purchase.estimate
    job = f", job {facts['job']}" if "job" in facts else ""
    why = f": {facts['reason']}" if "reason" in facts else ""
    whose = f"{named(purchase)}, {intent.provider}:{intent.model}, {shown(purchase.estimate)}"
    return f"{intent.id[:12]}  {whose}{job}, {purchase.state}{why}"


def named(purchase: Purchase) -> str:
    """Return what was ordered, by the name of its job as far as that was noted."""
    return purchase.note.get("name") or purchase.intent.shot or purchase.intent.take[:12]


def told_outcome(outcome: Outcome, among: Iterable[Purchase] = ()) -> str:
    """Return an outcome in a line, with the name of what was ordered where that is `among` the purchases."""
    if isinstance(outcome, OverCeiling):
        return str(outcome.refusal)
    name = next((f"{named(each)}: " for each in among if each.intent.id == outcome.intent), "")
    return f"{outcome.intent[:12]}  {name}{_came_to(outcome)}"


def _came_to(outcome: Bought | Refused | Failed | Unknown | Expired) -> str:
    match outcome:
        case Bought(digest, billed):
            return f"it has come: take {digest[:12]}, {shown(billed)}"
        case Refused(reason, _, billed) | Failed(reason, billed):
            return f"ended without a take, {shown(billed)}: {reason}"
        case Unknown(_, reason, job):
            return f"still open{f', job {job}' if job else ''}: {reason}"
        case Expired(_, reason, job):
            return f"paid and lost{f', job {job}' if job else ''}: {reason}"


def code_of(outcomes: Sequence[Outcome]) -> int:
    """Return the exit code: 6 while an outcome is not known, 5 where something paid is lost, else 0."""
    kinds = {type(outcome) for outcome in outcomes}
    return 6 if Unknown in kinds else 5 if Expired in kinds else 0


def objects(outcomes: Sequence[Outcome]) -> Iterator[dict[str, str]]:
    """Yield outcomes for `--json`."""
    for outcome in outcomes:
        kind = type(outcome).__name__.lower()
        yield {"purchase": getattr(outcome, "intent", ""), "outcome": kind, "said": told_outcome(outcome)}
