"""DeepSeek, from its pages: any JSON object and no schema, the word itself in the question, money by 402."""

from __future__ import annotations

from typing import Any, ClassVar

from emulators.books import Answer

from vendors._chat import ChatEmulator, asks, must, no, parts_of, says, sdk_for, vendor

KEY = "sk-canary-deepseek-11aa"


class DeepSeekEmulator(ChatEmulator):
    """`https://api.deepseek.com`."""

    key = KEY
    models: ClassVar = {"deepseek-flash": True, "deepseek-v4-pro": False}
    prices: ClassVar = {"deepseek-flash": (300_000, 1_200_000)}
    more = frozenset({"thinking", "reasoning_effort"})
    formats = ("json_object",)

    def wrong_key(self) -> Answer:
        return no(401, "invalid_request_error", "Authentication Fails", "authentication_error")

    def strict(self, asked: Any) -> None:
        words = "".join(part.get("text", "") for part in parts_of(asked))
        if asked.get("response_format", {}).get("type") == "json_object":
            must("json" in words.lower(), "Prompt must contain the word 'json'")
        must(asked.get("thinking", {}).get("type", "enabled") in ("enabled", "disabled"), "thinking")
        must(asked.get("max_tokens", 1) <= 393_216, "max_tokens")


VENDOR = vendor(
    "deepseek",
    DeepSeekEmulator,
    "DEEPSEEK_API_KEY",
    asks=asks("flash"),
    refusals={
        "no money": (says(402, "invalid_request_error", "Insufficient Balance", "unknown_error"), "credit"),
        "bad key": (says(401, "invalid_request_error", "Authentication Fails", "authentication_error"), "auth"),
        "a field": (says(422, "invalid_request_error"), "request"),
        "overloaded": (says(503, "", "overloaded", "service_unavailable_error"), "busy"),
    },
    sdk=sdk_for(KEY, "deepseek-flash", response_format={"type": "json_object"}),
)
