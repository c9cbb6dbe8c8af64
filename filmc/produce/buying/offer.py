"""An offer: one take that may be bought, as the planner and an adapter have settled it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from filmc.frontend.value import Money


@dataclass(frozen=True, slots=True)
class Offer:
    """One take that may be bought.

    `take` names what is bought (a digest of what and how, and the number of the take): it is bought once, whatever
    the run. `order_path` and `body` are what the adapter made; the driver adds the reference that is also the
    idempotency key. `price` is reserved before anything is sent. `note` holds plain facts for the ledger and the note
    of origin (digests, seed, prompt), and no secrets. `run` is new for every process; `plan` is the base of the
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
    family: Literal["image", "video", "audio"]
    note: Mapping[str, str] = field(default_factory=dict)
    plan: str = ""
