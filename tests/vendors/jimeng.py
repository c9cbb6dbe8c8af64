"""Jimeng (Volcengine visual), from its pages and its package: actions in the query, `req_key` in the body, signatures."""

from __future__ import annotations

import base64
import calendar
import hashlib
import hmac
import io
import json
import time
from pathlib import Path
from typing import Any

from emulators import books, media
from emulators.books import UNTOLD, Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told
from PIL import Image

from filmc.lower.request import ClipRequest, EditRequest, EnlargeRequest, LipSyncRequest, StillRequest
from vendors import Ask, Vendor

ACCESS, SECRET = "AKLTcanary5d1e0a", "volc_secret_canary_93b7"
TEXT = {"jimeng_t2v_v30", "jimeng_t2v_v30_1080p"}
FIRST = {"jimeng_i2v_first_v30", "jimeng_i2v_first_v30_1080", "jimeng_i2v_recamera_v30"}
BOTH = {"jimeng_i2v_first_tail_v30", "jimeng_i2v_first_tail_v30_1080"}
PRO = {"jimeng_ti2v_v30_pro"}
STILLS = {"jimeng_seedream46_cvtob": 14, "jimeng_t2i_v40": 10}
AVATAR = "jimeng_realman_avatar_picture_omni_v15"
A_PICTURE = {
    "jimeng_seedream46_cvtob": 220_000,
    "jimeng_t2i_v40": 220_000,
    "jimeng_image2image_dream_inpaint": 200_000,
}
"""Millionths of a yuan."""
LIPS = {"realman_change_lips", "realman_change_lips_basic_chimera"}
RATIOS = {"16:9", "4:3", "1:1", "3:4", "9:16", "21:9"}
TEMPLATES = {"hitchcock_dolly_in", "hitchcock_dolly_out", "robo_arm", "dynamic_orbit", "central_orbit", "crane_push"}
MESSAGES = {
    50411: "Pre Img Risk Not Pass",
    50412: "Text Risk Not Pass",
    50413: "Post Text Risk Not Pass",
    50511: "Post Img Risk Not Pass",
    50429: "Request Has Reached API Limit, Please Try Later",
    50430: "Request Has Reached API Concurrent Limit, Please Try Later",
    50500: "Internal Error",
    50501: "Internal RPC Error",
}


class NoError(Exception):
    """What the vendor finds wrong."""


def need(good: object, what: str) -> None:
    if not good:
        raise NoError(what)


def no(code: int, status: int = 400, message: str = "") -> Answer:
    said = message or MESSAGES.get(code, "no")
    return told({"code": code, "data": None, "message": said, "request_id": "r-1", "status": code}, status)


def gate(code: str, status: int, number: int = 100010) -> Answer:
    error = {"CodeN": number, "Code": code, "Message": "no"}
    return told({"ResponseMetadata": {"RequestId": "r-1", "Service": "cv", "Error": error}}, status)


def yes(data: Any) -> Answer:
    return told({"code": 10000, "data": data, "message": "Success", "request_id": "r-1", "status": 10000})


def mac(key: bytes, said: str) -> bytes:
    return hmac.new(key, said.encode(), hashlib.sha256).digest()


def signature(request: Request, names: list[str], date: str) -> str:
    """Return the signature that a request should have, as the page on signing has it."""
    lines = "".join(f"{name}:{request.headers[name].strip()}\n" for name in names)
    query = "&".join(sorted(request.query.split("&")))
    hashed = hashlib.sha256(request.body).hexdigest()
    asked = f"{request.method}\n{request.path}\n{query}\n{lines}\n{';'.join(names)}\n{hashed}"
    scope = f"{date[:8]}/cn-north-1/cv/request"
    said = f"HMAC-SHA256\n{date}\n{scope}\n{hashlib.sha256(asked.encode()).hexdigest()}"
    day = mac(SECRET.encode(), date[:8])
    return mac(mac(mac(mac(day, "cn-north-1"), "cv"), "request"), said).hex()


def pictures(asked: dict[str, Any], most: int, hosted: dict[str, bytes]) -> list[Image.Image]:
    """Return the pictures of an order: bare base64 or addresses, never both."""
    plain, addresses = asked.get("binary_data_base64", []), asked.get("image_urls", [])
    need(not (plain and addresses), "pictures in one way")
    files = [base64.b64decode(each, validate=True) for each in plain] + [hosted.get(each, b"") for each in addresses]
    need(len(files) <= most, f"{most} pictures at most")
    opened = []
    for data in files:
        need(data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0"), "PNG or JPEG")
        opened.append(Image.open(io.BytesIO(data)))
    return opened


class JimengEmulator(VendorEmulator):
    """`https://visual.volcengineapi.com`."""

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.keys: dict[str, str] = {}

    def refused(self, request: Request) -> Answer | None:
        algorithm, _, rest = request.headers.get("authorization", "").partition(" ")
        parts = dict(part.partition("=")[::2] for part in rest.split(", "))
        access, _, scope = parts.get("Credential", "").partition("/")
        date = request.headers.get("x-date", "")
        if algorithm != "HMAC-SHA256" or access != ACCESS:
            return gate("InvalidAccessKey", 401, 100009)
        names = parts["SignedHeaders"].split(";")
        needed = {"host", "x-date", "x-content-sha256"} <= set(names) and names == sorted(names)
        if not needed or scope != f"{date[:8]}/cn-north-1/cv/request":
            return gate("SignatureDoesNotMatch", 401)
        if request.headers["x-content-sha256"] != hashlib.sha256(request.body).hexdigest():
            return gate("SignatureDoesNotMatch", 401)
        then = calendar.timegm(time.strptime(date, "%Y%m%dT%H%M%SZ"))
        if min(abs(then - self.clock.now), abs(then - time.time())) > 900:
            return gate("InvalidTimestamp", 403)
        return None if parts["Signature"] == signature(request, names, date) else gate("SignatureDoesNotMatch", 401)

    @on("POST", r"/\?Action=CVSync2AsyncSubmitTask&Version=2022-08-31", "submit")
    def create(self, request: Request) -> Answer:
        asked = request.json
        key = asked.get("req_key")
        try:
            if key in STILLS:
                return self._still(key, asked)
            if key in ("jimeng_image2image_dream_inpaint", "jimeng_img2img_seed3_painting_edit"):
                return self._repair(key, asked)
            if key == "jimeng_i2i_seed3_tilesr_cvtob":
                need(len(pictures(asked, 1, self.hosted)) == 1, "one picture")
                need(asked["resolution"] in ("4k", "8k") and 0 <= asked.get("scale", 50) <= 100, "resolution, scale")
                return self._placed(key, "image")
            if key in TEXT | FIRST | BOTH | PRO:
                return self._clip(key, asked)
        except (NoError, KeyError, ValueError, TypeError) as error:
            return no(50215, message=f"Input invalid for this service. {error}")
        return no(50400, 401, "Access Denied")

    def _still(self, key: str, asked: dict[str, Any]) -> Answer:
        need(0 < len(asked["prompt"]) <= 800, "prompt")
        need(1024**2 <= asked["width"] * asked["height"] <= 4096**2, "area")
        need(1 / 3 <= asked["width"] / asked["height"] <= 3, "shape")
        pictures(asked, STILLS[key], self.hosted)
        need(type(asked.get("force_single", False)) is bool, "force_single")
        return self._placed(key, "image")

    def _repair(self, key: str, asked: dict[str, Any]) -> Answer:
        given = pictures(asked, 2, self.hosted)
        need(asked["prompt"], "prompt")
        if "dream_inpaint" in key:
            picture, mask = given
            need(mask.mode == "L" and mask.size == picture.size, "a mask in one channel, as large as the picture")
        else:
            need(len(given) == 1 and all(0 <= asked[side] <= 1 for side in ("top", "bottom", "left", "right")), "sides")
            need(sum(asked[side] for side in ("top", "bottom", "left", "right")) > 0, "nothing to add")
        return self._placed(key, "image")

    def _clip(self, key: str, asked: dict[str, Any]) -> Answer:
        given = pictures(asked, 2, self.hosted)
        wanted = {0} if key in TEXT else {2} if key in BOTH else {0, 1} if key in PRO else {1}
        need(len(given) in wanted, "pictures")
        need(asked["frames"] in (121, 241) and 0 < len(asked["prompt"]) <= 800, "frames, prompt")
        need(asked.get("aspect_ratio", "16:9") in RATIOS and not ("aspect_ratio" in asked and given), "aspect_ratio")
        need(asked.get("seed", -1) >= -1, "seed")
        if key == "jimeng_i2v_recamera_v30":
            need(asked["template_id"] in TEMPLATES | {"handheld", "clockwise_swivel"}, "template_id")
            need(asked["camera_strength"] in ("weak", "medium", "strong"), "camera_strength")
        return self._placed(key, "video", (asked["frames"] - 1) / 24)

    @on("POST", r"/\?Action=CVSubmitTask&Version=2022-08-31", "submit")
    def create_human(self, request: Request) -> Answer:
        asked = request.json
        key = asked.get("req_key")
        if key == AVATAR:
            good = self._is(asked.get("image_url"), b"\x89PNG") and self._is(asked.get("audio_url"), b"RIFF")
            good = good and asked.get("output_resolution", 1080) in (720, 1080)
        elif key in LIPS:
            good = self._is(asked.get("pure_audio_url"), b"RIFF") and self.hosted.get(asked["url"], b"")[4:8] == b"ftyp"
        else:
            return no(50400, 401, "Access Denied")
        return self._placed(str(key), "video", media.seconds_of(self._heard(asked))) if good else no(50215)

    def _heard(self, asked: dict[str, Any]) -> bytes:
        return self.hosted[asked.get("audio_url") or asked["pure_audio_url"]]

    def _is(self, address: object, start: bytes) -> bool:
        return self.hosted.get(str(address), b"").startswith(start)

    def _placed(self, key: str, family: str, seconds: float = 0.0) -> Answer:
        cost = A_PICTURE.get(key, UNTOLD) if family == "image" else round(a_second(key) * seconds)
        job = self.books.place("", family, seconds, cost)
        self.keys[job.id] = key
        return yes({"task_id": job.id})

    @on("POST", r"/\?Action=CV(?:Sync2Async)?GetResult&Version=2022-08-31", "poll")
    def result(self, request: Request) -> Answer:
        asked = request.json
        job = self.job(asked.get("task_id", ""))
        human = asked.get("req_key") in LIPS | {AVATAR}
        if human == ("Sync2Async" in request.query):
            return no(50215)
        if job is None or self.keys[job.id] != asked.get("req_key"):
            return yes({"status": "not_found"})
        return self._told(job, json.loads(asked.get("req_json", "{}")))

    def _told(self, job: Job, wish: dict[str, Any]) -> Answer:
        stage = self.stage(job)
        if stage in ("content", "failed"):
            return no(50511) if stage == "content" else no(60102, message="no face")
        word = {"running": "generating", "succeeded": "done"}.get(stage, stage)
        return yes({"status": word, **(self._files(job, wish) if word == "done" else {})})

    def _files(self, job: Job, wish: dict[str, Any]) -> dict[str, Any]:
        files = [self.url_of(job)] if job.life.files is None else list(job.life.files)
        if job.life.family == "image":
            return {"image_urls": files if wish.get("return_url") else None, "binary_data_base64": None}
        if self.keys[job.id] in LIPS:
            return {"resp_data": json.dumps({"url": files[0] if files else ""})}
        return {"video_url": files[0] if files else ""}


def a_second(key: str) -> int:
    """Return what a second of a clip costs, in millionths of a yuan; that of changed lips was not found."""
    if key in LIPS:
        return UNTOLD
    return 1_000_000 if key in PRO | {AVATAR} else 630_000 if "1080" in key else 280_000


def says(code: int, status: int) -> Fault:
    return answers(status, no(code, status)[1])


def shut(code: str, status: int) -> Fault:
    return answers(status, gate(code, status)[1])


def clip(prompt: str = "雨落在石板路上", **more: Any) -> ClipRequest:
    return ClipRequest(prompt, "", "16/9", 5000, **more)


def sdk(there: VendorEmulator, folder: Path) -> None:
    from volcengine.visual.VisualService import VisualService

    service = VisualService()
    service.set_ak(ACCESS)
    service.set_sk(SECRET)
    service.set_host(f"127.0.0.1:{there.port}")
    service.set_scheme("http")
    try:
        form = {"req_key": "jimeng_t2i_v40", "prompt": "一张书桌", "width": 2048, "height": 2048, "force_single": True}
        task = service.cv_sync2async_submit_task(form)["data"]["task_id"]
        asked = {"req_key": "jimeng_t2i_v40", "task_id": task, "req_json": json.dumps({"return_url": True})}
        assert service.cv_sync2async_get_result(asked)["data"]["status"] == "generating"
        there.clock.advance(1_000)
        (address,) = service.cv_sync2async_get_result(asked)["data"]["image_urls"]
        assert service.session.get(address).content == there.made(there.books.jobs[task])[0]
    finally:
        service.session.close()
    assert folder.is_dir()


FIVE = (("seconds", "5"), ("size", "1280x720"))
MOUTH = LipSyncRequest("centre", (500,), 5000)

VENDOR = Vendor(
    name="jimeng",
    emulator=JimengEmulator,
    keys={"VOLC_ACCESSKEY": ACCESS, "VOLC_SECRETKEY": SECRET},
    asks={
        "still": Ask("image-4-6", StillRequest("夜里的书桌", "", "21/9")),
        "still with faces": Ask(
            "image-4-0", StillRequest("两个人", "", "16/9"), {"reference 1": "png", "reference 2": "png"}
        ),
        "restyle": Ask("image-4-6", EditRequest("restyle", "水墨", "", "16/9"), {"picture": "png"}),
        "fix": Ask(
            "inpaint", EditRequest("fix", "删除", "", "16/9"), {"picture": "png", "mask": "png"}, (("seed", "7"),)
        ),
        "extend": Ask(
            "outpaint", EditRequest("extend", "更多天空", "", "16/9", edges=(0.5, 0, 0.25, 0.25)), {"picture": "png"}
        ),
        "a larger picture": Ask("upscale-4k", EnlargeRequest("16/9"), {"picture": "png"}),
        "words": Ask("v3-720p", clip(), how=FIVE),
        "first frame": Ask("v3-1080p", clip(), {"start": "png"}, (("seconds", "10"), ("seed", "3"))),
        "both frames": Ask("v3-720p", clip(), {"start": "png", "end": "png"}, FIVE),
        "pro": Ask("v3-pro", clip(), {"start": "png"}, FIVE),
        "camera template": Ask(
            "v3-720p", clip(camera=(("dolly", 0.0, 0.3), ("zoom", 1.0, 0.75))), {"start": "png"}, FIVE
        ),
        "camera template by name": Ask("v3-720p", clip(), {"start": "png"}, (*FIVE, ("preset", "robo_arm"))),
        "camera without a template": Ask("v3-720p", clip(camera=(("pan", 0.0, 12.0),)), {"start": "png"}, FIVE),
        "digital human": Ask("omnihuman-1-5", MOUTH, {"clip": "mp4 5", "track": "wav 5"}, (("size", "1920x1080"),)),
        "changed lips": Ask("lips-lite", MOUTH, {"clip": "mp4 5", "track": "wav 5"}),
        "changed lips, basic": Ask("lips-basic", MOUTH, {"clip": "mp4 5", "track": "wav 5"}),
    },
    refusals={
        "bad signature": (shut("SignatureDoesNotMatch", 401), "auth"),
        "bad key": (shut("InvalidAccessKey", 401), "auth"),
        "no policy": (shut("LackPolicy", 403), "auth"),
        "not opened": (says(50400, 401), "auth"),
        "picture refused": (says(50411, 400), "content"),
        "words refused": (says(50412, 400), "content"),
        "a word refused": (says(50413, 400), "content"),
        "copyright": (says(50518, 400), "content"),
        "input": (says(50215, 400), "request"),
        "too fast": (says(50429, 429), "rate"),
        "at once": (says(50430, 429), "rate"),
        "judge is out": (says(50520, 400), "busy"),
        "server": (says(50500, 500), "unknown"),
        "algorithm": (says(50501, 500), "unknown"),
    },
    ends={
        "failed": (Life(end="failed", refund=True), "failed"),
        "moderated": (Life(end="content"), "content"),
        "forgotten": (books.LOST, "lost"),
        "late": (books.EXPIRED, "expired"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    options={"files": "{url}/hosted"},
    sdk=sdk,
)
