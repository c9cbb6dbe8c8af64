"""An order as it would be sent, without sending anything: no key in it, each file as a word for what it is."""

from __future__ import annotations

import asyncio
import base64
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmc.base.fault import Fault
from filmc.lower.job import Input, Job
from filmc.lower.request import FaceLipSyncRequest
from filmc.produce.hiring import Agency
from filmc.produce.protocol.adapter import Asked
from filmc.produce.protocol.base import JSON
from filmc.produce.shoot.order import FRAMES
from filmc.produce.survey import Surveyed

_STANDS: Mapping[str, bytes] = {
    "image": b"\x89PNG\r\n\x1a\n",
    "audio": b"RIFF\0\0\0\0WAVE",
    "video": b"\0\0\0\x10ftypisom",
}
"""What files of each family begin with: such files stand for what is made first, while the order is written."""
_SOUNDS = ("voice", "track")


@dataclass(frozen=True, slots=True)
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
        files = {role: _stand(Path(folder), number, role) for number, role in enumerate(roles)}
        try:
            written = asyncio.run(_written(agency, job.model.provider, Asked(job, 1, files)))
        except Fault as fault:
            return Draft("POST", "", "", None, fault.message)
        named = {file.read_bytes(): f"({role}: {roles[role]})" for role, file in files.items()}
        return Draft("POST", written.path, written.content_type, _readable(written.body, written.content_type, named))


async def _written(agency: Agency, provider: str, asked: Asked) -> Any:
    adapter = agency.understudy(provider)
    try:
        return await adapter.write(asked)
    finally:
        await adapter.close()


def _stand(folder: Path, number: int, role: str) -> Path:
    """Write a file that stands for what plays in a role: bytes of its own, so that it is known again in the order."""
    family = "audio" if role.startswith(_SOUNDS) else "video" if role == "clip" else "image"
    path = folder / f"{number}.{family}"
    path.write_bytes(_STANDS[family] + f"stands for {role}".encode())
    return path


def _readable(body: bytes, content_type: str, named: Mapping[bytes, str]) -> Any:
    for data, name in named.items():
        body = body.replace(base64.b64encode(data), name.encode()).replace(data, name.encode())
    text = body.decode("utf-8", "replace")
    return json.loads(text) if content_type.startswith(JSON) else text


def roles_of(surveyed: Surveyed) -> dict[str, str]:
    """Return the roles of the files that go with a job, each with what it is, in words."""
    job = surveyed.job
    given = {each.role: _told(each) + _alone(each, job) for each in job.inputs if _goes(each, job)}
    return {**given, **_beside(job.sent)}


def _goes(each: Input, job: Job) -> bool:
    kind, _, number = each.role.rpartition(" ")
    return kind != "reference" or job.model is None or int(number) <= job.model.can.references


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
