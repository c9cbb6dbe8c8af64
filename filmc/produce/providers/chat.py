"""Every provider with the common interface for models that converse: takes are shown to them and judged, texts written.

The user's `[providers.NAME.options]` may say `model`, another name than the table's (an endpoint of one's own, a model
that is there), and `json`: `object` or `none`, for a server that takes no schema.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from filmc.frontend.value import Money
from filmc.lower.capabilities import PROMPT_BYTES, Chat
from filmc.lower.request import Question, ReviewRequest, WritingRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import ORDERED, AtOnce
from filmc.produce.protocol.base import Failed, Order, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.chat import Picture, Said, answered, asking, asking_again, request_of, said_in, text_of
from filmc.produce.protocol.facts import read_rate, written_rate
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.judgement import answer_in, form_of, judgement_in
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.told import told
from filmc.produce.protocol.verdict import Complaint, Meaning

_FREE = Money(0, "USD")
_FILTERED = ("content_filter", "safety")
_ROOM = 1_000
"""Bytes that are left for saying what was wrong with an answer."""
_SHOWN = ("frame", "reference")
"""Roles of what is shown, in this order."""
_BY_WORDS: Mapping[str, str] = {
    "incorrect api key": "invalid_api_key",
    "available credits": "insufficient_quota",
    "spending limit": "insufficient_quota",
    "usage guidelines": "content_filter",
}
"""What a message says where its code does not → a code."""


def open_provider(opening: Opening) -> ChatProvider:
    """Return a provider with the common interface."""
    return ChatProvider(opening)


class ChatProvider(AtOnce):
    """`POST {base}/chat/completions` → the answer, kept as it came: words, tokens, the model's own name."""

    codes: Mapping[str, Meaning] = {
        "insufficient_quota": "credit",  # it comes with 429, as too many requests do
        "exceeded_current_quota_error": "credit",
        "billing_hard_limit_reached": "credit",
        "AccountOverdueError": "credit",
        "QuotaExceeded": "credit",
        "SetLimitExceeded": "credit",
        "invalid_api_key": "auth",
        "authentication_error": "auth",
        "invalid_authentication_error": "auth",
        "incorrect_api_key_error": "auth",
        "permission_denied_error": "auth",
        "AuthenticationError": "auth",
        "AccessDenied": "auth",
        "ModelNotOpen": "auth",
        "content_filter": "content",
        "content_policy_violation": "content",
        "SensitiveContentDetected": "content",
        "InputTextSensitiveContentDetected": "content",
        "InputImageSensitiveContentDetected": "content",
        "OutputTextSensitiveContentDetected": "content",
        "InputTextRiskDetection": "content",
        "InputImageRiskDetection": "content",
        "OutputTextRiskDetection": "content",
        "rate_limit_exceeded": "rate",
        "rate_limit_reached_error": "rate",
        "RateLimitExceeded": "rate",
        "engine_overloaded_error": "busy",
        "ServerOverloaded": "busy",
        "unavailable_error": "busy",  # a model that is still being loaded
        "model_not_found": "request",
        "context_length_exceeded": "request",
        "exceed_context_size_error": "request",
        "not_supported_error": "request",  # comes with 501
        "InvalidEndpointOrModel": "request",
        "server_error": "unclear",
        "InternalServiceError": "unclear",
    }

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        facts, keys = self.opening.facts, self.opening.keys
        own = [name for way in facts.keys[:1] for name in way]
        # A key that others of this vendor's tools use, too, is for the vendor only, wherever the user sends this one.
        key = next((keys[name] for name in keys if name in own or self._at_vendor), None)
        return {"authorization": f"Bearer {key.reveal()}"} if key else {}

    @property
    def _at_vendor(self) -> bool:
        host = urlsplit(self.opening.base).hostname
        return host in {urlsplit(each).hostname for each in self.opening.facts.bases.values()}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, Question) or model is None or model.can.chat is None:
            raise not_possible(asked, "it answers questions only")
        options = self.opening.settings.options
        wire = options.get("model") or model.wire
        match what:
            case WritingRequest():
                body = text_of(model.can.chat, wire, _correspondence(asked, what, model.can.chat), what.tokens)
            case ReviewRequest():
                turns, form = _conversation(asked, what, model.can.chat), form_of(what.criteria)
                body = request_of(model.can.chat, wire, turns, form, options.get("json", ""))
        seed = {"seed": asked.seed or asked.number} if model.can.seed else {}
        return written(f"{urlsplit(self.opening.base).path.rstrip('/')}/chat/completions", {**body, **seed})

    def ordered(self, order: Order) -> str:
        return str(json.loads(order.body).get("model", ""))

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        said = said_in(reply.json) if reply.status == 200 else None
        if said is None:
            empty = reply.status == 200 and told(reply).get("choices") == []
            return Failed("empty", "success without an answer", self._none) if empty else None
        billed = self._billed(said, reply.headers.get(ORDERED, ""))
        if said.stopped in _FILTERED and not said.words.strip():
            return Failed("content", "the answer was held back", billed)
        return Succeeded(self.inside("text"), billed)

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        error = said.get("error")
        named = error if isinstance(error, dict) else {**said, "message": error or said.get("message"), "type": None}
        message = str(named.get("message") or "")
        return Complaint(self._code(named, message), message, self._none)

    def _code(self, said: Mapping[str, Any], message: str) -> str:
        """Return what is known of its words first: of the message, the code, the code before a dot, the type."""
        code = str(said.get("code") or "")
        spoken = next((known for words, known in _BY_WORDS.items() if words in message.lower()), "")
        words = (spoken, code, code.partition(".")[0], str(said.get("type") or ""))
        return next((word for word in words if word in self.codes), code)

    @property
    def _none(self) -> Money | None:
        """What nothing costs: only what runs here is sure to cost nothing."""
        return _FREE if self.opening.facts.local else None

    def _billed(self, said: Said, wire: str) -> Money | None:
        """Return what the tokens come to; what the provider had read before may cost less there, and never more."""
        rates = self.opening.facts.rates
        read, wrote = rates.get(read_rate(wire)), rates.get(written_rate(wire))
        if read is None or wrote is None or said.read is None or said.written is None:
            return self._none
        one, two = read.of(said.read), wrote.of(said.written)
        return Money(one.micros + two.micros, one.currency)


def _correspondence(asked: Asked, what: WritingRequest, profile: Chat) -> list[dict[str, Any]]:
    """Return what is said to who writes: all at once, or after a text that would not do, what is wrong with that."""
    first = {"role": "user", "content": what.prompt}
    said = answer_in(asked.files["answer"]) if "answer" in asked.files else None
    return [first, *(answered(said, asked.files["faults"].read_text("utf-8"), profile) if said else ())]


def _conversation(asked: Asked, what: ReviewRequest, profile: Chat) -> list[dict[str, Any]]:
    turns = [asking(what.prompt, _pictures(asked, profile), form_of(what.criteria))]
    if _words(turns[0]) > PROMPT_BYTES - _ROOM:
        raise not_possible(asked, f"its words have more than {PROMPT_BYTES - _ROOM:,} bytes")
    return [*turns, *(_mending(asked, what, profile) if "answer" in asked.files else ())]


def _pictures(asked: Asked, profile: Chat) -> list[Picture]:
    """Return what is shown, numbered; references that there is no room for are left out. Fault E1017: it sees none."""
    found = [(role, *role.split(" ", 1)) for role in asked.files if role.startswith(_SHOWN)]
    shown = sorted(found, key=lambda each: (_SHOWN.index(each[1]), int(each[2])))
    frames = sum(kind == "frame" for _, kind, _ in shown)
    if frames > profile.pictures:
        raise not_possible(asked, f"it sees {profile.pictures or 'no'} pictures, and {frames} are to be shown")
    return [Picture(f"{role.capitalize()}:", asked.files[role]) for role, _, _ in shown[: profile.pictures]]


def _mending(asked: Asked, what: ReviewRequest, profile: Chat) -> list[dict[str, Any]]:
    said = answer_in(asked.files["answer"])
    why = judgement_in(said, what.criteria)
    return asking_again(said, why, profile) if said and isinstance(why, str) else []


def _words(turn: Mapping[str, Any]) -> int:
    """Return how many bytes of words are said in a turn, without pictures."""
    content = turn["content"]
    words = [content] if isinstance(content, str) else [part["text"] for part in content if "text" in part]
    return sum(len(each.encode()) for each in words)
