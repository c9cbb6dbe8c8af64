"""One purchase in hand: where it stands, and the ways to note a step of it and to wait for its provider."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from filmc.base.failpoints import failpoint
from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.produce.buying.clerk import noted, unbroken
from filmc.produce.buying.counter import Counter, Step
from filmc.produce.buying.outcome import Unknown
from filmc.produce.ledger.budget import shown
from filmc.produce.ledger.purchase import MOST, Purchase
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Handle, Succeeded


@dataclass
class Work:
    """A purchase that this task alone works at. `by` is the run that works, where it is not the purchase's own."""

    counter: Counter
    purchase: Purchase
    by: str = ""
    doubt: str = ""
    """The first answer to its order that leaves open whether money was taken."""
    absent: bool = False
    """The provider lists no job under our key, as often as it was asked."""
    polled: Succeeded | None = None
    """The newest addresses of its files: they are secrets of the provider and stay out of the ledger."""
    seen: set[str] = field(default_factory=set)
    """Digests of the files that came and were not right."""
    waited: float = 0.0
    _pauses: Iterator[float] | None = None

    @property
    def ident(self) -> str:
        """The intent's id."""
        return self.purchase.intent.id

    @property
    def state(self) -> State:
        """Where the purchase stands."""
        return self.purchase.state

    @property
    def job(self) -> Handle | None:
        """The provider's job, once it is known."""
        job = self.purchase.facts.get("job")
        return None if job is None else Handle(self.purchase.intent.provider, job)

    async def enter(self, state: State, billed: Money | None = None, /, **facts: str) -> None:
        """Note that the purchase has entered `state`. It is noted also if the task is cancelled meanwhile."""
        by = {"by": self.by} if self.by and state is not self.state else {}
        await unbroken(self._enter(state, self.counted(billed), {**by, **facts}))

    async def _enter(self, state: State, billed: Money | None, facts: dict[str, str]) -> None:
        ledger, now = self.counter.ledger, self.counter.now
        if state is not self.state:
            self._pauses = None
        self.purchase = await noted(ledger, lambda: ledger.record(self.ident, state, at=now(), billed=billed, **facts))
        self.say(facts.get("reason", ""))

    async def release(self, reason: str) -> None:
        """Give back the reservation of a purchase of which nothing was sent."""
        await unbroken(self._release(reason))

    async def _release(self, reason: str) -> None:
        ledger, now = self.counter.ledger, self.counter.now
        failpoint("buying.before_release")
        self.purchase = await noted(ledger, lambda: ledger.release(self.ident, at=now(), reason=reason))
        self.say(reason)

    @property
    def unsent(self) -> bool:
        """Whether it is certain that no order of the purchase was taken."""
        return self.state is State.RESERVED or (self.state is State.INTENT and self.purchase.facts.get("sent") == "no")

    async def drop(self, reason: str) -> None:
        """End a purchase of which nothing was sent: its money and its take are free again."""
        if self.state is State.RESERVED:
            await self.release(reason)
        else:
            await self.enter(State.FAILED_UNBILLED, reason=reason)

    async def let_go(self) -> None:
        """Drop what this task can work at no longer, if nothing was sent; else leave it listed."""
        if self.unsent:
            with suppress(Fault):  # what can not be noted now is found, and dropped, by `resume`
                await self.drop("given up before anything was sent")

    def counted(self, said: Money | None) -> Money | None:
        """Return a provider's bill in the currency of the reservation; None where it said nothing that can be used."""
        assert self.purchase.estimate
        currency = self.purchase.estimate.currency
        if said is not None and said.currency != currency:
            if said.micros == 0:
                return Money(0, currency)
            try:
                said = self.counter.rates.convert(said, currency)
            except Fault:
                return None
        return said if said is not None and 0 <= said.micros <= MOST else None

    @property
    def supposed(self) -> Money:
        """What it has cost: the bill, or the estimate where the provider does not tell."""
        assert self.purchase.estimate
        return self.purchase.billed or self.purchase.estimate

    def say(self, said: str = "", wait: float | None = None, progress: float | None = None) -> None:
        """Tell who looks on."""
        job, name = self.purchase.facts.get("job"), self.purchase.note.get("name", "")
        self.counter.tell(Step(self.purchase.intent, self.state, job, said, wait, progress, name))

    def next_pause(self, asked: float | None) -> float:
        """Return how long to wait before the next try: a growing pause, and never less than the provider asked for."""
        if self._pauses is None:
            self._pauses = self.counter.patience.pauses(self.ident)
        return max(next(self._pauses), asked or 0.0)

    async def wait(self, asked: float | None, said: str = "", progress: float | None = None) -> str:
        """Wait; or return at once, and why, where that would be longer than our patience."""
        patience, seconds = self.counter.patience, self.next_pause(asked)
        if (asked or 0.0) > patience.asked:
            return f"the provider asks to wait for {min(asked or 0.0, 1e9):.0f} seconds"
        if self.waited + seconds > patience.job:
            return f"it was waited for, {self.waited:.0f} seconds long"
        self.waited += seconds
        self.say(said, seconds, progress)
        await self.counter.sleep(seconds)
        return ""

    def stays(self, reason: str) -> Unknown:
        """Return the outcome of a purchase that is left where it stands."""
        job = self.purchase.facts.get("job")
        self.say(reason)
        return Unknown(self.ident, reason, job)

    def overrun(self) -> str:
        """Say by how much the bill is above the estimate, if it is."""
        assert self.purchase.estimate
        over = self.purchase.overrun
        return f"{shown(Money(over, self.purchase.estimate.currency))} above the estimate" if over > 0 else ""
