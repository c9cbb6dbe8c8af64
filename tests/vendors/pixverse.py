"""PixVerse, from copies of its pages and public client code: pictures first, `ErrCode` in every answer, states in numbers."""

from __future__ import annotations

from email.parser import BytesParser
from typing import Any

from emulators import books
from emulators.books import Answer, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.frontend.value import Money
from filmc.lower.request import ClipRequest
from vendors import Ask, Vendor

KEY = "sk-pixverse-canary-90"
STATES = {"succeeded": 1, "running": 5, "deleted": 6, "content": 7, "failed": 8}
LENGTHS = {"v5": (5, 8), "v6": range(1, 16), "c1": range(1, 16)}
RATIOS = {"16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"}
MOST = {"v5": 3, "v6": 7, "c1": 7}
NEEDED = {"text": {"aspect_ratio"}, "img": {"img_id"}, "transition": {"first_frame_img", "last_frame_img"}}
COMMON = {"model", "prompt", "duration", "quality", "seed", "negative_prompt", "generate_audio_switch", "motion_mode"}
CREDITS = {
    **dict.fromkeys([("v5", "540p", 5)], 45),
    **dict.fromkeys([("v5", "720p", 5)], 60),
    **dict.fromkeys([("v5", "540p", 8)], 90),
    **dict.fromkeys([("v5", "720p", 8), ("v5", "1080p", 5)], 120),
    **dict.fromkeys([("v5", "1080p", 8)], 240),
    **{("v6", "720p", seconds): 12 * seconds for seconds in range(1, 16)},
}
"""What clips cost, as far as its pages and those who cite them say; the others cost what is made up here."""


def no(code: int, message: str = "no", status: int = 200) -> Answer:
    return told({"ErrCode": code, "ErrMsg": message, "Resp": None}, status)


def yes(resp: dict[str, Any]) -> Answer:
    return told({"ErrCode": 0, "ErrMsg": "success", "Resp": resp})


class PixVerseEmulator(VendorEmulator):
    """`https://app-api.pixverse.ai`."""

    def __init__(self, *given: Any, **terms: Any) -> None:
        super().__init__(*given, **terms)
        self.pictures: set[int] = set()
        self.traces: set[str] = set()

    def refused(self, request: Request) -> Answer | None:
        if request.headers.get("api-key") != KEY:
            return no(400012, "Invalid account")
        trace = request.headers.get("ai-trace-id", "")
        if len(trace) != 36 or trace in self.traces:
            return no(400011, "Empty parameter: a fresh Ai-trace-id")
        self.traces.add(trace)
        return None

    @on("POST", "/openapi/v2/image/upload", "upload")
    def upload(self, request: Request) -> Answer:
        head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode()
        parts = BytesParser().parsebytes(head + request.body).get_payload()
        named = {each.get_param("name", header="content-disposition"): each for each in parts}  # type: ignore[union-attr]
        if "image" not in named or not named["image"].get_payload(decode=True).startswith((b"\x89PNG", b"\xff\xd8")):  # type: ignore[union-attr]
            return no(500032, "Image format is not supported")
        if not named["image"].get_filename().endswith((".png", ".jpg", ".jpeg", ".webp")):  # type: ignore[union-attr]
            return no(500032, "Image suffix is not supported")
        self.pictures.add(1_001 + len(self.pictures))
        return yes({"img_id": max(self.pictures), "img_url": "https://media.pixverse.ai/up.png"})

    @on("POST", "/openapi/v2/video/(text|img|transition|fusion)/generate", "submit")
    def create(self, request: Request, kind: str) -> Answer:
        asked = request.json
        model = asked.get("model")
        needed = NEEDED.get(kind, {"image_references", "aspect_ratio"})
        people = asked.get("image_references", [])
        pictures = [asked[name] for name in ("img_id", "first_frame_img", "last_frame_img") if name in asked]
        if not asked.get("prompt"):
            return no(400011, "Empty parameter")
        if model not in LENGTHS or asked.keys() - COMMON != needed:
            return no(400017, "Invalid parameter")
        rules = (
            asked.get("duration") in LENGTHS[model],
            asked.get("quality") in ("360p", "540p", "720p", "1080p"),
            asked.get("aspect_ratio", "16:9") in RATIOS,
            0 <= asked.get("seed", 0) < 2**31,
            "negative_prompt" not in asked or model == "v5",
            "generate_audio_switch" not in asked or model != "v5",
            len(people) <= MOST[model] and all(f"@{each['ref_name']}" in asked["prompt"] for each in people),
            all(each["type"] in ("subject", "background") for each in people),
        )
        if not all(rules):
            return no(400017, "Invalid parameter")
        if not {*pictures, *(each["img_id"] for each in people)} <= self.pictures:
            return no(500030, "Invalid image id")
        credit = CREDITS.get((model, asked["quality"], asked["duration"]), 10)
        job = self.books.place("", "video", asked["duration"], credit * 10_000)
        return yes({"video_id": int(job.id.removeprefix("job-")), "credit": credit})

    @on("GET", "/openapi/v2/video/result/([^/]+)", "poll")
    def result(self, _: Request, ident: str) -> Answer:
        job = self.job(f"job-{ident}")
        if job is None:
            return no(500008, "Requested data is not found")
        stage = self.stage(job)
        files = [self.url_of(job)] if job.life.files is None else job.life.files
        url = next(iter(files), "") if stage == "succeeded" else ""
        return yes({"id": int(ident), "status": STATES[stage], "url": url, "outputWidth": 1280, "seed": 7, "size": 0})


def says(code: int, message: str = "no", status: int = 200) -> Fault:
    return answers(status, no(code, message)[1])


def clip(prompt: str = "Rain runs over the cobbles", avoid: str = "text, logos") -> ClipRequest:
    return ClipRequest(prompt, avoid, "16/9", 5000)


FIVE = (("seconds", "5"), ("size", "1280x720"), ("seed", "7"))
SEVEN = {f"reference {number}": "png" for number in range(1, 8)}

VENDOR = Vendor(
    name="pixverse",
    emulator=PixVerseEmulator,
    keys={"PIXVERSE_API_KEY": KEY},
    asks={
        "words": Ask("v6-720p", clip(), how=FIVE),
        "an older model": Ask("v5-540p", clip(), how=FIVE),
        "first frame": Ask("v6-720p", clip("雨停了，小梅跑过街道"), {"start": "png"}, FIVE),
        "both frames": Ask("c1-1080p", clip(), {"start": "png", "end": "png"}, FIVE),
        "first frame of an older model": Ask("v5-720p", clip(), {"start": "png"}, FIVE),
        "references": Ask("v6-540p", clip(), SEVEN, FIVE),
    },
    bills={"words": Money(600_000, "USD"), "an older model": Money(450_000, "USD")},
    refusals={
        "bad key": (says(400012, "Invalid account"), "auth"),
        "not allowed": (says(500020, "This user doesn't have the permission"), "auth"),
        "empty": (says(400011, "Empty parameter"), "request"),
        "of the wrong kind": (says(400013, "Invalid type"), "request"),
        "wrong": (says(400017, "Invalid parameter"), "request"),
        "too long": (says(400018, "Prompt/Negative Prompt length cannot exceed the limit"), "request"),
        "picture": (says(500033, "Invalid image"), "request"),
        "at once": (says(500044, "Reached the limit for concurrent generations"), "rate"),
        "refused": (says(500054, "Content moderation failed"), "content"),
        "refused words": (says(500063, "Prompt contains sensitive words"), "content"),
        "no money": (says(500090, "Insufficient balance"), "credit"),
        "no credits": (says(500999, "All Credits have been used up"), "credit"),
        "something": (says(99999, "Unknown error"), "unknown"),
        "server": (says(99999, "Unknown error", 500), "unknown"),
    },
    ends={
        "failed": (Life(end="failed"), "failed"),
        "moderated": (Life(end="content"), "content"),
        "deleted": (Life(end="deleted"), "lost"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
)
