"""fal, from its packages for Python and JavaScript and its pages: a queue, and each model's fields as its types have them."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from emulators import books, media
from emulators.books import UNTOLD, Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told
from PIL import Image

from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    EnhanceRequest,
    EnlargeRequest,
    LipSyncRequest,
    MusicRequest,
    SoundRequest,
    StillRequest,
)
from vendors import Ask, Vendor

KEY = "fal-canary-id:fal-canary-secret-0d8"
URL, TEXT, INT, NUMBER, BOOL, ANY = "url", str, int, (int, float), bool, object
KLING_3 = {
    "prompt": TEXT,
    "duration": {str(n) for n in range(3, 16)},
    "negative_prompt": TEXT,
    "generate_audio": BOOL,
    "cfg_scale": NUMBER,
}
KLING_25 = {"prompt!": TEXT, "duration": {"5", "10"}, "negative_prompt": TEXT, "cfg_scale": NUMBER}
SHAPES = {"16:9", "9:16", "1:1"}
AXES = {"horizontal", "vertical", "pan", "tilt", "roll", "zoom"}
MASKS, TURN = "masks", "turn"
BRUSHED = {**KLING_25, "image_url!": URL, "tail_image_url": URL, "static_mask_url": URL, "dynamic_masks": MASKS}
PIXVERSE_MOVES = {
    *("horizontal_left", "horizontal_right", "vertical_up", "vertical_down", "zoom_in", "zoom_out", "crane_up"),
    *("quickly_zoom_in", "quickly_zoom_out", "smooth_zoom_in", "camera_rotation", "robo_arm", "super_dolly_out"),
    *("whip_pan", "hitchcock", "left_follow", "right_follow", "pan_left", "pan_right", "fix_bg"),
}
KONTEXT = {"21:9", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16", "9:21"}
SEEDANCE = {
    "prompt!": TEXT,
    "aspect_ratio": {"21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "auto"},
    "duration": {str(n) for n in range(4, 13)},
    "resolution": {"480p", "720p", "1080p"},
    "generate_audio": BOOL,
    "camera_fixed": BOOL,
    "seed": INT,
}
VEO = {
    "prompt!": TEXT,
    "duration": {"4s", "6s", "8s"},
    "aspect_ratio": {"auto", "16:9", "9:16"},
    "resolution": {"720p", "1080p", "4k"},
    "generate_audio": BOOL,
}
VEO_MORE = {"negative_prompt": TEXT, "seed": INT}
PICTURE = {"num_images": INT, "output_format": {"jpeg", "png"}, "seed": INT, "sync_mode": BOOL}
MODELS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "fal-ai/kling-video/v3/pro/text-to-video": ("video", {**KLING_3, "aspect_ratio": SHAPES}),
    "fal-ai/kling-video/v3/pro/image-to-video": ("video", {**KLING_3, "start_image_url!": URL, "end_image_url": URL}),
    "fal-ai/kling-video/v2.5-turbo/pro/text-to-video": ("video", {**KLING_25, "aspect_ratio": SHAPES}),
    "fal-ai/kling-video/v2.5-turbo/pro/image-to-video": (
        "video",
        {**KLING_25, "image_url!": URL, "tail_image_url": URL},
    ),
    "fal-ai/kling-video/v1.5/pro/image-to-video": ("video", {**BRUSHED, "aspect_ratio": SHAPES}),
    "fal-ai/kling-video/v1/standard/image-to-video": ("video", BRUSHED),
    "fal-ai/kling-video/v1/standard/text-to-video": (
        "video",
        {
            **KLING_25,
            "aspect_ratio": SHAPES,
            "camera_control": {"down_back", "forward_up", "right_turn_forward", "left_turn_forward"},
            "advanced_camera_control": TURN,
        },
    ),
    "fal-ai/pixverse/v4.5/image-to-video/fast": (
        "video",
        {
            "prompt!": TEXT,
            "image_url!": URL,
            "negative_prompt": TEXT,
            "resolution": {"360p", "540p", "720p"},
            "style": {"anime", "3d_animation", "clay", "comic", "cyberpunk"},
            "seed": INT,
            "camera_movement": PIXVERSE_MOVES,
        },
    ),
    "fal-ai/bytedance/seedance/v1.5/pro/text-to-video": ("video", SEEDANCE),
    "fal-ai/bytedance/seedance/v1.5/pro/image-to-video": (
        "video",
        {**SEEDANCE, "image_url!": URL, "end_image_url": URL},
    ),
    "fal-ai/minimax/hailuo-02/standard/image-to-video": (
        "video",
        {
            "prompt!": TEXT,
            "image_url!": URL,
            "end_image_url": URL,
            "duration": {"6", "10"},
            "resolution": {"512P", "768P"},
            "prompt_optimizer": BOOL,
        },
    ),
    "fal-ai/veo3.1": ("video", {**VEO, **VEO_MORE}),
    "fal-ai/veo3.1/image-to-video": ("video", {**VEO, **VEO_MORE, "image_url!": URL}),
    "fal-ai/veo3.1/first-last-frame-to-video": (
        "video",
        {**VEO, **VEO_MORE, "first_frame_url!": URL, "last_frame_url!": URL},
    ),
    "fal-ai/veo3.1/reference-to-video": ("video", {**VEO, "image_urls!": list}),
    "fal-ai/flux-lora": ("images", {**PICTURE, "prompt!": TEXT, "image_size": ANY, "loras": list}),
    "fal-ai/flux-pro/kontext": (
        "images",
        {**PICTURE, "prompt!": TEXT, "image_url!": URL, "aspect_ratio": KONTEXT},
    ),
    "fal-ai/flux-pro/v1/fill": ("images", {**PICTURE, "prompt!": TEXT, "image_url!": URL, "mask_url!": URL}),
    "fal-ai/esrgan": ("image", {"image_url!": URL, "scale": {1, 2, 3, 4}, "output_format": {"png", "jpeg"}}),
    "fal-ai/clarity-upscaler": (
        "image",
        {"image_url!": URL, "upscale_factor": {1, 2, 3, 4}, "creativity": ANY, "resemblance": ANY, "seed": ANY},
    ),
    "fal-ai/bria/expand": (
        "image",
        {
            "image_url!": URL,
            "canvas_size!": list,
            "original_image_size": list,
            "original_image_location": list,
            "prompt": TEXT,
            "negative_prompt": TEXT,
            "seed": INT,
        },
    ),
    "fal-ai/topaz/upscale/video": ("video", {"video_url!": URL, "upscale_factor": NUMBER, "H264_output": BOOL}),
    "fal-ai/seedvr/upscale/video": (
        "video",
        {
            "video_url!": URL,
            "upscale_mode": {"target", "factor"},
            "target_resolution": {"720p", "1080p", "1440p", "2160p"},
            "output_quality": {"low", "medium", "high", "maximum"},
            "seed": INT,
        },
    ),
    "fal-ai/kling-video/lipsync/audio-to-video": ("video", {"video_url!": URL, "audio_url!": URL}),
    "fal-ai/sync-lipsync/v2": (
        "video",
        {
            "video_url!": URL,
            "audio_url!": URL,
            "sync_mode": {"cut_off", "loop", "bounce", "silence", "remap"},
        },
    ),
    "fal-ai/mmaudio-v2/text-to-audio": (
        "audio",
        {"prompt!": TEXT, "negative_prompt": TEXT, "duration": NUMBER, "seed": INT},
    ),
    "fal-ai/ace-step/prompt-to-audio": (
        "audio",
        {"prompt!": TEXT, "instrumental": BOOL, "duration": NUMBER, "seed": INT},
    ),
    "fal-ai/elevenlabs/music": ("audio", {"prompt": TEXT, "music_length_ms": INT, "force_instrumental": BOOL}),
}
SECONDS = {
    "fal-ai/kling-video/v3/": 140_000,
    "fal-ai/kling-video/v2.5-turbo/": 70_000,
    "fal-ai/kling-video/v1/standard/image-to-video": 45_000,
    "fal-ai/bytedance/seedance/v1.5/": 52_000,
    "fal-ai/minimax/hailuo-02/standard/": 45_000,
    "fal-ai/topaz/upscale/video": 80_000,
    "fal-ai/kling-video/lipsync/": 14_000,
    "fal-ai/sync-lipsync/v2": 50_000,
    "fal-ai/mmaudio-v2/": 1_000,
    "fal-ai/ace-step/": 200,
}
VEO_SECONDS = {True: 400_000, False: 200_000}
MEGAPIXELS = {"fal-ai/flux-lora": 35_000, "fal-ai/flux-pro/v1/fill": 50_000}
A_PIECE = {"fal-ai/flux-pro/kontext": 40_000, "fal-ai/bria/expand": 40_000}
CLIPS = {"360p": 300_000, "540p": 300_000, "720p": 400_000}
"""Millionths of a dollar for a second, a begun megapixel, a picture, a clip; Veo's with sound and without."""
FAMILY = {"video": "video", "images": "image", "image": "image", "audio": "audio"}


def wrong(field: str, kind: str = "value_error", message: str = "no") -> Answer:
    return told({"detail": [{"loc": ["body", field], "msg": message, "type": kind}]}, 422)


ENDS = {
    "running": told({"detail": "Request is still in progress"}, 400),
    "cancelled": told({"detail": "Request was cancelled"}, 499, x_fal_error_type="client_cancelled"),
    "expired": told({"detail": "timed out"}, 504, x_fal_error_type="request_timeout"),
    "failed": told({"detail": "Internal error"}, 500, x_fal_error_type="runner_server_error"),
    "content": wrong("prompt", "content_policy_violation", "The content was flagged by a content checker."),
    "invalid": wrong("image_url", "image_too_small"),
}


class FalEmulator(VendorEmulator):
    """`https://queue.fal.run`, `https://rest.fal.ai` and the shelf that files are put on."""

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.shelf: dict[str, bytes] = {}
        self.keys: dict[str, str] = {}

    def refused(self, request: Request) -> Answer | None:
        if request.path.startswith("/put/"):
            return None
        known = request.headers.get("authorization") == f"Key {KEY}"
        return None if known else told({"detail": "Cannot access application"}, 401)

    # Files.

    @on("POST", "/storage/upload/initiate", "upload")
    def shelve(self, request: Request) -> Answer:
        if request.asked("storage_type") not in ("fal-cdn-v3", "gcs") or "content_type" not in request.json:
            return wrong("content_type")
        place = f"{len(self.shelf)}-{request.json['file_name']}"
        self.shelf[place] = b""
        address = f"http://{self.cdn}:{self.port}"
        return told({"upload_url": f"{address}/put/{place}", "file_url": f"{address}/shelf/{place}"})

    @on("PUT", "/put/(.+)", "upload")
    def put(self, request: Request, place: str) -> Answer:
        self.leaks += ["upload"] if "authorization" in request.headers else []
        self.shelf[place] = request.body
        return told({})

    def there(self, value: Any) -> bool:
        """Tell whether an address leads to something."""
        if not isinstance(value, str):
            return False
        return value.startswith("data:image/") or bool(self.shelf.get(value.rpartition("/shelf/")[2]))

    # The queue.

    @on("POST", r"/((?:fal-ai|bytedance)/(?!.*/requests/).+)", "submit")
    def submit(self, request: Request, endpoint: str) -> Answer:
        if endpoint not in MODELS:
            return told({"detail": f"Path /{endpoint} not found"}, 404)
        key, fields = MODELS[endpoint]
        fault = self._fault(request.json, fields)
        if fault:
            return fault
        job = self.books.place("", FAMILY[key], self._seconds(request.json), self._cost(endpoint, request.json))
        self.keys[job.id] = key
        at = f"{self.url}/{'/'.join(endpoint.split('/')[:2])}/requests/{job.id}"
        urls = {"response_url": at, "status_url": f"{at}/status", "cancel_url": f"{at}/cancel"}
        return told({"status": "IN_QUEUE", "request_id": job.id, "queue_position": 0, **urls})

    def _fault(self, asked: dict[str, Any], fields: dict[str, Any]) -> Answer | None:
        rules = {name.rstrip("!"): rule for name, rule in fields.items()}
        missing = [name[:-1] for name in fields if name.endswith("!") and name[:-1] not in asked]
        if missing:
            return wrong(missing[0], "missing", "Field required")
        for name, value in asked.items():
            rule = rules.get(name)
            if rule is None:
                return wrong(name, "extra_forbidden", "no such field")
            if not self._right(value, rule, asked):
                return wrong(name, "image_load_error" if rule == URL else "value_error", repr(value)[:80])
        return self._together(asked)

    def _right(self, value: Any, rule: Any, asked: dict[str, Any]) -> bool:
        if rule == URL:
            return self.there(value)
        if rule == TURN:
            right = {*value} == {"movement_type", "movement_value"} and value["movement_type"] in AXES
            return right and type(value["movement_value"]) is int and -10 <= value["movement_value"] <= 10
        if rule == MASKS:
            size = self._size(asked["image_url"])
            return 1 <= len(value) <= 6 and all(self._brushed(each, size) for each in value)
        if isinstance(rule, set):
            return value in rule
        return isinstance(value, rule) and (rule is BOOL or rule is ANY or not isinstance(value, bool))

    def _brushed(self, said: dict[str, Any], size: tuple[int, int]) -> bool:
        """Tell whether a mask is of the picture's shape, and its way of whole pixels in it: from 2 points to 77."""
        if {*said} != {"mask_url", "trajectories"} or not self.there(said["mask_url"]):
            return False
        width, height = self._size(said["mask_url"])
        points = [point[axis] for point in said["trajectories"] for axis in "xy"]
        inside = all(0 <= each["x"] < size[0] and 0 <= each["y"] < size[1] for each in said["trajectories"])
        right = inside and all(type(each) is int for each in points) and 2 <= len(said["trajectories"]) <= 77
        return right and abs(width / height - size[0] / size[1]) < 0.01

    def _together(self, asked: dict[str, Any]) -> Answer | None:
        """Refuse what the maker's pages say goes not together: a brush with an end or with 10 s, two ways to turn."""
        brushed = "static_mask_url" in asked or "dynamic_masks" in asked
        if brushed and ("tail_image_url" in asked or asked.get("duration", "5") != "5"):
            return wrong("dynamic_masks")
        if {"camera_control", "advanced_camera_control"} <= {*asked}:
            return wrong("camera_control")
        return None

    def _size(self, address: str) -> tuple[int, int]:
        with Image.open(io.BytesIO(self._shelved(address))) as image:
            return image.size

    def _cost(self, endpoint: str, asked: dict[str, Any]) -> int:
        if endpoint in A_PIECE:
            return A_PIECE[endpoint]
        if "pixverse" in endpoint:
            return CLIPS[asked.get("resolution", "720p")]
        if endpoint in MEGAPIXELS:
            return MEGAPIXELS[endpoint] * math.ceil(self._pixels(asked) / 1_000_000)
        if "veo3.1" in endpoint:
            return round(VEO_SECONDS[asked.get("generate_audio", True)] * self._seconds(asked))
        a_second = next((cost for start, cost in SECONDS.items() if endpoint.startswith(start)), UNTOLD)
        return round(a_second * (self._seconds(asked) or self._lasts(endpoint, asked)))

    def _pixels(self, asked: dict[str, Any]) -> int:
        if "image_size" in asked:
            return int(asked["image_size"]["width"]) * int(asked["image_size"]["height"])
        return math.prod(self._size(asked["image_url"]))

    def _lasts(self, endpoint: str, asked: dict[str, Any]) -> float:
        """Return how many seconds are paid for of what is made from a clip: as far as the shorter of clip and voice goes.

        Kling's mouths are paid for by the clip, in fives of seconds.
        """
        given = {name: self._shelved(asked[name]) for name in ("video_url", "audio_url") if name in asked}
        lengths = {name: media.seconds_of(data) for name, data in given.items()}
        if "kling-video/lipsync" in endpoint:
            return 5 * math.ceil(lengths["video_url"] / 5)
        return min(lengths.values(), default=1.0)

    def _shelved(self, address: str) -> bytes:
        if address.startswith("data:"):
            return base64.b64decode(address.partition(",")[2])
        return self.shelf[address.rpartition("/shelf/")[2]]

    @staticmethod
    def _seconds(asked: dict[str, Any]) -> float:
        said = asked.get("duration", asked.get("music_length_ms", 0))
        return float(str(said).rstrip("s")) / (1000 if "music_length_ms" in asked else 1)

    @on("GET", r"/[^/]+/[^/]+/requests/([^/]+)/status", "poll")
    def status(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return told({"detail": "Request not found"}, 404)
        stage = self.stage(job)
        if stage == "running":
            return told({"status": "IN_PROGRESS", "request_id": ident, "logs": []}, 202)
        failed = {"cancelled": "client_cancelled", "expired": "request_timeout", "failed": "runner_server_error"}
        error = {"error": "it failed", "error_type": failed[stage]} if stage in failed else {}
        return told(
            {"status": "COMPLETED", "request_id": ident, "logs": [], "metrics": {"inference_time": 3.1}} | error
        )

    @on("GET", r"/[^/]+/[^/]+/requests/([^/]+)", "other")
    def result(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return told({"detail": "Request not found"}, 404)
        stage = self.stage(job)
        return ENDS.get(stage) or told(self._made(job, dark=stage == "dark"))

    def _made(self, job: Job, *, dark: bool) -> dict[str, Any]:
        key = self.keys[job.id]
        urls = (self.url_of(job),) if job.life.files is None else job.life.files
        files = [{"url": url, "content_type": "x", "file_name": "x", "file_size": 1} for url in urls]
        if key == "images":
            return {"images": files, "seed": 7, "prompt": "…", "has_nsfw_concepts": [dark for _ in files]}
        return {key: files[0] if files else None, "seed": 7} | ({"has_nsfw_concepts": [True]} if dark else {})

    @on("PUT", r"/[^/]+/[^/]+/requests/([^/]+)/cancel", "cancel")
    def cancel(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return told({"status": "NOT_FOUND"}, 404)
        if not self.books.running(job):
            return told({"status": "ALREADY_COMPLETED"}, 400)
        self.books.call_off(job)
        return told({"status": "CANCELLATION_REQUESTED"}, 202)


def says(status: int, detail: str, **more: str) -> Fault:
    return answers(status, told({"detail": detail, **more})[1])


def flagged(kind: str) -> Fault:
    return answers(422, wrong("prompt", kind)[1])


def sdk(there: VendorEmulator, folder: Path) -> None:
    from unittest import mock

    import fal_client.client as package

    with (
        mock.patch.object(package, "QUEUE_URL_FORMAT", f"{there.url}/"),
        mock.patch.object(package, "REST_URL", there.url),
    ):
        client = package.SyncClient(key=KEY)
        for name in ("first", "mask"):
            Image.new("L", (640, 360)).save(folder / f"{name}.png")
        addresses = {
            name: client.upload_file(folder / f"{name}.png", repository="fal", fallback_repository=[])
            for name in ("first", "mask")
        }
        moved = {"mask_url": addresses["mask"], "trajectories": [{"x": 279, "y": 219}, {"x": 417, "y": 65}]}
        asked = {"prompt": "rain", "image_url": addresses["first"], "duration": "5", "dynamic_masks": [moved]}
        handle = client.submit("fal-ai/kling-video/v1/standard/image-to-video", arguments=asked)
        assert isinstance(handle.status(), package.InProgress)
        there.clock.advance(1_000)
        assert isinstance(handle.status(), package.Completed)
        video = handle.get()["video"]["url"]
        with package.httpx.Client() as plain:
            assert plain.get(video).content == there.books.jobs["job-1"].media
        client._client.close()


def clip(avoid: str = "", **more: Any) -> ClipRequest:
    return ClipRequest("Rain runs over the cobbles, camera pushes in", avoid, "16/9", 5000, **more)


FIVE = (("seconds", "5"), ("size", "1280x720"), ("seed", "7"))
FOUR = (("seconds", "4"), ("size", "1280x720"), ("seed", "7"))
FILM = (("size", "1280x720"), ("seed", "7"))
GROW = EditRequest("extend", "more sky", "birds", "16/9", edges=(0.5, 0.0, 0.25, 0.25))
SCORE = MusicRequest("quiet but quick", ("hushed",), "minor", 108, 0.4, 0.5, ("piano",), ("vocals",), 30_500)

VENDOR = Vendor(
    name="fal",
    emulator=FalEmulator,
    keys={"FAL_KEY": KEY},
    asks={
        "words": Ask("kling-v3-pro", clip(avoid="text, logos"), how=FIVE),
        "first frame": Ask("kling-v3-pro", clip(), {"start": "png"}, FIVE),
        "both frames": Ask("kling-v2-5-turbo-pro", clip(), {"start": "png", "end": "png"}, FIVE),
        "what moves and what keeps still": Ask(
            "kling-v1-standard",
            clip(paths=(((0.25, 0.5), (0.75, 0.0)), ((0.1, 0.9), (0.2, 0.9))), holds=((0.0, 0.8, 1.0, 0.2),)),
            {"start": "png", "brush 1": "png", "brush 2": "png"},
            FIVE,
        ),
        "what moves, elsewhere": Ask(
            "kling-v1-5-pro", clip(paths=(((0.25, 0.5), (0.75, 0.0)),)), {"start": "png", "brush 1": "png"}, FIVE
        ),
        "an end, and nothing by a brush": Ask(
            "kling-v1-5-pro", clip(holds=((0.0, 0.8, 1.0, 0.2),)), {"start": "png", "end": "png"}, FIVE
        ),
        "the camera in numbers": Ask("kling-v1-standard-text", clip(camera=(("truck", 0.0, -0.22),)), how=FIVE),
        "the camera by a preset": Ask(
            "kling-v1-standard-text", clip(camera=(("dolly", 0.0, 0.4), ("tilt", 0.0, 8.0))), how=FIVE
        ),
        "the camera in words": Ask(
            "kling-v1-standard-text", clip(camera=(("pan", 0.0, 12.0), ("tilt", 0.0, 6.0))), how=FIVE
        ),
        "a preset of the user's own": Ask(
            "pixverse-v4-5-fast-720p", clip(avoid="text"), {"start": "png"}, (*FIVE, ("preset", "hitchcock"))
        ),
        "a preset for the move": Ask(
            "pixverse-v4-5-fast-720p", clip(camera=(("zoom", 1.0, 1.3),)), {"start": "png"}, FIVE
        ),
        "another maker": Ask("seedance-v1-5-pro-720p", clip(), {"start": "png"}, FIVE),
        "sixes": Ask("hailuo-02-standard-768p", clip(), {"start": "png"}, (("seconds", "6"), ("size", "1280x720"))),
        "words for Veo": Ask("veo-v3-1-720p", clip(avoid="text"), how=FOUR),
        "first frame for Veo": Ask("veo-v3-1-720p", clip(), {"start": "png"}, FOUR),
        "both frames for Veo": Ask("veo-v3-1-720p", clip(), {"start": "png", "end": "png"}, FOUR),
        "references for Veo": Ask("veo-v3-1-720p", clip(), {"reference 1": "png", "reference 2": "png"}, FOUR),
        "a picture with a LoRA": Ask(
            "flux-lora", StillRequest("a desk", "", "16/9", (("owner/texture-enhancer", 0.6),)), how=FILM
        ),
        "a larger picture": Ask("flux-lora-2mp", StillRequest("a desk", "", "16/9"), how=(("size", "1920x1080"),)),
        "who is in it": Ask("flux-kontext-pro", StillRequest("Li Hua waits", "", "16/9"), {"reference 1": "png"}, FILM),
        "in another style": Ask(
            "flux-kontext-pro", EditRequest("restyle", "ink", "", "16/9"), {"picture": "png"}, FILM
        ),
        "a repair": Ask(
            "flux-pro-fill", EditRequest("fix", "a hand", "", "16/9"), {"picture": "png", "mask": "png"}, FILM
        ),
        "a wider picture": Ask("bria-expand", GROW, {"picture": "png"}, FILM),
        "a mouth": Ask("kling-lip-sync", LipSyncRequest("left", (0,), 2000), {"clip": "mp4 2", "track": "wav 2"}),
        "a mouth elsewhere": Ask(
            "sync-lip-sync", LipSyncRequest("left", (0,), 2000), {"clip": "mp4 2", "track": "wav 2"}
        ),
        "an enlarged still": Ask("esrgan", EnlargeRequest("16/9"), {"picture": "png"}, (("size", "1920x1080"),)),
        "a finer picture": Ask(
            "clarity", EnlargeRequest("16/9"), {"picture": "png"}, (("size", "1280x720"), ("seed", "7"))
        ),
        "a cleaner clip": Ask("topaz-video", EnhanceRequest("16/9"), {"clip": "mp4 2"}, FILM),
        "a larger clip": Ask("seedvr-video", EnhanceRequest("16/9"), {"clip": "mp4 2"}, (("size", "1920x1080"),)),
        "an effect": Ask(
            "mmaudio", SoundRequest("door", "mailbox door creaks", 2000, loop=False), how=(("seed", "3"),)
        ),
        "a score": Ask("ace-step", SCORE),
        "a score elsewhere": Ask("elevenlabs-music", SCORE),
    },
    refusals={
        "no money": (
            says(403, "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing."),
            "credit",
        ),
        "no money, shorter": (says(403, "User is locked. Reason: TOP_UP."), "credit"),
        "locked": (says(403, "User is locked. Reason: Admin lock. Please contact support@fal.ai."), "auth"),
        "bad key": (says(401, "Cannot access application"), "auth"),
        "no such model": (says(404, "Path /x not found"), "request"),
        "a field": (flagged("value_error"), "request"),
        "words refused": (flagged("content_policy_violation"), "content"),
        "too many": (says(429, "Too many concurrent requests"), "rate"),
        "busy": (says(503, "no runner", error_type="runner_scheduling_failure"), "busy"),
        "server": (says(500, "oops", error_type="internal_error"), "unknown"),
        "gateway": (answers(504, b"<html>nginx"), "unknown"),
    },
    ends={
        "failed": (Life(end="failed", refund=True), "failed"),
        "moderated": (Life(end="content"), "content"),
        "blackened": (Life(end="dark"), "content"),
        "a picture that will not do": (Life(end="invalid"), "failed"),
        "too late": (Life(end="expired", refund=True), "expired"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    sdk=sdk,
)
