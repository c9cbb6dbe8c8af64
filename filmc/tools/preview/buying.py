"""Buying from the page: what `filmc build` would do for the offer that was taken up, beside the watch."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.lower.options import Options
from filmc.produce.ledger.budget import Rates
from filmc.produce.plan.plan import Plan, Wish
from filmc.produce.plan.planner import plan_of
from filmc.produce.schedule.event import Event
from filmc.produce.schedule.perform import Halt
from filmc.produce.schedule.tally import Tally
from filmc.produce.shoot.accord import Accord
from filmc.session import Session
from filmc.tools.consent import DeclinedError
from filmc.tools.console import Console
from filmc.tools.making import Making, UntellableError, outcomes_told
from filmc.tools.preview.feed import Feed
from filmc.tools.preview.money import money_of, why_not_buyable
from filmc.tools.preview.offers import Offer, Offers
from filmc.tools.preview.said import RefusedError, Said
from filmc.tools.project import Project
from filmc.tools.watch.reading import Version
from filmc.tools.watch.screen import Screen

_LEAVE = 5.0
"""Seconds that a purchase has to be tidied up when the server ends."""


@dataclass
class Buyer:
    """Makes offers, and buys what is taken up: one purchase at a time, in a thread of its own."""

    project: Project
    screen: Screen
    feed: Feed
    offers: Offers = field(default_factory=Offers)
    _halt: Halt | None = None
    _thread: threading.Thread | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def offer(self, version: Version, said: Said) -> dict[str, Any]:
        """Return an offer on all that is due, or on one shot's. RefusedError where there is nothing to offer."""
        shot = said.text_or_none("shot")
        wish = Wish(shots=(shot,)) if shot else Wish()
        session = Session(self.project.world, self.project.main)
        with closing(session.desk(Notes(), version.desk.target.name)) as desk:
            lowered = version.lowered
            plan = plan_of(lowered.film, lowered.graph, desk.survey(lowered.graph), desk, wish)
        if why := why_not_buyable(plan):
            raise RefusedError(f"there is nothing to offer: {why}", 409)
        money = money_of(version, plan)
        return {**money, "token": self.offers.make(plan.base, wish, money["worst"])}

    def buy(self, version: Version, said: Said) -> str:
        """Begin to buy what was offered, and return that in words. RefusedError where it can not be."""
        offer = self.offers.take_up(said)
        with self._turn:
            if self._thread and self._thread.is_alive():
                raise RefusedError("something is being made already", 409)
            self._halt = Halt()
            work = (version.desk.target.name, offer, self._halt)
            self._thread = threading.Thread(target=self._buy, args=work, name="buying")
            self._thread.start()
        return "it is being made"

    def stop(self) -> str:
        """Have the purchase that goes on called off, as Ctrl-C does, and return that in words."""
        halt = self._halt
        if halt is None or not (self._thread and self._thread.is_alive()):
            raise RefusedError("nothing is being made", 409)
        halt.call()
        return "it is called off; what was ordered and can not be is noted, and waited for by the next build"

    def close(self) -> None:
        """Call off what goes on, and wait until that is noted."""
        if self._halt:
            self._halt.call()
        if self._thread:
            self._thread.join(_LEAVE)

    def _buy(self, target: str, offer: Offer, halt: Halt) -> None:
        try:
            told = self._bought(target, offer, halt)
        except KeyboardInterrupt:
            told = "called off"
        except (DeclinedError, OSError) as refused:
            told = str(refused)
        except UntellableError as untellable:
            told = untellable.notes.errors[0].message
        except Fault as fault:
            told = f"{fault.code} {fault.message}"
        self.feed.tell("making", {"jobs": [], "ended": told})

    def _bought(self, target: str, offer: Offer, halt: Halt) -> str:
        session, notes = Session(self.project.world, self.project.main), Notes()
        checked = session.check()
        with closing(session.desk(notes, target)) as desk:
            errors = [*checked.notes.errors, *notes.errors]
            if errors:
                raise DeclinedError(errors[0].message)
            order = session.order(self.screen.out, Options(size=desk.target.size, quality="draft"), lambda *_: None)
            console = Console("preview", quiet=True)
            making = Making(session, checked, desk, order, console, halt=halt, board=self._board)
            made = making.make(offer.wish, lambda plan, _: _agreed(plan, offer, desk.config.rates))
        return "; ".join(outcomes_told(made)) or "nothing was left to make"

    def _board(self, tally: Tally, money: Callable[[int], str]) -> PageBoard:
        return PageBoard(tally, money, self.feed)


def _agreed(plan: Plan, offer: Offer, rates: Rates) -> Accord:
    if plan.base != offer.plan:
        raise DeclinedError("the plan has changed meanwhile: nothing was bought")
    return Accord.on(plan, rates)


@dataclass
class PageBoard:
    """What is being made, told to the page."""

    tally: Tally
    money: Callable[[int], str]
    feed: Feed

    def see(self, event: Event) -> None:
        """Take in what happened."""
        self.tally.see(event)

    def draw(self, now: float) -> None:
        """Tell where it stands."""
        tally = self.tally
        self.feed.tell(
            "making",
            {
                "jobs": [
                    {"job": started.task.label, "for": round(now - started.at)} for started in tally.running.values()
                ],
                "waiting": tally.waiting,
                "done": sum(tally.endings.values()),
                "total": tally.total,
                "spent": self.money(tally.spent),
                "to_come": self.money(tally.to_come),
                "left": round(tally.left(now)),
            },
        )

    def clear(self) -> None:
        """Leave it as it stands."""
