"""Black Forest Labs, from its pages and from what ComfyUI's nodes send: tasks, a polling address, credits, moderation."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from emulators import books
from emulators.books import Answer, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told
from PIL import Image

from filmc.lower.request import EditRequest, StillRequest
from vendors import Ask, Vendor

KEY = "bfl-canary-1f09e3"
PICTURE, TEXT, INT, BOOL = "picture", str, int, bool
COMMON = {"prompt!": TEXT, "seed": INT, "output_format": {"png", "jpeg"}, "safety_tolerance": range(7)}
SIDES = {"width": range(256, 2049, 32), "height": range(256, 2049, 32)}
MORE = {f"input_image_{number}": PICTURE for number in range(2, 9)}
STEPS = {"steps": range(15, 51), "guidance": range(2, 101), "prompt_upsampling": BOOL}
MODELS: Mapping[str, dict[str, Any]] = {
    "flux-2-pro": {**COMMON, **SIDES, "input_image": PICTURE, **MORE, "disable_pup": BOOL},
    "flux-kontext-pro": {**COMMON, "input_image": PICTURE, "aspect_ratio": TEXT, "prompt_upsampling": BOOL},
    "flux-pro-1.0-fill": {**COMMON, **STEPS, "image!": PICTURE, "mask": PICTURE},
    "flux-pro-1.0-expand": {
        **COMMON,
        **STEPS,
        "image!": PICTURE,
        **{side: range(2049) for side in ("top", "bottom", "left", "right")},
    },
}
CREDIT = 10_000
CREDITS = {"flux-kontext-pro": 4, "flux-pro-1.0-fill": 5, "flux-pro-1.0-expand": 5}
FIRST, FURTHER = Decimal(3), Decimal("1.5")
"""Credits for the first megapixel that flux-2-pro makes, and for each further one, made or given; begun ones count."""
STATES = {
    "running": "Pending",
    "succeeded": "Ready",
    "failed": "Error",
    "content": "Content Moderated",
    "words": "Request Moderated",
}


def no(status: int, detail: Any) -> Answer:
    return told({"detail": detail}, status)


def wrong(field: str, message: str = "Field required") -> Answer:
    return no(422, [{"loc": ["body", field], "msg": message, "type": "value_error"}])


class BflEmulator(VendorEmulator):
    """`https://api.bfl.ai`."""

    def refused(self, request: Request) -> Answer | None:
        return None if request.headers.get("x-key") == KEY else no(403, "Not authenticated")

    @on("POST", "/v1/(flux-.+)", "submit")
    def submit(self, request: Request, model: str) -> Answer:
        if model not in MODELS:
            return no(404, "Not Found")
        rules = {name.rstrip("!"): rule for name, rule in MODELS[model].items()}
        missing = [name[:-1] for name in MODELS[model] if name.endswith("!") and name[:-1] not in request.json]
        odd = [name for name, value in request.json.items() if not right(value, rules.get(name))]
        if missing or odd:
            return wrong((missing + odd)[0])
        paid = self._credits(model, request.json)
        job = self.books.place("", "image", micros=int(paid * CREDIT))
        at = f"{self.url}/v1/get_result?id={job.id}"
        return told({"id": job.id, "polling_url": at, "cost": float(paid), "input_mp": 0.0, "output_mp": 0.9})

    def _credits(self, model: str, asked: Mapping[str, Any]) -> Decimal:
        if model in CREDITS:
            return Decimal(CREDITS[model])
        given = [opened(value) for name, value in asked.items() if name.startswith("input_image")]
        further = megapixels(asked["width"], asked["height"]) - 1 + sum(megapixels(*each.size) for each in given)
        return FIRST + FURTHER * further

    @on("GET", "/v1/get_result", "poll")
    def result(self, request: Request) -> Answer:
        job = self.job(request.asked("id"))
        if job is None:
            return told({"id": request.asked("id"), "status": "Task not found", "result": None}, 404)
        stage = self.stage(job)
        state = {"id": job.id, "status": STATES[stage], "result": None, "progress": None, "cost": None}
        if stage == "succeeded":
            urls = (self.url_of(job),) if job.life.files is None else job.life.files
            state |= {
                "result": {"sample": urls[0] if urls else None, "prompt": "…", "seed": 7},
                "cost": job.micros / CREDIT,
            }
        if stage in ("content", "words"):
            state |= {"details": {"Moderation Reasons": ["Violence"]}}
        return told(state)


def megapixels(width: int, height: int) -> int:
    """Return how many are paid for: a million pixels each, as the vendor's orders have them."""
    return math.ceil(width * height / 1_050_000)


def opened(letters: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(letters)))


def right(value: Any, rule: Any) -> bool:
    if rule == PICTURE:
        return isinstance(value, str) and base64.b64decode(value, validate=True)[:4] == b"\x89PNG"
    if isinstance(rule, set | range):
        return not isinstance(value, bool) and value in rule
    return rule is not None and isinstance(value, rule)


def says(status: int, detail: str) -> Fault:
    return answers(status, no(status, detail)[1])


FILM = (("size", "1280x720"), ("seed", "7"))
FACES = {f"reference {number}": "png 256x256" for number in (1, 2)}
GROW = EditRequest("extend", "more sky", "", "16/9", edges=(0.5, 0.0, 0.25, 0.25))

VENDOR = Vendor(
    name="bfl",
    emulator=BflEmulator,
    keys={"BFL_API_KEY": KEY},
    asks={
        "words": Ask("flux-2-pro", StillRequest("雨中的庭院", "", "16/9"), how=FILM),
        "a larger picture": Ask("flux-2-pro-2mp", StillRequest("a desk", "", "16/9"), how=(("size", "1920x1080"),)),
        "who is in it": Ask("flux-2-pro-references", StillRequest("Li Hua waits", "", "16/9"), FACES, FILM),
        "in another style": Ask(
            "flux-2-pro-references", EditRequest("restyle", "ink", "", "16/9"), {"picture": "png"}, FILM
        ),
        "in an older one's style": Ask(
            "flux-kontext-pro", EditRequest("restyle", "ink", "", "7/3"), {"picture": "png"}, FILM
        ),
        "a repair": Ask("flux-fill", EditRequest("fix", "a hand", "", "16/9"), {"picture": "png", "mask": "png"}, FILM),
        "a wider picture": Ask("flux-expand", GROW, {"picture": "png"}, FILM),
    },
    refusals={
        "no money": (says(402, "Insufficient credits"), "credit"),
        "bad key": (says(403, "Not authenticated"), "auth"),
        "bad request": (says(400, "Invalid image"), "request"),
        "a field": (answers(422, wrong("width")[1]), "request"),
        "no such model": (says(404, "Not Found"), "request"),
        "too many": (says(429, "Too many requests"), "rate"),
        "maintenance": (says(503, "Service unavailable"), "busy"),
        "server": (says(500, "Internal error"), "unknown"),
    },
    ends={
        "failed": (Life(end="failed", refund=True), "failed"),
        "moderated": (Life(end="content"), "content"),
        "words refused": (Life(end="words", refund=True), "content"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
)
