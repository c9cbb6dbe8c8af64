"""Kling, from its pages: the classic `/v1` tasks, the newer tasks by path, faces and mouths."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
from decimal import Decimal
from typing import Any

from emulators import books
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told
from PIL import Image

from filmc.lower.request import ClipRequest, EditRequest, LipSyncRequest, StillRequest
from vendors import Ask, Vendor

KEY = "api-key-kling-canary-51ab"
ACCESS, SECRET = "kling_access_canary_02", "kling_secret_canary_7f"
VIDEOS = "text2video|image2video|multi-image2video|omni-video"
IMAGES = "generations|omni-image|editing/expand"
STATES = {"running": "processing", "succeeded": "succeed", "content": "failed"}
TEXT = ["kling-v1", "kling-v1-6", "kling-v2-master", "kling-v2-1-master", "kling-v2-5-turbo", "kling-v2-6", "kling-v3"]
FRAMES = [*TEXT, "kling-v1-5", "kling-v2-1"]
NEW = {"kling-3.0-turbo": range(3, 16), "kling-3.0": range(3, 16), "kling-3.0-omni": range(3, 16), "kling-2.6": (5, 10)}
AXES = {"horizontal", "vertical", "pan", "tilt", "roll", "zoom"}
BRUSHED = {("kling-v1", "std"), ("kling-v1", "pro"), ("kling-v1-5", "pro")}
UNIT, PICTURE_UNIT = 140_000, 3_500
"""What a unit of a pack of clips, and of one of pictures, is worth, in millionths of a dollar."""
FIVE_SECONDS = {
    "kling-v1": ("1", "3.5"),
    "kling-v1-5": ("2", "3.5"),
    "kling-v1-6": ("2", "3.5"),
    "kling-v2-1": ("2", "3.5"),
    "kling-v2-5-turbo": ("1.5", "2.5"),
    "kling-v2-6": ("1.5", "2.5"),
    "kling-v3": ("3", "4"),
    "kling-v3-omni": ("3", "4"),
    "kling-video-o1": ("3", "4"),
}
"""Units that five seconds cost, in the mode `std` and in `pro`; ten cost twice as much."""
MASTERS = "10"
LOUD = {"kling-v2-6": ("3", "5"), "kling-v3": ("4.5", "6"), "kling-v3-omni": ("4", "5")}
A_SECOND = {
    ("kling-3.0", "720p"): ("0.6", "0.9"),
    ("kling-3.0", "1080p"): ("0.8", "1.2"),
    ("kling-3.0", "4k"): ("3", "3"),
    ("kling-3.0-omni", "720p"): ("0.6", "0.8"),
    ("kling-3.0-omni", "1080p"): ("0.8", "1"),
    ("kling-3.0-omni", "4k"): ("3", "3"),
    ("kling-3.0-turbo", "720p"): ("0.8", "0.8"),
    ("kling-3.0-turbo", "1080p"): ("1", "1"),
    ("kling-2.6", "720p"): ("0.3", "0.6"),
    ("kling-2.6", "1080p"): ("0.5", "1"),
    ("kling-2.5-turbo", "720p"): ("0.3", "0.3"),
    ("kling-2.5-turbo", "1080p"): ("0.5", "0.5"),
}
"""Units that a second costs where the model stands in the path: silent, and with sound."""
FACES, MOUTH = "0.05", "0.5"
"""Units for a look at a clip's faces, and for every five seconds, begun ones too, that a mouth is moved."""


class NoError(Exception):
    """What the vendor finds wrong."""


def need(good: object, what: str) -> None:
    if not good:
        raise NoError(what)


def no(code: int, status: int = 400, message: str = "no") -> Answer:
    return told({"code": code, "message": message, "request_id": "r-1"}, status)


def yes(data: Any) -> Answer:
    return told({"code": 0, "message": "SUCCEED", "request_id": "r-1", "data": data})


def picture(said: object) -> tuple[int, int]:
    """Check a picture as the page has it, and return its size."""
    need(isinstance(said, str) and said and not said.startswith("data:"), "a picture in bare base64")
    with Image.open(io.BytesIO(base64.b64decode(str(said), validate=True))) as image:
        need(image.format in ("PNG", "JPEG") and min(image.size) >= 300, "a picture of 300 pixels and more")
        need(0.4 <= image.width / image.height <= 2.5, "a shape between 1:2.5 and 2.5:1")
        return image.size


class KlingEmulator(VendorEmulator):
    """`https://api-singapore.klingai.com`."""

    def refused(self, request: Request) -> Answer | None:
        kind, _, proof = request.headers.get("authorization", "").partition(" ")
        if kind != "Bearer" or not proof:
            return no(1001, 401)
        if proof == KEY:
            return None
        return no(1002, 401) if not request.path.startswith("/v1/") else self._token(proof)

    def _token(self, token: str) -> Answer | None:
        head, _, rest = token.partition(".")
        said, _, mark = rest.partition(".")
        signed = hmac.digest(SECRET.encode(), f"{head}.{said}".encode(), hashlib.sha256)
        if plain(mark) != signed or json.loads(plain(head)) != {"alg": "HS256", "typ": "JWT"}:
            return no(1002, 401)
        claims = json.loads(plain(said))
        if claims["iss"] != ACCESS or not claims["nbf"] <= self.clock.now:
            return no(1003, 401)
        return None if claims["exp"] > self.clock.now >= claims["exp"] - 1800 else no(1004, 401)

    def _place(self, path: str, asked: dict[str, Any], family: str, cost: int, seconds: float = 0) -> Answer:
        reference = asked.get("external_task_id", "")
        if reference and any(job.reference == reference for job in self.books.jobs.values()):
            return no(1201, message="external_task_id is not unique")
        job = self.books.place(reference, family, seconds, cost)
        self.paths[job.id] = path
        return yes({"task_id": job.id, "task_status": "submitted", "task_info": {"external_task_id": reference}})

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.paths: dict[str, str] = {}
        self.sessions: dict[str, list[str]] = {}

    # ---- classic clips

    @on("POST", rf"/v1/videos/({VIDEOS})", "submit")
    def clip(self, request: Request, kind: str) -> Answer:
        asked = request.json
        try:
            need(0 < len(asked.get("prompt", "")) <= 2500, "prompt")
            need(isinstance(asked.get("duration"), str) and asked["duration"].isdigit(), "duration is a text")
            need(asked.get("mode", "std") in ("std", "pro"), "mode")
            need(asked.get("sound", "off") in ("on", "off"), "sound")
            {
                "text2video": self._of_text,
                "image2video": self._of_frames,
                "multi-image2video": self._of_pictures,
                "omni-video": self._omni,
            }[kind](asked)
        except (NoError, KeyError, ValueError) as error:
            return no(1201, message=str(error))
        return self._place(f"videos/{kind}", asked, "video", clip_cost(asked), int(asked["duration"]))

    def _of_text(self, asked: dict[str, Any]) -> None:
        need(asked["model_name"] in TEXT, "model_name")
        need(asked.get("aspect_ratio", "16:9") in ("16:9", "9:16", "1:1"), "aspect_ratio")
        need("image" not in asked and "image_tail" not in asked, "no picture")
        if "camera_control" in asked:
            need((asked["model_name"], asked["mode"], asked["duration"]) == ("kling-v1", "std", "5"), "camera_control")
            self._camera(asked["camera_control"])
        self._length(asked)

    def _length(self, asked: dict[str, Any]) -> None:
        legal = range(3, 16) if "v3" in asked["model_name"] else (5, 10)
        need(int(asked["duration"]) in legal, "duration")
        need(asked.get("sound") != "on" or asked["model_name"] in ("kling-v2-6", "kling-v3"), "sound")

    def _camera(self, said: dict[str, Any]) -> None:
        need(said["type"] == "simple" and set(said["config"]) == AXES, "six axes")
        values = [value for value in said["config"].values() if value]
        need(len(values) == 1 and -10 <= values[0] <= 10, "one axis, -10 to 10")

    def _of_frames(self, asked: dict[str, Any]) -> None:
        model, mode = asked["model_name"], asked.get("mode", "std")
        need(model in FRAMES, "model_name")
        need("aspect_ratio" not in asked, "aspect_ratio comes from the picture")
        need("image" in asked or "image_tail" in asked, "image or image_tail")
        size = picture(asked["image"]) if "image" in asked else None
        if "image_tail" in asked:
            picture(asked["image_tail"])
            need((model, mode) not in (("kling-v1-5", "std"), ("kling-v2-1", "std")), "no end frame here")
        brushed = "static_mask" in asked or "dynamic_masks" in asked
        need(("image_tail" in asked) + brushed + ("camera_control" in asked) <= 1, "only one of end, brush and camera")
        if brushed:
            need((model, mode) in BRUSHED and asked["duration"] == "5", "no brush here")
            self._brush(asked, size)
        if "camera_control" in asked:
            need((model, mode, asked["duration"]) == ("kling-v1-5", "pro", "5"), "camera_control")
            self._camera(asked["camera_control"])
        self._length(asked)

    def _brush(self, asked: dict[str, Any], size: tuple[int, int] | None) -> None:
        masks = asked.get("dynamic_masks", [])
        need(len(masks) <= 6 and size, "six masks at most")
        assert size
        sizes = {picture(each["mask"]) for each in masks} | (
            {picture(asked["static_mask"])} if "static_mask" in asked else set()
        )
        need(len(sizes) == 1, "masks of one size")
        ((width, height),) = sizes
        need(abs(width / height - size[0] / size[1]) < 0.01, "masks of the picture's shape")
        for each in masks:
            need(2 <= len(each["trajectories"]) <= 77, "2 to 77 points")
            for point in each["trajectories"]:
                need(isinstance(point["x"], int) and isinstance(point["y"], int), "whole pixels")
                need(0 <= point["x"] < size[0] and 0 <= point["y"] < size[1], "points in the picture")

    def _of_pictures(self, asked: dict[str, Any]) -> None:
        need(asked["model_name"] == "kling-v1-6", "model_name")
        need(1 <= len(asked["image_list"]) <= 4, "one to four pictures")
        for each in asked["image_list"]:
            picture(each["image"])
        self._length(asked)

    def _omni(self, asked: dict[str, Any]) -> None:
        need(asked["model_name"] in ("kling-v3-omni", "kling-video-o1"), "model_name")
        pictures = asked.get("image_list", [])
        need(len(pictures) <= 7, "seven pictures at most")
        kinds = [each.get("type") for each in pictures]
        need("end_frame" not in kinds or "first_frame" in kinds, "an end without a beginning")
        need("first_frame" in kinds or "aspect_ratio" in asked, "aspect_ratio")
        need("negative_prompt" not in asked, "negative_prompt")
        for each in pictures:
            picture(each["image_url"])

    # ---- pictures

    @on("POST", rf"/v1/images/({IMAGES})", "submit")
    def image(self, request: Request, kind: str) -> Answer:
        asked = request.json
        try:
            need(asked.get("resolution", "1k") in ("1k", "2k", "4k") and 1 <= asked.get("n", 1) <= 9, "resolution, n")
            if kind == "editing/expand":
                picture(asked["image"])
                sides = [asked[f"{side}_expansion_ratio"] for side in ("up", "down", "left", "right")]
                need(all(0 <= side <= 2 for side in sides), "0 to 2")
                need((1 + sides[0] + sides[1]) * (1 + sides[2] + sides[3]) <= 3, "three times the picture at most")
            elif kind == "omni-image":
                need(asked["model_name"] in ("kling-image-o1", "kling-v3-omni"), "model_name")
                need(len(asked.get("image_list", [])) <= 10, "ten pictures at most")
                for each in asked.get("image_list", []):
                    picture(each["image"])
            else:
                need(asked["model_name"] in ("kling-v2-1", "kling-v3") and asked["prompt"], "model_name")
                need("image" not in asked or "negative_prompt" not in asked, "negative_prompt with a picture")
                need("image_reference" not in asked or asked["model_name"] == "kling-v2-1", "image_reference")
                if "image" in asked:
                    picture(asked["image"])
        except (NoError, KeyError, ValueError) as error:
            return no(1201, message=str(error))
        return self._place(f"images/{kind}", asked, "image", picture_cost(kind, asked))

    # ---- faces and mouths

    @on("POST", "/v1/videos/identify-face", "other")
    def faces(self, request: Request) -> Answer:
        asked = request.json
        own, address = asked.get("video_id"), asked.get("video_url")
        if bool(own) == bool(address):
            return no(1201, message="video_id or video_url")
        if own and own.removeprefix("v-") not in self.books.jobs:
            return no(1203, 404, "video")
        if address and self.hosted.get(address, b"")[4:8] != b"ftyp":
            return no(1201, message="video_url can not be read")
        session = f"s-{len(self.sessions) + 1}"
        self.sessions[session] = ["7", "8"]
        self.books.charge(session, units(FACES))
        seen = [
            {"face_id": "7", "start_time": 0, "end_time": 5200},
            {"face_id": "8", "start_time": 0, "end_time": 5200},
        ]
        return yes({"session_id": session, "final_unit_deduction": FACES, "face_data": seen})

    @on("POST", "/v1/videos/advanced-lip-sync", "submit")
    def mouth(self, request: Request) -> Answer:
        asked = request.json
        try:
            (face,) = asked["face_choose"]
            need(face["face_id"] in self.sessions[asked["session_id"]], "face_id")
            need(base64.b64decode(face["sound_file"], validate=True)[:4] == b"RIFF", "sound_file")
            heard = face["sound_end_time"] - face["sound_start_time"]
            need(2_000 <= heard <= 60_000 and face["sound_insert_time"] >= 0, "2 to 60 seconds")
        except (NoError, KeyError, ValueError) as error:
            return no(1201, message=str(error))
        cost = units(MOUTH) * -(-heard // 5_000)
        return self._place("videos/advanced-lip-sync", asked, "video", cost, heard / 1000)

    # ---- classic tasks

    @on("GET", rf"/v1/videos/({VIDEOS}|advanced-lip-sync)/([^/]+)", "poll")
    def clip_task(self, _: Request, kind: str, ident: str) -> Answer:
        return self._task(f"videos/{kind}", ident)

    @on("GET", rf"/v1/images/({IMAGES})/([^/]+)", "poll")
    def image_task(self, _: Request, kind: str, ident: str) -> Answer:
        return self._task(f"images/{kind}", ident)

    def _task(self, path: str, ident: str) -> Answer:
        job = self.job(ident) or next((job for job in self.books.jobs.values() if job.reference == ident), None)
        if job is None or job.life.forgotten or self.paths[job.id] != path:
            return no(1203, 404, "task not found")
        return yes(self._state(job))

    def _state(self, job: Job) -> dict[str, Any]:
        stage = self.stage(job)
        state = {
            "task_id": job.id,
            "task_status": STATES.get(stage, stage),
            "task_status_msg": {"content": "Failure to pass the risk control system", "failed": "no GPU"}.get(
                stage, ""
            ),
            "task_info": {"external_task_id": job.reference},
        }
        if stage != "running":
            worth = PICTURE_UNIT if job.life.family == "image" else UNIT
            state["final_unit_deduction"] = f"{self.books.billed(job.id) / worth:g}"
        if stage == "succeeded":
            files = (self.url_of(job),) if job.life.files is None else job.life.files
            kind = "images" if job.life.family == "image" else "videos"
            state["task_result"] = {kind: [{"id": f"v-{job.id}", "url": url, "duration": "5.1"} for url in files]}
        return state

    @on("GET", rf"/v1/(videos/(?:{VIDEOS})|images/(?:{IMAGES}))", "lookup")
    def tasks_listed(self, request: Request, path: str) -> Answer:
        if not 1 <= int(request.asked("pageSize") or 30) <= 500:
            return no(1201)
        return yes([self._state(job) for job in self.books.jobs.values() if self.paths[job.id] == path])

    # ---- the newer dialect

    @on("POST", "/(text-to-video|image-to-video|omni-video)/([^/]+)", "submit")
    def newer(self, request: Request, product: str, model: str) -> Answer:
        asked = request.json
        settings = asked.get("settings", {})
        if model not in (*NEW, "kling-2.5-turbo", "kling-o1"):
            return no(1203, 404, "model")
        try:
            need(settings["duration"] in NEW.get(model, (5, 10)) and type(settings["duration"]) is int, "duration")
            need(settings["resolution"] in ("720p", "1080p", "4k"), "resolution")
            need(settings["resolution"] != "4k" or model in ("kling-3.0", "kling-3.0-omni"), "no 4k here")
            need("audio" not in settings or (settings["audio"] in ("native", "off") and "turbo" not in model), "audio")
            contents = asked.get("contents", [])
            kinds = [each["type"] for each in contents]
            if product == "text-to-video":
                need(0 < len(asked["prompt"]) <= 3072 and not contents, "prompt")
            elif product == "image-to-video":
                need(kinds[:2] == ["prompt", "first_frame"] and "aspect_ratio" not in settings, "first_frame")
                need(
                    "refer_image" not in kinds and ("last_frame" not in kinds or model != "kling-3.0-turbo"), "contents"
                )
            else:
                need("first_frame" in kinds or settings.get("aspect_ratio"), "aspect_ratio")
                need(kinds.count("refer_image") <= 7, "seven pictures at most")
            for each in contents:
                if each["type"] in ("first_frame", "last_frame", "refer_image"):
                    picture(each["url"])
        except (NoError, KeyError, ValueError) as error:
            return no(1201, message=str(error))
        a_second = A_SECOND.get((model, settings["resolution"]), ("0.6", "0.9"))[settings.get("audio") == "native"]
        cost = units(a_second) * settings["duration"]
        reference = asked.get("options", {}).get("external_task_id", "")
        job = self.books.place(reference, "video", settings["duration"], cost)
        return yes({"id": job.id, "status": "submitted", "external_id": job.reference})

    @on("GET", "/tasks", "poll")
    def newer_tasks(self, request: Request) -> Answer:
        ids, references = request.asked("task_ids").split(","), request.asked("external_task_ids").split(",")
        found = [
            job for job in self.books.jobs.values() if job.id in ids or (job.reference and job.reference in references)
        ]
        return yes([self._newer_state(job) for job in found if not job.life.forgotten])

    def _newer_state(self, job: Job) -> dict[str, Any]:
        stage = self.stage(job)
        files = ((self.url_of(job),) if job.life.files is None else job.life.files) if stage == "succeeded" else ()
        return {
            "id": job.id,
            "status": {"running": "processing", "content": "failed"}.get(stage, stage),
            "message": {"content": "content policy violation"}.get(stage, ""),
            "external_id": job.reference,
            "outputs": [{"type": "video", "id": f"v-{job.id}", "url": url, "duration": "5"} for url in files],
            "billing": [{"charge_type": "unit", "package_type": "video", "amount": f"{job.micros / UNIT:g}"}]
            if stage == "succeeded"
            else [],
        }


def units(number: str, worth: int = UNIT) -> int:
    """Return what a number of units is worth, in millionths of a dollar."""
    return int(Decimal(number) * worth)


def clip_cost(asked: dict[str, Any]) -> int:
    """Return what a clip of the classic models costs."""
    model = asked["model_name"]
    modes = (LOUD if asked.get("sound") == "on" else FIVE_SECONDS).get(model, (MASTERS, MASTERS))
    return units(modes[asked.get("mode", "std") == "pro"]) * int(asked["duration"]) // 5


def picture_cost(kind: str, asked: dict[str, Any]) -> int:
    """Return what a picture costs: 8 units, half of that from words alone by 2.1."""
    from_words = kind == "generations" and asked["model_name"] == "kling-v2-1" and "image" not in asked
    return (4 if from_words else 8) * PICTURE_UNIT * asked.get("n", 1)


def plain(letters: str) -> bytes:
    return base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))


def says(code: int, status: int, message: str = "no") -> Fault:
    return answers(status, no(code, status, message)[1])


def clip(prompt: str = "Rain runs over the cobbles", **more: Any) -> ClipRequest:
    return ClipRequest(prompt, more.pop("avoid", "people"), "16/9", 5000, **more)


FIVE = (("seconds", "5"), ("size", "1280x720"))
ROUND = tuple((0.5 + 0.004 * number, 0.25) for number in range(100))

VENDOR = Vendor(
    name="kling",
    emulator=KlingEmulator,
    keys={"KLING_API_KEY": KEY},
    asks={
        "words": Ask("v2-5-turbo-pro", clip(), how=FIVE),
        "first frame": Ask("v2-5-turbo-pro", clip("雨落在石板路上"), {"start": "png"}, FIVE),
        "both frames": Ask("v2-5-turbo-pro", clip(), {"start": "png", "end": "png"}, FIVE),
        "last frame": Ask("v1-6-pro", clip(), {"end": "png"}, FIVE),
        "with sound": Ask("v2-6-pro-sound", clip(), {"start": "png"}, FIVE),
        "several pictures": Ask("v1-6-std", clip(), {"reference 1": "png", "reference 2": "png"}, FIVE),
        "camera in numbers, from words": Ask("v1-std", clip(camera=(("truck", 0.0, -0.22),)), how=FIVE),
        "camera in numbers, from a frame": Ask(
            "v1-5-pro", clip(camera=(("zoom", 1.0, 1.4), ("pan", 0.0, 0.0))), {"start": "png"}, FIVE
        ),
        "camera on two axes is left to words": Ask(
            "v1-5-pro", clip(camera=(("pan", 0.0, 12.0), ("tilt", 0.0, 6.0))), {"start": "png"}, FIVE
        ),
        "motion brush": Ask(
            "v1-5-pro",
            clip(paths=(((0.25, 0.5), (0.75, 0.0)), ROUND), holds=((0.0, 0.8, 1.0, 0.2),), camera=(("pan", 0, 9.0),)),
            {"start": "png", "brush 1": "png", "brush 2": "png"},
            FIVE,
        ),
        "classic omni": Ask(
            "v3-omni-pro", clip("<<<image_1>>> walks"), {"reference 1": "png", "reference 2": "png"}, FIVE
        ),
        "classic omni frames": Ask("o1-std", clip(), {"start": "png", "end": "png"}, FIVE),
        "newer words": Ask("v3-1080p", clip(), how=(("seconds", "7"),)),
        "newer frames": Ask(
            "v3-720p-sound", clip(), {"start": "png", "end": "png"}, (("seconds", "7"), ("elements", "160"))
        ),
        "newer turbo": Ask("v3-turbo-720p", clip(), {"start": "png"}, (("seconds", "3"),)),
        "newer pictures": Ask("v3-omni-720p", clip(), {"reference 1": "png", "reference 2": "png"}, FIVE),
        "still": Ask("image-v3", StillRequest("a desk at night", "people", "21/9")),
        "still with a face": Ask(
            "image-v2-1", StillRequest("Li Hua at a desk", "people", "16/9"), {"reference 1": "png"}
        ),
        "still with faces": Ask(
            "image-v3-omni", StillRequest("two at a desk", "", "16/9"), {"reference 1": "png", "reference 2": "png"}
        ),
        "extend": Ask(
            "expand", EditRequest("extend", "more sky", "", "16/9", edges=(0.5, 0, 0.25, 0.25)), {"picture": "png"}
        ),
        "restyle": Ask("image-v3-omni", EditRequest("restyle", "as ink", "", "16/9"), {"picture": "png"}),
        "mouth of a clip at an address": Ask(
            "lip-sync", LipSyncRequest("right", (500,), 5000), {"clip": "mp4 5", "track": "wav 5"}
        ),
    },
    refusals={
        "bad key": (says(1002, 401), "auth"),
        "late token": (says(1004, 401), "auth"),
        "not for this account": (says(1103, 403), "auth"),
        "from elsewhere": (says(1304, 429), "auth"),
        "in arrears": (says(1101, 429), "credit"),
        "pack is empty": (says(1102, 429), "credit"),
        "account": (says(1100, 429), "credit"),
        "field": (says(1201, 400), "request"),
        "no such model": (says(1203, 404), "request"),
        "ended model": (says(1200, 400, "The model 'kling-v1' has been discontinued"), "request"),
        "policy": (says(1300, 400), "content"),
        "words refused": (says(1301, 400), "content"),
        "too fast": (says(1302, 429), "rate"),
        "at once": (says(1303, 429, "parallel task over resource pack limit"), "rate"),
        "success with a code": (says(1303, 200), "rate"),
        "server": (says(5000, 500), "unknown"),
        "repairs": (says(5001, 503), "busy"),
        "backlog": (says(5002, 504), "unknown"),
    },
    ends={
        "failed": (Life(end="failed", refund=True), "failed"),
        "moderated": (Life(end="content"), "content"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    options={"files": "{url}/hosted"},
)
