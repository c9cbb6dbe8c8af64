"""The interface that most models that converse have in common: what is said, in turns, and what comes back.

How models differ is a profile, `Chat`, in their tables. An answer that has to be an object is asked for in the
strictest way that the model knows (a schema, any object, in words alone); it is never trusted to be one: `said_in`
gives what was answered, and who asked checks it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from filmc.base.record import record
from filmc.lower.capabilities import Answers, Chat
from filmc.produce.protocol.carrying import data_url

_BRACES = 1_000
"""So many beginnings of an object are looked at: of thousands within each other each would be read to the end."""


@record
class Form:
    """What an answer has to be: an object that obeys `schema` (JSON Schema, nothing referred to), as in `example`."""

    name: str
    schema: Mapping[str, Any]
    example: Mapping[str, Any]


@record
class Picture:
    """A picture file with the words that stand before it."""

    label: str
    file: Path


@record
class Said:
    """An answer: its words, what was thought before them where that is told, and tokens read and written."""

    words: str
    thoughts: str
    read: int | None
    written: int | None
    stopped: str
    """Why it ended: `stop`, `length`, `content_filter` …"""


def asking(words: str, pictures: Sequence[Picture], form: Form) -> dict[str, Any]:
    """Return the first turn. It shows the form, for models that can not be held to it otherwise."""
    shown = json.dumps(form.example, ensure_ascii=False)
    text = f"{words}\n\nAnswer with one JSON object and nothing else, in this form: {shown}"
    if not pictures:
        return {"role": "user", "content": text}  # some servers take only a string where nothing is shown
    parts: list[dict[str, Any]] = [{"type": "text", "text": text}]
    for each in pictures:
        parts.append({"type": "text", "text": each.label})
        parts.append({"type": "image_url", "image_url": {"url": data_url(each.file)}})
    return {"role": "user", "content": parts}


def answered(said: Said, reply: str, profile: Chat) -> list[dict[str, Any]]:
    """Return the turns after an answer: it, and our `reply`; none after one that was blank: that is asked anew."""
    if not said.words.strip():
        return []
    thought = {"reasoning_content": said.thoughts} if profile.thoughts and said.thoughts else {}
    return [{"role": "assistant", "content": said.words, **thought}, {"role": "user", "content": reply}]


def asking_again(said: Said, why: str, profile: Chat) -> list[dict[str, Any]]:
    """Return the turns after an object that could not be used."""
    return answered(said, f"This can not be used: {why}. Give the whole JSON object again, and nothing else.", profile)


def request_of(profile: Chat, wire: str, turns: Sequence[Mapping[str, Any]], form: Form, most: str = "") -> Any:
    """Return the body of a request for an object. `most` is the strictest way that its server knows, if less."""
    sampling = {"temperature": 0} if profile.sampling == "free" else {}
    held = {"response_format": _held(_lesser(profile.json, most), form)}
    return {**_request(profile, wire, turns, profile.output), **held, **sampling, **profile.extra}


def text_of(profile: Chat, wire: str, turns: Sequence[Mapping[str, Any]], tokens: int) -> Any:
    """Return the body of a request for a text of at most so many `tokens`, as its model likes to write."""
    return {**_request(profile, wire, turns, tokens), **profile.extra}


def _request(profile: Chat, wire: str, turns: Sequence[Mapping[str, Any]], tokens: int) -> dict[str, Any]:
    return {"model": wire, "messages": list(turns), profile.limit: tokens}


def _held(way: Answers, form: Form) -> dict[str, Any] | None:
    match way:
        case "schema":  # the nested form: a flat one is taken by some servers, and not obeyed
            return {"type": "json_schema", "json_schema": {"name": form.name, "strict": True, "schema": form.schema}}
        case "object":
            return {"type": "json_object"}
        case _:
            return None


def _lesser(way: Answers, most: str) -> Answers:
    ladder: tuple[Answers, ...] = get_args(Answers)
    return min(way, next((each for each in ladder if each == most), way), key=ladder.index)


def said_in(reply: Any) -> Said | None:
    """Return what a reply's body (as JSON) says; None where it says nothing at all, and not even that it is blank."""
    if not isinstance(reply, dict):
        return None
    choices = reply.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    message = choice.get("message")
    if not isinstance(message, dict):
        return None
    usage = reply["usage"] if isinstance(reply.get("usage"), dict) else {}
    return Said(
        words=_words(message.get("content")),
        thoughts=_words(message.get("reasoning_content")),
        read=_count(usage.get("prompt_tokens")),
        written=_count(usage.get("completion_tokens")),
        stopped=str(choice.get("finish_reason") or ""),
    )


def _words(content: Any) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _count(said: Any) -> int | None:
    return said if isinstance(said, int) and not isinstance(said, bool) and said >= 0 else None


def object_in(words: str) -> dict[str, Any] | None:
    """Return the first JSON object among words: bare, in a fence, or after a preface; None where there is none."""
    decoder = json.JSONDecoder()
    for brace in islice(re.finditer(r"\{", words), _BRACES):
        with suppress(ValueError, RecursionError):
            found, _ = decoder.raw_decode(words, brace.start())
            if isinstance(found, dict) and found:
                return found
    return None
