"""Jimeng by Volcengine's visual service: signed requests, one address for all, `req_key` for what is wanted.

Whole faces and voices (OmniHuman, change-lips) it takes by address only: see `protocol/hosting.py`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filmc.base.digest import digest_file
from filmc.frontend.value import Money
from filmc.lower.model import Model
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest, EditRequest, EnlargeRequest, LipSyncRequest, StillRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible, not_sent
from filmc.produce.protocol.base import Failed, FailureKind, Handle, Order, Progress, Result, Running, Succeeded
from filmc.produce.protocol.carrying import bare, written
from filmc.produce.protocol.frames import first_frame
from filmc.produce.protocol.hosting import Hosting
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.masks import grey_letters
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.reading import read_json
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.shapes import seconds_of, sides_near, sides_of
from filmc.produce.protocol.signing import Signer
from filmc.produce.protocol.told import part, told
from filmc.produce.protocol.verdict import Complaint, Meaning
from filmc.produce.providers.jimeng_camera import strength, template

_VERSION = "2022-08-31"
_RATE = 24
"""Frames a second."""
_AREA = 2048 * 2048
_REPAIRS = {"fix": "jimeng_image2image_dream_inpaint", "extend": "jimeng_img2img_seed3_painting_edit"}
_LIKE = 0
"""How freely a picture is enlarged, of 100: none of it is drawn anew."""
_WHOLE = 10_000
"""The code of success; an answer's `data` means nothing before it."""


def open_provider(opening: Opening) -> Jimeng:
    """Return Jimeng."""
    return Jimeng(opening)


class Jimeng(Remote):
    """`POST /?Action=…SubmitTask` → task; `POST /?Action=…GetResult` with `req_key` and task → status and files."""

    codes: Mapping[str, Meaning] = {
        **dict.fromkeys(map(str, (*range(50_411, 50_414), *range(50_511, 50_515), *range(50_516, 50_520))), "content"),
        **dict.fromkeys(("50520", "50521", "50522"), "busy"),  # what judges pictures is out of order
        **dict.fromkeys(("50429", "50430", "FlowLimitExceeded"), "rate"),
        **dict.fromkeys(("50500", "50501", "InternalError"), "unclear"),
        **dict.fromkeys(("50200", "50205", "50207", "50215"), "request"),
        **dict.fromkeys(("50400", "LackPolicy", "AccessDenied"), "auth"),
        **dict.fromkeys(("SignatureDoesNotMatch", "InvalidAccessKey", "InvalidCredential"), "auth"),
    }
    turned_away = ("50429", "50430", "50520", "50521", "50522")

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        keys = opening.keys
        pair = keys["VOLC_ACCESSKEY"], keys["VOLC_SECRETKEY"]
        self.signer = Signer(*pair, region="cn-north-1", service="cv", session=keys.get("VOLC_SESSION_TOKEN"))
        self.hosting = Hosting(opening)
        self._faces = opening.memo("the first frame, uploaded")

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return self.signer.headers(urlsplit(self.opening.base).netloc, method, target, body, self.opening.now())

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        match what:
            case ClipRequest() if model:
                return _ordered(_clip(asked, what, model))
            case StillRequest() if model and "image" in model.makes:
                return _ordered(await self._still(asked, what.prompt, what.aspect, model))
            case EditRequest() if model:
                return _ordered(await self._edit(asked, what, model))
            case EnlargeRequest() if model and "enhance-still" in model.makes:
                pictures = await self._pictures(asked, ["picture"])
                size = dict(model.options)["resolution"]
                return _ordered({"req_key": model.wire, **pictures, "resolution": size, "scale": _LIKE})
            case LipSyncRequest() if model:
                return _ordered(await self._mouth(asked, model))
            case _:
                raise not_possible(asked, "it makes clips, stills, repairs and mouths")

    async def _still(self, asked: Asked, prompt: str, aspect: str, model: Model) -> dict[str, Any]:
        roles = [role for role in asked.files if role.startswith(("reference ", "picture"))]
        width, height = sides_near(aspect, _AREA, 8)
        return {
            "req_key": model.wire,
            "prompt": prompt,
            **await self._pictures(asked, sorted(roles, key=lambda role: (len(role), role))),
            "width": width,
            "height": height,
            "force_single": True,  # each picture that it makes beyond the first is charged, too
        }

    async def _pictures(self, asked: Asked, roles: list[str]) -> dict[str, list[str]]:
        """Return pictures by address, which its pages want, where there is a place for them; else as they are."""
        if roles and self.hosting.base:
            return {"image_urls": [await self.hosting.address(asked, role) for role in roles]}
        return {"binary_data_base64": [bare(asked.files[role]) for role in roles]} if roles else {}

    async def _edit(self, asked: Asked, what: EditRequest, model: Model) -> dict[str, Any]:
        if what.repair == "restyle" and model.wire not in _REPAIRS.values():
            return await self._still(asked, what.prompt, what.aspect, model)
        if _REPAIRS.get(what.repair) != model.wire:
            raise not_possible(asked, f"{model.name} does no `{what.repair}`")
        picture = bare(asked.files["picture"])
        body = {"req_key": model.wire, "prompt": what.prompt, "seed": _seed(asked)}
        if what.repair == "fix":
            return {**body, "binary_data_base64": [picture, _mask(asked)]}
        sides = zip(("top", "bottom", "left", "right"), what.edges, strict=True)
        return {**body, "binary_data_base64": [picture], **{side: round(part, 4) for side, part in sides}}

    async def _mouth(self, asked: Asked, model: Model) -> dict[str, Any]:
        if not {"clip", "track"} <= asked.files.keys():
            raise not_possible(asked, "it needs a clip and a voice")
        voice = await self.hosting.address(asked, "track")
        if "avatar" not in model.wire:
            return {"req_key": model.wire, "url": await self.hosting.address(asked, "clip"), "pure_audio_url": voice}
        return {
            "req_key": model.wire,
            "image_url": await self._face(asked),
            "audio_url": voice,
            "output_resolution": 1080 if min(sides_of(asked.job)) > 720 else 720,
            "seed": _seed(asked),
        }

    async def _face(self, asked: Asked) -> str:
        """Return the address of the clip's first frame: this model moves a picture, and not a clip."""
        seen = digest_file(asked.files["clip"])
        if seen not in self._faces:
            with tempfile.TemporaryDirectory(prefix="filmc-") as folder:
                try:
                    picture = first_frame(asked.files["clip"], Path(folder))
                except OSError as error:
                    raise not_sent(asked, "picture", str(error)) from None
                self._faces[seen] = await self.hosting.address_of(asked, "picture", picture)
        return str(self._faces[seen])

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        task = _data(reply).get("task_id")
        if reply.status != 200 or not isinstance(task, str) or not task:
            return None
        return self.handle(f"{json.loads(order.body)['req_key']}/{task}")

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        gate = part(part(said, "ResponseMetadata"), "Error")
        return Complaint(
            str(said.get("code") or gate.get("Code") or ""), str(said.get("message") or gate.get("Message") or "")
        )

    def question(self, handle: Handle) -> Question:
        key, _, task = handle.job.partition("/")
        wish = json.dumps({"return_url": True, "logo_info": {"add_logo": False}})
        body = {"req_key": key, "task_id": task, "req_json": wish}
        return Question("POST", f"/?Action={_action(key)}GetResult&Version={_VERSION}", json.dumps(body).encode())

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        if told(reply).get("code") != _WHOLE:
            return self._ended(handle, reply)
        data = _data(reply)
        match data.get("status"):
            case "in_queue" | "generating":
                return Running()
            case "done":
                files = _files(data)
                return Succeeded(files, None) if files else Failed("empty", "success without a file", _free(handle))
            case "not_found" | "expired" as word:
                kind: FailureKind = "lost" if word == "not_found" else "expired"
                return Failed(kind, f"the task is {word.replace('_', ' ')}")
            case _:
                return None

    def _ended(self, handle: Handle, reply: Reply) -> Failed | None:
        """Read a code that is no success: the task's end where it speaks of what was asked, else of this question."""
        complaint = self.complaint(reply)
        if not complaint.code.isdigit() or reply.status in (429, 500, 503):
            return None
        match self.codes.get(complaint.code):
            case "content":
                return Failed("content", complaint.message, _free(handle))
            case "request" | None if reply.status in (200, 400):
                return Failed("failed", complaint.message or complaint.code, _free(handle))
            case _:
                return None


def _ordered(body: dict[str, Any]) -> Written:
    return written(f"/?Action={_action(body['req_key'])}SubmitTask&Version={_VERSION}", body)


def _action(key: str) -> str:
    """Return which pair of actions a service is called by."""
    return "CV" if "realman" in key else "CVSync2Async"


def _clip(asked: Asked, what: ClipRequest, model: Model) -> dict[str, Any]:
    """Return the order of a clip; which service makes it depends on what it begins and ends with."""
    options = dict(model.options)
    pictures = [bare(asked.files[role]) for role in ("start", "end") if role in asked.files]
    body: dict[str, Any] = {
        "prompt": what.prompt,
        "binary_data_base64": pictures or None,
        "frames": int(seconds_of(asked.job)) * _RATE + 1,
        "seed": _seed(asked),
    }
    if not pictures:
        return {"req_key": options["text"], **body, "aspect_ratio": ratio_of(what.aspect, model.can.ratios)}
    if "end" in asked.files:
        return {"req_key": options["both"], **body}
    move = dict(asked.job.how).get("preset") or (template(what.camera) if "camera" in options else None)
    if move not in model.can.presets:
        return {"req_key": options["first"], **body}
    return {"req_key": options["camera"], **body, "template_id": move, "camera_strength": strength(what.camera)}


def _seed(asked: Asked) -> int:
    return asked.seed if asked.seed is not None else -1


def _mask(asked: Asked) -> str:
    try:
        return grey_letters(asked.files["mask"])
    except OSError as error:
        raise not_sent(asked, "mask", str(error)) from None


def _free(handle: Handle) -> Money | None:
    """Return nothing for pictures: its pages say that only those that come are charged. Of clips they do not."""
    pictured = any(word in handle.job for word in ("_t2i_", "seedream", "image2image", "img2img", "i2i_seed3"))
    return Money(0, "CNY") if pictured else None


def _data(reply: Reply) -> Mapping[str, Any]:
    said = told(reply)
    return part(said, "data") if said.get("code") == _WHOLE else {}


def _files(data: Mapping[str, Any]) -> tuple[Result, ...]:
    inside = read_json(data["resp_data"]) if isinstance(data.get("resp_data"), str) else None
    clip = data.get("video_url") or part({"inside": inside}, "inside").get("url")
    pictures = tuple(Result(url, "image") for url in data.get("image_urls") or () if url)
    return (Result(clip, "video"),) if clip else pictures
