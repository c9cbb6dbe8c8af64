"""Replicate, from its package and its pages: predictions, problems as RFC 7807 has them, outputs that are addresses."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from emulators import books
from emulators.books import UNTOLD, Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import ClipRequest, EditRequest, LipSyncRequest, MusicRequest, StillRequest
from vendors import Ask, Vendor

KEY = "r8_canary_44b0e7"
MUSICGEN = "671ac645ce5e552cc63a54a2bbff63fcf798043055d2dac5fc9e36a837eedcfb"
FILE, TEXT, INT, NUMBER, BOOL = "file", str, int, (int, float), bool
WIDE = {"1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "4:5", "5:4", "21:9", "9:21"}
PICTURE = {"prompt!": TEXT, "aspect_ratio": WIDE, "output_format": {"png", "jpg", "webp"}, "seed": INT}
SEEDANCE = {"prompt!": TEXT, "image": FILE, "last_frame_image": FILE, "aspect_ratio": WIDE, "seed": INT}
MODELS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "kwaivgi/kling-v2.1": (
        "mp4",
        {
            "prompt!": TEXT,
            "start_image!": FILE,
            "end_image": FILE,
            "duration": {5, 10},
            "mode": {"standard", "pro"},
            "negative_prompt": TEXT,
        },
    ),
    "bytedance/seedance-1-pro": (
        "mp4",
        {
            "prompt!": TEXT,
            "image": FILE,
            "last_frame_image": FILE,
            "duration": {5, 10},
            "resolution": {"480p", "1080p"},
            "aspect_ratio": WIDE,
            "seed": INT,
        },
    ),
    "bytedance/seedance-1-lite": (
        "mp4",
        {
            **SEEDANCE,
            "reference_images": (4, FILE),
            "duration": {*range(2, 13)},
            "resolution": {"480p", "720p", "1080p"},
        },
    ),
    "bytedance/seedance-2.0": (
        "mp4",
        {
            **SEEDANCE,
            "reference_images": (9, FILE),
            "duration": {-1, *range(4, 16)},
            "resolution": {"480p", "720p", "1080p", "4k"},
            "generate_audio": BOOL,
        },
    ),
    "google/veo-3.1": (
        "mp4",
        {
            "prompt!": TEXT,
            "image": FILE,
            "last_frame": FILE,
            "reference_images": (3, FILE),
            "duration": {4, 6, 8},
            "aspect_ratio": {"16:9", "9:16"},
            "resolution": {"720p", "1080p"},
            "negative_prompt": TEXT,
            "generate_audio": BOOL,
            "seed": INT,
        },
    ),
    "black-forest-labs/flux-1.1-pro": ("png", PICTURE),
    "black-forest-labs/flux-kontext-pro": ("png", {**PICTURE, "input_image": FILE}),
    "black-forest-labs/flux-dev-lora": (
        "list",
        {**PICTURE, "lora_weights": TEXT, "lora_scale": NUMBER, "num_outputs": INT},
    ),
    "black-forest-labs/flux-fill-pro": (
        "png",
        {"prompt!": TEXT, "image!": FILE, "mask": FILE, "output_format": {"png", "jpg"}, "seed": INT},
    ),
    "sync/lipsync-2": (
        "mp4",
        {"video!": FILE, "audio!": FILE, "sync_mode": {"loop", "bounce", "cut_off", "silence", "remap"}},
    ),
    MUSICGEN: (
        "wav",
        {
            "prompt": TEXT,
            "duration": INT,
            "model_version": {"stereo-large", "large"},
            "output_format": {"wav", "mp3"},
            "seed": INT,
        },
    ),
}
A_SECOND = {
    ("kwaivgi/kling-v2.1", "standard"): 50_000,
    ("bytedance/seedance-1-pro", "1080p"): 150_000,
    ("bytedance/seedance-1-lite", "720p"): 36_000,
    ("bytedance/seedance-2.0", "720p"): 180_000,
    ("google/veo-3.1", "720p"): 400_000,
}
A_PICTURE = {"black-forest-labs/flux-1.1-pro": 40_000, "black-forest-labs/flux-kontext-pro": 40_000}
"""Millionths of a dollar; those of the others were not found."""
FAMILY = {"mp4": "video", "png": "image", "list": "image", "wav": "audio"}
STATES = {"running": "processing", "cancelled": "canceled", "content": "failed", "removed": "succeeded"}
ERRORS = {
    "failed": "Prediction interrupted; please retry (code: PA)",
    "content": "The input or output was flagged as sensitive. Please try again with different inputs. (E005) (uIJ6l3)",
}


def no(status: int, title: str, detail: str = "no") -> Answer:
    return told({"title": title, "detail": detail, "status": status}, status)


class ReplicateEmulator(VendorEmulator):
    """`https://api.replicate.com`, and where its files lie."""

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.sent: dict[str, bytes] = {}
        self.endings: dict[str, str] = {}

    def refused(self, request: Request) -> Answer | None:
        known = request.headers.get("authorization") == f"Bearer {KEY}"
        return None if known else no(401, "Unauthenticated", "You did not pass a valid authentication token")

    def file(self, request: Request) -> Answer:
        """Serve a file, whose address has an ending here."""
        cut = request.path.rpartition("/")[0]
        return super().file(Request(request.method, cut, request.headers, request.body))

    @on("POST", "/v1/files", "upload")
    def upload(self, request: Request) -> Answer:
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        part = BytesParser().parsebytes(head + request.body).get_payload()[0]
        if part.get_param("name", header="content-disposition") != "content":
            return no(422, "Input validation failed", "content is required")
        name = f"file-{len(self.sent) + 1}"
        self.sent[name] = part.get_payload(decode=True)
        kind, data = part.get_content_type(), self.sent[name]
        told_of = {"id": name, "name": part.get_filename(), "content_type": kind, "size": len(data), "etag": "x"}
        dates = {"checksums": {}, "metadata": {}, "created_at": "2026-11-21T00:00:00Z", "expires_at": None}
        return told({**told_of, **dates, "urls": {"get": f"{self.url}/v1/files/{name}"}}, 201)

    @on("POST", "/v1/models/([^/]+/[^/]+)/predictions", "submit")
    def official(self, request: Request, name: str) -> Answer:
        return self._begin(name, request.json.get("input"), name)

    @on("POST", "/v1/predictions", "submit")
    def versioned(self, request: Request) -> Answer:
        version = str(request.json.get("version", ""))
        return self._begin(version.rpartition(":")[2], request.json.get("input"), "owner/name")

    def _begin(self, key: str, asked: Any, name: str) -> Answer:
        if key not in MODELS:
            return no(404, "Not found", "The requested resource could not be found.")
        ending, fields = MODELS[key]
        wrong = self._wrong(asked, fields)
        if wrong:
            return no(422, "Input validation failed", wrong)
        if "end_image" in asked and asked.get("mode") != "pro":
            return no(422, "Input validation failed", "input.end_image: pro mode is required")
        if fault := self._together(key, asked):
            return no(422, "Input validation failed", fault)
        seconds = asked.get("duration", 0)
        second = A_SECOND.get((key, asked.get("mode") or asked.get("resolution")), UNTOLD)
        cost = A_PICTURE.get(key, UNTOLD) if FAMILY[ending] == "image" else second * max(1, seconds)
        job = self.books.place("", FAMILY[ending], float(seconds), cost)
        self.endings[job.id] = ending
        return told(self._state(job, "starting", name), 201)

    def _wrong(self, asked: Any, fields: dict[str, Any]) -> str:
        if not isinstance(asked, dict):
            return "input is required"
        rules = {name.rstrip("!"): rule for name, rule in fields.items()}
        missing = [name[:-1] for name in fields if name.endswith("!") and name[:-1] not in asked]
        odd = [name for name, value in asked.items() if not self._right(value, rules.get(name))]
        return ", ".join(f"input.{name}" for name in missing + odd)

    def _together(self, key: str, asked: dict[str, Any]) -> str:
        """Return what pages say goes not together: pictures of whom with frames, or in another shape and length."""
        lasts = {"last_frame", "last_frame_image"} & {*asked}
        if lasts and "image" not in asked:
            return "input.image: an end needs a beginning"
        if not asked.get("reference_images"):
            return ""
        if lasts or "image" in asked or (key == "bytedance/seedance-1-lite" and asked.get("resolution") == "1080p"):
            return "input.reference_images"
        eight = (asked.get("duration", 8), asked.get("aspect_ratio", "16:9")) == (8, "16:9")
        return "" if eight or key != "google/veo-3.1" else "input.reference_images: 8 seconds, 16:9"

    def _right(self, value: Any, rule: Any) -> bool:
        if isinstance(rule, tuple) and rule[1:] == (FILE,):
            return isinstance(value, list) and len(value) <= rule[0] and all(self._right(each, FILE) for each in value)
        if rule == FILE:
            here = isinstance(value, str) and value.rpartition("/v1/files/")[2] in self.sent
            return here or str(value).startswith("data:")
        if isinstance(rule, set):
            return value in rule
        return rule is not None and isinstance(value, rule)

    def _state(self, job: Job, status: str, name: str = "owner/name") -> dict[str, Any]:
        at = f"{self.url}/v1/predictions/{job.id}"
        known = {"id": job.id, "model": name, "version": "hidden", "input": {}, "logs": "", "status": status}
        times = {"created_at": "2026-11-21T00:00:00Z", "metrics": {}, "data_removed": False}
        return {**known, **times, "output": None, "error": None, "urls": {"get": at, "cancel": f"{at}/cancel"}}

    @on("GET", "/v1/predictions/([^/]+)", "poll")
    def prediction(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no(404, "Not found")
        stage = self.stage(job)
        state = self._state(job, STATES.get(stage, stage))
        if stage == "succeeded":
            state["output"] = self._output(job)
        return told({**state, "error": ERRORS.get(stage), "data_removed": stage == "removed"})

    def _output(self, job: Job) -> Any:
        if job.life.files == ():
            return None
        ending = self.endings[job.id]
        address = self.url_of(job).replace("?", f"/out.{'png' if ending == 'list' else ending}?")
        return [address] if ending == "list" else address

    @on("POST", "/v1/predictions/([^/]+)/cancel", "cancel")
    def cancel(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no(404, "Not found")
        if self.books.running(job):
            self.books.call_off(job)
        stage = self.stage(job)
        return told(self._state(job, STATES.get(stage, stage)))


def says(status: int, title: str, detail: str = "no") -> Fault:
    return answers(status, no(status, title, detail)[1])


def sdk(there: VendorEmulator, folder: Path) -> None:
    from replicate.client import Client

    client = Client(api_token=KEY, base_url=there.url)
    client.poll_interval = 0
    picture = folder / "first.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    asked = {"prompt": "rain", "start_image": client.files.create(picture).urls["get"], "duration": 5}
    prediction = client.models.predictions.create("kwaivgi/kling-v2.1", input=asked)
    assert prediction.status == "starting"
    there.clock.advance(1_000)
    prediction.wait()
    assert prediction.status == "succeeded"
    with closing(client._client) as plain:
        del plain.headers["authorization"]
        assert plain.get(prediction.output).content == there.books.jobs["job-1"].media


def clip(prompt: str = "Rain runs over the cobbles, camera pushes in") -> ClipRequest:
    return ClipRequest(prompt, "text", "16/9", 5000)


FIVE = (("seconds", "5"), ("size", "1280x720"), ("seed", "7"))
FACES = {f"reference {number}": "png 128x128" for number in (1, 2)}
FILM = (("size", "1280x720"), ("seed", "7"))
SCORE = MusicRequest("quiet but quick", ("hushed",), "minor", 108, 0.4, 0.5, ("piano",), ("vocals",), 30_500)
MOUTH = LipSyncRequest("left", (0,), 2000)

VENDOR = Vendor(
    name="replicate",
    emulator=ReplicateEmulator,
    keys={"REPLICATE_API_TOKEN": KEY},
    asks={
        "first frame": Ask("kling-v2-1-standard", clip(), {"start": "png"}, FIVE),
        "both frames": Ask("kling-v2-1-pro", clip(), {"start": "png", "end": "png"}, FIVE),
        "words": Ask("seedance-1-pro-1080p", clip("雨停了，小梅跑过街道"), how=FIVE),
        "another maker": Ask("seedance-1-pro-1080p", clip(), {"start": "png", "end": "png"}, FIVE),
        "who is in a clip": Ask("seedance-2-0-720p-silent", clip(), FACES, FIVE),
        "both frames again": Ask("seedance-2-0-720p-silent", clip(), {"start": "png", "end": "png"}, FIVE),
        "who is in a cheaper clip": Ask("seedance-1-lite-720p", clip(), FACES, FIVE),
        "who is in a clip with sound": Ask("veo-3-1-720p", clip(), FACES, (("seconds", "8"), ("seed", "7"))),
        "a picture": Ask("flux-1-1-pro", StillRequest("a desk", "", "16/9"), how=FILM),
        "who is in it": Ask("flux-kontext-pro", StillRequest("Li Hua waits", "", "16/9"), {"reference 1": "png"}, FILM),
        "in another style": Ask(
            "flux-kontext-pro", EditRequest("restyle", "ink", "", "16/9"), {"picture": "png"}, FILM
        ),
        "a picture with a LoRA": Ask(
            "flux-dev-lora", StillRequest("a desk", "", "16/9", (("owner/texture-enhancer", 0.6),)), how=FILM
        ),
        "a repair": Ask(
            "flux-fill-pro", EditRequest("fix", "a hand", "", "16/9"), {"picture": "png", "mask": "png"}, FILM
        ),
        "a mouth": Ask("lipsync-2", MOUTH, {"clip": "mp4 2", "track": "wav 2"}),
        "a long track": Ask("lipsync-2", MOUTH, {"clip": "mp4 2", "track": "wav 20"}),
        "a score": Ask("musicgen", SCORE),
    },
    refusals={
        "no money": (says(402, "Insufficient credit", "You have insufficient credit to run this model."), "credit"),
        "bad key": (says(401, "Unauthenticated"), "auth"),
        "not allowed": (says(403, "Forbidden"), "auth"),
        "no such model": (says(404, "Not found"), "request"),
        "a field": (says(422, "Input validation failed", "- input.duration: must be one of 5, 10"), "request"),
        "too many": (answers(429, b'{"detail": "Request was throttled. Expected available in 1 second."}'), "rate"),
        "busy": (says(503, "Service Unavailable"), "busy"),
        "server": (says(500, "Internal server error"), "unknown"),
    },
    ends={
        "failed": (Life(end="failed"), "failed"),
        "moderated": (Life(end="content"), "content"),
        "removed": (Life(end="removed"), "expired"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    sdk=sdk,
)
