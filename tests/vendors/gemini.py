"""The Gemini API, from its Python package, its pages on Omni, and answers that users have recorded of it."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from emulators import books
from emulators.books import UNTOLD, Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import ClipRequest, EditRequest, StillRequest
from vendors import Ask, Vendor

KEY = "AIza-canary-gemini-5d20b1"
IMAGE_MODELS = {"gemini-3.1-flash-image", "gemini-3-pro-image"}
DRAWN = {
    "gemini-3.1-flash-image": {"1K": 1120, "2K": 1680, "4K": 2520},
    "gemini-3-pro-image": {"1K": 1120, "2K": 1120, "4K": 2000},
}
RATES = {"gemini-3.1-flash-image": ("0.5", 60), "gemini-3-pro-image": ("2", 120)}
"""Tokens of a picture; dollars for a million that are read, and that are drawn."""
READ = 12
A_SECOND = {
    ("gemini-omni-1.2-flash", "720p"): 70_000,
    ("gemini-omni-1.1-flash", "720p"): 101_360,
    ("gemini-omni-1.1-flash", "1080p"): 150_000,
}
"""Millionths of a dollar: 5,792 tokens at 17.50 dollars a million for 1.1; of other sizes nothing was found."""
VIDEO_MODELS = {"gemini-omni-1.1-flash", "gemini-omni-1.2-flash"}
RATIOS = {"1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"}
STRIPES = {"1:4", "4:1", "1:8", "8:1"}
CLIP = {"model", "input", "response_format", "generation_config", "background", "store", "stream"}
FORMAT = {"type", "delivery", "aspect_ratio", "resolution", "duration"}
TASKS = {"text_to_video": range(1), "image_to_video": range(1, 3), "reference_to_video": range(1, 8)}
STATES = {"running": "in_progress", "succeeded": "completed", "failed": "failed", "content": "failed"}
REFUSAL = "The generated video was blocked for safety reasons."


def no(status: int, name: str, message: str = "no", reason: str = "") -> Answer:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}] if reason else []
    return told({"error": {"code": status, "message": message, "status": name, "details": details}}, status)


def odd(message: str) -> Answer:
    """Refuse as interactions do: their codes are words."""
    return told({"error": {"message": message, "code": "invalid_request"}}, 400)


class GeminiEmulator(VendorEmulator):
    """`https://generativelanguage.googleapis.com`. Clips of 1.1 come as addresses, those of 1.2 inside."""

    own_files = True

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.models: dict[str, str] = {}
        self.uris: dict[str, str] = {}

    def refused(self, request: Request) -> Answer | None:
        known = request.headers.get("x-goog-api-key") == KEY
        return None if known else no(400, "INVALID_ARGUMENT", "API key not valid.", "API_KEY_INVALID")

    # Pictures.

    @on("POST", "/v1(?:beta)?/models/([^/]+):generateContent", "submit")
    def picture(self, request: Request, model: str) -> Answer:
        asked, config = request.json, request.json.get("generationConfig", {})
        if model not in IMAGE_MODELS:
            return no(404, "NOT_FOUND", f"models/{model} is not found")
        image = config.get("imageConfig", {})
        if {*config} - {"responseModalities", "imageConfig", "seed"} or "IMAGE" not in config["responseModalities"]:
            return no(400, "INVALID_ARGUMENT", "generation_config")
        known = RATIOS | STRIPES if model == "gemini-3.1-flash-image" else RATIOS
        if image.get("aspectRatio", "1:1") not in known or image.get("imageSize", "1K") not in ("1K", "2K", "4K"):
            return no(400, "INVALID_ARGUMENT", "image_config")
        parts = [part for content in asked["contents"] for part in content["parts"]]
        inside = [part["inlineData"] for part in parts if "inlineData" in part]
        if not any(part.get("text") for part in parts) or len(inside) > 14:
            return no(400, "INVALID_ARGUMENT", "contents")
        if not all(is_picture(data["data"], data["mimeType"]) for data in inside):
            return no(400, "INVALID_ARGUMENT", "Unable to process input image.")
        drawn = DRAWN[model][image.get("imageSize", "1K")]
        read, drew = RATES[model]
        cost = int(READ * Decimal(read)) + drawn * drew
        return self._picture(self.books.place("", "image", micros=cost), model, drawn)

    def _picture(self, job: Job, model: str, drawn: int) -> Answer:
        usage = {"promptTokenCount": READ, "candidatesTokenCount": drawn, "thoughtsTokenCount": 0}
        usage["candidatesTokensDetails"] = [{"modality": "IMAGE", "tokenCount": drawn}]
        head = {"modelVersion": model, "usageMetadata": usage}
        if job.life.end == "words":
            return told({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, **head})
        if job.life.end == "content" or job.life.files == ():
            reason = "IMAGE_SAFETY" if job.life.end == "content" else "NO_IMAGE"
            return told({"candidates": [{"finishReason": reason, "content": {}}], **head})
        data = {"mimeType": "image/png", "data": base64.b64encode(job.media).decode()}
        parts = [{"text": "Thinking.", "thought": True}, {"inlineData": data}]
        return told({"candidates": [{"content": {"parts": parts, "role": "model"}, "finishReason": "STOP"}], **head})

    # Clips.

    @on("POST", "/v1(?:beta)?/interactions", "submit")
    def interact(self, request: Request) -> Answer:
        asked = request.json
        fault = wrong(asked)
        if fault:
            return odd(fault)
        seconds = int(asked["response_format"].get("duration", "8s")[:-1])
        kind = asked["model"], asked["response_format"].get("resolution", "720p")
        job = self.books.place("", "video", seconds, A_SECOND.get(kind, UNTOLD) * seconds)
        self.models[job.id] = asked["model"]
        return told(self._state(job, "in_progress"))

    def _state(self, job: Job, status: str) -> dict[str, Any]:
        times = {"created": "2026-11-21T00:00:00Z", "updated": "2026-11-21T00:00:00Z"}
        return {"id": f"v1_{job.id}", "status": status, "model": self.models[job.id], "object": "interaction", **times}

    @on("GET", r"/v1(?:beta)?/interactions/v1_([^/]+)", "poll")
    def interaction(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return odd("Invalid interaction name")
        stage = self.stage(job)
        state = self._state(job, STATES.get(stage, "completed" if stage in ("words", "unmade") else stage))
        errors = {"failed": "Internal error", "content": REFUSAL}
        if stage in errors:
            state["errors"] = [{"code": "INTERNAL" if stage == "failed" else "SAFETY", "message": errors[stage]}]
        if state["status"] == "completed":
            state["steps"] = [
                {"type": "user_input", "content": []},
                {"type": "model_output", "content": self._made(job)},
            ]
        return told(state)

    def _made(self, job: Job) -> list[dict[str, str]]:
        if job.life.end == "words":
            return [{"type": "text", "text": "I can not make that clip."}]
        if job.life.files == ():
            return []
        if self.models[job.id] == "gemini-omni-1.2-flash" and job.life.end == "succeeded":
            return [{"type": "video", "mime_type": "video/mp4", "data": base64.b64encode(job.media).decode()}]
        address = self.books.address(job).partition("?")[0]
        name = address.removeprefix("/files/").replace("/", "-at-")
        self.uris[name] = address
        return [
            {"type": "video", "mime_type": "video/mp4", "uri": f"{self.url}/v1beta/files/{name}:download?alt=media"}
        ]

    @on("GET", r"/v1(?:beta)?/files/([^/:]+)", "other")
    def state_of(self, _: Request, name: str) -> Answer:
        made = self.books.jobs[name.partition("-at-")[0]].life.end != "unmade"
        return told({"name": f"files/{name}", "state": "ACTIVE" if made else "FAILED"})

    @on("GET", r"/v1(?:beta)?/files/([^/:]+):download", "file")
    def download(self, request: Request, name: str) -> Answer:
        return self.books.file(self.uris[name]) if request.asked("alt") == "media" else told({})

    def perform(self, call: str, request: Request) -> Answer:
        """Let files, too, go the way of all requests: they want the key here."""
        return super().perform("download" if call == "file" else call, request)

    @on("POST", r"/v1(?:beta)?/interactions/v1_([^/]+)/cancel", "cancel")
    def cancel(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return odd("Invalid interaction name")
        if not self.books.running(job):
            return odd("Only running interactions can be cancelled")
        self.books.call_off(job)
        return told(self._state(job, "cancelled"))


def wrong(asked: Mapping[str, Any]) -> str:
    """Return what is wrong with an order of a clip."""
    shape, task = (
        asked.get("response_format", {}),
        asked.get("generation_config", {}).get("video_config", {}).get("task"),
    )
    given = asked.get("input", [])
    images = [each for each in given if isinstance(each, dict) and each["type"] == "image"]
    faults = {
        "model": asked.get("model") not in VIDEO_MODELS,
        "fields": bool({*asked} - CLIP or {*shape} - FORMAT),
        "type": shape.get("type") != "video",
        "aspect_ratio": shape.get("aspect_ratio", "16:9") not in ("16:9", "9:16"),
        "resolution": shape.get("resolution", "720p") not in ("360p", "720p", "1080p", "4k"),
        "duration": not re.fullmatch(r"([3-9]|1[0-5])s", shape.get("duration", "8s")),
        "store": asked.get("background") is not True or asked.get("store") is False,
        "task": task is not None and len(images) not in TASKS.get(task, ()),
        "image": not all(is_picture(each["data"], each["mime_type"]) for each in images),
    }
    return ", ".join(name for name, is_wrong in faults.items() if is_wrong)


def is_picture(data: str, kind: str) -> bool:
    return kind == "image/png" and base64.b64decode(data, validate=True).startswith(b"\x89PNG")


def says(status: int, name: str, message: str = "no", reason: str = "") -> Fault:
    return answers(status, no(status, name, message, reason)[1])


def sdk(there: VendorEmulator, folder: Path) -> None:
    from google import genai
    from google.genai import types

    client = genai.Client(api_key=KEY, http_options=types.HttpOptions(base_url=there.url))
    config = types.GenerateContentConfig(
        response_modalities=["IMAGE"], image_config=types.ImageConfig(aspect_ratio="16:9", image_size="2K")
    )
    made = client.models.generate_content(model="gemini-3-pro-image", contents="a desk", config=config)
    pictures = [part.inline_data.data for part in made.candidates[0].content.parts if part.inline_data]
    assert pictures == [there.books.jobs["job-1"].media]
    there.books.entries.clear()  # that was one order
    interaction = client.interactions.create(
        model="gemini-omni-1.1-flash",
        input=[{"type": "text", "text": "rain"}],
        response_format={"type": "video", "delivery": "uri", "duration": "5s", "resolution": "720p"},
        generation_config={"video_config": {"task": "text_to_video"}},
        background=True,
        store=True,
    )
    there.clock.advance(1_000)
    done = client.interactions.get(interaction.id)
    assert done.status == "completed"
    name = done.output_video.uri.rpartition("/")[2].partition(":")[0]  # it reads none but https addresses itself
    assert client.files.download(file=f"files/{name}") == there.books.jobs["job-2"].media
    assert folder.is_dir()
    client.close()


def clip(prompt: str = "Rain runs over the cobbles, camera pushes in") -> ClipRequest:
    return ClipRequest(prompt, "", "16/9", 5000)


FIVE = (("seconds", "5"), ("size", "1280x720"))
FILM = (("size", "1920x1080"),)
FACES = {f"reference {number}": "png 128x128" for number in (1, 2)}

VENDOR = Vendor(
    name="gemini",
    emulator=GeminiEmulator,
    keys={"GEMINI_API_KEY": KEY},
    asks={
        "words": Ask("omni-1-1-720p", clip("雨停了，小梅跑过街道"), how=FIVE),
        "first frame": Ask("omni-1-1-1080p", clip(), {"start": "png"}, FIVE),
        "both frames": Ask("omni-1-2-720p", clip(), {"start": "png", "end": "png"}, FIVE),
        "who is in it": Ask("omni-1-2-360p", clip(), FACES, FIVE),
        "a picture": Ask("pro-image-2k", StillRequest("a desk", "", "21/9"), how=FILM),
        "a picture of whom": Ask("flash-image-1k", StillRequest("Li Hua waits", "", "16/9"), FACES, FILM),
        "in another style": Ask("flash-image-2k", EditRequest("restyle", "ink", "", "16/9"), {"picture": "png"}, FILM),
    },
    refusals={
        "no money": (says(402, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."), "credit"),
        "no money, as it was": (says(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."), "credit"),
        "too many": (says(429, "RESOURCE_EXHAUSTED", "Quota exceeded"), "rate"),
        "bad key": (says(400, "INVALID_ARGUMENT", "API key not valid.", "API_KEY_INVALID"), "auth"),
        "forbidden": (says(403, "PERMISSION_DENIED"), "auth"),
        "not there": (says(400, "FAILED_PRECONDITION", "User location is not supported"), "auth"),
        "a field": (answers(400, odd("duration")[1]), "request"),
        "no such model": (says(404, "NOT_FOUND"), "request"),
        "words refused": (answers(400, odd("The prompt was blocked due to our policies.")[1]), "content"),
        "picture refused": (says(400, "INVALID_ARGUMENT", "violates the Prohibited Use Policy"), "content"),
        "at its front": (answers(429, b'[{"error": {"code": 429, "message": "slow down"}}]'), "rate"),
        "busy": (says(503, "UNAVAILABLE"), "busy"),
        "late": (says(504, "DEADLINE_EXCEEDED"), "unknown"),
        "server": (says(500, "INTERNAL"), "unknown"),
    },
    ends={
        "failed": (Life(end="failed"), "failed"),
        "moderated": (Life(end="content"), "content"),
        "refused in words": (Life(end="words"), "content"),
        "no file": (Life(end="unmade"), "failed"),
        "not finished": (Life(end="incomplete"), "failed"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "content"),
    },
    sdk=sdk,
)
