"""Volcengine Ark, from its Python package and its pages: tasks with a list of contents, pictures as answers."""

from __future__ import annotations

import base64
import math
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from emulators import books
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.frontend.value import Money
from filmc.lower.request import ClipRequest, EditRequest, StillRequest
from vendors import Ask, Vendor

KEY = "ark-canary-0b7d-52"
LENGTHS = {"seedance-2-": range(4, 16), "seedance-1-5": range(4, 13)}
RATIOS = {"21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "adaptive"}
SIZES = {"480p": 864 * 496, "720p": 1280 * 720, "1080p": 1920 * 1080}
PIXELS = {
    "5-0-pro": (921_600, 4_194_304),
    "5-0": (3_686_400, 16_777_216),
    "4-5": (3_686_400, 16_777_216),
    "4-0": (921_600, 16_777_216),
}
RATES = {"2-5-": 70, "2-0-mini": 23, "2-0-fast": 37, "2-0-": 46}
"""Yuan a million tokens; dollars for the models that are sold abroad."""
ABROAD = {"2-5-": 10.7, "2-0-mini": 3.5, "2-0-fast": 5.6, "2-0-": 7.0}
LARGE = {"2-5-": 77, "2-0-": 51}
LARGE_ABROAD = {"2-0-": 7.7}
DRAWN = {"5-0": 220_000, "4-5": 250_000, "4-0": 200_000}
"""Millionths of a yuan for a picture."""
PRO = {"doubao": (300_000, 600_000, 20_000), "dola": (45_000, 90_000, 3_000)}
"""A small picture, a large one, and each picture after the first that it starts from."""
TASK = {"model", "content", "resolution", "ratio", "duration", "seed", "generate_audio", "draft", "service_tier"}
IMAGE = {"model", "prompt", "image", "size", "response_format", "output_format", "watermark"}
ERRORS = {"failed": "InternalServiceError", "content": "OutputVideoSensitiveContentDetected"}


def no(code: str, status: int = 400, message: str = "no") -> Answer:
    return told({"error": {"code": code, "message": message, "param": "", "type": "BadRequest"}}, status)


class ArkEmulator(VendorEmulator):
    """`https://ark.cn-beijing.volces.com/api/v3`."""

    def __init__(self, *given: Any, **terms: Any) -> None:
        super().__init__(*given, **terms)
        self.asked: dict[str, dict[str, Any]] = {}

    def refused(self, request: Request) -> Answer | None:
        right = request.headers.get("authorization") == f"Bearer {KEY}"
        return None if right else no("AuthenticationError", 401, "The API key doesn't exist")

    # ---- tasks

    @on("POST", "/api/v3/contents/generations/tasks", "submit")
    def create(self, request: Request) -> Answer:
        asked = stated(request)
        wrong = self._wrong(asked)
        if wrong:
            return wrong if isinstance(wrong, tuple) else no("InvalidParameter", message=wrong)
        job = self.books.place(
            "", "video", asked["duration"], math.ceil(tokens_of(asked) * Fraction(str(rate_of(asked))))
        )
        self.asked[job.id] = asked
        return told({"id": job.id})

    def _wrong(self, asked: dict[str, Any]) -> str | Answer | None:
        lengths = next((each for name, each in LENGTHS.items() if name in str(asked.get("model"))), None)
        if lengths is None:
            return no("InvalidEndpointOrModel.NotFound", 404)
        if "content" not in asked:
            return no("MissingParameter")
        if extra := asked.keys() - TASK - {"watermark"}:
            return f"unknown {extra}"
        new = "seedance-2-" in asked["model"]
        rules = {
            "duration": asked.get("duration") in lengths,
            "ratio": asked.get("ratio", "adaptive") in RATIOS,
            "resolution": asked.get("resolution") in SIZES
            and not ("fast" in asked["model"] and "1080" in asked["resolution"]),
            "seed": "seed" not in asked or (not new and -1 <= asked["seed"] < 2**32),
            "draft": not asked.get("draft") or (not new and asked["resolution"] == "480p"),
            "service_tier": asked.get("service_tier", "default") in (("default",) if new else ("default", "flex")),
            "generate_audio": isinstance(asked.get("generate_audio", True), bool),
            "content": self._contents(asked["content"], 30 if "-2-5-" in asked["model"] else 9 if new else 0),
        }
        return next((name for name, right in rules.items() if not right), None)

    def _contents(self, content: list[dict[str, Any]], most: int) -> bool:
        texts = [each["text"] for each in content if each["type"] == "text"]
        images = [each for each in content if each["type"] == "image_url"]
        roles = [each.get("role", "first_frame") for each in images]
        kinds = {"reference_image": most} if "reference_image" in roles else {"first_frame": 1, "last_frame": 1}
        legal = all(roles.count(role) <= kinds.get(role, 0) for role in roles)
        alone = "last_frame" in roles and "first_frame" not in roles
        read = all(is_picture(each["image_url"]["url"]) for each in images)
        return (
            len(texts) == 1
            and bool(texts[0])
            and len(texts) + len(images) == len(content)
            and legal
            and read
            and not alone
        )

    @on("GET", "/api/v3/contents/generations/tasks/([^/]+)", "poll")
    def task(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no("ResourceNotFound", 404, "The specified task is not found")
        asked, stage = self.asked[ident], self.stage(job)
        echoed = {
            name: asked.get(name)
            for name in ("model", "resolution", "ratio", "duration", "generate_audio", "service_tier")
        }
        state = "queued" if stage == "running" and self._waits(job) else "failed" if stage == "content" else stage
        said = {"id": ident, "status": state, "created_at": 1, "updated_at": 2, "framespersecond": 24, **echoed}
        if state == "failed":
            said["error"] = {"code": ERRORS[stage], "message": "The request failed"}
        if stage == "succeeded":
            said["content"] = (
                {"video_url": next(iter(job.life.files or [self.url_of(job)]))} if job.life.files != () else {}
            )
            tokens = tokens_of(asked)
            said["usage"] = {"completion_tokens": tokens, "total_tokens": tokens}
        return told(said)

    def _waits(self, job: Job) -> bool:
        return self.clock.now - job.since < job.life.lasts / 2

    @on("DELETE", "/api/v3/contents/generations/tasks/([^/]+)", "cancel")
    def delete(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no("ResourceNotFound", 404)
        if not self.books.running(job):
            job.life = replace(job.life, forgotten=True)  # the record goes, and the film with it
            return told({})
        if not self._waits(job):
            return no("InvalidAction", 400, "a running task can not be cancelled")
        self.books.call_off(job)
        return told({})

    # ---- pictures

    @on("POST", "/api/v3/images/generations", "submit")
    def draw(self, request: Request) -> Answer:
        asked = stated(request)
        pixels = next((each for name, each in PIXELS.items() if f"seedream-{name}" in str(asked.get("model"))), None)
        if pixels is None:
            return no("InvalidEndpointOrModel.NotFound", 404)
        if extra := asked.keys() - IMAGE:
            return no("InvalidParameter", message=f"unknown {extra}")
        size = re.fullmatch(r"(\d+)x(\d+)", asked.get("size", ""))
        area = int(size[1]) * int(size[2]) if size else 0
        images = asked.get("image", [])
        if not pixels[0] <= area <= pixels[1] or not asked.get("prompt"):
            return no("InvalidParameter", message="size or prompt")
        if not all(is_picture(each) for each in ([images] if isinstance(images, str) else images)):
            return no("InvalidParameter", message="image")
        job = self.books.place("", "image", 0, drawn_for(asked["model"], area, len(images)))
        return told({"model": asked["model"], "created": 1, **self._drawn(job, asked.get("response_format", "url"))})

    def _drawn(self, job: Job, form: str) -> dict[str, Any]:
        if job.life.end == "content":
            error = {"code": "OutputImageSensitiveContentDetected", "message": "may contain sensitive information"}
            return {"data": [{"error": error}], "usage": {"generated_images": 0}}
        if job.life.files == ():
            return {"data": [], "usage": {"generated_images": 0}}
        bare = base64.b64encode(job.media).decode()
        picture = {"url": self.url_of(job)} if form == "url" else {"b64_json": bare}
        return {"data": [{**picture, "size": "2x2"}], "usage": {"generated_images": 1, "output_tokens": 1}}


def tokens_of(asked: dict[str, Any]) -> int:
    return SIZES[asked["resolution"]] * (24 * asked["duration"] + 1) // 1024


def rate_of(asked: dict[str, Any]) -> float:
    """Return what a token costs, in millionths."""
    model, abroad = asked["model"], not asked["model"].startswith("doubao-")
    if "seedance-1-5" in model:
        return 2.4 if asked.get("generate_audio", True) else 1.2
    usual, large = (ABROAD, LARGE_ABROAD) if abroad else (RATES, LARGE)
    rates: dict[str, float] = {**usual, **(large if asked["resolution"] == "1080p" else {})}
    return next(rate for name, rate in rates.items() if name in model)


def drawn_for(model: str, area: int, pictures: int) -> int:
    """Return what a picture costs."""
    if "-pro-" not in model:
        return next(cost for name, cost in DRAWN.items() if f"seedream-{name}" in model)
    small, large, more = PRO[model.partition("-")[0]]
    return (small if area <= 2_360_000 else large) + more * max(0, pictures - 1)


def stated(request: Request) -> dict[str, Any]:
    """Return the members of a body that say something: the vendor's package writes null for the others."""
    return {name: value for name, value in request.json.items() if value is not None}


def is_picture(address: str) -> bool:
    """Tell whether an address is one of the net, or holds a picture of the type that it names, in lower case."""
    kind, _, data = address.removeprefix("data:image/").partition(";base64,")
    if not address.startswith("data:image/"):
        return address.startswith("https://")
    starts = {"png": b"\x89PNG", "jpeg": b"\xff\xd8", "webp": b"RIFF"}
    return kind in starts and base64.b64decode(data, validate=True).startswith(starts[kind])


def says(code: str, status: int, message: str = "no") -> Fault:
    return answers(status, no(code, status, message)[1])


def sdk_tasks(there: VendorEmulator, folder: Path) -> None:
    import httpx
    from volcenginesdkarkruntime import Ark

    client = Ark(api_key=KEY, base_url=f"{there.url}/api/v3", max_retries=0)
    tasks = client.content_generation.tasks
    made = tasks.create(
        model="doubao-seedance-2-0-260128",
        content=[{"type": "text", "text": "Rain"}],
        ratio="16:9",
        resolution="720p",
        duration=5,
    )
    assert tasks.get(task_id=made.id).status == "queued"
    there.clock.advance(1_000)
    done = tasks.get(task_id=made.id)
    assert (done.status, done.usage.completion_tokens) == ("succeeded", 108_900)
    (folder / "film.mp4").write_bytes(httpx.get(done.content.video_url).content)
    assert (folder / "film.mp4").read_bytes() == there.made(there.books.jobs[made.id])[0]
    client.close()


def sdk_pictures(there: VendorEmulator, folder: Path) -> None:
    from volcenginesdkarkruntime import Ark

    client = Ark(api_key=KEY, base_url=f"{there.url}/api/v3", max_retries=0)
    drawn = client.images.generate(
        model="doubao-seedream-4-0-250828", prompt="a desk", size="1280x720", response_format="b64_json"
    )
    (folder / "desk.png").write_bytes(base64.b64decode(drawn.data[0].b64_json))
    assert (folder / "desk.png").read_bytes() == there.made(there.books.jobs["job-1"])[0]
    client.close()


def clip(prompt: str = "Rain runs over the cobbles, camera pushes in", milliseconds: int = 5000) -> ClipRequest:
    return ClipRequest(prompt, "", "16/9", milliseconds)


FIVE = (("seconds", "5"), ("size", "1280x720"), ("seed", "7"))
TEN = {f"reference {number}": "png 64x64" for number in range(1, 11)}
FILM = (("size", "1280x720"),)

VENDOR = Vendor(
    name="ark",
    emulator=ArkEmulator,
    keys={"ARK_API_KEY": KEY},
    asks={
        "words": Ask("seedance-2-0-720p", clip(), how=FIVE),
        "first frame": Ask("seedance-2-5-1080p", clip("雨停了，小梅跑过街道"), {"start": "png"}, FIVE),
        "both frames": Ask("seedance-2-0-fast-480p", clip(), {"start": "png", "end": "png"}, FIVE),
        "references": Ask("seedance-2-0-mini-720p", clip(), {"reference 1": "png", "reference 2": "png"}, FIVE),
        "abroad with sound": Ask("intl-seedance-1-5-pro-sound-720p", clip(), how=FIVE),
        "draft": Ask("intl-seedance-1-5-pro-draft", clip(), {"start": "png"}, FIVE),
        "when there is room": Ask("intl-seedance-1-5-pro-flex-720p", clip(), how=FIVE),
    },
    bills={
        "words": Money(5_009_400, "CNY"),
        "first frame": Money(18_866_925, "CNY"),
        "abroad with sound": Money(261_360, "USD"),
        "when there is room": None,
    },
    refusals={
        "bad key": (says("AuthenticationError", 401), "auth"),
        "not allowed": (says("AccessDenied", 403), "auth"),
        "not opened": (says("ModelNotOpen", 404), "auth"),
        "in debt": (says("AccountOverdueError", 403), "credit"),
        "free tokens used": (says("QuotaExceeded", 429), "credit"),
        "own limit": (says("SetLimitExceeded", 429), "credit"),
        "words refused": (says("InputTextSensitiveContentDetected.PolicyViolation", 400), "content"),
        "a real face": (says("InputImageSensitiveContentDetected.PrivacyInformation", 400), "content"),
        "risk": (says("InputImageRiskDetection", 400), "content"),
        "older word for it": (says("SensitiveContentDetected.Violence", 400), "content"),
        "missing": (says("MissingParameter.content", 400), "request"),
        "field": (says("InvalidParameter", 400, "duration"), "request"),
        "no such model": (says("InvalidEndpointOrModel.NotFound", 404), "request"),
        "closed": (says("InvalidEndpoint.ClosedEndpoint", 400), "request"),
        "a minute": (says("RateLimitExceeded.EndpointRPMExceeded", 429), "rate"),
        "an account": (says("ModelAccountRpmRateLimitExceeded", 429), "rate"),
        "overloaded": (says("ServerOverloaded", 429), "busy"),
        "loading": (says("ModelLoadingError", 429), "busy"),
        "server": (says("InternalServiceError", 500), "unknown"),
    },
    ends={
        "failed": (Life(end="failed", refund=True), "failed"),
        "moderated": (Life(end="content", refund=True), "content"),
        "expired": (Life(end="expired", refund=True), "expired"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    sdk=sdk_tasks,
)

ALSO = {
    "pictures": Vendor(
        name="ark",
        emulator=ArkEmulator,
        keys={"ARK_API_KEY": KEY},
        asks={
            "picture": Ask("seedream-4-0", StillRequest("a desk by the window", "", "16/9"), how=FILM),
            "larger than asked": Ask("seedream-4-5", StillRequest("靠窗的书桌", "", "16/9"), how=FILM),
            "with people": Ask("seedream-4-0", StillRequest("they meet", "", "16/9"), TEN, FILM),
            "changed": Ask(
                "intl-seedream-5-0-pro-2k",
                EditRequest("restyle", "as ink on paper", "", "16/9"),
                {"picture": "png", "reference 1": "png"},
                FILM,
            ),
            "by address": Ask(
                "seedream-5-0-lite", StillRequest("a desk", "", "16/9"), how=(*FILM, ("response_format", "url"))
            ),
        },
        refusals={
            "words refused": (says("InputTextSensitiveContentDetected", 400), "content"),
            "result refused": (says("OutputImageSensitiveContentDetected", 400), "content"),
            "pictures a minute": (says("RateLimitExceeded.EndpointIPMExceeded", 429), "rate"),
            "in debt": (says("AccountOverdueError", 403), "credit"),
            "server": (says("InternalServiceError", 500), "unknown"),
        },
        ends={
            "nothing": (books.EMPTY_SUCCESS, "empty"),
            "moderated": (Life(end="content"), "content"),
        },
        sdk=sdk_pictures,
        one_answer=True,
    )
}
