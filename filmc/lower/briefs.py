"""The brief of a film of a story: the prompt, and how much room its answer has."""

from __future__ import annotations

import math
from fractions import Fraction

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.lower.primer import primer
from filmc.lower.story import Story
from filmc.lower.styles import filled

STORY_BYTES = 60_000
"""Bytes of a story, at most: a long chapter, and more than goes into one draft."""
_BASE, _A_MINUTE, _A_SHOT = 2_000, 4_000, 300
"""Tokens that the head of a film takes, and each minute or shot of it, amply counted."""
_SHOT = Fraction(9, 2)
"""Seconds that a shot lasts as a rule."""


@record
class Draft:
    """A film of a story. `language` is a BCP 47 tag; `cast` a file that it is to use, `declared` what that tells."""

    story: Story
    minutes: Fraction = Fraction(2)
    language: str = ""
    cast: str = ""
    declared: tuple[str, ...] = ()

    name = "draft"
    wanted = ()

    @property
    def prompt(self) -> str:
        """As `Brief.prompt`."""
        return filled(
            "draft",
            **primer(),
            story=_within(self.story.text),
            shots=self.story.shots,
            minutes=_told(self.minutes),
            wanted=max(round(self.minutes * 60 / _SHOT), 1),
            language=self.language,
            cast=self.cast,
            declared=self.declared,
        )

    @property
    def tokens(self) -> int:
        """As `Brief.tokens`."""
        return _BASE + max(math.ceil(self.minutes * _A_MINUTE), self.story.shots * _A_SHOT)

    @property
    def shots(self) -> int:
        """As `Brief.shots`: one for each row of a storyboard."""
        return max(self.story.shots, 1)


def _within(text: str) -> str:
    if (length := len(text.encode())) > STORY_BYTES:
        raise Fault(
            "E0843",
            f"the story has {length:,} bytes, and one draft is made of {STORY_BYTES:,} at most",
            "go chapter by chapter: each becomes a film of its own",
        )
    return text


def _told(minutes: Fraction) -> str:
    if minutes < 1:
        return f"{round(minutes * 60)} seconds"
    return f"{float(minutes):g} minute{'' if minutes == 1 else 's'}"
