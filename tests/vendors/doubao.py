"""Doubao on Volcengine Ark, from its pages: models or endpoints by name, its own codes for what it refuses."""

from __future__ import annotations

from typing import Any, ClassVar

from emulators.books import Answer

from vendors._chat import HELD, ChatEmulator, asks, must, no, says, sdk_for, vendor

KEY = "ark-canary-22bb"
PRO = "doubao-seed-2-1-pro-260915"


class ArkChatEmulator(ChatEmulator):
    """`https://ark.cn-beijing.volces.com/api/v3`."""

    key = KEY
    models: ClassVar = {PRO: True, "doubao-seed-2-1-lite-260915": True, "ep-20261101-abcde": True}
    prices: ClassVar = {PRO: (860_000, 4_310_000), "doubao-seed-2-1-lite-260915": (115_000, 388_000)}
    more = frozenset({"thinking"})

    def wrong_key(self) -> Answer:
        return no(401, "AuthenticationError", kind="Unauthorized")

    def wrong(self, message: str) -> Answer:
        return no(400, "InvalidParameter", message, "BadRequest")

    def wrong_model(self, model: str) -> Answer:
        return no(404, "InvalidEndpointOrModel.NotFound", model, "NotFound")

    def strict(self, asked: Any) -> None:
        must(asked.get("thinking", {}).get("type", "enabled") in ("enabled", "disabled", "auto"), "thinking")
        way = asked.get("response_format", {})
        must(way.get("type") != "json_schema" or "schema" in way.get("json_schema", {}), "json_schema.schema")


VENDOR = vendor(
    "doubao",
    ArkChatEmulator,
    "ARK_API_KEY",
    asks=asks("seed-2-1-pro", "seed-2-1-lite"),
    refusals={
        "no money": (says(403, "AccountOverdueError", kind="Forbidden"), "credit"),
        "its free part is used up": (says(429, "SetLimitExceeded", kind="TooManyRequests"), "credit"),
        "bad key": (says(401, "AuthenticationError", kind="Unauthorized"), "auth"),
        "not opened": (says(404, "ModelNotOpen", kind="NotFound"), "auth"),
        "no such model": (says(404, "InvalidEndpointOrModel.NotFound", kind="NotFound"), "request"),
        "a field": (says(400, "InvalidParameter", kind="BadRequest"), "request"),
        "words refused": (says(400, "SensitiveContentDetected", kind="BadRequest"), "content"),
        "picture refused": (says(400, "InputImageRiskDetection", kind="BadRequest"), "content"),
        "its own limit": (says(429, "RateLimitExceeded.EndpointRPMExceeded", kind="TooManyRequests"), "rate"),
        "overloaded": (says(429, "ServerOverloaded", kind="TooManyRequests"), "busy"),
        "inside": (says(500, "InternalServiceError", kind="InternalServerError"), "unknown"),
    },
    sdk=sdk_for(KEY, PRO, response_format=HELD),
)
