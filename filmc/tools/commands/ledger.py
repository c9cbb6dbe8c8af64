"""`filmc ledger`: what was ordered and billed, event by event."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.record import record
from filmc.base.world import DiskWorld
from filmc.frontend.value import Money
from filmc.ir.film import Film
from filmc.lower.jobgraph import job_graph
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import shown
from filmc.produce.ledger.events import Event
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.states import State
from filmc.produce.plan.ceilings import Account, Left, ceilings_of, what_is_left
from filmc.session import Checked, Session
from filmc.tools.commands.check import no_film, show, told
from filmc.tools.console import Console
from filmc.tools.desk_notes import beside
from filmc.tools.plan_table import scope_name, told_ceiling
from filmc.tools.project import NoFilmError, Project, project_of
from filmc.tools.report.cells import count, neutral
from filmc.tools.sums import Exchange, columns

STORY = """\
The events of the ledger, newest last: when, which purchase, what became of it, for how much, of whom, for which shot.
Then what was spent and reserved, and what the ceilings leave. The ledger is only read.

  filmc ledger
  filmc ledger --all --json
  filmc ledger --verify                 check the whole ledger from end to end"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `ledger` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("--all", action="store_true", help="of every film of this user")
    parser.add_argument("--verify", action="store_true", help="check the ledger, and say how many events it has")


@record
class _Books:
    """What is told: events and purchases of the film (or of all), and what each ceiling leaves."""

    events: Sequence[Event]
    purchases: Mapping[str, Purchase]
    left: Sequence[Left]


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the events; return 1 where film, configuration or ledger have errors, 2 where there is no film."""
    try:
        project = _project(arguments)
    except NoFilmError as missing:
        return no_film(console, missing)
    notes = Notes()
    session = Session(project.world, project.main)
    desk = session.desk(notes)
    checked = session.check() if project.path.is_file() else None
    if checked:
        checked = beside(checked, desk, notes)
    try:
        books = _books(session, checked, desk, everything=arguments.all)
        events = desk.ledger.verify() if arguments.verify and desk.has_ledger else None
    finally:
        desk.close()
    _tell(console, checked, books, Exchange.of(checked.film if checked else Film(), desk.config.rates), events)
    return int(checked is not None and not checked.ok)


def _project(arguments: argparse.Namespace) -> Project:
    """Return the film's project; of all films, a folder without one will do. NoFilmError."""
    try:
        return project_of(arguments.film)
    except NoFilmError:
        if arguments.film or not arguments.all:
            raise
        return Project(DiskWorld(Path.cwd()), "main.film")


def _books(session: Session, checked: Checked | None, desk: Desk, *, everything: bool) -> _Books:
    """Return what there is to tell of the film, or of every one. A film without an id never ordered anything."""
    if not desk.has_ledger:
        return _Books((), {}, ())
    film = desk.lock.lock.film
    every = desk.ledger.purchases()
    purchases = {each.intent.id: each for each in every if everything or (film and each.intent.film == film)}
    events = [event for event in desk.ledger.history() if event.intent in purchases]
    if checked is None:
        return _Books(events, purchases, ())
    graph = job_graph(Notes(), checked.film, desk.target, session.digest)
    ceilings = ceilings_of(checked.film, graph, desk.config, Account(film or "", ""))
    return _Books(events, purchases, [*what_is_left(ceilings, every, desk.config.rates)])


def _tell(console: Console, checked: Checked | None, books: _Books, exchange: Exchange, events: int | None) -> None:
    if console.as_json:
        _answer(console, checked, books, events)
        return
    if checked:
        show(checked, console)
    console.write("".join(f"{line}\n" for line in _lines(books, exchange, events)))


def _lines(books: _Books, exchange: Exchange, checked: int | None) -> Iterator[str]:
    if not books.events:
        yield "nothing was ordered until now"
    else:
        rows = [("when (UTC)", "purchase", "state", "amount", "model", "for", "")]
        rows += [tuple(map(neutral, _row(event, books.purchases[event.intent]))) for event in books.events]  # type: ignore[misc]
        yield from columns(rows)
        yield ""
        yield from columns([("", "spent", "reserved"), *_balances(books, exchange)])
    if books.left:
        yield ""
        yield from (told_ceiling(each) for each in books.left)
    if checked is not None:
        yield ""
        yield f"the ledger is whole: {count(checked, 'event')}, each holding the hash of the one before it"


def _row(event: Event, purchase: Purchase) -> tuple[str, ...]:
    said = event.facts
    job = f"job {said['job']}" if "job" in said else ""
    return (
        event.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        event.intent[:12],
        str(event.state),
        _amount(event, purchase),
        purchase.maker,
        purchase.note.get("name") or purchase.intent.shot,
        "; ".join(filter(None, (job, str(said.get("reason", ""))))),
    )


def _amount(event: Event, purchase: Purchase) -> str:
    """Return the money that an event is about: what it reserves, or what it says was billed."""
    money = money_of(event, purchase)
    if money is None:
        return ""
    return f"{shown(money)} {'reserved' if event.state is State.RESERVED else 'billed'}"


def money_of(event: Event, purchase: Purchase) -> Money | None:
    """Return what an event reserves or bills; None where it does neither."""
    micros = event.facts.get("amount") if event.state is State.RESERVED else event.facts.get("billed")
    return Money(micros, purchase.estimate.currency) if micros is not None and purchase.estimate else None


def _balances(books: _Books, exchange: Exchange) -> Iterator[tuple[str, str, str]]:
    """Yield what is spent and reserved: in all, by provider, and by film where there are several."""
    purchases = [*books.purchases.values()]
    for name in sorted({each.intent.provider for each in purchases}):
        yield _balance(f"provider {name}", [each for each in purchases if each.intent.provider == name], exchange)
    films = sorted({each.intent.film for each in purchases})
    for name in films if len(films) > 1 else ():
        yield _balance(f"film {name}", [each for each in purchases if each.intent.film == name], exchange)
    yield _balance("in all", purchases, exchange)


def _balance(name: str, purchases: Sequence[Purchase], exchange: Exchange) -> tuple[str, str, str]:
    spent, held = (_summed((each, getattr(each, part)) for each in purchases) for part in ("spent", "held"))
    return neutral(name), exchange.told(spent), exchange.told(held)


def _summed(amounts: Iterator[tuple[Purchase, int]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for purchase, micros in amounts:
        if micros and purchase.estimate:
            currency = purchase.estimate.currency
            found[currency] = found.get(currency, 0) + micros
    return found


def _answer(console: Console, checked: Checked | None, books: _Books, events: int | None) -> None:
    console.answer(
        checked is None or checked.ok,
        **(told(checked) if checked else {}),
        events=[_object(event, books.purchases[event.intent]) for event in books.events],
        spent=_summed((each, each.spent) for each in books.purchases.values()),
        reserved=_summed((each, each.held) for each in books.purchases.values()),
        ceilings=[ceiling_object(each) for each in books.left],
        verified=events,
    )


def _object(event: Event, purchase: Purchase) -> dict[str, Any]:
    """Return an event for programs: without the key, the address and whatever else could open something."""
    money, intent = money_of(event, purchase), purchase.intent
    return {
        "number": event.seq,
        "at": event.at.astimezone(UTC).isoformat(),
        "purchase": event.intent,
        "state": str(event.state),
        "amount": money and money._asdict(),
        "film": intent.film,
        "run": intent.run,
        "provider": intent.provider,
        "model": purchase.maker,
        "shot": intent.shot,
        "name": purchase.note.get("name"),
        "job": event.facts.get("job"),
        "reason": event.facts.get("reason"),
    }


def ceiling_object(left: Left) -> dict[str, Any]:
    """Return a ceiling with what it leaves, for programs."""
    amounts = {"amount": left.ceiling.amount, "taken": left.taken, "left": left.left}
    return {"of": scope_name(left), **{name: money and money._asdict() for name, money in amounts.items()}}
