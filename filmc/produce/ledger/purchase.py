"""A purchase: what is bought and where it stands, as the fold of its events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from filmc.base.fault import Fault
from filmc.base.record import field, record, replace
from filmc.frontend.value import Money
from filmc.produce.ledger.events import Event
from filmc.produce.ledger.states import FINAL, FREEING, FROZEN, NEEDS_BILL, NEXT, REQUIRED, UNBILLED, State

MOST = 10**15
"""The largest amount of one purchase in micro-units (a billion): sums of thousands stay within 64 bits."""


@record
class Intent:
    """The will to buy one take.

    `id` is new for every purchase; `take` names what is bought (the job's key and the number of the take), and is
    bought once whatever the id. The others are what money is counted by; `plan` is the base of the plan that was agreed
    on, which several runs may carry out.
    """

    id: str
    take: str
    film: str
    run: str
    provider: str
    shot: str = ""
    model: str = ""
    plan: str = ""


@record
class Purchase:
    """Where a purchase stands. `facts` is all that is known: key, request, job, url, file, digest, reason."""

    intent: Intent
    state: State = State.PLANNED
    estimate: Money | None = None
    billed: Money | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def maker(self) -> str:
        """`provider:model`, whether or not the intent's model names both."""
        model = self.intent.model
        return model if ":" in model or not model else f"{self.intent.provider}:{model}"

    @property
    def note(self) -> Mapping[str, str]:
        """What was noted with the order, for people and reports: the job's name and kind, the seed, the prompt."""
        note: dict[str, str] = json.loads(self.facts.get("note", "{}"))
        return note

    @property
    def held(self) -> int:
        """Micro-units that are reserved: the estimate, until a bill says otherwise."""
        return self.estimate.micros if self.estimate and self.billed is None else 0

    @property
    def spent(self) -> int:
        """Micro-units that were billed."""
        return self.billed.micros if self.billed else 0

    @property
    def overrun(self) -> int:
        """Micro-units by which the bill is above the estimate (below: negative); 0 while there is no bill."""
        return self.billed.micros - self.estimate.micros if self.estimate and self.billed else 0

    @property
    def done(self) -> bool:
        """Nothing more is awaited."""
        return self.state in FINAL and self.billed is not None

    @property
    def claims(self) -> bool:
        """The take is spoken for: it is being bought, was bought, or money went that may have bought it."""
        return self.state not in FREEING or self.spent > 0


def begun(intent: Intent) -> dict[str, Any]:
    """Return the facts of the first event of a purchase."""
    facts = asdict(intent)
    del facts["id"]
    return facts


def fold(purchase: Purchase | None, event: Event) -> Purchase:
    """Return the purchase after `event`; Fault E1007 where the event may not follow."""
    facts = dict(event.facts)
    if purchase is None:
        if event.state is not State.PLANNED:
            raise _illegal(f"purchase {event.intent!r} is not in the ledger", "reserve it first")
        return Purchase(Intent(event.intent, **facts))
    _may_follow(purchase, event)
    if event.state is State.RESERVED:
        return replace(purchase, state=State.RESERVED, estimate=Money(facts["amount"], facts["currency"]))
    billed = _bill(purchase, event.state, facts.pop("billed", None))
    return replace(purchase, state=event.state, billed=billed, facts={**purchase.facts, **facts})


def _may_follow(purchase: Purchase, event: Event) -> None:
    name = f"purchase {purchase.intent.id!r}"
    if event.state not in NEXT[purchase.state]:
        raise _illegal(f"{name} is {purchase.state} and can not become {event.state}", _hint(purchase.state))
    if missing := REQUIRED.get(event.state, frozenset()) - event.facts.keys():
        raise _illegal(f"{name} can not become {event.state} without its {' and '.join(sorted(missing))}")
    for fact in FROZEN:
        if fact in purchase.facts and event.facts.get(fact, purchase.facts[fact]) != purchase.facts[fact]:
            raise _illegal(f"{name} was asked for with another {fact}", "a new request is a new purchase")


def _bill(purchase: Purchase, state: State, micros: int | None) -> Money | None:
    """Return what is billed on entering `state`; None while nobody knows, which keeps the reservation."""
    assert purchase.estimate
    name, currency = f"purchase {purchase.intent.id!r}", purchase.estimate.currency
    if state in UNBILLED:
        if micros:
            raise _illegal(f"{name} can not be both {state} and billed", "say failed-billed")
        return Money(0, currency)
    if micros is not None:
        _ = amount(micros)
    elif state is State.CANCELLED and "key" not in purchase.facts:  # nothing was ever sent
        micros = 0
    elif purchase.billed is not None:
        micros = purchase.billed.micros
    if (micros is None and state in NEEDS_BILL) or (not micros and state is State.FAILED_BILLED):
        raise _illegal(f"{name} can not become {state} before its bill is known")
    return None if micros is None else Money(micros, currency)


def amount(micros: int) -> int:
    """Return `micros`; ValueError where it is no amount of money that one purchase can have."""
    if not 0 <= micros <= MOST:
        raise ValueError(f"{micros} micro-units are no price")
    return micros


def _hint(state: State) -> str:
    after = ", ".join(sorted(NEXT[state]))
    return f"after {state} may come: {after}" if after else f"{state} is the end of a purchase"


def _illegal(message: str, *hints: str) -> Fault:
    return Fault("E1007", message, *hints)
