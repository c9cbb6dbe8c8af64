"""What a person has paid for a take made by hand, noted in the ledger: it counts as any other spending of the film.

It is spent already, so no ceiling refuses it. The purchase goes through all its states at once; where filmc was killed
in between, the next intake notes the rest.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.ledger.book import Ledger
from filmc.produce.ledger.budget import Claimed
from filmc.produce.ledger.purchase import Intent
from filmc.produce.ledger.states import State

if TYPE_CHECKING:
    from filmc.produce.hands.card import Card

_COURSE = (State.INTENT, State.SUBMITTED, State.SUCCEEDED, State.DOWNLOADED, State.VERIFIED, State.COMMITTED)


@record
class Till:
    """Notes for one film, which the ledger knows as `film`. Only for who holds its cards. Faults of the ledger."""

    ledger: Ledger
    film: str
    now: datetime

    def note(self, card: Card, digest: str, price: Money, shot: str) -> None:
        """Note that the take `digest` of `card`, for `shot`, has cost `price`."""
        intent = self._reserved(card, price, shot)
        facts = {"name": card.job, "kind": card.kind, "digest": digest, "made": f"{self.now:%Y-%m-%d}"}
        self._carry_on(intent, State.RESERVED, {**facts, "job": card.mark, "verdict": "passed"}, price)

    def _reserved(self, card: Card, price: Money, shot: str) -> str:
        """Reserve the price under the first number of a take that no purchase has; return the purchase."""
        run, number = uuid.uuid4().hex, 1
        while True:
            intent = Intent(
                id=uuid.uuid4().hex,
                take=f"{card.what}.{card.how}.{number}",
                film=self.film,
                run=run,
                provider=card.provider,
                shot=shot or card.job,
                model=card.model,
            )
            if not isinstance(self.ledger.reserve(intent, price, (), at=self.now), Claimed):
                return intent.id
            number += 1

    def finish(self, by_hand: Callable[[str], bool]) -> None:
        """Finish what a killed filmc has begun to note. `by_hand` tells of a provider whether it is a person."""
        for purchase in self.ledger.unfinished():
            ident = purchase.intent.id
            if purchase.intent.film != self.film or not by_hand(purchase.intent.provider):
                continue
            if purchase.state is State.RESERVED:
                self.ledger.release(ident, at=self.now, reason="filmc was stopped before it was noted")
            elif purchase.estimate:
                self._carry_on(ident, purchase.state, purchase.facts, purchase.estimate)

    def _carry_on(self, ident: str, at: State, facts: Mapping[str, str], price: Money) -> None:
        rest = _COURSE[_COURSE.index(at) + 1 :] if at in _COURSE else _COURSE
        known = {**facts, "key": ident, "request": facts["digest"], "url": facts["job"], "file": facts["job"]}
        for state in rest:
            self.ledger.record(ident, state, at=self.now, billed=price if state is State.COMMITTED else None, **known)
