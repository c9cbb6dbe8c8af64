"""Runway, from its Python package and its pages: tasks in capital letters, what they cost, uploads to another place."""

from __future__ import annotations

import base64
import io
import math
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from emulators import books
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import PROOFS, VendorEmulator, on, told
from PIL import Image

from filmc.frontend.value import Money
from filmc.lower.request import ClipRequest, EnhanceRequest, EnlargeRequest, StillRequest
from vendors import Ask, Vendor

KEY = "key_canary_runway_3e55"
OWN = {"1280:720", "720:1280", "1104:832", "960:960", "832:1104", "1584:672"}
HD = {"1920:1080", "1080:1920", "1440:1440"}
VEO = {"1280:720", "720:1280", "1080:1920", "1920:1080"}
SMALL = {"1280:720", "720:1280", "720:720", "960:720", "720:960", "1680:720"}
SEEDANCE = {"1470:630", "1280:720", "1112:834", "960:960", "834:1112", "720:1280"}
PIXELS = {"720p", "1k", "2k", "4k"}
MODELS: dict[str, dict[str, tuple[set[str], Any, set[str]]]] = {
    "text_to_video": {
        "gen4.5": ({"1280:720", "720:1280"}, range(2, 11), {"seed"}),
        "veo3.1": (VEO, (4, 6, 8), {"seed", "audio", "negativePrompt"}),
        "veo3.1_fast": (VEO, (4, 6, 8), {"seed", "audio", "negativePrompt"}),
        "kling2.5_turbo_pro": ({*HD, "1280:720", "720:720", "720:1280"}, (5, 10), {"cfgScale"}),
        "kling3.0_pro": (HD, range(3, 16), {"audio"}),
        "seedance2": (SEEDANCE, range(4, 16), {"seed", "audio"}),
    },
    "image_to_video": {
        "gen4.5": (OWN, range(2, 11), {"seed"}),
        "gen4_turbo": (OWN, range(2, 11), {"seed"}),
        "veo3.1": (VEO, (4, 6, 8), {"seed", "audio", "negativePrompt"}),
        "veo3.1_fast": (VEO, (4, 6, 8), {"seed", "audio", "negativePrompt"}),
        "kling2.5_turbo_pro": (set(), (5, 10), {"cfgScale"}),
        "kling3.0_pro": (HD, range(3, 16), {"audio"}),
        "seedance2": (SEEDANCE, range(4, 16), {"seed", "audio"}),
    },
}
LAST = {"veo3.1", "veo3.1_fast", "kling2.5_turbo_pro", "kling3.0_pro", "seedance2"}
STATES = {"content": "FAILED", "failed": "FAILED", "succeeded": "SUCCEEDED", "cancelled": "CANCELLED"}
CREDITS = {
    "gen4.5": 12,
    "gen4_turbo": 5,
    "veo3.1": 20,
    "veo3.1_fast": 10,
    "kling2.5_turbo_pro": 12,
    "kling3.0_pro": 12,
    "gen4_image": 5,
    "gen4_image_turbo": 2,
}
"""Credits a second, or a picture; others cost 10 a second here."""
LOUD = {"veo3.1": 40, "veo3.1_fast": 15, "kling3.0_pro": 17}
LARGE = {"1920:1080", "1080:1920", "1080:1080", "1440:1080", "1080:1440", "2112:912"}
CODES = {"content": "SAFETY.INPUT.TEXT", "failed": "INTERNAL.BAD_OUTPUT.CODE01"}


def no(status: int, message: str, **more: Any) -> Answer:
    return told({"error": message, "docUrl": "https://docs.dev.runwayml.com/api", **more}, status)


class RunwayEmulator(VendorEmulator):
    """`https://api.dev.runwayml.com`."""

    def __init__(self, *given: Any, **terms: Any) -> None:
        super().__init__(*given, **terms)
        self.uploads: dict[str, bytes] = {}

    def refused(self, request: Request) -> Answer | None:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return no(401, "The API key you provided is invalid or has been disabled.")
        right = request.headers.get("x-runway-version") == "2024-11-06"
        return None if right else no(400, "The X-Runway-Version header is missing or wrong.")

    def perform(self, call: str, request: Request) -> Answer:
        return self.bucket(request) if request.path == "/bucket" else super().perform(call, request)

    def call_of(self, method: str, target: str) -> str:
        return "other" if target == "/bucket" else super().call_of(method, target)

    @on("POST", "/v1/uploads", "upload")
    def place(self, request: Request) -> Answer:
        if request.json.get("type") != "ephemeral" or "." not in request.json.get("filename", ""):
            return no(400, "Validation of body failed")
        address = f"http://{self.cdn}:{self.port}/bucket"
        number = len(self.uploads) + 1
        return told({"uploadUrl": address, "fields": {"key": f"up-{number}"}, "runwayUri": f"runway://up-{number}"})

    def bucket(self, request: Request) -> Answer:
        """Take a file, where no proof of who asks may ever arrive."""
        self.leaks += [f"/bucket: {name}" for name in PROOFS if name in request.headers]
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        parts = BytesParser().parsebytes(head + request.body).get_payload()
        named = {each.get_param("name", header="content-disposition"): each for each in parts}  # type: ignore[union-attr]
        if set(named) != {"key", "file"} or not named["file"].get_payload(decode=True):  # type: ignore[union-attr]
            return 403, b"<Error><Code>AccessDenied</Code></Error>"
        place = "runway://" + named["key"].get_payload(decode=True).decode()  # type: ignore[union-attr]
        self.uploads[place] = named["file"].get_payload(decode=True)  # type: ignore[union-attr, assignment]
        return 204, b""

    def _is_address(self, address: str, kind: str) -> bool:
        if address.startswith("data:"):
            head, _, data = address.partition(";base64,")
            return head.startswith(f"data:{kind}/") and len(address) <= 5_000_000 and bool(base64.b64decode(data))
        return address in self.uploads or address.startswith("https://")

    @on("POST", "/v1/(text_to_video|image_to_video)", "submit")
    def clip(self, request: Request, kind: str) -> Answer:
        asked = request.json
        if asked.get("model") not in MODELS[kind]:
            return no(400, "Validation of body failed", issues=[{"path": ["model"]}])
        ratios, lengths, more = MODELS[kind][asked["model"]]
        images = asked.get("promptImage", [])
        images = [{"uri": images, "position": "first"}] if isinstance(images, str) else images
        positions = [each.get("position") for each in images]
        referred = asked["model"] == "seedance2" and set(positions) == {None}
        rules = {
            "promptText": 0 < len(asked.get("promptText", "").encode("utf-16-le")) // 2 <= 3500,
            "promptImage": bool(images) == (kind == "image_to_video"),
            "position": positions in ([], ["first"])
            or (asked["model"] in LAST and positions == ["first", "last"])
            or (referred and len(positions) <= 9),
            "uri": all(self._is_address(each["uri"], "image") for each in images),
            "ratio": asked["ratio"] in ratios if "ratio" in asked else not ratios,
            "duration": asked.get("duration") in lengths,
            "field": asked.keys() <= {"model", "promptText", "promptImage", "ratio", "duration", *more},
        }
        rate = (LOUD if asked.get("audio") else CREDITS).get(asked["model"], 10)
        return self._begun(rules, "video", asked.get("duration", 5), rate * asked.get("duration", 5))

    @on("POST", "/v1/text_to_image", "submit")
    def picture(self, request: Request) -> Answer:
        asked = request.json
        people = asked.get("referenceImages", [])
        rules = {
            "model": asked.get("model") in ("gen4_image", "gen4_image_turbo"),
            "ratio": asked.get("ratio") in {*SMALL, *LARGE},
            "referenceImages": (1 if asked.get("model") == "gen4_image_turbo" else 0) <= len(people) <= 3,
            "uri": all(self._is_address(each["uri"], "image") for each in people),
            "field": asked.keys() <= {"model", "promptText", "ratio", "referenceImages", "seed"},
        }
        large = asked.get("model") == "gen4_image" and asked.get("ratio") in LARGE
        return self._begun(rules, "image", 0, 8 if large else CREDITS.get(asked.get("model"), 10))

    @on("POST", "/v1/video_upscale", "submit")
    def larger(self, request: Request) -> Answer:
        asked = request.json
        rules = {
            "model": asked.get("model") == "magnific_video_upscaler_creative",
            "videoUri": self._is_address(asked.get("videoUri", ""), "video"),
            "creativity": asked.get("creativity", 0) in range(101),
            "resolution": asked.get("resolution", "2k") in PIXELS,
        }
        return self._begun(rules, "video", 5, 50)

    @on("POST", "/v1/image_upscale", "submit")
    def enlarged(self, request: Request) -> Answer:
        asked = request.json
        address, factor = asked.get("imageUri", ""), asked.get("scaleFactor", 2)
        sides = self._size(address) if self._is_address(address, "image") else (0, 0)
        rules = {
            "model": asked.get("model") == "magnific_precision_upscaler_v2",
            "imageUri": all(300 <= side <= 8000 for side in sides),
            "scaleFactor": factor in (2, 4, 8, 16) and math.prod(sides) * factor**2 <= 25_300_000,
            "flavor": asked.get("flavor", "photo") in ("sublime", "photo", "photo_denoiser"),
            "field": asked.keys()
            <= {"model", "imageUri", "scaleFactor", "flavor", "sharpen", "smartGrain", "ultraDetail"},
        }
        return self._begun(rules, "image", 0, 10)

    def _size(self, address: str) -> tuple[int, int]:
        data = base64.b64decode(address.partition(",")[2]) if address.startswith("data:") else self.uploads[address]
        with Image.open(io.BytesIO(data)) as image:
            return image.size

    def _begun(self, rules: dict[str, bool], family: str, seconds: float, cost: int) -> Answer:
        wrong = [name for name, right in rules.items() if not right]
        if wrong:
            return no(400, "Validation of body failed", issues=[{"path": [name]} for name in wrong])
        job = self.books.place("", family, seconds, cost * 10_000)
        return told({"id": job.id, "estimatedCost": {"credits": cost}})

    @on("GET", "/v1/tasks/([^/]+)", "poll")
    def task(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no(404, "Task not found")
        stage = self.stage(job)
        said: dict[str, Any] = {"id": ident, "createdAt": "2026-11-21T00:00:00Z"}
        if stage == "running":
            state = "THROTTLED" if self.clock.now - job.since < job.life.lasts / 2 else "RUNNING"
            running = {"progress": 0.5} if state == "RUNNING" else {}
            return told({**said, "status": state, "estimatedCost": {"credits": job.micros // 10_000}, **running})
        said |= {"status": STATES[stage], "cost": {"credits": self.books.billed(ident) // 10_000}}
        if stage == "succeeded":
            said["output"] = [self.url_of(job)] if job.life.files is None else list(job.life.files)
        if stage in CODES:
            said |= {"failure": "An unexpected error occurred.", "failureCode": CODES[stage]}
        return told(said)

    @on("DELETE", "/v1/tasks/([^/]+)", "cancel")
    def delete(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no(404, "Task not found")
        if self.books.running(job):
            self.books.call_off(job)
        else:
            self._forget(job)
        return 204, b""

    def _forget(self, job: Job) -> None:
        job.life = books.LOST


def says(status: int, message: str) -> Fault:
    return answers(status, no(status, message)[1])


def sdk(there: VendorEmulator, folder: Path) -> None:
    import httpx
    from emulators import media
    from runwayml import RunwayML

    client = RunwayML(api_key=KEY, base_url=there.url, max_retries=0)
    sent = client.uploads.create_ephemeral(file=("frame.png", media.png()))
    begun = client.image_to_video.create(
        model="gen4_turbo", prompt_image=sent.uri, prompt_text="Rain", ratio="1280:720", duration=5
    )
    assert client.tasks.retrieve(begun.id).status == "THROTTLED"
    there.clock.advance(1_000)
    done = client.tasks.retrieve(begun.id)
    assert done.status == "SUCCEEDED"
    assert done.cost.credits == 25
    (folder / "film.mp4").write_bytes(httpx.get(done.output[0]).content)
    assert (folder / "film.mp4").read_bytes() == there.made(there.books.jobs[begun.id])[0]
    client.tasks.delete(begun.id)
    assert there.job(begun.id) is None
    there.books.entries.clear()  # that was one order
    Image.new("RGB", (640, 360)).save(folder / "still.png")
    sent = client.uploads.create_ephemeral(file=("still.png", (folder / "still.png").read_bytes()))
    larger = client.image_upscale.create(
        image_uri=sent.uri, model="magnific_precision_upscaler_v2", scale_factor=4, flavor="sublime"
    )
    there.clock.advance(1_000)
    done = client.tasks.retrieve(larger.id)
    assert httpx.get(done.output[0]).content == there.made(there.books.jobs[larger.id])[0]
    client.close()


def clip(prompt: str = "Rain runs over the cobbles", avoid: str = "text, logos") -> ClipRequest:
    return ClipRequest(prompt, avoid, "16/9", 5000)


FIVE = (("seconds", "5"), ("size", "1280x720"), ("seed", "7"))
SIX = (("seconds", "6"), ("size", "1920x1080"), ("seed", "7"))
WIDE = (("size", "1920x804"), ("seed", "7"))

VENDOR = Vendor(
    name="runway",
    emulator=RunwayEmulator,
    keys={"RUNWAYML_API_SECRET": KEY},
    asks={
        "words": Ask("gen4-5", clip(), how=FIVE),
        "first frame": Ask("gen4-turbo", clip("雨停了，小梅跑过街道"), {"start": "png"}, FIVE),
        "both frames": Ask("veo3-1-sound", clip(), {"start": "png", "end": "png"}, SIX),
        "in its own shape": Ask("kling2-5-turbo-pro", clip(), {"start": "png", "end": "png"}, FIVE),
        "a hosted model": Ask("kling3-0-pro", clip(), how=SIX),
        "references": Ask("seedance2-720p", clip(), {"reference 1": "png", "reference 2": "png"}, FIVE),
        "a picture": Ask("gen4-image-1080p", StillRequest("a desk", "", "1920/804"), how=WIDE),
        "a picture with people": Ask("gen4-image-turbo", StillRequest("they meet", "", "16/9"), {"reference 1": "png"}),
        "larger": Ask("magnific-upscaler", EnhanceRequest("16/9"), {"clip": "mp4 1"}, (("size", "3840x2160"),)),
        "a larger picture": Ask(
            "magnific-still", EnlargeRequest("16/9"), {"picture": "png 640x360"}, (("size", "1920x1080"),)
        ),
    },
    bills={
        "words": Money(600_000, "USD"),
        "both frames": Money(2_400_000, "USD"),
        "a picture": Money(80_000, "USD"),
    },
    refusals={
        "bad key": (says(401, "The API key you provided is invalid or has been disabled."), "auth"),
        "no credits": (says(400, "You do not have enough credits to run this task."), "credit"),
        "a field": (says(400, "Validation of body failed"), "request"),
        "no such path": (says(404, "Not found"), "request"),
        "too many today": (says(429, "You have reached your daily limit for this model."), "rate"),
        "busy": (says(503, "Service unavailable"), "busy"),
        "server": (says(500, "Internal error"), "unknown"),
        "behind": (says(502, "Bad gateway"), "unknown"),
    },
    ends={
        "failed": (Life(end="failed", refund=True), "failed"),
        "moderated": (Life(end="content"), "content"),
        "cancelled there": (books.CANCELLED_THERE, "cancelled"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    sdk=sdk,
)
