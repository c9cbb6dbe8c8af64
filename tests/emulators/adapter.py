"""The emulator's adapter: all that a provider must write of its own, over the shared protocol, transport and verdicts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from emulators.paid import PaidEmulator
from filmc.frontend.value import Money
from filmc.produce.protocol.address import Resolve
from filmc.produce.protocol.base import (
    Abilities,
    Accepted,
    Cancelled,
    Failed,
    Fetched,
    Handle,
    Known,
    NotFetched,
    Order,
    Outcome,
    Progress,
    Result,
    Running,
    Succeeded,
    TooLate,
    Unclear,
)
from filmc.produce.protocol.delay import retry_after
from filmc.produce.protocol.http import Broken, Limits, Reply, Site, Transport, bearer
from filmc.produce.protocol.secret import Secret, clean
from filmc.produce.protocol.verdict import (
    Complaint,
    Meaning,
    accepted_file,
    job_state,
    refusal,
    unclear,
    unsent_or_unknown,
)

CANARY = "sk-canary-7f3a9b2c"
KEY = Secret(CANARY)
PATIENT = Limits(connect=10, read=20, whole=20, media=20, reply_bytes=1_000_000, media_bytes=3_000_000)
HASTY = replace(PATIENT, connect=0.3, read=0.6, whole=0.8, media=0.8)
"""For the faults that only end by our own patience."""

CODES: Mapping[str, Meaning] = {
    "rate_limited": "rate",
    "overloaded": "busy",
    "payment_required": "credit",
    "insufficient_quota": "credit",
    "balance_not_enough": "credit",
    "content_policy_violation": "content",
    "model_not_found": "request",
    "request_in_progress": "duplicate",
    "idempotency_key_reused": "duplicate",
}


async def numeric(host: str, _port: int) -> list[str]:
    """Look up without the machine's own tables."""
    return ["127.0.0.1"] if host == "localhost" else [host]


def provider_of(
    paid: PaidEmulator, base: str | None = None, resolve: Resolve = numeric, limits: Limits = PATIENT
) -> PaidProvider:
    site = Site(base or paid.url, frozenset({"localhost"}), local=True)
    abilities = Abilities(paid.books.idempotency, 60, lookup=True, cancel=True, result_lifetime=3600)
    return PaidProvider(Transport(site, bearer(KEY), limits, resolve), abilities, paid)


@dataclass
class PaidProvider:
    """A `filmc.produce.protocol.base.Provider`."""

    transport: Transport
    abilities: Abilities
    paid: PaidEmulator = field(repr=False)
    name: str = "emulator"

    async def submit(self, order: Order) -> Outcome:
        headers = {"content-type": "application/json", "idempotency-key": order.reference}
        answer = await self.transport.call("POST", order.path, order.body, headers)
        if isinstance(answer, Broken):
            return unsent_or_unknown(answer)
        job = _text(answer.json, "id")
        if answer.status == 200 and job:
            return Accepted(Handle(self.name, job))
        return refusal(answer, _complaint(answer), CODES, self.paid.clock.now)

    async def poll(self, handle: Handle) -> Progress:
        answer = await self.transport.call("GET", f"/v1/jobs/{quote(handle.job, safe='')}")
        if isinstance(answer, Reply) and _complaint(answer).code == "job_not_found":
            return Failed("lost", "the provider no longer knows this job")
        if isinstance(answer, Broken) or answer.status != 200 or not isinstance(answer.json, dict):
            return unclear(answer, self.paid.clock.now)
        return self._progress(answer, answer.json)

    def _progress(self, answer: Reply, said: dict[str, Any]) -> Progress:
        billed, message = _money(said.get("billed")), clean(str(said.get("message", "")), [KEY])
        match job_state(said.get("status")):
            case None:
                return unclear(answer, self.paid.clock.now, f"unknown status {clean(str(said.get('status')))!r}")
            case "running":
                return Running(said.get("progress"), retry_after(answer.headers, said, self.paid.clock.now))
            case "succeeded":
                results = tuple(
                    Result(each["url"], said["family"], each["size"], each["sha256"])
                    for each in said["outputs"]
                    if each["url"]
                )
                return Succeeded(results, billed) if results else Failed("empty", "success without a file", billed)
            case ended:
                return Failed(ended, message, billed)

    async def fetch(self, result: Result, folder: Path) -> Fetched | NotFetched:
        return accepted_file(await self.transport.download(result.url, folder), result, self.paid.clock.now)

    async def cancel(self, handle: Handle) -> Cancelled | TooLate | Unclear:
        answer = await self.transport.call("POST", f"/v1/jobs/{quote(handle.job, safe='')}/cancel")
        if isinstance(answer, Reply) and answer.status in (404, 409):
            return TooLate(_complaint(answer).message)
        if isinstance(answer, Reply) and _text(answer.json, "status") == "cancelled":
            return Cancelled(_money(answer.json.get("billed")))
        return unclear(answer, self.paid.clock.now)

    async def lookup(self, reference: str, _path: str = "") -> Known | Unclear:
        answer = await self.transport.call("GET", f"/v1/jobs?reference={quote(reference, safe='')}")
        if (
            isinstance(answer, Broken)
            or answer.status != 200
            or not isinstance(answer.json, dict)
            or "jobs" not in answer.json
        ):
            return unclear(answer, self.paid.clock.now)
        return Known(tuple(Handle(self.name, job["id"]) for job in answer.json["jobs"]))


def order(reference: str = "shot-1/take-1", **more: Any) -> Order:
    return Order(reference, "/v1/jobs", json.dumps({"reference": reference, **more}).encode())


def _complaint(answer: Reply) -> Complaint:
    error = answer.json.get("error") if isinstance(answer.json, dict) else None
    if not isinstance(error, dict):
        return Complaint()
    return Complaint(
        str(error.get("code", "")), clean(str(error.get("message", "")), [KEY]), _money(error.get("billed"))
    )


def _money(micros: Any) -> Money | None:
    return Money(micros, "USD") if isinstance(micros, int) else None


def _text(said: Any, name: str) -> str:
    value = said.get(name) if isinstance(said, dict) else None
    return value if isinstance(value, str) else ""
