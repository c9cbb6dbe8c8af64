"""Kimi, from digests of Moonshot's pages: nobody tells it how to sample, and it fetches no picture."""

from __future__ import annotations

from typing import Any, ClassVar

from emulators.books import Answer

from vendors._chat import HELD, SAMPLING, ChatEmulator, asks, must, no, says, sdk_for, vendor

KEY = "sk-canary-kimi-33cc"


class KimiEmulator(ChatEmulator):
    """`https://api.moonshot.ai/v1`."""

    key = KEY
    models: ClassVar = {"kimi-k2.6": True, "kimi-k3": True}
    prices: ClassVar = {"kimi-k2.6": (950_000, 4_000_000), "kimi-k3": (3_000_000, 15_000_000)}
    more = frozenset({"thinking", "reasoning_effort"})

    def wrong_key(self) -> Answer:
        return no(401, "", "Invalid Authentication", "invalid_authentication_error")

    def wrong_model(self, model: str) -> Answer:
        return no(404, "", f"Not found the model {model}", "resource_not_found_error")

    def picture(self, url: str) -> None:
        must(not url.startswith(("http:", "https:")), "image_url: public addresses are not supported")
        super().picture(url)

    def strict(self, asked: Any) -> None:
        told = [name for name in SAMPLING if name in asked]
        must(not told, f"invalid {told}: only the fixed value is allowed for this model")
        must("thinking" not in asked or asked["model"] != "kimi-k3", "thinking can not be set for this model")
        must(asked.get("reasoning_effort", "max") in ("low", "high", "max"), "reasoning_effort")
        for message in asked["messages"]:
            content = message["content"]
            shows = isinstance(content, str) or any(part["type"] != "text" for part in content)
            must(shows, "content: text alone is a string")
            thinks = asked["model"] == "kimi-k3" and message["role"] == "assistant"
            must(not thinks or "reasoning_content" in message, "reasoning_content is missing in an assistant message")

    def reply(self, asked: Any, job: Any) -> Any:
        reply = super().reply(asked, job)
        if asked["model"] == "kimi-k3":
            for choice in reply["choices"]:
                choice["message"]["reasoning_content"] = "It rains."
        return reply


VENDOR = vendor(
    "kimi",
    KimiEmulator,
    "MOONSHOT_API_KEY",
    asks=asks("k2-6", "k3"),
    refusals={
        "no money": (says(429, "", kind="exceeded_current_quota_error"), "credit"),
        "bad key": (says(401, "", kind="invalid_authentication_error"), "auth"),
        "not allowed": (says(403, "", kind="permission_denied_error"), "auth"),
        "a field": (says(400, "", kind="invalid_request_error"), "request"),
        "words refused": (says(400, "", kind="content_filter"), "content"),
        "three a minute": (says(429, "", kind="rate_limit_reached_error"), "rate"),
        "overloaded": (says(429, "", kind="engine_overloaded_error"), "busy"),
    },
    sdk=sdk_for(KEY, "kimi-k2.6", response_format=HELD, max_completion_tokens=400),
)
