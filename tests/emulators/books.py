"""The emulated provider without its wires: jobs, keys, money, on a clock that only moves when told."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from emulators import media
from emulators.faults import EPOCH, complaint

PRICE = 100_000
"""What each job costs, in millionths of a dollar."""

UNTOLD = 100_000
"""What is charged where no page says how much: in micro-units, for a take or for a second."""

Answer = tuple[int, bytes] | tuple[int, bytes, dict[str, str]]


@dataclass
class Clock:
    """Seconds since 1970, moved by hand."""

    now: float = EPOCH

    def advance(self, seconds: float) -> None:
        self.now += seconds


@dataclass(frozen=True)
class Life:
    """How a job goes. `end` is the last of its status words; a failure that is not billed is paid back."""

    lasts: float = 10.0
    begins: str = "queued"
    end: str = "succeeded"
    family: str = "video"
    refund: bool = False
    forgotten: bool = False  # accepted, charged, and 404 from then on
    files: tuple[str, ...] | None = None  # instead of the true addresses
    message: str = ""


STUCK = Life(lasts=1e12)
LOST = Life(forgotten=True)
FAILED_UNBILLED = Life(end="failed", refund=True, message="no GPU")
FAILED_BILLED = Life(end="failed", message="bad input")
MODERATED_AT_END = Life(end="content_moderated", message="blocked by policy")
EMPTY_SUCCESS = Life(files=())
EMPTY_URL = Life(files=("",))
EXPIRED = Life(end="expired", refund=True)
CANCELLED_THERE = Life(end="cancelled", refund=True)
RUNNING_WORDS = (
    "queued",
    "IN_QUEUE",
    "IN_PROGRESS",
    "processing",
    "Pending",
    "submitted",
    "TASK_STATUS_RUNNING",
    "starting",
    "waiting",
    "in-progress",
)
SUCCESS_WORDS = (
    "succeeded",
    "succeed",
    "SUCCEEDED",
    "success",
    "Success",
    "completed",
    "COMPLETED",
    "done",
    "TASK_STATUS_SUCCEED",
    "finished",
)
FAILURE_WORDS = (
    "failed",
    "FAILED",
    "fail",
    "Fail",
    "error",
    "TASK_STATUS_FAILED",
    "failure",
    "errored",
    "ERROR",
    "Failed",
)


@dataclass(frozen=True)
class Entry:
    """A line of the books: money taken (or, below zero, given back) for a job."""

    job: str
    reference: str
    micros: int


@dataclass
class Job:
    id: str
    reference: str
    life: Life
    since: float
    seconds: float = 0.0
    """As ordered; 0 where nothing was said."""
    own: bool = False
    ended_by_client: bool = False
    micros: int = PRICE
    """What it costs."""

    @property
    def media(self) -> bytes:
        """What was made: as long as ordered; who names the family gets bytes that no other job has."""
        data = FILES[self.life.family](self.seconds)
        return media.marked(data, self.id) if self.own else data


@dataclass
class Books:
    """All state of the provider. `key_lifetime` holds for `expire`, `result_lifetime` for every file's address."""

    clock: Clock
    idempotency: str = "none"
    key_lifetime: float = 60.0
    result_lifetime: float = 3600.0
    life: Life = Life()
    lives: deque[Life | None] = field(default_factory=deque)
    """Those of the next jobs, one each, before `life` holds again; None is `life` too."""
    jobs: dict[str, Job] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    keys: dict[str, tuple[float, bytes, Answer]] = field(default_factory=dict)
    addresses: dict[str, tuple[str, float]] = field(default_factory=dict)

    def seen(self, key: str | None, body: bytes) -> Answer | None:
        """Return the answer that a key which came before gets, if it means anything here."""
        if key is None or self.idempotency == "none" or key not in self.keys:
            return None
        since, first, answer = self.keys[key]
        if self.idempotency == "expire" and self.clock.now - since >= self.key_lifetime:
            return None
        if self.idempotency == "reject":
            return 422, complaint("idempotency_key_reused")
        return answer if first == body else (422, complaint("idempotency_body_differs"))

    def remember(self, key: str | None, body: bytes, answer: Answer) -> None:
        if key is not None:
            self.keys[key] = (self.clock.now, body, answer)

    def order(self, reference: str, family: str | None = None, seconds: float = 0.0) -> Answer:
        """Take an order."""
        job = self.place(reference, family, seconds)
        return 200, json.dumps({"id": job.id, "status": job.life.begins}).encode()

    def place(self, reference: str, family: str | None = None, seconds: float = 0.0, micros: int = PRICE) -> Job:
        """Begin a job: this is where money is taken."""
        next_life = (self.lives.popleft() if self.lives else None) or self.life
        life = replace(next_life, family=family) if family else next_life
        job = Job(
            f"job-{len(self.jobs) + 1}", reference, life, self.clock.now, seconds, family is not None, micros=micros
        )
        self.jobs[job.id] = job
        self.entries.append(Entry(job.id, reference, micros))
        return job

    def charge(self, what: str, micros: int) -> None:
        """Take money for something that is no job."""
        self.entries.append(Entry(what, "", micros))

    def status(self, name: str) -> Answer:
        job = self.jobs.get(name)
        if job is None or job.life.forgotten:
            return 404, complaint("job_not_found")
        return 200, json.dumps(self._state(job)).encode()

    def _state(self, job: Job) -> dict[str, Any]:
        if job.ended_by_client:
            return {"id": job.id, "status": "cancelled", "billed": self.billed(job.id)}
        if self.clock.now - job.since < job.life.lasts:
            return {"id": job.id, "status": job.life.begins, "progress": 0.5}
        self.settle(job)
        files = job.life.files if job.life.files is not None else (self.address(job),)
        good = job.life.end in SUCCESS_WORDS
        data = job.media
        outputs = (
            [{"url": url, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for url in files]
            if good
            else []
        )
        state = {"id": job.id, "status": job.life.end, "family": job.life.family, "outputs": outputs}
        return {**state, "message": job.life.message, "billed": self.billed(job.id)}

    def running(self, job: Job) -> bool:
        """Tell whether a job has not ended."""
        return not job.ended_by_client and self.clock.now - job.since < job.life.lasts

    def settle(self, job: Job) -> None:
        """Pay back what a job that has failed does not cost."""
        if job.life.refund and self.billed(job.id):
            self.entries.append(Entry(job.id, job.reference, -job.micros))

    def address(self, job: Job) -> str:
        """Make a new address for the file; it dies after `result_lifetime`."""
        path = f"/files/{job.id}/{len(self.addresses)}"
        self.addresses[path] = (job.id, self.clock.now)
        return f"{path}?signature=s3cr3t"

    def file(self, path: str) -> Answer:
        job, since = self.addresses.get(path, ("", 0.0))
        if not job:
            return 404, b""
        if self.clock.now - since >= self.result_lifetime:
            return 403, b"<Error><Code>AccessDenied</Code></Error>"
        return 200, self.jobs[job].media

    def cancel(self, name: str) -> Answer:
        job = self.jobs.get(name)
        if job is None or job.life.forgotten:
            return 404, complaint("job_not_found")
        if not self.running(job):
            return 409, complaint("already_ended")
        self.call_off(job)
        return 200, json.dumps({"id": job.id, "status": "cancelled", "billed": 0}).encode()

    def call_off(self, job: Job) -> None:
        """End a running job, and pay it back."""
        job.ended_by_client = True
        if job.micros:
            self.entries.append(Entry(job.id, job.reference, -job.micros))

    def under(self, reference: str) -> Answer:
        """List the jobs under a reference, or all."""
        found = [
            {"id": job.id, "reference": job.reference} for job in self.jobs.values() if reference in ("", job.reference)
        ]
        return 200, json.dumps({"jobs": found}).encode()

    def billed(self, job: str) -> int:
        return sum(entry.micros for entry in self.entries if entry.job == job)


FILES: dict[str, Callable[[float], bytes]] = {
    "video": lambda seconds: media.mp4(seconds=seconds or 1.0),
    "image": lambda _: media.png(),
    "audio": lambda seconds: media.wav(seconds or 0.1),
}
