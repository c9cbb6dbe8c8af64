"""Offers: what the page may buy, once and soon, for no more than what was shown."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from filmc.base.record import record
from filmc.produce.plan.plan import Wish
from filmc.tools.preview.said import RefusedError, Said

GOOD_FOR = 120.0
"""Seconds that an offer stands."""


@record
class Offer:
    """What may be bought with one token: a plan by its base, for what it was asked, and the amount that was shown."""

    plan: str
    wish: Wish
    worst: str
    session: str
    """Of the browser to which it was made."""
    until: float


@dataclass
class Offers:
    """Offers that stand. Each is good once, for a while, for who was made it, and for just what it names."""

    clock: Callable[[], float] = time.monotonic
    _open: dict[str, Offer] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def make(self, plan: str, wish: Wish, worst: str, session: str) -> str:
        """Return the token of a new offer."""
        token = secrets.token_urlsafe(24)
        with self._turn:
            self._open = {each: offer for each, offer in self._open.items() if offer.until > self.clock()}
            self._open[token] = Offer(plan, wish, worst, session, self.clock() + GOOD_FOR)
        return token

    def take_up(self, said: Said) -> Offer:
        """Return the offer that is taken up, which is then gone. RefusedError where there is none for just this."""
        with self._turn:
            offer = self._open.pop(said.text("token"), None)
        if offer is None or offer.until <= self.clock():
            raise RefusedError("this offer is not open any more: look at the plan again", 409)
        if (offer.plan, offer.worst, offer.session) != (said.text("plan"), said.text("worst"), said.session):
            raise RefusedError("that is not what was offered", 409)
        return offer
