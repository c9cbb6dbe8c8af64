"""Grok, from xAI's pages: errors without a type, a wrong key by 400, no penalties for what thinks."""

from __future__ import annotations

from typing import Any, ClassVar

from emulators.books import Answer
from emulators.faults import Fault, answers
from emulators.vendor import told

from vendors._chat import HELD, ChatEmulator, asks, must, sdk_for, vendor

KEY = "xai-canary-44dd"


def plain(status: int, code: str, message: str) -> Answer:
    return told({"code": code, "error": message}, status)


def tells(status: int, code: str, message: str) -> Fault:
    return answers(status, plain(status, code, message)[1])


INVALID = "Client specified an invalid argument"


class GrokEmulator(ChatEmulator):
    """`https://api.x.ai/v1`."""

    key = KEY
    models: ClassVar = {"grok-4.7": True, "grok-4.3": True}
    prices: ClassVar = {"grok-4.7": (2_000_000, 6_000_000), "grok-4.3": (1_250_000, 2_500_000)}
    more = frozenset({"reasoning_effort"})

    def wrong_key(self) -> Answer:
        return plain(400, INVALID, "Incorrect API key provided: xa***dd.")

    def wrong(self, message: str) -> Answer:
        return plain(400, INVALID, message)

    def wrong_model(self, model: str) -> Answer:
        return plain(404, "Some requested entity was not found", f"The model {model} does not exist")

    def strict(self, asked: Any) -> None:
        for name in ("stop", "presence_penalty", "frequency_penalty"):
            must(name not in asked, f"Argument not supported on this model: {name}")


VENDOR = vendor(
    "grok",
    GrokEmulator,
    "XAI_API_KEY",
    asks=asks("4-7", "4-3"),
    refusals={
        "bad key": (tells(400, INVALID, "Incorrect API key provided: xa***dd."), "auth"),
        "no key": (tells(401, "", "No authorization header"), "auth"),
        "not allowed": (tells(403, "The caller does not have permission", "team is blocked"), "auth"),
        "no money": (tells(429, "Some resource has been exhausted", "used all available credits"), "credit"),
        "too many of its kind": (tells(429, "Some resource has been exhausted", "Too many requests"), "rate"),
        "words refused": (tells(403, "", "Content violates usage guidelines"), "content"),
        "a field": (tells(422, "", "missing field messages"), "request"),
    },
    sdk=sdk_for(KEY, "grok-4.7", response_format=HELD, seed=1),
)
