"""PixVerse: clips from words, a first frame, both frames or references; pictures are sent before the order."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from filmc.frontend.value import Money
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible, not_sent
from filmc.produce.protocol.base import Failed, Handle, Order, Progress, Result, Running, Succeeded
from filmc.produce.protocol.carrying import Part, digest_of, form, references, suffix_of, written
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.shapes import seconds_of
from filmc.produce.protocol.told import part, told
from filmc.produce.protocol.verdict import Complaint, Meaning

_ROOT = "/openapi/v2"
_NO_MONEY = "no money"
_FOR = " for "
"""Between a job and its credits in a handle: they are told once, when the order is taken."""


def open_provider(opening: Opening) -> PixVerse:
    """Return PixVerse."""
    return PixVerse(opening)


class PixVerse(Remote):
    """`POST /openapi/v2/video/{kind}/generate` → video; `GET …/video/result/{id}` → a number for its state.

    A handle is `ID for N credits`, or the ID alone.
    """

    codes: Mapping[str, Meaning] = {
        "400012": "auth",
        "500020": "auth",
        "400011": "request",
        "400013": "request",
        "400017": "request",
        "400018": "request",
        "400019": "request",
        "400032": "request",
        "500008": "request",
        **{str(code): "request" for code in range(500030, 500043)},
        "500044": "rate",
        "500054": "content",
        "500063": "content",
        _NO_MONEY: "credit",
    }

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._sent: MutableMapping[str, int | str] = opening.memo("uploaded")
        """The digests of pictures that were sent → what they are called there."""

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        key = self.opening.keys["PIXVERSE_API_KEY"].reveal()
        return {"api-key": key, "ai-trace-id": str(uuid.uuid4())}  # one that was seen gets the answer of that time

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, ClipRequest) or model is None:
            raise not_possible(asked, "it makes clips only")
        how, can = dict(asked.job.how), model.can
        kind, named = await self._kind(asked)
        people = named.get("image_references", ())
        body = {
            "model": model.wire,
            "prompt": " ".join([what.prompt, *(f"@{each['ref_name']}" for each in people)]),
            **named,
            "duration": int(seconds_of(asked.job)),
            "quality": how["quality"],
            "aspect_ratio": ratio_of(what.aspect, can.ratios) if kind in ("text", "fusion") else None,
            "negative_prompt": (what.avoid or None) if can.negative else None,
            "seed": asked.seed if can.seed else None,
            "generate_audio_switch": how.get("audio") == "yes" if can.audio else None,
        }
        return written(f"{_ROOT}/video/{kind}/generate", body)

    async def _kind(self, asked: Asked) -> tuple[str, dict[str, Any]]:
        """Return the kind of a clip by what there is to begin with, and the fields that name its pictures."""
        files = asked.files
        if "start" in files and "end" in files:
            first, last = await self._picture(asked, files["start"]), await self._picture(asked, files["end"])
            return "transition", {"first_frame_img": first, "last_frame_img": last}
        if "start" in files:
            return "img", {"img_id": await self._picture(asked, files["start"])}
        people = [await self._picture(asked, file) for file in references(files)]
        named = [
            {"type": "subject", "img_id": ident, "ref_name": f"ref{number}"} for number, ident in enumerate(people, 1)
        ]
        return ("fusion", {"image_references": named}) if named else ("text", {})

    async def _picture(self, asked: Asked, file: Path) -> int | str:
        """Return what a picture is called there; it is sent once. Fault E1018."""
        digest = digest_of(file)
        if digest not in self._sent:
            order = form(f"{_ROOT}/image/upload", [Part("image", file, f"picture{suffix_of(file)}")])
            kind = {"content-type": order.content_type}
            answer = await self.transport.call("POST", order.path, order.body, kind)
            self._sent[digest] = self._name_of(asked, answer)
        return self._sent[digest]

    def _name_of(self, asked: Asked, answer: Reply | Broken) -> int | str:
        ident = None if isinstance(answer, Broken) else part(told(answer), "Resp").get("img_id")
        if isinstance(ident, int | str) and ident:
            return ident
        raise not_sent(asked, "a picture", self.unclear(answer).reason)

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        said = told(reply)
        answer = part(said, "Resp")
        video, credit = answer.get("video_id"), answer.get("credit")
        if reply.status != 200 or not _is_good(said) or not isinstance(video, int | str) or not video:
            return None
        return self.handle(f"{video}{_FOR}{credit} credits" if isinstance(credit, int) else str(video))

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        code, message = said.get("ErrCode"), str(said.get("ErrMsg") or "")
        poor = any(word in message.lower() for word in ("balance", "credit"))  # its code is in no list
        meant = _NO_MONEY if poor and str(code) not in self.codes else str(code or "")
        return Complaint(meant, message)

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"{_ROOT}/video/result/{handle.job.partition(_FOR)[0]}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = told(reply)
        answer = part(said, "Resp")
        if str(said.get("ErrCode")) == "500008":
            return Failed("lost", "the provider no longer knows this video")
        if reply.status != 200 or not _is_good(said):
            return None
        match answer.get("status"):
            case 1:
                url, billed = answer.get("url"), self._bill(handle)
                found = (Result(url, "video"),) if url else ()
                return Succeeded(found, billed) if found else Failed("empty", "success without a file", billed)
            case 5:
                return Running()
            case 6:
                return Failed("lost", "the video was deleted there")
            case 7:
                return Failed("content", "its moderation did not pass the video")
            case 8:
                return Failed("failed", "the video failed")
            case _:
                return None

    def _bill(self, handle: Handle) -> Money | None:
        credit = handle.job.partition(_FOR)[2].partition(" ")[0]
        rate = self.opening.facts.rates.get("credit")
        return rate.of(int(credit)) if rate and credit.isdecimal() else None


def _is_good(said: Mapping[str, Any]) -> bool:
    return str(said.get("ErrCode")) == "0"
