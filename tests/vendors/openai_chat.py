"""OpenAI's chat completions, from its own package and pages: strict schemas, no word that it does not know."""

from __future__ import annotations

from typing import Any, ClassVar

from vendors._chat import HELD, ChatEmulator, asks, closed, must, says, sdk_for, vendor

KEY = "sk-canary-openai-55ee"
EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")


class OpenAIChatEmulator(ChatEmulator):
    """`https://api.openai.com/v1`."""

    key = KEY
    models: ClassVar = {"gpt-6-luna": True, "gpt-6.1-sol": True}
    prices: ClassVar = {"gpt-6-luna": (100_000, 500_000), "gpt-6.1-sol": (2_000_000, 10_000_000)}
    more = frozenset({"reasoning_effort"})

    def strict(self, asked: Any) -> None:
        must("max_tokens" not in asked, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        must(asked.get("temperature", 1) == 1, "Unsupported value: 'temperature'")
        must(asked.get("reasoning_effort", "low") in EFFORTS, "reasoning_effort")
        way = asked.get("response_format", {})
        if way.get("type") == "json_schema":
            held = way.get("json_schema", {})
            must(bool(held.get("name")), "Missing required parameter: 'response_format.json_schema.name'")
            must(held.get("strict") is not True or closed(held["schema"]), "Invalid schema for response_format")


VENDOR = vendor(
    "openai-chat",
    OpenAIChatEmulator,
    "OPENAI_CHAT_API_KEY",
    asks=asks("gpt-6-luna", "gpt-6-1-sol"),
    refusals={
        "no money": (says(429, "insufficient_quota", kind="insufficient_quota"), "credit"),
        "bad key": (says(401, "invalid_api_key"), "auth"),
        "not there": (says(403, "unsupported_country_region_territory", kind="request_forbidden"), "auth"),
        "no such model": (says(404, "model_not_found"), "request"),
        "a field": (says(400, "unsupported_parameter"), "request"),
        "too long": (says(400, "context_length_exceeded"), "request"),
        "words refused": (says(400, "content_policy_violation"), "content"),
        "overloaded": (says(503, "", "overloaded", "service_unavailable"), "busy"),
    },
    sdk=sdk_for(KEY, "gpt-6-luna", response_format=HELD, max_completion_tokens=400, reasoning_effort="low"),
)
