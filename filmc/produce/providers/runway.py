"""Runway: clips by its own models and those of others that it sells, pictures, larger ones; tasks with a cost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, MutableMapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from filmc.frontend.value import Money
from filmc.lower.request import ClipRequest, EnhanceRequest, EnlargeRequest, StillRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible, not_sent
from filmc.produce.protocol.base import (
    Cancelled,
    Failed,
    FailureKind,
    Handle,
    Order,
    Progress,
    Result,
    Running,
    Succeeded,
    TooLate,
)
from filmc.produce.protocol.carrying import Part, data_url, digest_of, form, references, suffix_of, written
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.media import Family
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.pixels import size_of
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.shapes import seconds_of, sides_of
from filmc.produce.protocol.told import number, part, share, told
from filmc.produce.protocol.verdict import Complaint, Meaning, job_state

_VERSION = "2024-11-06"
_INSIDE = 3_700_000
"""Bytes of a picture that still goes inside an order: five million letters as a data address."""
_NO_MONEY = "no credits"
_FREE = Money(0, "USD")
_POSITIONS = {"start": "first", "end": "last"}
_LARGER = {720: "720p", 1080: "1k", 1440: "2k", 2160: "4k"}
"""What an enlarged film can be, by its shorter side."""
_FACTORS = (2, 4, 8, 16)
"""How many times larger a picture's sides can become."""
_SIDES, _MOST = range(300, 8001), 25_300_000
"""Pixels of the sides of a picture that is enlarged, and of all of what it becomes."""


def open_provider(opening: Opening) -> Runway:
    """Return Runway."""
    return Runway(opening)


class Runway(Remote):
    """`POST /v1/{kind}` → task; `GET /v1/tasks/{id}` → its state, cost in credits, files.

    A handle is `kind/ID`, or the ID alone. What stops a task deletes one that has ended, and its files with it.
    """

    stopping_deletes = True
    codes: Mapping[str, Meaning] = {_NO_MONEY: "credit"}  # it comes with 400; statuses say the rest

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._sent: MutableMapping[str, str] = opening.memo("uploaded")
        """The digests of files that were sent → their addresses there, which hold for a day."""

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        key = self.opening.keys["RUNWAYML_API_SECRET"].reveal()
        return {"authorization": f"Bearer {key}", "x-runway-version": _VERSION}

    async def write(self, asked: Asked) -> Written:
        match asked.job.sent:
            case ClipRequest() as what:
                pictures = await self._pictures(asked)
                return written(f"/v1/{'image' if pictures else 'text'}_to_video", _clip(asked, what, pictures))
            case StillRequest() as what:
                people = [{"uri": await self._address(asked, file)} for file in references(asked.files)]
                return written("/v1/text_to_image", _still(asked, what, people))
            case EnhanceRequest():
                return written("/v1/video_upscale", _larger(asked, await self._sending(asked, asked.files["clip"])))
            case EnlargeRequest():
                factor = _factor(asked)
                return written(
                    "/v1/image_upscale", _enlarged(asked, await self._address(asked, asked.files["picture"]), factor)
                )
            case _:
                raise not_possible(asked, "it makes pictures and clips, and larger ones, only")

    # ---- files

    async def _pictures(self, asked: Asked) -> list[dict[str, str]]:
        """Return a clip's first and last frame with their positions, or else pictures of who is in it without."""
        frames = [(role, asked.files[role]) for role in _POSITIONS if role in asked.files]
        if frames:
            return [{"uri": await self._address(asked, file), "position": _POSITIONS[role]} for role, file in frames]
        return [{"uri": await self._address(asked, file)} for file in references(asked.files)]

    async def _address(self, asked: Asked, file: Path) -> str:
        """Return an address for a picture: of itself where it is small, else of where it was sent. Fault E1018."""
        return data_url(file) if _size(file) <= _INSIDE else await self._sending(asked, file)

    async def _sending(self, asked: Asked, file: Path) -> str:
        digest = digest_of(file)
        if digest not in self._sent:
            self._sent[digest] = await self._upload(asked, file)
        return self._sent[digest]

    async def _upload(self, asked: Asked, file: Path) -> str:
        """Ask for a place, and bring the file there; the place is told no key."""
        name = f"file{suffix_of(file)}"
        wanted = written("/v1/uploads", {"filename": name, "type": "ephemeral"})
        place = await self.transport.call("POST", wanted.path, wanted.body, {"content-type": wanted.content_type})
        said = {} if isinstance(place, Broken) else told(place)
        address, there = said.get("uploadUrl"), said.get("runwayUri")
        if isinstance(place, Broken) or not isinstance(address, str) or not isinstance(there, str):
            raise not_sent(asked, "a file", self.unclear(place).reason)
        fields = [Part(str(field), str(value)) for field, value in part(said, "fields").items()]
        parcel = form(address, [*fields, Part("file", file, name)])
        answer = await self.transport.call("POST", address, parcel.body, {"content-type": parcel.content_type})
        if isinstance(answer, Broken) or answer.status not in (200, 201, 204):
            raise not_sent(asked, "a file", self.unclear(answer).reason)
        return there

    # ---- tasks

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        task = told(reply).get("id")
        kind = order.path.rpartition("/")[2]
        return self.handle(f"{kind}/{task}") if reply.status == 200 and isinstance(task, str) and task else None

    def complaint(self, reply: Reply) -> Complaint:
        message = str(told(reply).get("error") or "")
        waits = reply.status == 429 and bool(message)  # what costs is a task, and there is none
        return Complaint(_NO_MONEY if "credits" in message.lower() else "", message, _FREE if waits else None)

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"/v1/tasks/{handle.job.rpartition('/')[2]}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = told(reply)
        if reply.status == 404 and said.get("error"):
            return Failed("lost", "the provider no longer knows this task")
        if reply.status != 200:
            return None
        match job_state(said.get("status")):
            case "running":
                return Running(share(said.get("progress")))
            case "succeeded":
                found = tuple(Result(url, _family(handle, url)) for url in said.get("output") or () if url)
                billed = self._bill(said)
                return Succeeded(found, billed) if found else Failed("empty", "success without a file", billed)
            case "failed":
                return self._failure(said)
            case "cancelled":
                return Failed("cancelled", "the task was cancelled", self._bill(said))
            case _:
                return None

    def _failure(self, said: Mapping[str, Any]) -> Failed:
        code = str(said.get("failureCode") or "")
        kind: FailureKind = "content" if "SAFETY" in code.split(".") else "failed"
        reason = " ".join(filter(None, (code, str(said.get("failure") or "")))) or "the task failed"
        return Failed(kind, reason, self._bill(said))

    def _bill(self, said: Mapping[str, Any]) -> Money | None:
        credit, rate = number(part(said, "cost").get("credits")), self.opening.facts.rates.get("credit")
        return rate.of(credit) if rate and credit is not None else None

    def cancellation(self, handle: Handle) -> Question:
        return Question("DELETE", self.question(handle).path)

    def cancelled(self, handle: Handle, reply: Reply) -> Cancelled | TooLate | None:
        if reply.status in (200, 204):
            return Cancelled()  # what it costs is told by the task
        return TooLate(self.complaint(reply).message) if reply.status == 404 else None


def _family(handle: Handle, url: str) -> Family:
    """Return what a task has made: by its kind, or (where a user gave the id alone) by the name of its file."""
    kind, _, _ = handle.job.rpartition("/")
    named = url.partition("?")[0].endswith((".png", ".jpg", ".jpeg", ".webp"))
    return "image" if kind in ("text_to_image", "image_upscale") or (not kind and named) else "video"


def _clip(asked: Asked, what: ClipRequest, pictures: list[dict[str, str]]) -> dict[str, Any]:
    assert asked.job.model
    how, can = dict(asked.job.how), asked.job.model.can
    sizes = can.sizes if pictures else how.get("text_sizes", " ".join(can.sizes)).split()
    shaped = not pictures or how.get("shape") != "that of the first frame"
    return {
        "model": asked.job.model.wire,
        "promptText": what.prompt,
        "promptImage": pictures or None,
        "ratio": _nearest(asked, sizes) if shaped else None,
        "duration": int(seconds_of(asked.job)),
        "seed": asked.seed if can.seed else None,
        "negativePrompt": (what.avoid or None) if can.negative else None,
        "audio": how.get("audio") == "yes" if can.audio else None,
    }


def _still(asked: Asked, what: StillRequest, people: list[dict[str, str]]) -> dict[str, Any]:
    assert asked.job.model
    return {
        "model": asked.job.model.wire,
        "promptText": what.prompt,
        "ratio": _nearest(asked, asked.job.model.can.sizes),
        "referenceImages": people or None,
        "seed": asked.seed if asked.job.model.can.seed else None,
    }


def _larger(asked: Asked, address: str) -> dict[str, Any]:
    assert asked.job.model
    wanted = min(sides_of(asked.job))
    lines = next((side for side in _LARGER if side >= wanted), max(_LARGER))
    return {"model": asked.job.model.wire, "videoUri": address, "creativity": 0, "resolution": _LARGER[lines]}


def _enlarged(asked: Asked, address: str, factor: int) -> dict[str, Any]:
    assert asked.job.model
    flavour = dict(asked.job.how).get("flavor")
    return {"model": asked.job.model.wire, "imageUri": address, "flavor": flavour, "scaleFactor": factor}


def _factor(asked: Asked) -> int:
    """Return how many times larger a picture is to be: the least that makes it as large as the film. Fault E1017."""
    size = size_of(asked.files["picture"])
    if size is None or not all(side in _SIDES for side in size):
        raise not_possible(asked, f"it enlarges pictures whose sides have {_SIDES[0]} to {_SIDES[-1]} pixels")
    missing = max(wanted / side for wanted, side in zip(sides_of(asked.job), size, strict=True))
    legal = [factor for factor in _FACTORS if math.prod(size) * factor**2 <= _MOST]
    if not legal:
        raise not_possible(asked, f"twice as large it would have more than {_MOST / 1_000_000:g} million pixels")
    return next((factor for factor in legal if factor >= missing), legal[-1])


def _nearest(asked: Asked, sizes: Iterable[str]) -> str:
    """Return the size (`1280:720`) whose shape is nearest to the picture's, and among equals whose pixels are."""
    width, height = sides_of(asked.job)

    def away(size: str) -> tuple[float, int]:
        across, _, along = size.partition(":")
        shape = abs(math.log(Fraction(int(across), int(along)) / Fraction(width, height)))
        return round(shape, 2), abs(int(across) * int(along) - width * height)

    return min(sizes, key=away)


def _size(file: Path) -> int:
    return file.stat().st_size
