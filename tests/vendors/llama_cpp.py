"""The server of llama.cpp, from its code: a flat schema is taken and not obeyed, while a model is loaded all is 503."""

from __future__ import annotations

from typing import Any, ClassVar

from emulators.books import Answer

from vendors._chat import HELD, ChatEmulator, asks, no, says, sdk_for, vendor

KEY = "llama-canary-77ff"


class LlamaEmulator(ChatEmulator):
    """`http://127.0.0.1:8080/v1`; it serves one model, whatever it is called."""

    key = KEY
    models: ClassVar = {"default": True, "mine.gguf": True}

    def wrong_key(self) -> Answer:
        return no(401, "401", "Invalid API Key", "authentication_error")

    def schema(self, asked: Any) -> Any:
        way = asked.get("response_format", {})
        if way.get("type") == "json_object":
            return way.get("schema")
        return way.get("json_schema", {}).get("schema")


VENDOR = vendor(
    "llama-cpp",
    LlamaEmulator,
    "LLAMA_API_KEY",
    asks=asks("default"),
    refusals={
        "bad key": (says(401, "401", "Invalid API Key", "authentication_error"), "auth"),
        "loading": (says(503, "503", "Loading model", "unavailable_error"), "busy"),
        "too long": (says(400, "400", "exceeds the context size", "exceed_context_size_error"), "request"),
        "it sees nothing": (says(500, "500", "image input is not supported", "server_error"), "unknown"),
        "not built in": (says(501, "501", "not supported", "not_supported_error"), "request"),
    },
    sdk=sdk_for(KEY, "default", response_format=HELD, seed=1),
)
