"""What every provider does: submit an order once, poll its job, fetch the result, cancel, look up by our reference.

Each call gives a value that names its case; none raises for what a provider or a network does, and none tries twice:
whether an order may be sent again is the purchase's law, and it needs to know what is certain. So "not said" is never
the same as "nothing": `billed` is None where the provider does not tell, and a zero amount where it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Protocol

from filmc.base.record import field, record
from filmc.frontend.value import Money
from filmc.produce.protocol.media import Family

Idempotency = Literal["none", "replay", "reject", "expire"]
"""What a provider does with a reference that it has seen: sends again and charges again; gives its first answer again
(also a 500); refuses it; replays it until the key's lifetime is over, then charges again."""


@record
class Abilities:
    """What a provider's protocol can do. Lifetimes are seconds; None is without end (or not told).

    `kept`: its answers are what is ordered, and lie on this disk under our reference before anybody is told of them. A
    look-up finds those; that it finds none says nothing.
    """

    idempotency: Idempotency
    key_lifetime: int | None = None
    lookup: bool = False
    cancel: bool = False
    result_lifetime: int | None = None
    kept: bool = False


JSON = "application/json"


@record
class Order:
    """What is sent, frozen: the same `reference` (ours, one an intent) always goes with the same `body`."""

    reference: str
    path: str
    body: bytes
    content_type: str = JSON


@record
class Handle:
    """Where an accepted job is found again, also after a crash: plain text, kept in the ledger."""

    provider: str
    job: str

    def dump(self) -> dict[str, str]:
        """Return the handle as a JSON object."""
        return {"provider": self.provider, "job": self.job}

    @classmethod
    def load(cls, kept: Mapping[str, str]) -> Handle:
        """Return the handle that `dump` wrote; KeyError where a field is missing."""
        return cls(kept["provider"], kept["job"])


# What a submit came to.

RefusalKind = Literal["auth", "credit", "content", "request", "rate", "busy", "redirected"]
"""`rate` and `busy` pass with time; `auth` and `credit` need the user; the others will be refused again."""


@record
class NotSent:
    """No byte of the order left this machine (name, connection, TLS): it may be sent again."""

    reason: str


@record
class Refused:
    """The provider said no. `retry_after` is in seconds."""

    kind: RefusalKind
    message: str
    retry_after: float | None = None
    billed: Money | None = None

    @property
    def surely_unbilled(self) -> bool:
        """Whether the provider says, in the answer or in its contract, that this costs nothing."""
        return self.billed is not None and self.billed.micros == 0


@record
class Accepted:
    """The job runs, or waits for its turn."""

    handle: Handle


@record
class Duplicate:
    """The provider knows this reference already: the first order's job is to be collected, under `handle` if told."""

    message: str
    handle: Handle | None = None
    retry_after: float | None = None


@record
class Unknown:
    """The order left, and what became of it is not known: it may run, and cost. Never to be sent again unasked."""

    reason: str
    retry_after: float | None = None


Outcome = NotSent | Refused | Accepted | Duplicate | Unknown


# What the other calls come to.


@record
class Unclear:
    """A question got no usable answer (network, 5xx, a word nobody knows). The job itself is untouched: ask again."""

    reason: str
    retry_after: float | None = None


@record
class Running:
    """Not finished. `progress` goes from 0 to 1 where the provider tells it."""

    progress: float | None = None
    retry_after: float | None = None


@record
class Result:
    """A made file at the provider's: its address may be secret and may die (`Abilities.result_lifetime`).

    `family` is what was ordered. `size` (bytes) and `sha256` are checked where the provider tells them.
    """

    url: str = field(repr=False)
    family: Family
    size: int | None = None
    sha256: str | None = None


@record
class Succeeded:
    """Done, with at least one result."""

    results: tuple[Result, ...]
    billed: Money | None


FailureKind = Literal["content", "failed", "cancelled", "expired", "lost", "empty"]
"""`lost`: the provider no longer knows the job. `empty`: it says success and gives nothing."""


@record
class Failed:
    """Ended without a result."""

    kind: FailureKind
    message: str
    billed: Money | None = None


Progress = Running | Succeeded | Failed | Unclear


@record
class Fetched:
    """A whole file under a temporary name: its length was right and its first bytes are of `media_type`."""

    path: Path
    size: int
    sha256: str
    media_type: str


@record
class NotFetched:
    """No right file. `gone`: the address died, poll for a new one. `bad`: what came is not what was ordered.

    `broken`: the transfer failed, try again. `forbidden`: the address leads where this provider may not send us.
    `file` is what came of a `bad` one, for it may have been paid: who asked for it keeps or removes it.
    """

    kind: Literal["gone", "bad", "broken", "forbidden"]
    reason: str
    retry_after: float | None = None
    file: Path | None = None


@record
class Cancelled:
    """The job will not run on."""

    billed: Money | None = None


@record
class TooLate:
    """The job has ended already, or can not be stopped: poll it."""

    message: str


@record
class Known:
    """Every job that the provider has under a reference: none, one, or (the fault to be found) several."""

    handles: tuple[Handle, ...]


class Provider(Protocol):
    """A maker that is paid. Each call sends at most one request that is not a redirect of a GET."""

    @property
    def name(self) -> str:
        """The provider's name, as handles and the ledger have it."""
        ...

    @property
    def abilities(self) -> Abilities:
        """What its protocol can do."""
        ...

    async def submit(self, order: Order) -> Outcome:
        """Send `order` once. A cancelled call is as an Unknown: the request may have left."""
        ...

    async def poll(self, handle: Handle) -> Progress:
        """Ask how the job is."""
        ...

    async def fetch(self, result: Result, folder: Path) -> Fetched | NotFetched:
        """Bring `result` into a new file of `folder`; OSError where the disk does not take it."""
        ...

    async def cancel(self, handle: Handle) -> Cancelled | TooLate | Unclear:
        """Ask to stop the job (only with `abilities.cancel`)."""
        ...

    async def lookup(self, reference: str, path: str) -> Known | Unclear:
        """Ask which jobs an order to `path` has made under its reference (only with `abilities.lookup`)."""
        ...
