"""The common interface for models that converse, from each vendor's documents: what one forgives another refuses.

The pretended model answers as it is held to: by the schema that it obeys; by the example in the question, where it is only
held to give an object; and in a fence after a preface where it is held to nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.frontend.value import Money
from filmc.lower.request import ReviewRequest
from filmc.produce.models import table_of
from vendors import Ask, Vendor

PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/]+=*")
READ, WRITTEN = 1_234, 56
"""Tokens of every answer."""
SAMPLING = ("temperature", "top_p", "n", "presence_penalty", "frequency_penalty")
COMMON = {"model", "messages", "max_tokens", "max_completion_tokens", "response_format", "seed", "stop", *SAMPLING}


def no(status: int, code: str, message: str = "no", kind: str = "invalid_request_error") -> Answer:
    return told({"error": {"message": message, "type": kind, "param": None, "code": code}}, status)


class WrongError(Exception):
    """What the vendor refuses, and in which words."""


class ChatEmulator(VendorEmulator):
    """One vendor: override what it is strict about."""

    key: ClassVar[str] = ""
    models: ClassVar[Mapping[str, bool]] = {}
    """What it serves → whether that sees pictures."""
    prices: ClassVar[Mapping[str, tuple[int, int]]] = {}
    """Millionths of a dollar for a million tokens, read and written."""
    more: ClassVar[frozenset[str]] = frozenset()
    """Fields beyond the common ones."""
    formats: ClassVar[tuple[str, ...]] = ("json_object", "json_schema")

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.replies: dict[str, bytes] = {}
        self.blank = 0
        """How many of the next answers are blank."""
        self.answers: list[str | tuple[str, str]] = []
        """What is answered next, whatever is asked; with why it ended, where that is not that all was said."""

    def refused(self, request: Request) -> Answer | None:
        right = not self.key or request.headers.get("authorization") == f"Bearer {self.key}"
        return None if right else self.wrong_key()

    def wrong_key(self) -> Answer:
        return no(401, "invalid_api_key")

    def wrong(self, message: str) -> Answer:
        return no(400, "invalid_request_error", message)

    def wrong_model(self, model: str) -> Answer:
        return no(404, "model_not_found", f"The model {model} does not exist")

    def made(self, job: Job) -> tuple[bytes, ...]:
        return (self.replies[job.id],)

    @on("POST", r"(?:/[^?]*)?/chat/completions", "submit")
    def complete(self, request: Request) -> Answer:
        asked = request.json
        if asked.get("model") not in self.models:
            return self.wrong_model(str(asked.get("model")))
        try:
            self.common(asked)
            self.strict(asked)
        except WrongError as wrong:
            return self.wrong(str(wrong))
        job = self.books.place("", "text", micros=self.costs(asked["model"]))
        reply = self.reply(asked, job)
        self.replies[job.id] = json.dumps(reply, ensure_ascii=False).encode()
        return told(reply)

    def common(self, asked: Any) -> None:
        """Refuse what nobody takes."""
        strange = sorted(set(asked) - COMMON - self.more)
        must(not strange, f"unknown fields {strange}")
        must(isinstance(asked.get("messages"), list) and asked["messages"], "messages")
        for message in asked["messages"]:
            must(message.get("role") in ("system", "user", "assistant"), "role")
            must(bool(message.get("content")), "content")
        pictures = [part["image_url"]["url"] for part in parts_of(asked) if part["type"] == "image_url"]
        must(not pictures or self.models[asked["model"]], "this model takes no image_url")
        for url in pictures:
            self.picture(url)
        way = asked.get("response_format", {}).get("type", "text")
        must(way == "text" or way in self.formats, f"This response_format type is unavailable now: {way}")

    def picture(self, url: str) -> None:
        must(url.startswith("https://") or PICTURE.fullmatch(url) is not None, "image_url")

    def strict(self, asked: Any) -> None:
        """Refuse what this vendor does not take."""

    def schema(self, asked: Any) -> Any:
        """Return the schema that is obeyed."""
        return asked.get("response_format", {}).get("json_schema", {}).get("schema")

    def reply(self, asked: Any, job: Job) -> Any:
        if job.life.files == ():
            choices = []
        else:
            scripted = self.answers.pop(0) if self.answers else self.words(asked)
            words, why = scripted if isinstance(scripted, tuple) else (scripted, "stop")
            if job.life.end == "content":
                words, why = "", "content_filter"
            elif self.blank:
                self.blank -= 1
                words = " \n"
            choices = [{"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": why}]
        usage = {"prompt_tokens": READ, "completion_tokens": WRITTEN, "total_tokens": READ + WRITTEN}
        return {
            "id": f"chatcmpl-{job.id}",
            "object": "chat.completion",
            "created": 1_795_219_200,
            "model": asked["model"],
            "choices": choices,
            "usage": usage,
        }

    @classmethod
    def costs(cls, model: str) -> int:
        """Return what an answer costs: each side rounded up."""
        read, wrote = cls.prices.get(model, (0, 0))
        return -(-READ * read // 10**6) - (-WRITTEN * wrote // 10**6)

    def words(self, asked: Any) -> str:
        schema = self.schema(asked)
        if schema:
            return json.dumps(obeying(schema))
        asks = "".join(part["text"] for part in parts_of(asked) if part["type"] == "text")
        example = asks[asks.find("{") :].partition("\n")[0]
        if asked.get("response_format", {}).get("type") == "json_object":
            return example
        return f"Certainly! Here it is:\n```json\n{example}\n```\nI hope that helps."


def must(right: bool, message: str) -> None:  # noqa: FBT001
    if not right:
        raise WrongError(message)


def parts_of(asked: Any) -> list[Any]:
    """Return the parts of every user's turn."""
    return [
        part
        for message in asked["messages"]
        if message["role"] == "user"
        for part in (
            message["content"]
            if isinstance(message["content"], list)
            else [{"type": "text", "text": message["content"]}]
        )
    ]


def obeying(schema: Any) -> Any:
    """Return a value that obeys a schema: the last of its words, the best of its marks."""
    if "enum" in schema:
        return schema["enum"][0] if schema["type"] == "string" else schema["enum"][-1]
    match schema["type"]:
        case "object":
            return {name: obeying(each) for name, each in schema["properties"].items()}
        case "array":
            return [obeying(schema["items"])]
        case "integer":
            return 1
        case _:
            return "a word"


def closed(schema: Any) -> bool:
    """Tell whether a schema is strict: each object says what it has, has all of it, and nothing else."""
    if schema.get("type") == "array":
        return closed(schema["items"])
    if schema.get("type") != "object":
        return True
    inside = schema.get("properties", {})
    whole = sorted(schema.get("required", [])) == sorted(inside) and schema.get("additionalProperties") is False
    return whole and all(closed(each) for each in inside.values())


def says(status: int, code: str, message: str = "no", kind: str = "invalid_request_error") -> Fault:
    return answers(status, no(status, code, message, kind)[1])


def sdk_for(key: str, model: str, **fields: Any) -> Callable[[VendorEmulator, Path], None]:
    """Return a drive of the package that every one of these vendors points to."""

    def drive(there: VendorEmulator, folder: Path) -> None:
        from openai import OpenAI

        client = OpenAI(api_key=key or "none", base_url=f"{there.url}/v1", max_retries=0)
        turn = {"role": "user", "content": 'Is it raining? Answer in JSON: {"rain": "yes"}'}
        got = client.chat.completions.with_raw_response.create(model=model, messages=[turn], **fields)
        assert got.http_response.content == there.made(there.books.jobs["job-1"])[0]
        assert json.loads(got.parse().choices[0].message.content) == {"rain": "yes"}
        assert folder.is_dir()
        client.close()

    return drive


HELD = {
    "type": "json_schema",
    "json_schema": {
        "name": "rain",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {"rain": {"type": "string", "enum": ["yes", "no"]}},
            "required": ["rain"],
            "additionalProperties": False,
        },
    },
}

CRITERIA = ("identity", "hands", "as asked: 没有文字")
QUESTION = ReviewRequest("A boy posts a letter. Does what you see show that?", CRITERIA)
FRAMES = {"frame 1": "png 64x36", "frame 2": "png 64x36", "reference 1": "png 36x64"}
COMMON_ENDS: dict[str, tuple[Life, str]] = {
    "nothing": (Life(files=()), "empty"),
    "held back": (Life(end="content"), "content"),
}
COMMON_REFUSALS: dict[str, tuple[Fault, str]] = {
    "too many": (says(429, "rate_limit_exceeded"), "rate"),
    "server": (answers(500, b'{"error": {"message": "oops", "type": "server_error"}}'), "unknown"),
}


def asks(*models: str, blind: tuple[str, ...] = ()) -> dict[str, Ask]:
    """Return what can be asked: a clip judged by each model, and something without a picture."""
    seen = {f"a clip, by {model}": Ask(model, QUESTION, FRAMES) for model in models}
    return {**seen, "in words": Ask((*models, *blind)[0], QUESTION)}


def vendor(name: str, emulator: type[ChatEmulator], key_name: str, **more: Any) -> Vendor:
    keys = {key_name: emulator.key} if key_name else {}
    models = table_of(name).models
    costs = {ask: emulator.costs(models[f"{name}:{asked.model}"].wire) for ask, asked in more["asks"].items()}
    return Vendor(
        name=name,
        emulator=emulator,
        keys=keys,
        refusals={**COMMON_REFUSALS, **more.pop("refusals", {})},
        ends={**COMMON_ENDS, **more.pop("ends", {})},
        bills={ask: Money(cost, "USD") for ask, cost in costs.items() if cost},
        one_answer=True,
        **more,
    )
