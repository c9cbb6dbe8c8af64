"""Ollama, from its pages: no key, models that have to be there, pictures as data only."""

from __future__ import annotations

from typing import ClassVar

from emulators.books import Answer

from vendors._chat import HELD, ChatEmulator, asks, must, no, says, sdk_for, vendor


class OllamaEmulator(ChatEmulator):
    """`http://127.0.0.1:11434/v1`."""

    models: ClassVar = {"qwen3-vl:8b": True, "gemma3:12b": True}

    def wrong_model(self, model: str) -> Answer:
        return no(404, "", f'model "{model}" not found, try pulling it first', "not_found_error")

    def picture(self, url: str) -> None:
        must(url.startswith("data:"), "invalid image input")
        super().picture(url)


VENDOR = vendor(
    "ollama",
    OllamaEmulator,
    "",
    asks=asks("qwen3-vl-8b", "gemma3-12b"),
    refusals={
        "not pulled": (says(404, "", "model not found", "not_found_error"), "request"),
        "a field": (says(400, "", "invalid image input", "invalid_request_error"), "request"),
        "busy": (says(503, "", "server busy", "api_error"), "busy"),
    },
    sdk=sdk_for("", "gemma3:12b", response_format=HELD, seed=1, temperature=0),
)
