"""Kling: clips, stills, pictures grown beyond their edges, and mouths. Two dialects, one account.

Models that are named as in `kling-3.0` are ordered in the newer one (`kling_3.py`), all others in `/v1`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmc.base.record import replace
from filmc.frontend.value import Money
from filmc.lower.request import ClipRequest, EditRequest, LipSyncRequest, StillRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.base import (
    JSON,
    Accepted,
    Failed,
    FailureKind,
    Fetched,
    Handle,
    Known,
    NotFetched,
    Order,
    Outcome,
    Progress,
    Refused,
    Result,
    Running,
    Succeeded,
)
from filmc.produce.protocol.hosting import Hosting
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.signing import web_token
from filmc.produce.protocol.told import listed, part, told
from filmc.produce.protocol.verdict import Complaint, Meaning, in_words, job_state
from filmc.produce.providers import kling_3 as newer
from filmc.produce.providers import kling_classic as classic
from filmc.produce.providers import kling_lips as lips

IMAGE_UNIT = 3_500
"""Millionths of a dollar: units of pictures are others than those of clips."""
_LIFE, _EARLY = 1_800, 5
"""Seconds that a token lives, and that its life has begun before."""
_PAGE = "pageNum=1&pageSize=500"
_CONTENT = re.compile(r"risk|polic|sensitiv|safety|moderat|violat|审核|违规|风险|敏感|安全", re.IGNORECASE)


def open_provider(opening: Opening) -> Kling:
    """Return Kling."""
    return Kling(opening)


class Kling(Remote):
    """`POST /v1/{videos,images}/…` → `GET` the same with the task's id; `POST /{product}/{model}` → `GET /tasks`."""

    codes: Mapping[str, Meaning] = {
        **dict.fromkeys(("1000", "1001", "1002", "1003", "1004", "1103", "1304"), "auth"),
        **dict.fromkeys(("1100", "1101", "1102"), "credit"),  # they come with 429
        **dict.fromkeys(("1200", "1201", "1202", "1203"), "request"),
        **dict.fromkeys(("1300", "1301"), "content"),
        **dict.fromkeys(("1302", "1303"), "rate"),
        "5000": "unclear",
        "5001": "busy",
        "5002": "unclear",
    }
    turned_away = ("1302", "1303", "5001")  # too fast, too many at once, being maintained

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.hosting = Hosting(opening)
        self.own = lips.Own(opening.answers)
        self._videos: dict[str, str] = {}

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        keys = self.opening.keys
        if "KLING_API_KEY" in keys:
            return {"authorization": f"Bearer {keys['KLING_API_KEY'].reveal()}"}
        now = int(self.opening.now())
        claims = {"iss": keys["KLING_ACCESS_KEY"].reveal(), "exp": now + _LIFE, "nbf": now - _EARLY}
        return {"authorization": f"Bearer {web_token(claims, keys['KLING_SECRET_KEY'])}"}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        match what:
            case ClipRequest() if model and newer.speaks(model):
                self._needs_api_key(asked)
                return newer.clip_order(asked, what, model)
            case ClipRequest() if model:
                return classic.clip_order(asked, what, model)
            case StillRequest() if model:
                return classic.still_order(asked, what, model)
            case EditRequest() if model:
                return classic.edit_order(asked, what, model)
            case LipSyncRequest():
                return await lips.lips_order(asked, what, self.own, self.hosting)
            case _:
                raise not_possible(asked, "it makes clips, stills and mouths")

    def _needs_api_key(self, asked: Asked) -> None:
        if "KLING_API_KEY" not in self.opening.keys:
            raise not_possible(asked, "its newer models are opened by KLING_API_KEY only")

    async def submit(self, order: Order) -> Outcome:
        if order.path != lips.PATH:
            return await super().submit(order)
        found = await self._faces(order)
        if isinstance(found, Refused):
            return found
        body = lips.chosen(order, found)
        if body is None:
            return Refused("request", "no face in this clip can be given a voice", billed=_units(found))
        came = await super().submit(replace(order, body=body))
        paid = found.get("final_unit_deduction")
        return Accepted(self.handle(f"{came.handle.job} {paid}")) if isinstance(came, Accepted) and paid else came

    async def _faces(self, order: Order) -> dict[str, Any] | Refused:
        """Find out the clip's faces. Until they are known no mouth is ordered, so a lost answer is no lost order."""
        answer = await self.transport.call("POST", lips.FACES, lips.faces_asked(order), {"content-type": JSON})
        if isinstance(answer, Broken):
            return self.fit(Refused("busy", f"the clip's faces could not be found out: {answer.reason}"))
        said = told(answer)
        data = said.get("data")
        if answer.status == 200 and said.get("code") == 0 and isinstance(data, dict):
            return data
        complaint = self.complaint(answer)
        kind = self.codes.get(complaint.code)
        sure = kind if kind and kind not in ("unclear", "duplicate") else "busy"
        no = Refused(sure, complaint.message or "the clip's faces could not be found out")  # type: ignore[arg-type]
        return self.fit(in_words(no, complaint))  # type: ignore[return-value]

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        said = told(reply)
        data = said.get("data")
        if reply.status != 200 or said.get("code") != 0 or not isinstance(data, dict):
            return None
        if order.path.startswith("/v1/"):
            task = data.get("task_id")
            return self.handle(f"{order.path.removeprefix('/v1/')}/{task}") if isinstance(task, str) and task else None
        task = data.get("id")
        return self.handle(newer.TASKS + task) if isinstance(task, str) and task else None

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        return Complaint(str(said.get("code") or ""), str(said.get("message") or ""))

    def question(self, handle: Handle) -> Question:
        if handle.job.startswith(newer.TASKS):
            return newer.question(handle)
        return Question("GET", f"/v1/{handle.job.partition(' ')[0]}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = told(reply)
        if reply.status == 404 and str(said.get("code")) == "1203":
            return Failed("lost", "the provider no longer knows this task")
        if reply.status != 200 or said.get("code") != 0 or not isinstance(said.get("data"), dict | list):
            return None
        if handle.job.startswith(newer.TASKS):
            task = newer.task_of(said["data"], handle.job.removeprefix(newer.TASKS))
            return self._newer(task) if task else Failed("lost", "the provider does not know this task")
        return self._classic(handle, said["data"]) if isinstance(said["data"], dict) else None

    def _newer(self, task: dict[str, Any]) -> Progress | None:
        return _read(task.get("status"), task.get("message"), newer.results_of(task), newer.billed(task))

    def _classic(self, handle: Handle, data: dict[str, Any]) -> Progress | None:
        path, _, before = handle.job.partition(" ")
        worth = IMAGE_UNIT if path.startswith("images/") else newer.UNIT
        made = part(data, "task_result")
        clips = [each for each in listed(made, "videos") if each.get("url")]
        self._videos |= {each["url"]: str(each["id"]) for each in clips if each.get("id")}
        files = [Result(each["url"], "video") for each in clips]
        files += [Result(each["url"], "image") for each in listed(made, "images") if each.get("url")]
        paid = newer.money(data.get("final_unit_deduction"), worth)
        first = newer.money(before) if before else None
        if paid and first:
            paid = Money(paid.micros + first.micros, paid.currency)
        return _read(data.get("task_status"), data.get("task_status_msg"), tuple(files), paid)

    async def fetch(self, result: Result, folder: Path) -> Fetched | NotFetched:
        file = await super().fetch(result, folder)
        if isinstance(file, Fetched) and result.url in self._videos:
            self.own.remember(file.sha256, self._videos[result.url])
        return file

    def search(self, reference: str, path: str) -> Question:
        if not path.startswith("/v1/"):
            return newer.search(reference)
        # A mouth's list has no references of ours in it; the task itself can be asked for by it.
        return Question("GET", f"{path}/{reference}" if path == lips.PATH else f"{path}?{_PAGE}")

    def found(self, reference: str, path: str, reply: Reply) -> Known | None:
        said = told(reply)
        if path == lips.PATH and reply.status == 404 and str(said.get("code")) == "1203":
            return Known(())
        if reply.status != 200 or said.get("code") != 0:
            return None
        if not path.startswith("/v1/"):
            tasks = [task for task in listed(said, "data") if task.get("external_id") == reference]
            return Known(tuple(self.handle(newer.TASKS + task["id"]) for task in tasks))
        one = said.get("data")
        tasks = [one] if isinstance(one, dict) else [task for task in listed(said, "data") if _under(task, reference)]
        return Known(tuple(self.handle(f"{path.removeprefix('/v1/')}/{task['task_id']}") for task in tasks))


def _under(task: dict[str, Any], reference: str) -> bool:
    return bool(part(task, "task_info").get("external_task_id") == reference)


def _read(status: object, message: object, files: tuple[Result, ...], paid: Money | None) -> Progress | None:
    """Return what a task's word, message and files come to."""
    match job_state(status):
        case "running":
            return Running()
        case "succeeded":
            return Succeeded(files, paid) if files else Failed("empty", "success without a file", paid)
        case "failed":
            why = str(message or "")
            kind: FailureKind = "content" if _CONTENT.search(why) else "failed"
            return Failed(kind, why or "the task failed", paid)
        case _:
            return None


def _units(found: dict[str, Any]) -> Money | None:
    return newer.money(found.get("final_unit_deduction"))
