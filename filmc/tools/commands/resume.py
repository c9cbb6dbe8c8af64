"""`filmc resume`: go on with what was ordered and not brought home, and fetch what was lost here again."""

from __future__ import annotations

import argparse

from filmc.produce.buying.again import fetch_lost
from filmc.produce.buying.outcome import Outcome
from filmc.produce.buying.resume import resume
from filmc.produce.ledger.purchase import Purchase
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.orders import Orders, Settle, code_of, described, objects, orders_of, told_outcome
from filmc.tools.project import NoFilmError

STORY = """\
A run that was killed may have left orders behind. This brings them home, of every film: known jobs are polled and
their files fetched, orders without an answer are looked up, what was never sent is given back. `filmc build` does the
same before it does anything else. And takes that a film names, but whose files were lost or damaged here, are fetched
again by their job's id, as long as the provider has them. Nothing is bought.

  filmc resume
  filmc resume --list            only say what is open"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `resume` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="whose filmc.toml counts (default: this folder's)")
    parser.add_argument("--list", action="store_true", help="only list what is open")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Bring home what is open or lost; return 6 while something is unknown, 5 where something paid is lost for good."""
    try:
        orders = orders_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    left, lost = orders.open(), orders.lost()
    if arguments.list:
        return _list(left, lost, console)
    outcomes = [*_settled(orders, left, lambda counter: resume(counter, orders.run), console)]
    outcomes += _settled(orders, lost, lambda counter: fetch_lost(counter, lost), console)
    if console.as_json:
        console.answer(ok=True, outcomes=list(objects(outcomes)), open=[described(each) for each in orders.open()])
    else:
        for outcome in outcomes:
            console.say(told_outcome(outcome, [*left, *lost]))
        console.say("nothing is open" if not orders.open() else f"{len(orders.open())} still open: filmc reconcile")
    return code_of(outcomes)


def _settled(orders: Orders, purchases: list[Purchase], work: Settle, console: Console) -> list[Outcome]:
    return orders.settle(orders.ready(console, purchases), work) if purchases else []


def _list(left: list[Purchase], lost: list[Purchase], console: Console) -> int:
    if console.as_json:
        console.answer(ok=True, open=[*map(described, left)], lost=[*map(described, lost)])
    else:
        lines = [*map(described, left), *(f"{described(purchase)}, its file is lost here" for purchase in lost)]
        console.write("".join(f"{line}\n" for line in lines) or "nothing is open\n")
    return 0
