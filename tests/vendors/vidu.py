"""Vidu, from its API pages: tasks, creations, `err_code`s."""

from __future__ import annotations

from emulators import books
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.frontend.value import Money
from filmc.lower.request import ClipRequest
from vendors import Ask, Vendor

KEY = "vda_canary_5f1c93"
STATES = {
    "running": "processing",
    "succeeded": "success",
    "failed": "failed",
    "content": "failed",
    "cancelled": "failed",
}
LENGTHS = {"viduq3-pro": range(1, 17), "viduq3-turbo": range(1, 17)}
CREDIT = 5_000
CREDITS = {
    "viduq3-pro": {"540p": 9, "720p": 20, "1080p": 24},
    "viduq3-turbo": {"540p": 7, "720p": 11, "1080p": 13},
}
REFERENCE = {"viduq3-turbo": {"540p": 4, "720p": 10, "1080p": 13}}
"""Credits a second, and a credit's worth in millionths of a dollar."""
MODES = "text2video|img2video|start-end2video|reference2video"
IMAGES = {"text2video": (0, 0), "img2video": (1, 1), "start-end2video": (2, 2), "reference2video": (1, 7)}


def no(reason: str, status: int = 400, message: str = "no") -> Answer:
    return told({"code": status, "reason": reason, "message": message, "metadata": {"trace_id": "t"}}, status)


class ViduEmulator(VendorEmulator):
    """`https://api.vidu.com`."""

    def refused(self, request: Request) -> Answer | None:
        return None if request.headers.get("authorization") == f"Token {KEY}" else no("Unauthorized", 401)

    @on("POST", rf"/ent/v2/({MODES})", "submit")
    def create(self, request: Request, mode: str) -> Answer:
        asked = request.json
        least, most = IMAGES[mode]
        if asked.get("model") not in LENGTHS:
            return no("ModelUnavailable", message=f"model {asked.get('model')}")
        if asked.get("duration") not in LENGTHS[asked["model"]]:
            return no("FieldInvalid", message="duration")
        images = asked.get("images", [])
        if not least <= len(images) <= most or not all(each.startswith(("data:image/", "https://")) for each in images):
            return no("FieldLacking" if len(images) < least else "FieldUnwanted", message="images")
        if mode in ("img2video", "start-end2video") and "aspect_ratio" in asked:
            return no("FieldUnwanted", message="aspect_ratio")
        page = {**CREDITS, **(REFERENCE if mode == "reference2video" else {})}[asked["model"]]
        paid = page[asked.get("resolution", "720p")] * asked["duration"]
        job = self.books.place(asked.get("payload", ""), "video", asked["duration"], paid * CREDIT)
        echoed = {name: asked.get(name) for name in ("model", "prompt", "images", "duration", "seed", "payload")}
        return told({"task_id": job.id, "state": "created", "credits": paid, **echoed})

    @on("GET", r"/ent/v2/tasks/([^/]+)/creations", "poll")
    def creations(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no("NotFound", 404)
        stage = self.stage(job)
        code = {"failed": "InternalServiceFailure", "content": "CreationPolicyViolation", "cancelled": "UserCancelled"}
        return told(
            {
                "id": ident,
                "state": STATES.get(stage, stage),
                "err_code": code.get(stage, ""),
                "credits": self.books.billed(ident) // CREDIT,
                "payload": job.reference,
                "creations": self._creations(job) if stage == "succeeded" else [],
            }
        )

    def _creations(self, job: Job) -> list[dict[str, str]]:
        files = (self.url_of(job),) if job.life.files is None else job.life.files
        return [{"id": f"{job.id}-1", "url": url, "cover_url": ""} for url in files]

    @on("POST", r"/ent/v2/tasks/([^/]+)/cancel", "cancel")
    def cancel(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no("NotFound", 404)
        if not self.books.running(job):
            return no("Conflict", 409)
        self.books.call_off(job)
        return told({})


def says(reason: str, status: int, message: str = "no") -> Fault:
    return answers(status, no(reason, status, message)[1])


def clip(prompt: str = "Rain runs over the cobbles, camera pushes in", **more: str) -> ClipRequest:
    return ClipRequest(prompt, more.get("avoid", ""), "16/9", 5000)


FIVE = (("seconds", "5"), ("size", "1280x720"), ("seed", "7"))

VENDOR = Vendor(
    name="vidu",
    emulator=ViduEmulator,
    keys={"VIDU_API_KEY": KEY},
    asks={
        "words": Ask("q3-pro-720p", clip(), how=FIVE),
        "first frame": Ask("q3-pro-720p", clip(), {"start": "png"}, FIVE),
        "both frames": Ask("q3-turbo-720p", clip("雨停了，小梅跑过街道"), {"start": "png", "end": "png"}, FIVE),
        "references": Ask("q3-turbo-720p", clip(), {"reference 1": "png", "reference 2": "png"}, FIVE),
    },
    bills={"words": Money(500_000, "USD")},
    refusals={
        "no money": (says("CreditInsufficient", 400), "credit"),
        "bad key": (says("Unauthorized", 401), "auth"),
        "forbidden": (says("Forbidden", 403), "auth"),
        "words refused": (says("TaskPromptPolicyViolation", 400), "content"),
        "picture refused": (says("AuditSubmitIllegal", 400), "content"),
        "field": (says("FieldInvalid", 400, "duration"), "request"),
        "no such model": (says("ModelUnavailable", 400), "request"),
        "too many": (says("TooManyRequests", 429), "rate"),
        "over its number": (says("QuotaExceeded", 429), "rate"),
        "throttled": (says("SystemThrottling", 429), "busy"),
        "in process": (says("OperationInProcess", 400), "busy"),
        "server": (says("InternalServiceFailure", 500), "unknown"),
    },
    ends={
        "failed": (Life(end="failed", refund=True), "failed"),
        "moderated": (Life(end="content"), "content"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
)
