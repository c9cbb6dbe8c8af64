"""What buying a take came to: a value each, and none of them loses sight of money."""

from __future__ import annotations

from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.ledger.budget import Refusal
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.states import State


@record
class Bought:
    """The take is in the store, by this purchase now or by whichever bought it before."""

    digest: str
    billed: Money
    intent: str
    media_type: str


@record
class Refused:
    """The provider took no order. `kind` is its `RefusalKind`; the take may be asked for again.

    `wait` is in how many seconds, where the provider said so.
    """

    reason: str
    kind: str
    billed: Money
    intent: str
    wait: float | None = None


@record
class OverCeiling:
    """No money was free for it, and nothing was sent or noted."""

    refusal: Refusal


@record
class Failed:
    """Ended without a take. Where something was billed, the take is not asked for again by itself.

    Not `sent`: no order has ever reached its provider.
    """

    reason: str
    billed: Money
    intent: str
    sent: bool = True


@record
class Unknown:
    """Not ended, and as far as it goes now: the purchase stays where the ledger has it, with its reservation.

    Its job is still awaited, or nobody knows whether it was made, or another run is at it: `reason` says which.
    """

    intent: str
    reason: str
    job: str | None = None


@record
class Expired:
    """Made, paid, and lost at the provider."""

    intent: str
    reason: str
    job: str | None = None


Outcome = Bought | Refused | OverCeiling | Failed | Unknown | Expired


def outcome_of(purchase: Purchase) -> Outcome:
    """Return what a purchase has come to."""
    assert purchase.estimate
    ident, facts = purchase.intent.id, purchase.facts
    billed = purchase.billed or Money(0, purchase.estimate.currency)
    reason, job = facts.get("reason", ""), facts.get("job")
    match purchase.state:
        case State.COMMITTED:
            return Bought(facts["digest"], billed, ident, facts.get("media_type", ""))
        case State.REFUSED:
            wait = float(facts["wait"]) if "wait" in facts else None
            return Refused(reason, facts.get("kind", "request"), billed, ident, wait)
        case State.FAILED_BILLED | State.FAILED_UNBILLED | State.CANCELLED:
            return Failed(reason, billed, ident, sent=facts.get("sent") != "no")
        case State.EXPIRED:
            return Expired(ident, reason, job)
        case state:
            return Unknown(ident, reason if state is State.UNKNOWN else f"it is {state}", job)
