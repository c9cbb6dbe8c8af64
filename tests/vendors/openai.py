"""OpenAI's pictures, from its Python package and its pages: pictures in base64, masks that are clear where to change."""

from __future__ import annotations

import base64
import io
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from emulators.books import Answer, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told
from PIL import Image

from filmc.lower.request import EditRequest, StillRequest
from vendors import Ask, Vendor

KEY = "sk-canary-openai-31c07d"
MODELS = {"gpt-image-2", "gpt-image-2.5-flare", "gpt-image-2.5-sunburst"}
FIELDS = {"model", "prompt", "size", "quality", "n", "output_format", "background", "moderation", "output_compression"}
DRAWN = {"low": 158, "medium": 1372, "high": 5500, "auto": 1372}
"""Tokens of a picture that is wider than high."""
RATES = {"text": 5, "image": 8, "drawn": 30}
"""Dollars for a million tokens."""
QUALITIES = {"low", "medium", "high", "auto"}


def no(status: int, code: str | None, kind: str = "invalid_request_error", message: str = "no") -> Answer:
    return told({"error": {"message": message, "type": kind, "param": None, "code": code}}, status)


class OpenAIEmulator(VendorEmulator):
    """`https://api.openai.com`, as far as pictures go."""

    def refused(self, request: Request) -> Answer | None:
        known = request.headers.get("authorization") == f"Bearer {KEY}"
        return None if known else no(401, "invalid_api_key")

    @on("POST", "/v1/images/generations", "submit")
    def generate(self, request: Request) -> Answer:
        return self._made(request.json, 0)

    @on("POST", "/v1/images/edits", "submit")
    def edit(self, request: Request) -> Answer:
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        parts = BytesParser().parsebytes(head + request.body).get_payload()
        fields = {name_of(part): part.get_payload(decode=True) for part in parts if not part.get_filename()}
        pictures = [opened(part) for part in parts if name_of(part) in ("image", "image[]")]
        mask = next((opened(part) for part in parts if name_of(part) == "mask"), None)
        if not 1 <= len(pictures) <= 16:
            return no(400, "missing_required_parameter", message="image")
        if mask and (mask.format != "PNG" or "A" not in mask.getbands() or mask.size != pictures[0].size):
            return no(400, "invalid_mask", message="a PNG with alpha, as large as the first image")
        asked = {name: value.decode() for name, value in fields.items()}
        return self._made({**asked, "n": int(asked.get("n", 1))}, 1500 * len(pictures))

    def _made(self, asked: dict[str, Any], image_tokens: int) -> Answer:
        if asked.get("model") not in MODELS:
            return no(404, "model_not_found")
        if not asked.get("prompt") or {*asked} - FIELDS or asked.get("quality", "auto") not in QUALITIES:
            return no(400, "unknown_parameter", message=str({*asked} - FIELDS))
        if not legal(asked.get("size", "auto")) or asked.get("n", 1) != 1:
            return no(400, "invalid_value", message="size")
        drawn = DRAWN[asked.get("quality", "auto")]
        cost = 20 * RATES["text"] + image_tokens * RATES["image"] + drawn * RATES["drawn"]
        job = self.books.place("", "image", micros=cost)
        data = [] if job.life.files == () else [{"b64_json": base64.b64encode(job.media).decode()}]
        counted = {"text_tokens": 20, "image_tokens": image_tokens}
        usage = {"input_tokens": 20 + image_tokens, "input_tokens_details": counted, "output_tokens": drawn}
        return told({"created": 1, "data": data, "usage": {**usage, "total_tokens": 20 + drawn + image_tokens}})


def legal(size: str) -> bool:
    if size == "auto":
        return True
    width, height = map(int, size.split("x"))
    inside = 655_360 <= width * height <= 8_294_400 and max(width, height) <= min(3840, 3 * min(width, height))
    return inside and width % 16 == height % 16 == 0


def name_of(part: Message) -> str:
    return str(part.get_param("name", header="content-disposition"))


def opened(part: Message) -> Image.Image:
    return Image.open(io.BytesIO(part.get_payload(decode=True)))


def says(status: int, code: str | None, kind: str = "invalid_request_error") -> Fault:
    return answers(status, no(status, code, kind)[1])


def sdk(there: VendorEmulator, folder: Path) -> None:
    from openai import OpenAI

    client = OpenAI(api_key=KEY, base_url=f"{there.url}/v1", max_retries=0)
    picture, mask = folder / "picture.png", folder / "mask.png"
    Image.new("RGB", (64, 64)).save(picture)
    Image.new("RGBA", (64, 64)).save(mask)
    made = client.images.edit(
        model="gpt-image-2", image=[picture], mask=mask, prompt="a hand", size="1536x1024", output_format="png"
    )
    assert made.usage
    assert base64.b64decode(made.data[0].b64_json) == there.books.jobs["job-1"].media
    client.close()


FACES = {f"reference {number}": "png 64x64" for number in (1, 2)}
FILM = (("size", "1280x720"),)
HAND = EditRequest("fix", "a hand", "", "16/9", box=(0.1, 0.1, 0.2, 0.2))

VENDOR = Vendor(
    name="openai",
    emulator=OpenAIEmulator,
    keys={"OPENAI_API_KEY": KEY},
    asks={
        "words": Ask("gpt-image-2-medium", StillRequest("雨中的庭院", "", "16/9"), how=FILM),
        "a tall picture": Ask("gpt-image-2-high", StillRequest("a door", "", "9/16"), how=FILM),
        "who is in it": Ask("gpt-image-2-5-flare-medium", StillRequest("Li Hua waits", "", "16/9"), FACES, FILM),
        "a repair": Ask("gpt-image-2-medium-edit", HAND, {"picture": "png", "mask": "png 320x180"}, FILM),
        "in another style": Ask(
            "gpt-image-2-5-sunburst-high", EditRequest("restyle", "ink", "", "16/9"), {"picture": "png"}, FILM
        ),
    },
    refusals={
        "no money": (says(429, "insufficient_quota", "insufficient_quota"), "credit"),
        "over his limit": (says(400, "billing_hard_limit_reached", "image_generation_user_error"), "credit"),
        "bad key": (says(401, "invalid_api_key"), "auth"),
        "not there": (says(403, "unsupported_country_region_territory", "request_forbidden"), "auth"),
        "words refused": (says(400, "moderation_blocked", "image_generation_user_error"), "content"),
        "its own fault": (says(400, None, "image_generation_user_error"), "request"),
        "no such model": (says(404, "model_not_found"), "request"),
        "too many": (says(429, "rate_limit_exceeded", "requests"), "rate"),
        "busy": (says(503, None, "service_unavailable"), "busy"),
        "server": (says(500, None, "server_error"), "unknown"),
    },
    ends={"nothing": (Life(files=()), "empty")},
    sdk=sdk,
    one_answer=True,
)
