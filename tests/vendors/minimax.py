"""MiniMax, from its own public clients and its pages: two protocols of tasks, `base_resp` in every answer of the first."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

from emulators import books, media
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.frontend.value import Money
from filmc.lower.request import ClipRequest, MusicRequest, SpeechRequest, StillRequest
from vendors import Ask, Vendor

KEY = "sk-api-canary-mm-4411"
GOOD = {"status_code": 0, "status_msg": "success"}
STATES = {"running": "Processing", "succeeded": "Success", "failed": "Fail", "content": "Fail"}
LEGAL = {
    "MiniMax-Hailuo-2.3": {("768P", 6), ("768P", 10), ("1080P", 6)},
    "MiniMax-Hailuo-2.3-Fast": {("768P", 6), ("768P", 10), ("1080P", 6)},
    "MiniMax-Hailuo-02": {("512P", 6), ("512P", 10), ("768P", 6), ("768P", 10), ("1080P", 6)},
    "S2V-01": {(None, None)},
}
PRICES = {
    ("MiniMax-Hailuo-2.3", "768P", 6): 280_000,
    ("MiniMax-Hailuo-2.3", "768P", 10): 560_000,
    ("MiniMax-Hailuo-2.3", "1080P", 6): 490_000,
    ("MiniMax-Hailuo-2.3-Fast", "768P", 6): 190_000,
    ("MiniMax-Hailuo-2.3-Fast", "768P", 10): 320_000,
    ("MiniMax-Hailuo-2.3-Fast", "1080P", 6): 330_000,
    ("MiniMax-Hailuo-02", "512P", 6): 100_000,
    ("MiniMax-Hailuo-02", "512P", 10): 150_000,
    ("MiniMax-Hailuo-02", "768P", 6): 280_000,
    ("MiniMax-Hailuo-02", "768P", 10): 560_000,
    ("MiniMax-Hailuo-02", "1080P", 6): 490_000,
    ("S2V-01", None, None): 650_000,
}
"""Millionths of a dollar; that of S2V-01 is made up."""
RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
EMOTIONS = {"happy", "sad", "angry", "fearful", "disgusted", "surprised", "calm", "fluent", "whisper"}
VOICES = {
    "male-qn-qingse",
    "male-qn-daxuesheng",
    "male-qn-jingying",
    "female-shaonv",
    "female-yujie",
    "female-chengshu",
    "presenter_male",
    "presenter_female",
    "English_Graceful_Lady",
    "English_expressive_narrator",
}
LANGUAGES = {"auto", "Chinese", "Chinese,Yue", "English", "Japanese", "Korean", "French"}


def no(code: int, message: str = "no", **more: Any) -> Answer:
    return told({**more, "base_resp": {"status_code": code, "status_msg": message}})


def error(kind: str, status: int, message: str = "no") -> Answer:
    return told({"type": "error", "error": {"type": kind, "message": message, "http_code": str(status)}}, status)


class MiniMaxEmulator(VendorEmulator):
    """`https://api.minimax.io`."""

    def __init__(self, *given: Any, **terms: Any) -> None:
        super().__init__(*given, **terms)
        self.asked: dict[str, dict[str, Any]] = {}

    def refused(self, request: Request) -> Answer | None:
        if request.headers.get("authorization") == f"Bearer {KEY}":
            return None
        return error("authorized_error", 401) if request.path.startswith("/v2/") else no(2049, "invalid api key")

    # ---- the second protocol

    @on("POST", "/v2/video_generation", "submit")
    def create(self, request: Request) -> Answer:
        asked = request.json
        if asked.get("model") != "MiniMax-H3":
            return error("bad_request_error", 400, "model")
        wrong = self._wrong(asked)
        if wrong:
            return error("unprocessable_entity_error", 422, wrong)
        pictures = sum(each["type"] == "image_url" for each in asked["content"])
        rate = {"768P": 80_000, "2K": 130_000}[asked["resolution"]]
        cost = rate * asked["duration"] + 40_000 * max(0, pictures - 5)
        job = self.books.place("", "video", asked["duration"], cost)
        self.asked[job.id] = asked
        return told({"task_id": job.id})

    def _wrong(self, asked: dict[str, Any]) -> str | None:
        items = asked["content"]
        images = [each for each in items if each["type"] == "image_url"]
        roles = [each.get("role", "") for each in images]
        frames = [role for role in roles if role in ("first_frame", "last_frame")]
        texts = [each for each in items if each["type"] == "text" and 0 < len(each["text"]) <= 7000]
        legal = (*RATIOS, "adaptive") if images else RATIOS
        rules = {
            "text": len(texts) == 1 and len(items) == len(texts) + len(images),
            "role": all(roles) and len(set(frames)) == len(frames),
            "frames and references": not frames or len(frames) == len(roles),
            "number": roles.count("reference_image") <= 9,
            "duration": asked["duration"] in range(5, 16),
            "resolution": asked["resolution"] in ("768P", "2K"),
            "ratio": asked.get("ratio") in legal,
            "picture": all(is_picture(each["image_url"]["url"]) for each in images),
        }
        return next((name for name, right in rules.items() if not right), None)

    @on("GET", "/v2/query/video_generation/([^/]+)", "poll")
    def task(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return error("not_found_error", 404, "task not found")
        asked, stage = self.asked[ident], self.stage(job)
        pictures = sum(each["type"] == "image_url" for each in asked["content"])
        state = "queued" if stage == "running" and self._waits(job) else "failed" if stage == "content" else stage
        task = {"id": ident, "model": "MiniMax-H3", "status": state, "resolution": asked["resolution"]}
        if state == "succeeded":
            files = [self.url_of(job)] if job.life.files is None else job.life.files
            task["content"] = {"url": files[0]} if files else {}
            task["usage"] = {
                "total_seconds": asked["duration"],
                "input_seconds": 0,
                "output_seconds": asked["duration"],
                "input_image_count": pictures,
            }
        if state == "failed":
            task["error"] = {"code": "1027" if stage == "content" else "1000", "message": "the task failed"}
        return told({"task": task})

    def _waits(self, job: Job) -> bool:
        return self.clock.now - job.since < job.life.lasts / 2

    @on("DELETE", "/v2/video_generation/([^/]+)", "cancel")
    def delete(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return error("not_found_error", 404)
        if not self.books.running(job):
            job.life = replace(job.life, forgotten=True)
            return told({"task_id": ident, "action": "delete"})
        if not self._waits(job):
            return error("bad_request_error", 400, "task is running")
        self.books.call_off(job)
        return told({"task_id": ident, "action": "cancel"})

    # ---- the first protocol

    @on("POST", "/v1/video_generation", "submit")
    def create_older(self, request: Request) -> Answer:
        asked = request.json
        model = asked.get("model")
        if model not in LEGAL or (asked.get("resolution"), asked.get("duration")) not in LEGAL[model]:
            return no(2013, "invalid params, duration or resolution", task_id="")
        first, last = asked.get("first_frame_image"), asked.get("last_frame_image")
        subjects = asked.get("subject_reference", [])
        wanted = {
            "first_frame_image": bool(first)
            or (model != "MiniMax-Hailuo-2.3-Fast" and asked.get("resolution") != "512P"),
            "last_frame_image": not last or (model == "MiniMax-Hailuo-02" and asked["resolution"] != "512P"),
            "subject_reference": bool(subjects) == (model == "S2V-01")
            and all(each["type"] == "character" and len(each["image"]) == 1 for each in subjects),
            "picture": all(is_picture(each) for each in (first, last, *(one["image"][0] for one in subjects)) if each),
            "prompt": 0 < len(asked.get("prompt", "")) <= 2000,
        }
        wrong = next((name for name, right in wanted.items() if not right), None)
        if wrong:
            return no(2013, f"invalid params, {wrong}", task_id="")
        length = asked.get("duration")
        job = self.books.place("", "video", length or 6, PRICES[model, asked.get("resolution"), length])
        return told({"task_id": job.id, "base_resp": GOOD})

    @on("GET", "/v1/query/video_generation", "poll")
    def state(self, request: Request) -> Answer:
        ident = request.asked("task_id")
        job = self.job(ident)
        if job is None:
            return no(2013, "invalid params, task_id")
        stage = self.stage(job)
        file_id = f"file-{ident}" if stage == "succeeded" and job.life.files is None else ""
        told_of = {"content": (1027, "output new_sensitive")}.get(stage)
        said = {"task_id": ident, "status": STATES[stage], "file_id": file_id}
        return no(*told_of, **said) if told_of else told({**said, "base_resp": GOOD})

    @on("GET", "/v1/files/retrieve", "poll")
    def retrieve(self, request: Request) -> Answer:
        job = self.job(request.asked("file_id").removeprefix("file-"))
        if job is None:
            return no(2013, "invalid params, file_id")
        return told(
            {"file": {"file_id": f"file-{job.id}", "bytes": 1, "download_url": self.url_of(job)}, "base_resp": GOOD}
        )

    # ---- answers

    def made(self, job: Job) -> tuple[bytes, ...]:
        if job.reference == "music":
            return (media.mp3(95.4, job.id),)
        return super().made(job)

    def _sound(self, kind: str, cost: int, **more: Any) -> Answer:
        job = self.books.place(kind, "audio", 1.0, cost)
        data = "" if job.life.files == () else self.made(job)[0].hex()
        return told({"data": {"audio": data, "status": 2}, "base_resp": GOOD, "trace_id": "t", **more})

    @on("POST", "/v1/t2a_v2", "submit")
    def speak(self, request: Request) -> Answer:
        asked = request.json
        voice = asked.get("voice_setting", {})
        felt = voice.get("emotion")
        rules = {
            "model": asked.get("model") in ("speech-2.8-hd", "speech-2.8-turbo", "speech-2.6-hd", "speech-2.6-turbo"),
            "text": 0 < len(asked.get("text", "")) < 10_000,
            "voice id": voice.get("voice_id") in VOICES,
            "speed": 0.5 <= voice.get("speed", 1) <= 2,
            "vol": 0 < voice.get("vol", 1) <= 10,
            "pitch": voice.get("pitch", 0) in range(-12, 13),
            "emotion": felt is None or (felt in EMOTIONS and (felt != "whisper" or "2.6" in asked["model"])),
            "language_boost": asked.get("language_boost", "auto") in LANGUAGES,
            "audio_setting": asked.get("audio_setting", {}).get("format") in ("mp3", "wav", "flac", "pcm"),
            "output_format": asked.get("output_format", "hex") == "hex" and not asked.get("stream"),
        }
        wrong = next((name for name, right in rules.items() if not right), None)
        if wrong:
            return no(2013, f"invalid params, {wrong}")
        used = sum(2 if 0x4E00 <= ord(letter) < 0xA000 else 1 for letter in asked["text"])  # 。 is one: its own example
        cost = used * (60 if "turbo" in asked["model"] else 100)
        return self._sound("speech", cost, extra_info={"audio_length": 1000, "usage_characters": used})

    @on("POST", "/v1/music_generation", "submit")
    def compose(self, request: Request) -> Answer:
        asked = request.json
        right = asked.get("model") in ("music-3.0", "music-2.6") and 0 < len(asked.get("prompt", "")) <= 2000
        words = asked.get("is_instrumental") or asked.get("lyrics") or asked.get("lyrics_optimizer")
        if not right or not words or asked.get("output_format", "hex") != "hex":
            return no(2013, "invalid params, prompt or lyrics")
        return self._sound("music", 150_000, extra_info={"music_duration": 95364, "music_sample_rate": 44100})

    @on("POST", "/v1/image_generation", "submit")
    def draw(self, request: Request) -> Answer:
        asked = request.json
        sides = [asked[name] for name in ("width", "height") if name in asked]
        people = asked.get("subject_reference", [])
        rules = {
            "model": asked.get("model") == "image-01",
            "prompt": 0 < len(asked.get("prompt", "")) <= 1500,
            "size": len(sides) in (0, 2) and all(512 <= side <= 2048 and side % 8 == 0 for side in sides),
            "aspect_ratio": asked.get("aspect_ratio", "1:1") in (*RATIOS, "3:2", "2:3"),
            "subject_reference": len(people) <= 1 and all(each["type"] == "character" for each in people),
            "picture": all(is_picture(each["image_file"]) for each in people),
            "n": asked.get("n", 1) in range(1, 10),
        }
        wrong = next((name for name, right in rules.items() if not right), None)
        if wrong:
            return no(2013, f"invalid params, {wrong}")
        job = self.books.place("", "image", 0, 3_500)
        drawn = [] if job.life.files == () else [base64.b64encode(self.made(job)[0]).decode()]
        counts = {"success_count": len(drawn), "failed_count": 1 - len(drawn)}
        return told({"id": job.id, "data": {"image_base64": drawn}, "metadata": counts, "base_resp": GOOD})


def is_picture(address: str) -> bool:
    """Tell whether an address is one of the net, or holds a picture."""
    kind, _, data = address.partition(";base64,")
    if kind in ("data:image/png", "data:image/jpeg"):
        return base64.b64decode(data, validate=True).startswith((b"\x89PNG", b"\xff\xd8"))
    return address.startswith("https://")


def says(code: int, message: str = "no", status: int = 200) -> Fault:
    return answers(status, no(code, message)[1])


def shouts(kind: str, status: int, message: str = "no") -> Fault:
    return answers(status, error(kind, status, message)[1])


def clip(prompt: str = "Rain runs over the cobbles [Push in]", milliseconds: int = 6000) -> ClipRequest:
    return ClipRequest(prompt, "", "16/9", milliseconds)


SIX = (("seconds", "6"), ("size", "1280x720"), ("seed", "7"))
TEN = (("seconds", "10"), ("size", "1280x720"))
HD = (("size", "1920x1080"), ("seed", "7"))
ANNA = (("voice", "English_Graceful_Lady"),)
MEI = (("voice", "female-shaonv"),)
KEYS = {"MINIMAX_API_KEY": KEY}
LINE = SpeechRequest("Why does nobody answer?", "en", "female", "", "sad, whispering", 0.4, 1.5, 0.5)
WHISPER = replace(LINE, text="没有人吗？", language="yue", emotion="whispering, sad")
SCORE = MusicRequest("quiet but quick", ("hushed",), "minor", 108, 0.4, 0.5, ("piano",), ("vocals", "drums"), 60_000)

VENDOR = Vendor(
    name="minimax",
    emulator=MiniMaxEmulator,
    keys=KEYS,
    asks={
        "h3 words": Ask("h3-2k", clip(), how=SIX),
        "h3 both frames": Ask("h3-768p", clip("雨停了"), {"start": "png", "end": "png"}, SIX),
        "h3 references": Ask("h3-2k", clip(), {f"reference {number}": "png" for number in range(1, 8)}, SIX),
    },
    bills={
        "h3 words": Money(780_000, "USD"),
        "h3 both frames": Money(480_000, "USD"),
        "h3 references": Money(860_000, "USD"),
    },
    refusals={
        "bad key": (shouts("authorized_error", 401), "auth"),
        "no money": (shouts("insufficient_balance_error", 402), "credit"),
        "words refused": (
            shouts("unprocessable_entity_error", 422, "input contains sensitive content (1026)"),
            "content",
        ),
        "a field": (shouts("unprocessable_entity_error", 422, "duration"), "request"),
        "a bad request": (shouts("bad_request_error", 400), "request"),
        "too many": (shouts("rate_limit_error", 429), "rate"),
        "server": (shouts("server_error", 500), "unknown"),
    },
    ends={
        "failed": (Life(end="failed"), "failed"),
        "moderated": (Life(end="content"), "content"),
        "expired": (Life(end="expired"), "expired"),
        "forgotten": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
)

REFUSALS = {
    "a minute": (says(1002, "rate limit"), "rate"),
    "tokens a minute": (says(1039), "rate"),
    "connections": (says(1041), "rate"),
    "not authorized": (says(1004, "login fail"), "auth"),
    "bad key": (says(2049, "invalid api key"), "auth"),
    "not in the plan": (says(2061), "auth"),
    "no real name": (says(2038), "auth"),
    "no money": (says(1008, "insufficient balance"), "credit"),
    "plan used up": (says(2056), "credit"),
    "quota": (says(1028), "credit"),
    "words refused": (says(1026, "input new_sensitive"), "content"),
    "result refused": (says(1027, "output new_sensitive"), "content"),
    "a field": (says(2013, "invalid params"), "request"),
    "signs that nobody sees": (says(1042), "request"),
    "timeout": (says(1001), "unknown"),
    "unknown": (says(1000), "unknown"),
    "inside": (says(1024), "unknown"),
    "behind": (says(1033, status=500), "unknown"),
}

ALSO = {
    "before": Vendor(
        name="minimax",
        emulator=MiniMaxEmulator,
        keys=KEYS,
        asks={
            "words": Ask("hailuo-2-3-1080p", clip(), how=SIX),
            "first frame": Ask("hailuo-2-3-fast-768p-10s", clip(milliseconds=10_000), {"start": "png"}, TEN),
            "both frames": Ask("hailuo-02-768p", clip("雨停了"), {"start": "png", "end": "png"}, SIX),
            "somebody": Ask("s2v-01", clip(), {"reference 1": "png"}, SIX),
        },
        refusals=REFUSALS,
        ends={
            "failed": (Life(end="failed"), "failed"),
            "moderated": (Life(end="content"), "content"),
            "forgotten": (books.LOST, "lost"),
            "nothing": (books.EMPTY_SUCCESS, "empty"),
        },
        stops=False,
    ),
    "answers": Vendor(
        name="minimax",
        emulator=MiniMaxEmulator,
        keys=KEYS,
        asks={
            "a line": Ask("speech-2-8-hd", LINE, how=ANNA),
            "a whisper": Ask("speech-2-6-turbo", WHISPER, how=MEI),
            "a picture": Ask("image-01", StillRequest("a desk by the window", "", "16/9"), how=HD),
            "a picture of her": Ask("image-01", StillRequest("她在等", "", "16/9"), {"reference 1": "png"}, HD),
            "a wide picture": Ask("image-01", StillRequest("plain", "", "21/9"), how=(("size", "2520x1080"),)),
            "a score": Ask("music-3-0", SCORE),
        },
        bills={"a line": Money(2_300, "USD"), "a whisper": Money(540, "USD"), "a picture": None},
        refusals=REFUSALS,
        ends={"nothing": (books.EMPTY_SUCCESS, "empty")},
        one_answer=True,
    ),
}
