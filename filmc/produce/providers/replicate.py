"""Replicate: models as predictions. What each is called and wants stands in its table (`protocol/fields.py`).

`to` is `owner/name` for the models that Replicate keeps running, `owner/name:version` for all others. A prediction's
output is an address, or a list of them, in no field that tells what it is: its ending does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from filmc.base.digest import digest_bytes
from filmc.produce.protocol.adapter import Asked, Written, not_sent
from filmc.produce.protocol.base import (
    Cancelled,
    Failed,
    Handle,
    Order,
    Progress,
    Result,
    Running,
    Succeeded,
    TooLate,
)
from filmc.produce.protocol.carrying import Part, data_url, form, type_of, written
from filmc.produce.protocol.fields import address_of, filled
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.media import Family
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.told import told
from filmc.produce.protocol.verdict import Complaint, Meaning, job_state

_INSIDE = 256 << 10
"""Bytes of a file that may travel inside an order."""
_ENDINGS: Mapping[Family, str] = {
    "image": ".png .jpg .jpeg .webp .gif",
    "audio": ".mp3 .wav .flac .ogg .opus .m4a",
}
_FLAGGED = ("flagged as sensitive", "nsfw", "(e005)", "content policy", "moderation")
"""What models say when they will not: a sentence is all there is."""


def open_provider(opening: Opening) -> Replicate:
    """Return Replicate."""
    return Replicate(opening)


class Replicate(Remote):
    """`POST /v1/models/{owner}/{name}/predictions`, `GET /v1/predictions/{id}`; a handle is the prediction's id."""

    codes: Mapping[str, Meaning] = {"Insufficient credit": "credit", "Unauthenticated": "auth"}

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._sent: MutableMapping[str, str] = opening.memo("uploaded")

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.opening.keys['REPLICATE_API_TOKEN'].reveal()}"}

    # ---- orders

    async def write(self, asked: Asked) -> Written:
        async def send(file: Path) -> str:
            return await self._address(asked, file)

        name, _, version = address_of(asked).partition(":")
        named = self.opening.settings.options
        loras = {each.removeprefix("lora."): named[each] for each in named if each.startswith("lora.")}
        fields = await filled(asked, send, loras)
        if version:
            return written("/v1/predictions", {"version": version, "input": fields})
        return written(f"/v1/models/{name}/predictions", {"input": fields})

    async def _address(self, asked: Asked, file: Path) -> str:
        """Return what an order names `file` by; it is sent first where it is too large to travel inside."""
        data = _read(file)
        if len(data) <= _INSIDE:
            return data_url(file)
        digest = digest_bytes(data)
        if digest not in self._sent:
            self._sent[digest] = await self._upload(asked, file, digest)
        return self._sent[digest]

    async def _upload(self, asked: Asked, file: Path, digest: str) -> str:
        name = f"{digest[:16]}.{type_of(file).partition('/')[2]}"
        sending = form("/v1/files", [Part("content", file, name)])
        answer = await self.transport.call("POST", sending.path, sending.body, {"content-type": sending.content_type})
        urls = told(answer).get("urls") if isinstance(answer, Reply) and answer.status in (200, 201) else None
        if not isinstance(urls, dict) or not isinstance(urls.get("get"), str):
            why = answer.reason if isinstance(answer, Broken) else f"the provider answered {answer.status}"
            raise not_sent(asked, name, why)
        return str(urls["get"])

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        prediction = told(reply).get("id")
        if reply.status not in (200, 201, 202) or not isinstance(prediction, str) or not prediction:
            return None
        return self.handle(prediction)

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        message = str(said.get("detail") or said.get("title") or "")
        return Complaint(str(said.get("title") or ""), message)

    # ---- jobs

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"/v1/predictions/{handle.job}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        if reply.status == 404:
            return Failed("lost", "the provider no longer knows this prediction")
        if reply.status != 200:
            return None
        said = told(reply)
        reason = str(said.get("error") or "")
        match job_state(said.get("status")):
            case "running":
                return Running()
            case "succeeded":
                return _succeeded(said)
            case "cancelled":
                return Failed("cancelled", reason or "the prediction was cancelled")
            case "failed":
                flagged = any(word in reason.lower() for word in _FLAGGED)
                return Failed("content" if flagged else "failed", reason or "the prediction failed")
            case _:
                return None

    def cancellation(self, handle: Handle) -> Question:
        return Question("POST", f"/v1/predictions/{handle.job}/cancel")

    def cancelled(self, handle: Handle, reply: Reply) -> Cancelled | TooLate | None:
        if reply.status in (400, 404, 409, 422):
            return TooLate(self.complaint(reply).message)
        if reply.status not in (200, 202):
            return None
        state = job_state(told(reply).get("status"))
        return TooLate("it has ended") if state in ("succeeded", "failed") else Cancelled() if state else None


def _succeeded(said: dict[str, Any]) -> Succeeded | Failed:
    found = tuple(_results(said.get("output")))
    if found:
        return Succeeded(found, None)
    if said.get("data_removed"):
        return Failed("expired", "the provider has removed the output of this prediction")
    return Failed("empty", "success without a file")


def _results(output: Any) -> Iterator[Result]:
    """Find every address in an output: a text, a list, an object."""
    match output:
        case str() if output.startswith("http"):
            yield Result(output, _family(output))
        case list():
            for each in output:
                yield from _results(each)
        case dict():
            yield from _results(list(output.values()))


def _family(url: str) -> Family:
    ending = PurePosixPath(urlsplit(url).path).suffix.lower()
    return next((family for family, known in _ENDINGS.items() if ending and ending in known.split()), "video")


def _read(file: Path) -> bytes:
    return file.read_bytes()
