"""`filmc cancel`: stop what was ordered, where the provider can."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from filmc.produce.buying.cancel import call_off
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.outcome import Outcome
from filmc.produce.ledger.purchase import Purchase
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.orders import Orders, code_of, described, objects, orders_of, told_outcome
from filmc.tools.project import NoFilmError

STORY = """\
What it has cost is asked of the provider and noted. A job that can not be stopped any more is brought home by
`filmc resume`. A PURCHASE is named by the first signs of its id, as `filmc resume` lists it.

  filmc cancel --all"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `cancel` takes."""
    parser.add_argument("purchases", metavar="PURCHASE", nargs="*", help="the first signs of its id")
    parser.add_argument("--all", action="store_true", help="everything that is open")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Cancel what is named; return 2 where nothing is, 6 while an outcome is unknown."""
    orders = orders_of(None)
    try:
        chosen = orders.open() if arguments.all else list(_named(orders.open(), arguments.purchases))
    except NoFilmError as missing:
        return no_film(console, missing)
    outcomes = _cancelled(orders, chosen, console)
    if console.as_json:
        console.answer(ok=True, outcomes=list(objects(outcomes)))
    else:
        for outcome in outcomes:
            console.say(told_outcome(outcome, chosen))
        if not chosen:
            console.say("nothing is open")
    return code_of(outcomes)


def _cancelled(orders: Orders, chosen: Sequence[Purchase], console: Console) -> list[Outcome]:
    async def work(counter: Counter) -> list[Outcome]:
        name = counter.provider.name
        return await call_off(counter, [each.intent.id for each in chosen if each.intent.provider == name])

    wanted = {each.intent.provider for each in chosen}
    return orders.settle([name for name in orders.ready(console, orders.open()) if name in wanted], work)


def _named(left: Sequence[Purchase], words: Sequence[str]) -> Sequence[Purchase]:
    if not words:
        listed = "".join(f"\n  {described(purchase)}" for purchase in left) or " nothing is open"
        raise NoFilmError(f"say which purchase, or --all:{listed}")
    found = [[each for each in left if each.intent.id.startswith(word)] for word in words]
    for word, each in zip(words, found, strict=True):
        if len(each) != 1:
            raise NoFilmError(f"{word}: {'no open purchase' if not each else 'more than one purchase'} begins so")
    return [purchase for each in found for purchase in each]
