"""An offer: one take that may be bought, as the planner and an adapter have settled it."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.base.record import field, record
from filmc.frontend.value import Money
from filmc.produce.protocol.adapter import OWN_REFERENCE
from filmc.produce.protocol.base import JSON, Order
from filmc.produce.protocol.media import Family


@record
class Offer:
    """One take that may be bought.

    `take` names what is bought (a digest of what and how, and the number of the take): it is bought once, whatever
    the run. `order_path`, `body` and `content_type` are what the adapter made; `order` adds the reference that is also
    the idempotency key. `price` is reserved before anything is sent. `note` holds plain facts for the ledger and the
    note of origin (digests, seed, prompt), and no secrets. `run` is new for every process; `plan` is the base of the
    plan that was agreed on.
    """

    take: str
    order_path: str
    body: bytes = field(repr=False)
    film: str
    run: str
    provider: str
    shot: str
    model: str
    price: Money
    family: Family
    note: Mapping[str, str] = field(default_factory=dict)
    plan: str = ""
    content_type: str = JSON

    def order(self, reference: str) -> Order:
        """Return what is sent for it under `reference`."""
        body = self.body.replace(OWN_REFERENCE.encode(), reference.encode())
        return Order(reference, self.order_path, body, self.content_type)
