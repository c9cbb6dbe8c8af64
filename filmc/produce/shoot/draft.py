"""An order as it would be sent, without sending anything: no key in it, each file as a word for what it is."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmc.base.digest import digest_file
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.lower.job import Input, Job
from filmc.lower.request import FaceLipSyncRequest
from filmc.produce.hiring import Agency
from filmc.produce.protocol.adapter import Asked
from filmc.produce.protocol.base import JSON
from filmc.produce.protocol.masks import boxed
from filmc.produce.protocol.shapes import sides_of
from filmc.produce.protocol.waves import wav_of
from filmc.produce.shoot.order import FRAMES
from filmc.produce.survey import Surveyed

_SOUNDS, _CLIPS = ("voice", "track"), ("clip", "take")
_MP4 = b"\0\0\0\x10ftypisom"
_WIDEST = 640
"""Pixels of a picture that stands for one which is made first."""
_RATE = 1000
"""Samples a second of a sound that does."""
_LETTERS = re.compile(r"(?:data:[\w/+.-]+;base64,)?[A-Za-z0-9+/]{200,}=*")


@record
class Draft:
    """What would be sent to `path`; `body` is JSON with files named, or text, or why it can not be told before."""

    method: str
    path: str
    content_type: str
    body: Any
    why_not: str = ""


def draft(surveyed: Surveyed, agency: Agency, roles: Mapping[str, str]) -> Draft:
    """Return the order for the first take of a job. `roles`: the role of each file that goes with it → what it is."""
    job = surveyed.job
    assert job.model
    with tempfile.TemporaryDirectory() as folder:
        files = {role: _stand(Path(folder), number, role, job) for number, role in enumerate(roles)}
        try:
            written = asyncio.run(_written(agency, job.model.provider, Asked(job, 1, files)))
        except Fault as fault:
            return Draft("POST", "", "", None, fault.message)
        known = {each.role: f" sha256:{each.digest[:12]}" for each in job.goes if each.digest and not each.moment}
        named = {
            **{file.read_bytes(): f"({role}: {roles[role]})" for role, file in files.items()},
            **{digest_file(file).encode(): roles[role] + known.get(role, "") for role, file in files.items()},
        }
        return Draft("POST", written.path, written.content_type, _readable(written.body, written.content_type, named))


async def _written(agency: Agency, provider: str, asked: Asked) -> Any:
    adapter = agency.understudy(provider)
    try:
        return await adapter.write(asked)
    finally:
        await adapter.close()


def _stand(folder: Path, number: int, role: str, job: Job) -> Path:
    """Write a file that stands for what plays in a role: bytes of its own, so that it is known again in the order."""
    if role.startswith(_SOUNDS):
        path = folder / f"{number}.wav"
        milliseconds = getattr(job.sent, "milliseconds", _RATE)
        path.write_bytes(wav_of(number.to_bytes(2, "little") * (milliseconds * _RATE // 1000), _RATE))
        return path
    path = folder / f"{number}.media"
    path.write_bytes((_clip if role in _CLIPS else _picture)(number, job))
    return path


def _clip(number: int, job: Job) -> bytes:
    """Return the beginning of an MP4, which says how large its picture is."""
    return _MP4 + b"\0\0\0\x5ctkhd" + struct.pack(">II68xII", 0, number, *(side << 16 for side in sides_of(job)))


def _picture(number: int, job: Job) -> bytes:
    width, height = sides_of(job)
    scale = min(1.0, _WIDEST / width)
    box = (0.0, 0.0, (number + 1) / 64, 1.0)
    return boxed([box], max(round(width * scale), 1), max(round(height * scale), 1))


def _readable(body: bytes, content_type: str, named: Mapping[bytes, str]) -> Any:
    for data, name in named.items():
        body = body.replace(base64.b64encode(data), name.encode()).replace(data, name.encode())
    text = _LETTERS.sub(lambda found: f"({len(found[0])} letters)", body.decode("utf-8", "replace"))
    return json.loads(text) if content_type.startswith(JSON) else text


def roles_of(surveyed: Surveyed) -> dict[str, str]:
    """Return the roles of the files that go with a job, each with what it is, in words."""
    job = surveyed.job
    given = {each.role: _told(each) + _alone(each, job) for each in job.goes}
    return {**given, **_beside(job.sent)}


def _told(each: Input) -> str:
    what = f"the take of {each.job}" if each.job else each.file
    when = f", its {each.moment} frame" if each.moment in ("first", "last") else f", at {each.moment} s"
    inlays = "".join(f", with {inlay.file} set in" for inlay in each.inlays)
    return what + when * bool(each.moment) + inlays


def _alone(each: Input, job: Job) -> str:
    """Return what is done to a clip for a model that knows one face."""
    what = job.sent
    if each.role != "clip" or not isinstance(what, FaceLipSyncRequest) or not job.model or job.model.can.faces != "one":
        return ""
    x, y, width, height = (f"{part:.0%}" for part in what.region)
    return f", all but one face painted over (left: {x} {y} {width} {height})"


def _beside(sent: Any) -> dict[str, str]:
    brushes = enumerate(getattr(sent, "paths", ()), 1)
    beside = {f"brush {number}": "white where the path begins" for number, _ in brushes}
    if getattr(sent, "box", None):
        beside["mask"] = "white where it may change"
    if hasattr(sent, "criteria"):
        beside |= {f"frame {number}": "a frame of the take" for number in range(1, FRAMES + 1)}
    if hasattr(sent, "starts"):
        beside["track"] = "the speaker's lines, with silence between them"
    return beside
