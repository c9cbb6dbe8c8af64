"""sync.so, from its package and its guides: generations, files with the order or before it, keys that are charged once."""

from __future__ import annotations

import json
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from emulators import books, media
from emulators.books import UNTOLD, Answer, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import FaceLipSyncRequest, LipSyncRequest, Region
from vendors import Ask, Vendor

KEY = "sk-sync-canary-0c4d"
MODELS = {"lipsync-2", "lipsync-2-pro", "lipsync-1.9.0-beta", "react-1", "sync-3"}
A_SECOND = {
    "lipsync-2": 50_000,
    "lipsync-2-pro": 83_000,
    "lipsync-1.9.0-beta": 25_000,
    "react-1": UNTOLD,
    "sync-3": 133_000,
}
"""Millionths of a dollar for 25 frames that come; what is cut off is not made."""
FACES = ((0.1, 0.15, 0.45, 0.7), (0.55, 0.15, 0.9, 0.7))
"""Where faces are in every clip here, in parts of the picture: left, top, right, bottom."""
STATES = {"running": "PROCESSING", "succeeded": "COMPLETED", "failed": "FAILED", "content": "REJECTED"}


def no(status: int, message: str | list[str] = "no", code: str = "", **more: str) -> Answer:
    said = {"message": message, "statusCode": status, **({"errorCode": code} if code else {}), **more}
    return told(said, status)


def starts(data: bytes, kind: str) -> bool:
    return data[4:8] == b"ftyp" if kind == "video" else data[:4] == b"RIFF" or data[:3] == b"ID3"


def on_a_face(x: object, y: object) -> bool:
    """Tell whether a point, in pixels of a clip (they have 32 by 32 here), is on a face."""
    if type(x) is not int or type(y) is not int:
        return False
    return any(32 * left <= x < 32 * right and 32 * top <= y < 32 * bottom for left, top, right, bottom in FACES)


class SyncEmulator(VendorEmulator):
    """`https://api.sync.so`."""

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.books.idempotency = "expire"
        self.places: dict[str, str] = {}

    def refused(self, request: Request) -> Answer | None:
        return None if request.headers.get("x-api-key") == KEY else no(401, "Unauthorized")

    @on("POST", "/v2/generate", "submit")
    def create(self, request: Request) -> Answer:
        given = self._form(request) if request.headers["content-type"].startswith("multipart/") else request.json
        if given.get("model") not in MODELS:
            return no(400, ["model must be one of …"], "generation_unsupported_model")
        inputs = {each.get("type"): each.get("url") for each in given.get("input", [])}
        if set(inputs) != {"video", "audio"}:
            return no(400, "input", "generation_video_missing")
        for kind, url in inputs.items():
            if not starts(self.hosted.get(url, b""), kind):
                return no(400, f"{kind} can not be read", "generation_input_validation_failed")
        fault = self._wrong(given.get("options") or {})
        if fault:
            return fault
        seconds = min(media.seconds_of(self.hosted[url]) for url in inputs.values())
        return self._placed(round(A_SECOND[given["model"]] * seconds))

    def _form(self, request: Request) -> dict[str, Any]:
        message = BytesParser().parsebytes(
            f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode() + request.body
        )
        fields = {part.get_param("name", header="content-disposition"): part for part in message.get_payload()}
        data = {name: part.get_payload(decode=True) for name, part in fields.items()}
        for kind in {"video", "audio"} & data.keys():
            self.hosted[f"form:{kind}"] = data[kind]
        found = [{"type": kind, "url": f"form:{kind}"} for kind in ("video", "audio") if kind in data]
        return {"model": data["model"].decode(), "options": json.loads(data.get("options", b"{}")), "input": found}

    def _wrong(self, options: dict[str, Any]) -> Answer | None:
        if options.get("sync_mode", "loop") not in ("bounce", "loop", "cut_off", "silence", "remap"):
            return no(400, ["options.sync_mode"])
        face = options.get("active_speaker_detection") or {}
        by_place = {"frame_number", "coordinates"} <= face.keys()
        if face and by_place == bool(face.get("auto_detect")):
            return no(400, ["options.active_speaker_detection"])
        if by_place and not on_a_face(*face["coordinates"]):
            return no(400, "no face is there", "generation_input_face_selection_invalid")
        return None

    def _placed(self, cost: int) -> Answer:
        job = self.books.place("", "video", 5.0, cost)
        return told(
            {"id": job.id, "status": "PENDING", "createdAt": "2026-11-21T00:00:00Z", "model": "m", "input": []}, 201
        )

    @on("POST", "/v2/assets/upload", "other")
    def place(self, request: Request) -> Answer:
        asked = request.json
        if (
            not asked.get("fileName")
            or asked.get("contentType") not in ("video/mp4", "audio/wav")
            or not asked.get("size")
        ):
            return no(400, ["fileName, contentType, size"])
        number = len(self.places) + 1
        self.places[f"{self.url}/hosted/{number}"] = asked["fileName"]
        address = f"http://{self.cdn}:{self.port}/hosted/{number}?X-Amz-Signature=s3cr3t"
        return told({"uploadUrl": address, "url": f"{self.url}/hosted/{number}", "expiresIn": 604800}, 201)

    @on("GET", r"/v2/generate/([^/]+)", "poll")
    def generation(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no(404, "Generation not found")
        stage = self.stage(job)
        state = {"id": ident, "status": STATES[stage], "createdAt": "2026-11-21T00:00:00Z", "model": "m", "input": []}
        if stage == "succeeded":
            files = (self.url_of(job),) if job.life.files is None else job.life.files
            return told({**state, "outputUrl": files[0] if files else None, "outputDuration": 5.0})
        if stage == "running":
            return told(state)
        return told({**state, "error": "the pipeline failed", "errorCode": "generation_pipeline_failed"})


def sdk(there: VendorEmulator, folder: Path) -> None:
    import httpx
    from emulators import media
    from sync import Sync
    from sync.common import ActiveSpeaker, Audio, GenerationOptions, Video

    with httpx.Client(timeout=10) as line:
        client = Sync(base_url=there.url, api_key=KEY, httpx_client=line)
        there.hosted |= {"https://a/clip.mp4": media.mp4(seconds=2.0), "https://a/voice.wav": media.wav(2.0)}
        made = client.generations.create(
            model="lipsync-2",
            input=[Video(url="https://a/clip.mp4"), Audio(url="https://a/voice.wav")],
            options=GenerationOptions(
                sync_mode="cut_off", active_speaker_detection=ActiveSpeaker(frame_number=0, coordinates=[24, 12])
            ),
        )
        assert client.generations.get(made.id).status == "PROCESSING"
        there.clock.advance(1_000)
        address = client.generations.get(made.id).output_url
        assert address
        assert line.get(address).content == there.made(there.books.jobs[made.id])[0]
    assert folder.is_dir()


def says(status: int, code: str = "", **more: str) -> Fault:
    return answers(status, no(status, "no", code, **more)[1])


def mouth(side: str) -> LipSyncRequest:
    return LipSyncRequest(side, (500,), 5000)


def face(side: str, region: Region) -> FaceLipSyncRequest:
    return FaceLipSyncRequest(side, (500,), 5000, region)


FILES = {"clip": "mp4 5", "track": "wav 5"}

VENDOR = Vendor(
    name="sync",
    emulator=SyncEmulator,
    keys={"SYNC_API_KEY": KEY},
    asks={
        "the only face": Ask("lipsync-2", mouth("centre"), FILES),
        "who speaks": Ask("sync-3", mouth("left"), FILES),
        "the face on the left": Ask("lipsync-2", face("left", (0.05, 0.1, 0.4, 0.6)), FILES),
        "the face on the right": Ask("sync-3", face("right", (0.55, 0.1, 0.4, 0.6)), FILES),
        "a face that is shown alone": Ask("lipsync-1-9", face("right", (0.55, 0.1, 0.4, 0.6)), FILES),
        "a face by its place": Ask("lipsync-2-pro", mouth("right"), FILES, (("point", "0.75 0.4"), ("frame", "12"))),
    },
    refusals={
        "bad key": (says(401), "auth"),
        "no money": (says(402), "credit"),
        "field": (says(400), "request"),
        "no such model": (says(400, "generation_unsupported_model"), "request"),
        "too large": (says(413), "request"),
        "no face there": (says(400, "generation_input_face_selection_invalid"), "request"),
        "too many": (says(429), "rate"),
        "bad reference": (says(400, "INVALID_IDEMPOTENCY_KEY"), "request"),
        "known already": (says(409, "IDEMPOTENCY_OUTCOME_UNKNOWN", generationId="job-1"), "duplicate"),
        "server": (says(500), "unknown"),
        "overloaded": (says(503), "busy"),
    },
    ends={
        "failed": (Life(end="failed", refund=True), "failed"),
        "rejected": (Life(end="content"), "content"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    sdk=sdk,
)
