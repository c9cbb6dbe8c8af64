"""A vendor's emulator: its protocol from its own documents, over the books, faults and wires of the paid emulator.

    class Example(VendorEmulator):
        def refused(self, request: Request) -> Answer | None: ...     # who asks can not prove it

        @on("POST", "/v1/videos", "submit")
        def create(self, request: Request) -> Answer:
            job = self.books.place(request.json["my_id"], "video", 5)
            return told({"id": job.id})

Calls are named as in `paid.py`. Files are served under another name of this machine (`cdn`), where no proof of who asks
may ever arrive; each job's file has bytes of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from emulators.books import Answer, Job, Life
from emulators.paid import PaidEmulator, Request

if TYPE_CHECKING:
    from vendors import Ask

PROOFS = (
    "authorization",
    "x-key",
    "api-key",
    "xi-api-key",
    "x-api-key",
    "x-goog-api-key",
    "x-security-token",
    "x-api-access-key",
    "x-api-app-id",
)
"""Headers that prove who asks."""


def told(said: Any, status: int = 200, **headers: str) -> Answer:
    """Return an answer in JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, json.dumps(said, ensure_ascii=False).encode(), {"content-type": "application/json", **named}


def bytes_of(data: bytes, media_type: str) -> Answer:
    """Return an answer that is a file."""
    return 200, data, {"content-type": media_type}


Handler = Callable[..., Answer]


def on(method: str, pattern: str, call: str) -> Callable[[Handler], Handler]:
    """Let a method answer requests whose whole path, or path with query, matches `pattern`.

    It gets the request and the groups.
    """

    def mark(handler: Handler) -> Handler:
        handler.routes = [*getattr(handler, "routes", []), (method, re.compile(pattern), call)]  # type: ignore[attr-defined]
        return handler

    return mark


def meets(pattern: re.Pattern[str], target: str) -> re.Match[str] | None:
    """Match a path, or a path with its query."""
    return pattern.fullmatch(target.partition("?")[0]) or pattern.fullmatch(target)


class VendorEmulator(PaidEmulator):
    """A server that speaks as a vendor does; see above."""

    routes: ClassVar[list[tuple[str, re.Pattern[str], str, Handler]]] = []
    cdn: ClassVar[str] = "localhost"
    own_files: ClassVar[bool] = False
    """The vendor serves files itself, and wants proof for them too."""

    def __init_subclass__(cls) -> None:
        marked = [value for each in cls.__mro__ for value in vars(each).values() if hasattr(value, "routes")]
        cls.routes = [(*route, handler) for handler in marked if callable(handler) for route in handler.routes]

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__("none", life, **terms)
        self.leaks: list[str] = []
        """Requests for files that brought proof of who asks."""
        self.hosted: dict[str, bytes] = {}
        """Files that the user has put where this vendor can read them, by address: `/hosted/NAME`."""

    def refused(self, request: Request) -> Answer | None:
        """Return the vendor's answer to who can not prove who asks; None where all is well."""
        raise NotImplementedError

    def unknown(self, request: Request) -> Answer:
        """Return the vendor's answer to a path that it does not know."""
        return told({"error": f"no such path: {request.path}"}, 404)

    def call_of(self, method: str, target: str) -> str:
        path = target.partition("?")[0]
        if path.startswith(("/files/", "/hosted/")):
            return "file" if method == "GET" else "upload"
        return next(
            (call for verb, pattern, call, _ in self.routes if verb == method and meets(pattern, target)), "other"
        )

    def perform(self, call: str, request: Request) -> Answer:
        if call == "file":
            return self.file(request)
        if request.path.startswith("/hosted/"):
            self.hosted[f"{self.url}{request.path}"] = request.body
            return 201, b""
        answer = self.refused(request)
        if answer is not None:
            return answer
        for verb, pattern, _, handler in self.routes:
            if verb == request.method and (found := meets(pattern, request.target)):
                return handler(self, request, *found.groups())
        return self.unknown(request)

    def file(self, request: Request) -> Answer:
        proofs = [name for name in PROOFS if name in request.headers]
        if proofs and not self.own_files:
            self.leaks.append(f"{request.path}: {proofs}")
        return self.books.file(request.path)

    def url_of(self, job: Job) -> str:
        """Return a new address of a job's file."""
        host = "127.0.0.1" if self.own_files else self.cdn
        return f"http://{host}:{self.port}{self.books.address(job)}"

    def made(self, job: Job) -> tuple[bytes, ...]:
        """Return the files that a job makes."""
        return (job.media,)

    def family_of(self, ask: Ask) -> str:
        """Return what comes of an order."""
        return {
            "StillRequest": "image",
            "EditRequest": "image",
            "LoraEditRequest": "image",
            "ClipRequest": "video",
            "LipSyncRequest": "video",
            "EnhanceRequest": "video",
            "ReviewRequest": "text",
        }.get(type(ask.what).__name__, "audio")

    def job(self, ident: str) -> Job | None:
        """Return a job by its id; None for one that is not there, or that was forgotten."""
        found = self.books.jobs.get(ident)
        return None if found is None or found.life.forgotten else found

    def stage(self, job: Job) -> str:
        """Return where a job is: `running`, `cancelled`, or how its life ends (`succeeded`, `failed`, `content`…)."""
        if job.ended_by_client:
            return "cancelled"
        if self.books.running(job):
            return "running"
        self.books.settle(job)
        return job.life.end
