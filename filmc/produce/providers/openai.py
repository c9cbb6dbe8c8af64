"""OpenAI's pictures: from words, from pictures of who is in it, and mended ones. The answer has the picture inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from filmc.frontend.value import Money
from filmc.lower.ratios import ratio_of
from filmc.lower.request import EditRequest, StillRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible, not_sent
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Succeeded
from filmc.produce.protocol.carrying import Part, decoded, form, type_of, written
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.pixels import holed, size_of
from filmc.produce.protocol.told import listed, told
from filmc.produce.protocol.verdict import Complaint, Meaning


def open_provider(opening: Opening) -> OpenAI:
    """Return OpenAI."""
    return OpenAI(opening)


class OpenAI(AtOnce):
    """`POST /v1/images/generations` (JSON), `/v1/images/edits` (a form) → `data[].b64_json` and the tokens used."""

    codes: Mapping[str, Meaning] = {
        "moderation_blocked": "content",
        "content_policy_violation": "content",
        "insufficient_quota": "credit",  # it comes with 429, as too many requests do
        "billing_hard_limit_reached": "credit",
        "billing_not_active": "credit",
        "invalid_api_key": "auth",
        "image_generation_user_error": "request",
        "model_not_found": "request",
        "rate_limit_exceeded": "rate",
        "server_error": "unclear",
    }

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.opening.keys['OPENAI_API_KEY'].reveal()}"}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, StillRequest | EditRequest) or model is None:
            raise not_possible(asked, "it makes stills only")
        body: dict[str, Any] = {
            "model": model.wire,
            "prompt": what.prompt,
            "size": _size(what.aspect, model.can.sizes),
            "quality": dict(asked.job.how).get("quality"),
            "n": 1,
            "output_format": "png",
            "background": "opaque",
        }
        pictures = _pictures(asked)
        if not pictures:
            return written("/v1/images/generations", body)
        fields = [Part(name, str(value)) for name, value in body.items() if value is not None]
        return form("/v1/images/edits", [*fields, *_sent(asked, pictures)])

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        said = told(reply)
        if reply.status != 200 or not isinstance(said.get("data"), list):
            return None
        billed = self._billed(said.get("usage"))
        count = len(self.parts(reply))
        return Succeeded(self.inside("image", count), billed) if count else Failed("empty", "no picture", billed)

    def parts(self, reply: Reply) -> tuple[bytes, ...]:
        inside = (each.get("b64_json") for each in listed(told(reply), "data"))
        return tuple(decoded(each) for each in inside if isinstance(each, str) and each)

    def complaint(self, reply: Reply) -> Complaint:
        error = told(reply).get("error")
        said = error if isinstance(error, dict) else {}
        known = next((code for code in (said.get("code"), said.get("type")) if code in self.codes), said.get("code"))
        return Complaint(str(known or ""), str(said.get("message") or ""))

    def _billed(self, usage: Any) -> Money | None:
        """Return what the tokens cost that an answer counts; None where it does not, or a rate is not known."""
        counted = usage.get("input_tokens_details") if isinstance(usage, dict) else None
        if not isinstance(counted, dict):
            return None
        units = {"text in": counted.get("text_tokens"), "image in": counted.get("image_tokens")}
        units["image out"] = usage.get("output_tokens")
        rates = self.opening.facts.rates
        if not all(isinstance(number, int) and unit in rates for unit, number in units.items()):
            return None
        costs = [rates[unit].of(number) for unit, number in units.items() if number is not None]
        return Money(sum(cost.micros for cost in costs), costs[0].currency)


def _pictures(asked: Asked) -> list[Path]:
    """Return what a picture is made from: the one to be changed first, for a mask is of the first."""
    numbered = {int(role.split()[1]): file for role, file in asked.files.items() if role.startswith("reference ")}
    changed = [asked.files["picture"]] if "picture" in asked.files else []
    return [*changed, *(numbered[number] for number in sorted(numbered))]


def _sent(asked: Asked, pictures: Iterable[Path]) -> Iterable[Part]:
    for number, picture in enumerate(pictures, 1):
        yield Part("image[]", picture, f"picture-{number}.{type_of(picture).partition('/')[2]}")
    if "mask" in asked.files:
        yield Part("mask", _mask(asked), "mask.png")


def _mask(asked: Asked) -> bytes:
    """Return the mask as it is wanted here: as large as the picture, and clear where that may change."""
    size = size_of(asked.files["picture"]) if "picture" in asked.files else None
    if size is None:
        raise not_possible(asked, "the picture to be changed is not there, or none whose size can be read")
    try:
        return holed(asked.files["mask"], size)
    except OSError as error:
        raise not_sent(asked, "the mask", str(error)) from None


def _size(aspect: str, named: Iterable[str]) -> str:
    """Return the size among `named` (`1536x1024`) whose shape is nearest."""
    by_ratio = {size.replace("x", ":"): size for size in named}
    return by_ratio[ratio_of(aspect, by_ratio)] if by_ratio else "auto"
