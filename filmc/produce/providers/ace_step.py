"""ACE-Step 1.5 on the user's own machine: music without voices, of an exact length, by words, tempo and key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from filmc.lower.request import MusicRequest
from filmc.produce.protocol.adapter import Asked, Written, as_set, not_possible
from filmc.produce.protocol.base import Failed, Handle, Order, Progress, Result, Running, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.reading import read_json
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.told import listed, part, share, told
from filmc.produce.protocol.verdict import FREE, Complaint, Meaning
from filmc.produce.protocol.voices import style_of

KEY = "ACESTEP_API_KEY"
_SHORTEST, _LONGEST = 10.0, 600.0
"""Seconds."""
_SLOWEST, _FASTEST = 30, 300
"""Beats a minute."""
_TONIC = re.compile(r"[A-G][#b♯♭]? ?(major|minor|m)?", re.IGNORECASE)


def open_provider(opening: Opening) -> ACEStep:
    """Return ACE-Step."""
    return ACEStep(opening)


class ACEStep(Remote):
    """`POST /release_task` → task; `POST /query_result` → state, and a path that `GET /v1/audio` serves."""

    codes: Mapping[str, Meaning] = {"429": "busy", "401": "auth", "400": "request"}

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        key = self.opening.keys.get(KEY)
        return {"authorization": f"Bearer {key.reveal()}"} if key else {}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, MusicRequest) or model is None:
            raise not_possible(asked, "it makes music only")
        if what.milliseconds > _LONGEST * 1000:
            raise not_possible(asked, f"it makes {_LONGEST:g} seconds at most")
        with as_set(asked):
            return written("/release_task", self._task(asked, what, dict(model.options)))

    def _task(self, asked: Asked, what: MusicRequest, options: Mapping[str, str]) -> dict[str, Any]:
        how = {**options, **self.opening.settings.options}
        return {
            "prompt": ", ".join([style_of(what), "instrumental", *(f"no {each}" for each in what.avoid)]),
            "lyrics": "[Instrumental]",
            "model": how.get("model"),
            "thinking": how.get("thinking") == "yes",
            "bpm": min(max(round(what.bpm), _SLOWEST), _FASTEST),
            "key_scale": what.scale if _TONIC.fullmatch(what.scale) else None,
            "audio_duration": max(what.milliseconds / 1000, _SHORTEST),
            "inference_steps": int(how["steps"]),
            "batch_size": 1,
            "use_random_seed": asked.seed is None,
            "seed": asked.seed,
            "audio_format": "flac",
        }

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        task = part(told(reply), "data").get("task_id")
        return self.handle(task) if reply.status == 200 and isinstance(task, str) and task else None

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        code = said.get("code")
        message = said.get("error") or said.get("detail")
        inside = str(code) if isinstance(code, int) and code != 200 else ""
        return Complaint(inside or str(reply.status), str(message or ""), FREE if message else None)

    def question(self, handle: Handle) -> Question:
        return Question("POST", "/query_result", written("", {"task_id_list": [handle.job]}).body)

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        task = next((each for each in listed(told(reply), "data") if each.get("task_id") == handle.job), None)
        if reply.status != 200 or task is None:
            return None
        made = _made(task.get("result"))
        match task.get("status"):
            case 0 if not made:
                return Failed("lost", "the machine no longer knows this task", FREE)
            case 0:
                return Running(share(made[0].get("progress")))
            case 1:
                results = tuple(Result(_address(str(each["file"])), "audio") for each in made if each.get("file"))
                return Succeeded(results, FREE) if results else Failed("empty", "success without a file", FREE)
            case 2:
                why = (made[0].get("error") if made else "") or task.get("progress_text") or "the task failed"
                return Failed("failed", str(why), FREE)
            case _:
                return None


def _made(result: Any) -> list[dict[str, Any]]:
    """Return what a task's result tells of each file: it is JSON inside a text."""
    return listed({"made": read_json(result) if isinstance(result, str) else None}, "made")


def _address(file: str) -> str:
    return file if file.startswith("/v1/audio") else f"/v1/audio?path={quote(file, safe='')}"
