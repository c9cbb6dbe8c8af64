"""DubbingX, from a copy of its page on asynchronous speech: all is POST, and two signs say that all is well."""

from __future__ import annotations

import re
from typing import Any

from emulators import books
from emulators.books import Answer, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import SpeechRequest
from vendors import Ask, Vendor

KEY = "dx-canary-NWY1-08"
STATES = {"running": "Generating", "succeeded": "Completed", "failed": "Failed", "cancelled": "Canceled"}
A_LINE = 50_000
"""Millionths of a yuan: no page says what a line costs, so this account has agreed on a price with its vendor."""
FIELDS = {
    "voiceId",
    "text",
    "emotion",
    "emotionCustom",
    "language",
    "audioPitch",
    "audioSpeed",
    "audioVolume",
    "fileFormat",
}
VOICES = {"30002": "premium", "40001": "v4"}
TYPES = {"常规", "开心", "恐惧", "厌恶", "惊喜", "生气", "悲伤", "哭泣"}
STYLES = {"呢喃", "气虚", "气实", "小声", "正常", "大声", "喊叫", "日常说话", "亲切", "疲劳", "积极"}


def no(code: int, message: str, status: int = 200) -> Answer:
    return told({"code": code, "success": False, "msg": message, "data": None, "traceId": "1"}, status)


def yes(data: Any) -> Answer:
    return told({"code": 200, "success": True, "msg": "操作成功", "data": data, "traceId": "1"})


class DubbingXEmulator(VendorEmulator):
    """`https://tts-api.dubbingx.com`."""

    def refused(self, request: Request) -> Answer | None:
        return None if request.headers.get("authorization") == f"Bearer {KEY}" else no(401, "apiKey 无效", 401)

    @on("POST", "/v1/addTtsTask", "submit")
    def speak(self, request: Request) -> Answer:
        asked = request.json
        grade = VOICES.get(asked.get("voiceId", ""))
        felt, free = asked.get("emotion", ""), asked.get("emotionCustom", "")
        kind = re.fullmatch(r"([^-]+)-([^-]+)-[1-5]", felt)
        rules = (
            asked.keys() <= FIELDS,
            grade is not None,
            bool(asked.get("text")),
            asked.get("language") in ({"zh", "en"} if grade == "v4" else {"zh", "jp", "en", "yue", "sc", "ko"}),
            not free or (grade == "v4" and not felt),
            not felt or (kind is not None and kind[1] in TYPES and kind[2] in STYLES),
            not (kind and kind[1] != "常规" and kind[2] in ("日常说话", "亲切", "疲劳", "积极")),
            -12 <= asked.get("audioVolume", 0) <= 12,
            asked.get("audioSpeed", 1.0) > 0 < asked.get("audioPitch", 1.0),
            asked.get("fileFormat", "wav") in ("wav", "mp3"),
        )
        if not all(rules):
            return no(400, "参数错误")
        job = self.books.place("", "audio", 1.0, A_LINE)
        return yes({"taskId": job.id})

    @on("POST", "/v1/getTtsTaskInfo/([^/]+)", "poll")
    def task(self, _: Request, ident: str) -> Answer:
        job = self.job(ident)
        if job is None:
            return no(404, "任务不存在")
        stage = self.stage(job)
        fresh = stage == "running" and self.clock.now - job.since < job.life.lasts / 2
        url = self.url_of(job) if stage == "succeeded" and job.life.files is None else None
        return yes(
            {"id": ident, "status": "Ready" if fresh else STATES[stage], "fileUrl": url, "errorMessage": "合成失败"}
        )


def says(code: int, message: str, status: int = 200) -> Fault:
    return answers(status, no(code, message, status)[1])


LINE = SpeechRequest("没有人吗？", "zh", "middle-aged male", "", "sad, whispering", 0.9, 1.1, 0.5)
HERE, NEW = (("voice", "30002"),), (("voice", "40001"),)

VENDOR = Vendor(
    name="dubbingx",
    emulator=DubbingXEmulator,
    keys={"DUBBINGX_API_KEY": KEY},
    asks={
        "a line": Ask("speech", LINE, how=HERE),
        "in Japanese": Ask("speech", SpeechRequest("誰もいないの？", "ja", "male", "", "nervous"), how=HERE),
        "in Cantonese": Ask(
            "speech", SpeechRequest("有冇人呀？", "zh-HK", "male", "", "shouting", 3.0, 1, 9.0), how=HERE
        ),
        "in free words": Ask("speech-v4", LINE, how=NEW),
        "without emotion": Ask("speech-v4", SpeechRequest("Anybody there?", "en", "male", ""), how=NEW),
    },
    refusals={
        "bad key": (says(401, "apiKey 无效", 401), "auth"),
        "bad key inside": (says(401, "apiKey 无效"), "auth"),
        "not allowed": (says(403, "无权限"), "auth"),
        "no money": (says(500, "账户余额不足"), "credit"),
        "words refused": (says(500, "文本包含敏感词"), "content"),
        "a field": (says(400, "参数错误"), "request"),
        "too many": (says(429, "请求过于频繁"), "rate"),
        "something": (says(500, "系统异常"), "unknown"),
        "server": (says(500, "系统异常", 500), "unknown"),
    },
    ends={
        "failed": (Life(end="failed"), "failed"),
        "cancelled there": (books.CANCELLED_THERE, "cancelled"),
        "forgotten": (books.LOST, "lost"),
    },
)
