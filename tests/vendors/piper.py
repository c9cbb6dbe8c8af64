"""Piper, from its package's `http_server.py`: WAVs that call themselves pages, and another voice where one is not there."""

from __future__ import annotations

from emulators.books import Answer
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, bytes_of, on, told

from filmc.lower.request import SpeechRequest
from vendors import Ask, Vendor

PAGE = "text/html; charset=utf-8"
VOICES = {"en_US-lessac-medium": {}, "en_US-libritts-high": {}, "zh_CN-huayan-x_low": {}, "johnso".rstrip("s"): {}}


class PiperEmulator(VendorEmulator):
    """`http://127.0.0.1:5000`."""

    def refused(self, _: Request) -> Answer | None:
        return None

    @on("GET", "/voices", "other")
    def voices(self, _: Request) -> Answer:
        return told(VOICES)

    @on("POST", "/synthesize", "submit")
    def speak(self, request: Request) -> Answer:
        asked = request.json
        if not asked.get("text", "").strip() or not isinstance(asked.get("length_scale", 1.0), float):
            return 500, b"<!doctype html><title>500 Internal Server Error</title>", {"content-type": PAGE}
        return bytes_of(self.books.place("", "audio", 0.5, 0).media, PAGE)


def says(status: int) -> Fault:
    return answers(status, b"<!doctype html><title>error</title>", ("content-type", PAGE))


LINE = SpeechRequest("Why does nobody answer?", "en", "young male, soft", "", "sad")

VENDOR = Vendor(
    name="piper",
    emulator=PiperEmulator,
    keys={},
    asks={
        "the server's own voice": Ask("default", LINE),
        "a voice": Ask("default", LINE, how=(("voice", "zh_CN-huayan-x_low"),)),
        "a speaker, slowly": Ask(
            "default", SpeechRequest("Why?", "en", "", "", "", 0.8), how=(("voice", "en_US-libritts-high#p3922"),)
        ),
        "a voice whose name is cut there": Ask("default", LINE, how=(("voice", "johnson"),)),
    },
    refusals={
        "no such path": (says(404), "request"),
        "not so": (says(405), "request"),
        "a failure": (says(500), "unknown"),
    },
    ends={},
    one_answer=True,
)
