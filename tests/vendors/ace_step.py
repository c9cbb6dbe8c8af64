"""ACE-Step 1.5, from its pages and its code: tasks, results that are JSON in a text, files by their path."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, unquote

from emulators import books
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import MusicRequest
from vendors import Ask, Vendor

KEY = "ace_canary_40b2"
MODELS = ("acestep-v15-turbo", "acestep-v15-base")
STATES = {"running": 0, "succeeded": 1}


def wrapped(data: Any, code: int = 200, error: str | None = None) -> Answer:
    return told({"data": data, "code": code, "error": error, "timestamp": 1, "extra": None})


def no(status: int, detail: str) -> Answer:
    return told({"detail": detail}, status)


class ACEEmulator(VendorEmulator):
    """`http://127.0.0.1:8001`, started with `--api-key`."""

    own_files = True

    def refused(self, request: Request) -> Answer | None:
        proof = request.headers.get("authorization")
        if proof is None:
            return no(401, "Missing Authorization header")
        return None if proof == f"Bearer {KEY}" else no(401, "Invalid API key")

    @on("POST", "/release_task", "submit")
    def release(self, request: Request) -> Answer:
        asked = request.json
        if not isinstance(asked, dict):
            return no(400, "JSON payload must be an object")
        wrong = [
            name
            for name, least, most in (
                ("bpm", 30, 300),
                ("audio_duration", 10, 600),
                ("batch_size", 1, 8),
                ("inference_steps", 1, 200),
            )
            if not least <= asked.get(name, least) <= most
        ]
        if (
            wrong
            or asked.get("model", MODELS[0]) not in MODELS
            or asked.get("audio_format") not in ("mp3", "wav", "flac")
        ):
            return no(400, f"invalid {wrong}")
        job = self.books.place("", "audio", asked["audio_duration"], 0)
        return wrapped({"task_id": job.id, "status": "queued", "queue_position": 1})

    @on("POST", "/query_result", "poll")
    def query(self, request: Request) -> Answer:
        asked = request.json.get("task_id_list", "[]")
        return wrapped([self.state(ident) for ident in (asked if isinstance(asked, list) else json.loads(asked))])

    def state(self, ident: str) -> dict[str, Any]:
        job = self.job(ident)
        if job is None:
            return {"task_id": ident, "result": "[]", "status": 0}
        stage = self.stage(job)
        status = STATES.get(stage, 2)
        made: dict[str, Any] = {"file": "", "wave": "", "status": status, "create_time": 1, "env": "development"}
        if status == 1:
            made |= {
                "file": "" if job.life.files == () else f"/v1/audio?path={quote(self.path(job), safe='')}",
                "metas": {"bpm": 108},
            }
        else:
            made |= {"progress": 0.4, "stage": stage, "error": "CUDA out of memory" if status == 2 else None}
        return {"task_id": ident, "result": json.dumps([made]), "status": status, "progress_text": "working"}

    def path(self, job: Job) -> str:
        return f"/tmp/api audio/{job.id}.flac"

    @on("GET", "/v1/audio", "file")
    def file(self, request: Request) -> Answer:
        if fault := self.refused(request):
            return fault
        path = unquote(request.asked("path"))
        job = next((job for job in self.books.jobs.values() if self.path(job) == path), None)
        return (200, job.media, {"content-type": "audio/flac"}) if job else no(404, "Audio file not found")


def says(status: int, detail: str) -> Fault:
    return answers(status, no(status, detail)[1])


SCORE = MusicRequest(
    "quiet but quick", ("hushed",), "A minor", 108, 0.4, 0.5, ("piano", "strings"), ("vocals", "drums"), 21_500
)

VENDOR = Vendor(
    name="ace-step",
    emulator=ACEEmulator,
    keys={"ACESTEP_API_KEY": KEY},
    asks={
        "a score": Ask("v1-5-turbo", SCORE, how=(("seed", "3"),)),
        "a short one, slow": Ask(
            "v1-5-base", MusicRequest("hope", (), "pentatonic", 20, 0.4, 0.5, ("guqin",), (), 4_000)
        ),
    },
    refusals={
        "wrong key": (says(401, "Invalid API key"), "auth"),
        "a field": (says(400, "JSON payload must be an object"), "request"),
        "not JSON": (says(415, "Unsupported Content-Type"), "request"),
        "its queue is full": (says(429, "Server busy: queue is full"), "busy"),
        "failure inside": (answers(200, wrapped(None, 400, "no")[1]), "request"),
        "server": (says(500, "LLM init failed"), "unknown"),
    },
    ends={
        "failed": (Life(end="failed"), "failed"),
        "restarted": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
)
