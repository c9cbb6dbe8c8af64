"""A model as lowering knows it: what it can make, in which lengths, and what that costs. Facts, no protocol."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

from filmc.base.record import field, record, replace
from filmc.frontend.value import Money
from filmc.lower.capabilities import Capabilities

Need = Literal["image", "video", "speech", "lip-sync", "music", "sound", "enhance", "enhance-still", "review", "chat"]
"""What a target names a model for."""

Counts = Literal["plain", "Chinese twice", "tags"]
"""As many as the line has; those that are Chinese twice; those of its emotions, in brackets, too."""

SCRATCH = "animatic"
"""The maker that is always there: drawn panels, scratch voices, music and effects, free and offline."""

HERE = "filmc"
"""The maker of what is put together of takes on this machine: masked, merged, joined, for nothing."""


@record
class Price:
    """What one unit costs, as it was stated on `date` (ISO 8601) by `source`."""

    unit: Money
    per: Literal["take", "second", "character"]
    date: str
    source: str = ""
    tokens: tuple[Fraction, Fraction] | None = None
    """Micro-units for one token that is read, and for one that is written, where it is paid by them."""

    def at_most(self, read: int, written: int) -> Price:
        """Return the price of one answer for which no more tokens are read and written; itself where none are paid."""
        if self.tokens is None:
            return self
        costs = math.ceil(self.tokens[0] * read) + math.ceil(self.tokens[1] * written)
        return replace(self, unit=Money(costs, self.unit.currency))

    def of(self, amount: Fraction) -> Money:
        """Return the price of `amount` units, rounded up to a whole micro-unit."""
        return Money(math.ceil(self.unit.micros * amount), self.unit.currency)


@record
class Sources:
    """Where what is said of a model comes from, as of `date` (ISO 8601); `unknown` are facts that were not found."""

    source: str = ""
    date: str = ""
    unknown: tuple[str, ...] = ()


@record
class Model:
    """One model at one provider, which is what a price and a limit hold for."""

    provider: str
    name: str
    makes: tuple[Need, ...]
    price: Price | None
    """None where nobody has stated it: what has no price is not bought."""
    lengths: tuple[Fraction, ...] = ()
    """Seconds that a clip may have, ascending; empty: any."""
    reference_lengths: tuple[Fraction, ...] = ()
    """Those that it may have where it is made from references alone; empty: the same."""
    last_frame: bool = False
    """A clip can be told where to end, too."""
    takes: Fraction = Fraction(1)
    """How many takes a usable one needs by general experience."""
    at_once: int = 1
    per_second: float | None = None
    """How many orders a second it takes; None where nothing is said."""
    pool: str = ""
    """Which of the provider's models share its limits; empty: those that are one model there."""
    seconds: float = 60.0
    """How long a job usually lasts."""
    counts: Counts = "plain"
    """Which characters of a line are paid for, where the price is for each."""
    options: tuple[tuple[str, str], ...] = field(default=())
    """What the table or the target adds (mode, quality), by name: part of how a take is made."""
    wire: str = ""
    """What the provider calls it, where its name here says more (a mode, a size that has a price of its own)."""
    requires: tuple[str, ...] = ()
    """What has to be on one's own machine for it: files as `FOLDER/NAME`, and what else, with when in parentheses."""
    can: Capabilities = field(default_factory=Capabilities)
    sources: Sources = field(default_factory=Sources)

    @property
    def id(self) -> str:
        """`provider:model`, as targets and `via:` name it."""
        return f"{self.provider}:{self.name}"

    @property
    def queue(self) -> str:
        """What the vendor's limits hold for: this model as the vendor has it, or all of its pool."""
        return f"{self.provider}:{self.pool or self.wire or self.name}"

    @property
    def referring(self) -> Model:
        """The model as it makes clips from references alone."""
        return replace(self, lengths=self.reference_lengths) if self.reference_lengths else self

    @property
    def longest(self) -> Fraction | None:
        """Seconds of its longest clip; None where there is no limit."""
        return self.lengths[-1] if self.lengths else None

    def legal(self, seconds: Fraction) -> Fraction:
        """Return the shortest legal length that is not shorter than `seconds`, or the longest there is."""
        return next((length for length in self.lengths if length >= seconds), self.longest or seconds)
