"""A provider over HTTP: what all have in common. An adapter says how it asks, and reads what it is told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from filmc.base.record import record, replace
from filmc.produce.protocol.adapter import Asked, Written
from filmc.produce.protocol.base import (
    JSON,
    Abilities,
    Accepted,
    Cancelled,
    Duplicate,
    Failed,
    Fetched,
    Handle,
    Known,
    NotFetched,
    Order,
    Outcome,
    Progress,
    Refused,
    Result,
    Running,
    Succeeded,
    TooLate,
    Unclear,
    Unknown,
)
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.secret import clean
from filmc.produce.protocol.verdict import (
    FREE,
    Complaint,
    Meaning,
    accepted_file,
    in_words,
    refusal,
    unclear,
    unsent_or_unknown,
)

STRANGE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading an answer raises that has another form than its provider's pages say: such a one says nothing known."""

Said = TypeVar("Said", bound=Refused | Duplicate | Unknown | Failed | TooLate | Unclear)


@record
class Question:
    """A request that changes nothing, or (to cancel) nothing but one job. `path` may be a whole address."""

    method: str
    path: str
    body: bytes = b""


class Remote(ABC):
    """An `Adapter`. What a subclass returns may hold a provider's own words: they are made fit to be shown here."""

    codes: Mapping[str, Meaning] = {}
    """What the provider's own words for a refusal mean; HTTP statuses speak for the rest."""
    turned_away: Collection[str] = ()
    """Those of them that, by the provider's own pages, come instead of a job: such an order has surely cost nothing."""
    stopping_deletes: bool = False
    """What stops a job deletes one that is made: so a job is looked at before it is stopped."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.transport = opening.transport(self.sign)

    # ---- what an adapter says

    @abstractmethod
    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        """Return the headers that prove who asks, for the final bytes of a request."""

    @abstractmethod
    async def write(self, asked: Asked) -> Written:
        """As `Adapter.write`."""

    @abstractmethod
    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        """Return the handle of the job that an answer to `order` tells of; None where it tells of none."""

    @abstractmethod
    def question(self, handle: Handle) -> Question:
        """Return how to ask for a job."""

    @abstractmethod
    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        """Read the answer to `question`, with further free questions if need be; None where it says nothing known."""

    def complaint(self, reply: Reply) -> Complaint:
        """Return what an answer that is no acceptance says against the order."""
        del reply
        return Complaint()

    def headers(self, order: Order) -> Mapping[str, str]:
        """Return the headers of an order beside those that prove who asks."""
        return {"content-type": order.content_type}

    def cancellation(self, handle: Handle) -> Question:
        """Return how to stop a job; asked only where `abilities.cancel`."""
        raise NotImplementedError(handle)

    def cancelled(self, handle: Handle, reply: Reply) -> Cancelled | TooLate | None:
        """Read the answer to `cancellation`; None where it says nothing known."""
        raise NotImplementedError(handle)

    def search(self, reference: str, path: str) -> Question:
        """Return how to ask for the jobs of an order to `path`; asked only where `abilities.lookup`."""
        raise NotImplementedError(reference)

    def found(self, reference: str, path: str, reply: Reply) -> Known | None:
        """Read the answer to `search`; None where it says nothing known."""
        raise NotImplementedError(reference)

    # ---- what all have in common

    @property
    def name(self) -> str:
        """As `Provider.name`."""
        return self.opening.facts.name

    @property
    def abilities(self) -> Abilities:
        """As `Provider.abilities`."""
        return self.opening.facts.abilities

    def handle(self, job: str) -> Handle:
        """Return the handle of this provider's job."""
        return Handle(self.name, job)

    async def submit(self, order: Order) -> Outcome:
        """As `Provider.submit`."""
        answer = await self.transport.call("POST", order.path, order.body, self.headers(order))
        if isinstance(answer, Broken):
            return unsent_or_unknown(answer)
        with suppress(*STRANGE):
            if handle := self.accepted(order, answer):
                return Accepted(handle)
        return self.refused(answer)

    async def poll(self, handle: Handle) -> Progress:
        """As `Provider.poll`."""
        answer = await self.asked(self.question(handle))
        match await self._told(handle, answer):
            case None:
                return self.unclear(answer)
            case Succeeded() as told if not has_addresses(told):
                return Unclear("its answer has no address where the file should be")
            case Failed() | Unclear() as told:
                return self.fit(told)
            case told:
                return told

    async def _told(self, handle: Handle, answer: Reply | Broken) -> Progress | None:
        with suppress(*STRANGE):
            return None if isinstance(answer, Broken) else await self.progress(handle, answer)
        return None

    async def fetch(self, result: Result, folder: Path) -> Fetched | NotFetched:
        """As `Provider.fetch`."""
        return accepted_file(await self.transport.download(result.url, folder), result, self.opening.now())

    async def cancel(self, handle: Handle) -> Cancelled | TooLate | Unclear:
        """As `Provider.cancel`."""
        seen = await self.poll(handle) if self.stopping_deletes else Running()
        if not isinstance(seen, Running):
            return seen if isinstance(seen, Unclear) else TooLate("it has ended")
        answer = await self.asked(self.cancellation(handle))
        with suppress(*STRANGE):
            match None if isinstance(answer, Broken) else self.cancelled(handle, answer):
                case TooLate() as told:
                    return self.fit(told)
                case Cancelled() as told:
                    return told
        return self.unclear(answer)

    async def lookup(self, reference: str, path: str) -> Known | Unclear:
        """As `Provider.lookup`."""
        answer = await self.asked(self.search(reference, path))
        with suppress(*STRANGE):
            if told := None if isinstance(answer, Broken) else self.found(reference, path, answer):
                return told
        return self.unclear(answer)

    async def close(self) -> None:
        """As `Adapter.close`."""
        await self.transport.close()

    async def asked(self, question: Question) -> Reply | Broken:
        """Put a question."""
        headers = {"content-type": JSON} if question.body else {}
        return await self.transport.call(question.method, question.path, question.body, headers)

    def unclear(self, answer: Reply | Broken) -> Unclear:
        """Return what an answer without use means."""
        why = "" if isinstance(answer, Broken) else self._complaint(answer).message
        return self.fit(unclear(answer, self.opening.now(), why))

    def refused(self, answer: Reply) -> Refused | Duplicate | Unknown:
        """Return what an answer to an order means that is no acceptance."""
        complaint = self._complaint(answer)
        if complaint.code in self.turned_away and complaint.billed is None:
            complaint = replace(complaint, billed=FREE)
        told = in_words(refusal(answer, complaint, self.codes, self.opening.now()), complaint)
        return self.fit(told)

    def _complaint(self, answer: Reply) -> Complaint:
        with suppress(*STRANGE):
            return self.complaint(answer)
        return Complaint()

    def fit(self, told: Said) -> Said:
        """Return what is told with the provider's words fit to be shown, and no key in them."""
        keys = self.opening.keys.values()
        said = "reason" if isinstance(told, Unclear | Unknown) else "message"
        words: dict[str, Any] = {said: clean(str(getattr(told, said)), keys)}
        return replace(told, **words)


def has_addresses(told: Succeeded) -> bool:
    """Tell whether every file that an answer names has an address: its adapter has taken over whatever stood there."""
    return all(isinstance(each.url, str) for each in told.results)
