"""`filmc resume`: go on with what was ordered and not brought home."""

from __future__ import annotations

import argparse

from filmc.produce.buying.resume import resume
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.orders import code_of, described, objects, orders_of, told_outcome
from filmc.tools.project import NoFilmError

STORY = """\
A run that was killed may have left orders behind. This brings them home, of every film: known jobs are polled and
their files fetched, orders without an answer are looked up, what was never sent is given back. Nothing is bought.
`filmc build` does the same before it does anything else.

  filmc resume
  filmc resume --list            only say what is open"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `resume` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="whose filmc.toml counts (default: this folder's)")
    parser.add_argument("--list", action="store_true", help="only list what is open")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Bring home what is open; return 6 while something is unknown, 5 where something paid is lost."""
    try:
        orders = orders_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    left = orders.open()
    if arguments.list:
        if console.as_json:
            console.answer(ok=True, open=[described(purchase) for purchase in left])
        else:
            console.write("".join(f"{described(purchase)}\n" for purchase in left) or "nothing is open\n")
        return 0
    outcomes = orders.settle(orders.ready(console), lambda counter: resume(counter, orders.run)) if left else []
    if console.as_json:
        console.answer(ok=True, outcomes=list(objects(outcomes)), open=[described(each) for each in orders.open()])
    else:
        for outcome in outcomes:
            console.say(told_outcome(outcome))
        console.say("nothing is open" if not orders.open() else f"{len(orders.open())} still open: filmc reconcile")
    return code_of(outcomes)
