"""What is to be written → the job of a model that writes, with the most that an answer of it can cost.

A language model may write a film; it never compiles one. What it writes is a text as any author's, and is checked as
any author's.
"""

from __future__ import annotations

from typing import Protocol

from filmc.base.fault import Fault
from filmc.base.record import replace
from filmc.lower.job import Job
from filmc.lower.model import Model
from filmc.lower.request import WritingRequest

FAULTS_BYTES = 6_000
"""Bytes of what is said of an answer that will not do, at most."""
_FRAMING = 500
"""Tokens that stand for no byte of ours: whose turn it is, where one ends."""
_MOST = 32_000
"""Tokens of a text, at most."""


class Brief(Protocol):
    """What somebody wants written."""

    @property
    def name(self) -> str:
        """What its job is called; it belongs to no shot."""
        ...

    @property
    def wanted(self) -> tuple[str, ...]:
        """Marks of what the answer is to have, where it is no film."""
        ...

    @property
    def prompt(self) -> str:
        """All that its writer is told. Fault E0843 where that is too long."""
        ...

    @property
    def tokens(self) -> int:
        """How many tokens the text may have."""
        ...

    @property
    def shots(self) -> int:
        """How many shots it is to have, at least."""
        ...


def writing_job(brief: Brief, model: Model, number: int, rounds: int) -> Job:
    """Return the job of a text by `model`, which may be sent back until there were `rounds` answers.

    What the model thinks before it writes comes on top of the text's own tokens. `number` counts tries at the same.
    Fault E0843 where what is told, or the text, would be too long.
    """
    assert model.can.chat
    if brief.tokens > _MOST:
        raise Fault(
            "E0843",
            f"the text would take {brief.tokens:,} tokens, and one answer may have {_MOST:,}",
            "go act by act, each in a film of its own, or ask for a shorter film (`--minutes`)",
        )
    prompt, tokens = brief.prompt, brief.tokens + model.can.chat.output
    read = len(prompt.encode()) + tokens + FAULTS_BYTES + _FRAMING
    price = model.price.at_most(read, tokens) if model.price else None
    return Job(
        "writing",
        WritingRequest(prompt, tokens, model.id, number, brief.shots, brief.wanted),
        model.id,
        label=brief.name,
        how=model.options,
        name=brief.name,
        model=replace(model, price=price),
        most=rounds,
    )
