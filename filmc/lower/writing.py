"""What is to be written → the job of a model that writes: all that it is told, and what its answer may cost at most.

A language model may write a film; it never compiles one. What it writes is a text as any author's, and is checked as
any author's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

from filmc.base.fault import Fault
from filmc.lower.job import Job
from filmc.lower.model import Model
from filmc.lower.primer import primer
from filmc.lower.request import WritingRequest
from filmc.lower.story import Story
from filmc.lower.styles import filled

NAME = "draft"
"""What the job of a film's first text is called; it belongs to no shot."""
FAULTS_BYTES = 6_000
"""Bytes of what is said of an answer that will not do, at most."""
STORY_BYTES = 60_000
"""Bytes of a story, at most: that is a novella's chapter, and more than fits into one draft."""
_FRAMING = 500
"""Tokens that stand for no byte of ours: whose turn it is, where one ends."""
_MOST = 32_000
"""Tokens of an answer, at most."""
_BASE, _A_MINUTE, _A_SHOT = 2_000, 4_000, 300
"""Tokens that the head of a film takes, and each minute or shot of it, amply counted."""
_SHOT = Fraction(9, 2)
"""Seconds that a shot lasts as a rule."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What somebody wants written. `language` is a BCP 47 tag, `cast` a file for the film to use, with its names."""

    story: Story
    minutes: Fraction = Fraction(2)
    language: str = ""
    cast: str = ""
    declared: tuple[str, ...] = ()

    @property
    def prompt(self) -> str:
        """All that a writer is told. Fault E0843 for a story that is too long."""
        if (length := len(self.story.text.encode())) > STORY_BYTES:
            raise Fault(
                "E0843",
                f"the story has {length:,} bytes, and one draft is made of {STORY_BYTES:,} at most",
                "draft it chapter by chapter: each gives a film of its own, which others can `use`",
            )
        return filled(
            "draft",
            **primer(),
            story=self.story.text,
            shots=self.story.shots,
            minutes=_told(self.minutes),
            wanted=max(round(self.minutes * 60 / _SHOT), 1),
            language=self.language,
            cast=self.cast,
            declared=self.declared,
        )

    @property
    def tokens(self) -> int:
        """How many tokens the film may have."""
        return _BASE + max(math.ceil(self.minutes * _A_MINUTE), self.story.shots * _A_SHOT)


def writing_job(brief: Brief, model: Model, number: int, rounds: int) -> Job:
    """Return the job of a film's text by `model`, which may be sent back until there were `rounds` answers.

    What the model thinks before it writes comes on top of the text's own tokens. `number` counts tries at the same.
    Fault E0843 where story or film are too long for one answer.
    """
    assert model.can.chat
    if brief.tokens > _MOST:
        raise Fault(
            "E0843",
            f"the film would take {brief.tokens:,} tokens, and one answer may have {_MOST:,}",
            "draft it act by act, or ask for a shorter film (`--minutes`)",
        )
    prompt, tokens = brief.prompt, brief.tokens + model.can.chat.output
    read = len(prompt.encode()) + tokens + FAULTS_BYTES + _FRAMING
    price = model.price.at_most(read, tokens) if model.price else None
    return Job(
        "writing",
        WritingRequest(prompt, tokens, model.id, number, brief.story.shots),
        model.id,
        label=NAME,
        how=model.options,
        name=NAME,
        model=replace(model, price=price),
        most=rounds,
    )


def _told(minutes: Fraction) -> str:
    if minutes < 1:
        return f"{round(minutes * 60)} seconds"
    return f"{float(minutes):g} minute{'' if minutes == 1 else 's'}"
