"""`filmc reconcile`: settle what nobody knows: ask the provider, then the user."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from filmc.produce.buying.reconcile import Answer, GaveUp, Made, NeverMade, Question, reconcile
from filmc.produce.ledger.budget import shown
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.orders import code_of, described, objects, orders_of, told_outcome
from filmc.tools.project import NoFilmError
from filmc.tools.sums import amount

STORY = """\
An order whose answer was lost may have been made and billed, or not: nobody knows, so nothing is sent again, and its
amount stays reserved. The provider is asked first. Where it does not tell, look into your account there and answer:

  filmc reconcile
  filmc reconcile --never 3f2a91           it was never made: it may be ordered again
  filmc reconcile --made 3f2a91=job-77     it is there as job-77: fetch it
  filmc reconcile --gave-up 3f2a91='0.35 USD'   it was billed, and will not be found"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `reconcile` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="whose filmc.toml counts (default: this folder's)")
    parser.add_argument("--never", metavar="PURCHASE", action="append", default=[], help="it was never made")
    parser.add_argument("--made", metavar="PURCHASE=JOB", action="append", default=[], help="it is there as this job")
    parser.add_argument(
        "--gave-up", metavar="PURCHASE=MONEY", action="append", default=[], help="it was billed so much"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Settle what is unknown; return 6 while something still is."""
    try:
        orders = orders_of(arguments.film)
        answers = dict(_answers(arguments))
    except NoFilmError as missing:
        return no_film(console, missing)
    ask = _asking(answers, console)
    asked = orders.open()
    outcomes = orders.settle(orders.ready(console, asked), lambda counter: reconcile(counter, ask)) if asked else []
    left = orders.open()
    if console.as_json:
        console.answer(ok=not left, outcomes=list(objects(outcomes)), open=[described(each) for each in left])
    else:
        for outcome in outcomes:
            console.say(told_outcome(outcome, asked))
        for purchase in left:
            console.say(f"open: {described(purchase)}")
        if not left:
            console.say("nothing is open")
    return code_of(outcomes)


def _answers(arguments: argparse.Namespace) -> list[tuple[str, Answer]]:
    found: list[tuple[str, Answer]] = [(word, NeverMade()) for word in arguments.never]
    found += [(ident, Made(job)) for ident, job in map(_pair, arguments.made)]
    found += [(ident, GaveUp(amount("--gave-up", money))) for ident, money in map(_pair, arguments.gave_up)]
    return found


def _pair(written: str) -> tuple[str, str]:
    ident, equals, value = written.partition("=")
    if not (ident and equals and value):
        raise NoFilmError(f"{written}: write PURCHASE=…, as the list shows the purchase")
    return ident, value


def _asking(answers: dict[str, Answer], console: Console) -> Callable[[Question], Answer]:
    def ask(question: Question) -> Answer:
        ident = question.purchase.intent.id
        given = next((answer for word, answer in answers.items() if ident.startswith(word)), None)
        if given is not None or console.as_json or not sys.stdin.isatty():
            return given
        return _asked(question, console)

    return ask


def _asked(question: Question, console: Console) -> Answer:
    """Ask the person at the terminal; an empty line leaves it open."""
    console.say(f"\n{described(question.purchase)}\n  {shown(question.amount)} may have been billed: {question.reason}")
    console.say("  In your account there: n never made · m it is there · g billed, and lost · Enter leaves it open")
    match _line("  n/m/g: ").casefold():
        case "n":
            return NeverMade()
        case "m":
            job = _line("  its job id: ")
            return Made(job) if job else None
        case "g":
            return GaveUp(amount("billed", _line("  billed, as 0.35 USD: ")))
        case _:
            return None


def _line(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()
