"""Vertex AI's Veo, from Google's Python package and its page on the interface."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from emulators import books
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import ClipRequest
from vendors import Ask, Vendor

KEY = "ya29.canary-vertex-91c0e7"
PROJECT = "films-of-ours"
HOME = f"projects/{PROJECT}/locations/us-central1/publishers/google/models/"
A_SECOND = {
    "veo-3.1-lite-generate-001": {"720p": (50_000, 30_000), "1080p": (80_000, 50_000)},
    "veo-3.1-fast-generate-001": {"720p": (100_000, 80_000), "1080p": (120_000, 100_000)},
    "veo-3.1-generate-001": {"720p": (400_000, 200_000), "1080p": (400_000, 200_000)},
}
"""Millionths of a dollar, with sound and without."""
PARAMETERS = {
    "aspectRatio",
    "durationSeconds",
    "resolution",
    "sampleCount",
    "generateAudio",
    "negativePrompt",
    "seed",
}
RULES = "The prompt could not be submitted: it contains words that violate Vertex AI's usage guidelines."
FILTERED = "We encountered an issue with the audio. Support codes: 11111111. You will not be charged."


def no(status: int, name: str, message: str = "no", reason: str = "") -> Answer:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}] if reason else []
    return told({"error": {"code": status, "message": message, "status": name, "details": details}}, status)


class VertexEmulator(VendorEmulator):
    """`https://us-central1-aiplatform.googleapis.com`."""

    own_files = True

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.models: dict[str, str] = {}

    def refused(self, request: Request) -> Answer | None:
        known = request.headers.get("authorization") == f"Bearer {KEY}"
        return None if known else no(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")

    @on("POST", "/v1(?:beta1)?/(projects/.+/models/[^/:]+):predictLongRunning", "submit")
    def predict(self, request: Request, model: str) -> Answer:
        name = model.removeprefix(HOME)
        if name not in A_SECOND:
            return no(404, "NOT_FOUND", f"Publisher Model `{model}` was not found")
        instance, asked = request.json["instances"][0], request.json.get("parameters", {})
        pictures = [instance[name] for name in ("image", "lastFrame") if name in instance]
        shown = instance.get("referenceImages", [])
        faults = {
            "instance": {*instance} - {"prompt", "image", "lastFrame", "referenceImages"} or not instance.get("prompt"),
            "referenceImages": shown and (len(shown) > 3 or bool(pictures) or "lite" in name),
            "referenceType": not all(str(each.get("referenceType")).lower() == "asset" for each in shown),
            "references": shown and asked.get("durationSeconds", 8) != 8,
            "lastFrame": "lastFrame" in instance and "image" not in instance,
            "parameters": {*asked} - PARAMETERS,
            "durationSeconds": asked.get("durationSeconds", 8) not in (4, 6, 8),
            "aspectRatio": asked.get("aspectRatio", "16:9") not in ("16:9", "9:16"),
            "resolution": asked.get("resolution", "720p") not in ("720p", "1080p"),
            "generateAudio": not isinstance(asked.get("generateAudio", True), bool),
            "image": not all(is_picture(**picture) for picture in (*pictures, *(each["image"] for each in shown))),
        }
        wrong = [name for name, is_wrong in faults.items() if is_wrong]
        if wrong:
            return no(400, "INVALID_ARGUMENT", f"{wrong[0]} is invalid")
        seconds = asked.get("durationSeconds", 8)
        loud, silent = A_SECOND[name][asked.get("resolution", "720p")]
        a_second = loud if asked.get("generateAudio", True) else silent
        job = self.books.place("", "video", float(seconds), a_second * seconds)
        self.models[job.id] = model
        return told({"name": f"{model}/operations/{job.id}"})

    @on("POST", "/v1(?:beta1)?/(projects/.+/models/[^/:]+):fetchPredictOperation", "poll")
    def operation(self, request: Request, model: str) -> Answer:
        name = str(request.json.get("operationName"))
        found = re.fullmatch(f"{re.escape(model)}/operations/([^/]+)", name)
        job = self.job(found[1]) if found and self.models.get(found[1]) == model else None
        if job is None:
            return no(404, "NOT_FOUND", "The operation was not found")
        if self.books.running(job):
            return told({"name": name})
        return told({"name": name, "done": True, **self._made(job)})

    def _made(self, job: Job) -> dict[str, Any]:
        kind = "type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse"
        match job.life.end:
            case "failed":
                return {"error": {"code": 13, "message": "Internal error encountered"}}
            case "content":
                return {"error": {"code": 3, "message": RULES}}
            case "filtered":
                why = {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": [FILTERED]}
                return {"response": {"@type": kind, **why}}
            case _:
                data = base64.b64encode(job.media).decode()
                videos = [{"bytesBase64Encoded": data, "mimeType": "video/mp4"}] if job.life.files != () else []
                return {"response": {"@type": kind, "raiMediaFilteredCount": 0, "videos": videos}}


def is_picture(bytesBase64Encoded: str = "", mimeType: str = "") -> bool:  # noqa: N803 - the vendor's names
    return mimeType == "image/png" and base64.b64decode(bytesBase64Encoded, validate=True).startswith(b"\x89PNG")


def says(status: int, name: str, message: str = "no", reason: str = "") -> Fault:
    return answers(status, no(status, name, message, reason)[1])


def sdk(there: VendorEmulator, folder: Path) -> None:
    from google import genai
    from google.genai import types
    from google.oauth2.credentials import Credentials

    client = genai.Client(
        vertexai=True,
        project=PROJECT,
        location="us-central1",
        credentials=Credentials(token=KEY),  # type: ignore[no-untyped-call]
        http_options=types.HttpOptions(base_url=there.url, api_version="v1"),
    )
    (folder / "first.png").write_bytes(b"\x89PNG\r\n\x1a\n of a kind")
    frame = types.Image.from_file(location=str(folder / "first.png"), mime_type="image/png")
    wishes = types.GenerateVideosConfig(
        aspect_ratio="16:9",
        duration_seconds=6,
        resolution="720p",
        generate_audio=True,
        negative_prompt="text",
        seed=7,
        last_frame=frame,
    )
    source = types.GenerateVideosSource(prompt="rain", image=frame)
    asked = client.models.generate_videos(model="veo-3.1-lite-generate-001", source=source, config=wishes)
    assert not client.operations.get(asked).done
    there.clock.advance(1_000)
    done = client.operations.get(asked)
    assert done.done
    assert done.response.generated_videos[0].video.video_bytes == there.books.jobs["job-1"].media
    there.books.entries.clear()  # that was one order
    of_whom = [
        types.VideoGenerationReferenceImage(image=frame, reference_type=types.VideoGenerationReferenceType.ASSET)
    ]
    wishes = types.GenerateVideosConfig(duration_seconds=8, resolution="720p", reference_images=of_whom)
    source = types.GenerateVideosSource(prompt="rain")
    asked = client.models.generate_videos(model="veo-3.1-fast-generate-001", source=source, config=wishes)
    there.clock.advance(1_000)
    done = client.operations.get(asked)
    assert done.response.generated_videos[0].video.video_bytes == there.books.jobs["job-2"].media
    client.close()


def clip(prompt: str = "Rain runs over the cobbles", avoid: str = "") -> ClipRequest:
    return ClipRequest(prompt, avoid, "16/9", 5500)


SIX = (("seconds", "6"), ("size", "1280x720"))

VENDOR = Vendor(
    name="vertex",
    emulator=VertexEmulator,
    keys={"GOOGLE_OAUTH_ACCESS_TOKEN": KEY},
    options={"project": PROJECT},
    asks={
        "words": Ask("veo-3-1-lite-720p", clip("雨停了，小梅跑过街道", "writing"), how=(*SIX, ("seed", "7"))),
        "first frame": Ask("veo-3-1-lite-720p-silent", clip(), {"start": "png"}, SIX),
        "who is in it": Ask(
            "veo-3-1-fast-720p", clip(), {f"reference {n}": "png 128x128" for n in (1, 2, 3)}, (("seconds", "8"),)
        ),
        "both frames": Ask("veo-3-1-lite-1080p", clip(), {"start": "png", "end": "png"}, (("seconds", "8"),)),
    },
    refusals={
        "too many": (says(429, "RESOURCE_EXHAUSTED", "Quota exceeded"), "rate"),
        "old token": (says(401, "UNAUTHENTICATED"), "auth"),
        "forbidden": (says(403, "PERMISSION_DENIED"), "auth"),
        "no money": (says(403, "PERMISSION_DENIED", "billing is off", "BILLING_DISABLED"), "credit"),
        "a field": (says(400, "INVALID_ARGUMENT", "durationSeconds is invalid"), "request"),
        "no such model": (says(404, "NOT_FOUND"), "request"),
        "words refused": (says(400, "INVALID_ARGUMENT", RULES), "content"),
        "at its front": (answers(429, b'[{"error": {"code": 429, "message": "slow down"}}]'), "rate"),
        "busy": (says(503, "UNAVAILABLE"), "busy"),
        "late": (says(504, "DEADLINE_EXCEEDED"), "unknown"),
        "server": (says(500, "INTERNAL"), "unknown"),
    },
    ends={
        "failed": (Life(end="failed"), "failed"),
        "moderated": (Life(end="content"), "content"),
        "filtered": (Life(end="filtered"), "content"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    sdk=sdk,
)
