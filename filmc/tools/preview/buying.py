"""Buying from the page: what `filmc build` would do for the offer that was taken up, beside the watch."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.frontend.text import decode
from filmc.lower.options import Options
from filmc.produce.desk import Desk
from filmc.produce.plan.plan import Plan, Wish
from filmc.produce.plan.planner import plan_of
from filmc.produce.schedule.halt import Halt
from filmc.produce.schedule.tally import Tally
from filmc.produce.shoot.accord import Accord
from filmc.session import Session
from filmc.tools.consent import DeclinedError, Earlier
from filmc.tools.console import Console
from filmc.tools.making import Making, UntellableError, outcomes_told
from filmc.tools.preview.feed import Feed
from filmc.tools.preview.held import bounds_of
from filmc.tools.preview.making import PageBoard, Steps
from filmc.tools.preview.money import money_of, why_not_buyable
from filmc.tools.preview.offers import Offer, Offers
from filmc.tools.preview.said import RefusedError, Said
from filmc.tools.preview.texts import texts_of
from filmc.tools.project import Project
from filmc.tools.sums import Exchange
from filmc.tools.watch.reading import Version

_LEAVE = 5.0
"""Seconds that a purchase has to be tidied up when the server ends."""


@dataclass
class Buyer:
    """Makes offers, and buys what is taken up: one purchase at a time, in a thread of its own.

    `ended` is told in words how one has ended: the film is another then.
    """

    project: Project
    out: Path
    feed: Feed
    ended: Callable[[str], None]
    offers: Offers = field(default_factory=Offers)
    _halt: Halt | None = None
    _thread: threading.Thread | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def offer(self, version: Version, said: Said) -> dict[str, Any]:
        """Return an offer on all that is due, or on one shot's. RefusedError where there is nothing to offer."""
        shot = said.text_or_none("shot")
        if shot is not None and all(each.id != shot for each in version.lowered.film.shots):
            raise RefusedError("the film has no such shot now", 404)
        if not _saved(self.project, version):
            raise RefusedError("save your text first: what is bought is what the files say", 409)
        wish, lowered = Wish(shots=(shot,) if shot else ()), version.lowered
        with closing(_desk(self.project, version, Notes())) as desk:
            plan = plan_of(lowered.film, lowered.graph, desk.survey(lowered.graph), desk, wish)
            money = money_of(lowered.film, desk, plan, bounds_of(lowered.film, lowered.graph, desk, plan))
        if why := money["why_not"]:
            raise RefusedError(f"there is nothing to offer: {why}", 409)
        return {**money, "token": self.offers.make(plan.base, wish, money["worst"], said.session)}

    def buy(self, version: Version, said: Said) -> str:
        """Begin to buy what was offered, and return that in words. RefusedError where it can not be."""
        offer = self.offers.take_up(said)
        with self._turn:
            if self.is_buying:
                raise RefusedError("something is being made already", 409)
            self._halt = Halt()
            self._thread = threading.Thread(target=self._buy, args=(version, offer, self._halt), name="buying")
            self._thread.start()
        return "it is being made"

    @property
    def is_buying(self) -> bool:
        """Whether a purchase goes on."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> str:
        """Have the purchase that goes on called off, as Ctrl-C does, and return that in words."""
        halt = self._halt
        if halt is None or not self.is_buying:
            raise RefusedError("nothing is being made", 409)
        halt.call()
        return "it is called off; what was ordered and can not be is noted, and waited for by the next build"

    def close(self) -> None:
        """Call off what goes on, and wait until that is noted."""
        if self._halt:
            self._halt.call()
        if self._thread:
            self._thread.join(_LEAVE)

    def _buy(self, version: Version, offer: Offer, halt: Halt) -> None:
        try:
            told = self._bought(version, offer, halt)
        except KeyboardInterrupt as interrupt:
            told = "; ".join(("stopped", *filter(None, interrupt.args)))
        except (DeclinedError, OSError) as refused:
            told = str(refused)
        except UntellableError as untellable:
            told = untellable.notes.errors[0].message
        except Fault as fault:
            told = f"{fault.code} {fault.message}"
        except Exception as bug:  # noqa: BLE001 -- who looks at the page is to hear of it, whatever it is
            told = f"this is a fault in filmc itself, not in your film: {type(bug).__name__}: {bug}"
        self.feed.tell("making", {"jobs": [], "shots": {}, "ended": told})
        self.ended(told)

    def _bought(self, version: Version, offer: Offer, halt: Halt) -> str:
        session, notes = Session(self.project.world, self.project.main), Notes()
        checked = session.check()
        with closing(_desk(self.project, version, notes)) as desk:
            if errors := [*checked.notes.errors, *notes.errors]:
                raise DeclinedError(errors[0].message)
            order = session.order(self.out, Options(size=desk.target.size, quality="draft"), lambda *_: None)
            agreed: list[Plan] = []
            tallies: list[Tally] = []

            def agree(plan: Plan, _: Earlier) -> Accord:
                _hold(offer, plan, Exchange.of(checked.film, desk.config.rates))
                agreed.append(plan)
                return Accord.on(plan, desk.config.rates)

            def board(tally: Tally, money: Callable[[int], str]) -> PageBoard:
                tallies.append(tally)
                return PageBoard(tally, money, self.feed, agreed[-1], steps, tallies[:-1])

            console, steps = Console("preview", quiet=True), Steps()
            making = Making(
                session, checked, desk, order, console, halt=halt, board=board, ahead=_nothing, tell=steps.see
            )
            made = making.make(offer.wish, agree)
        return "; ".join(outcomes_told(made)) or "nothing was left to make"


def _desk(project: Project, version: Version, notes: Notes) -> Desk:
    """Return a desk of this thread's own."""
    return Session(project.world, project.main).desk(notes, version.desk.target.name)


def _saved(project: Project, version: Version) -> bool:
    """Tell whether the film was read from what is on the disk now."""
    read = project.world.read
    return all(decode(Notes(), each.file, read(each.file)).text == each.text for each in texts_of(version.checked))


def _hold(offer: Offer, plan: Plan, exchange: Exchange) -> None:
    """Hold a plan against what was offered. DeclinedError where it is another, or would cost more."""
    if (plan.base, exchange.told(plan.worst)) != (offer.plan, offer.worst):
        raise DeclinedError("the plan has changed meanwhile: nothing was bought")
    if why := why_not_buyable(plan):
        raise DeclinedError(f"nothing was bought: {why}")


def _nothing(*_: object) -> None:
    """Encode nothing ahead: the watch draws the film anew when the takes are there."""
