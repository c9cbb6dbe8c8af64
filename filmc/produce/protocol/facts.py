"""What is known of a provider beside its models: where it is, what opens it, what its protocol can do."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from filmc.base.record import field, record
from filmc.frontend.value import Money
from filmc.produce.protocol.base import Abilities


@record
class Rate:
    """What `per` units of a bill cost."""

    money: Money
    per: int = 1

    @property
    def each(self) -> Fraction:
        """What one unit costs, in micro-units."""
        return Fraction(self.money.micros, self.per)

    def of(self, units: float) -> Money:
        """Return what `units` cost, rounded up to a whole micro-unit."""
        return Money(math.ceil(Fraction(str(units)) * self.money.micros / self.per), self.money.currency)


def read_rate(wire: str) -> str:
    """Return what the rate is called for tokens that a model reads."""
    return f"{wire} read"


def written_rate(wire: str) -> str:
    """Return what the rate is called for tokens that a model writes."""
    return f"{wire} written"


FILES = "files"
"""Where among `Facts.bases` the address stands that files are sent to, where that is one of its own: no region."""


@record
class Facts:
    """The `[provider]` table of `stdlib/models/NAME.toml`.

    `bases` has its addresses by region, the usual one first; `hosts` are where its files may come from; `keys` are the
    ways to prove who asks, each a set of names that must all be there (none: no key is needed). `local`: it runs on
    the user's own machine, costs nothing, and is reached without TLS. `patience` is how many seconds an order may
    wait for its answer where that is the result; 0: as long as any call.
    """

    name: str
    title: str
    bases: Mapping[str, str]
    abilities: Abilities
    hosts: frozenset[str] = frozenset()
    keys: tuple[tuple[str, ...], ...] = ()
    local: bool = False
    speaks: str = ""
    """The module that speaks for it, where that is not one of its own: several have one language."""
    aside: tuple[str, ...] = ()
    """Options that have no part in what is made: whose account it is, where files are put."""
    by_hand: bool = False
    """Nobody can be asked by a program: a person makes it, from an order card (`produce/hands/`)."""
    patience: float = 0.0
    page: str = ""
    """Where its prices and keys are found."""
    rates: Mapping[str, Rate] = field(default_factory=dict)
    """What the units cost that its bills count (tokens, seconds, credits), by words that its adapter knows."""
    source: str = ""
    date: str = ""

    @property
    def regions(self) -> tuple[str, ...]:
        """The names under which its addresses are chosen."""
        return tuple(name for name in self.bases if name != FILES)

    def address(self, settings: Settings) -> str:
        """Return where it is called: as the user has set it, that of his region, or the usual address."""
        usual = next(iter(self.bases.values()), "")
        return settings.base or self.bases.get(settings.region, usual)


SHELF = "files"
"""The option that says where files are put for providers who take them by address only (see `hosting.py`)."""

RECORD, REPLAY = TAPES = ("record", "replay")
"""Options of any provider, in the user's own configuration only: the folder of a cassette (see `cassette.py`)."""


@record
class Settings:
    """What the user says of a provider: `[providers.NAME]`. `base` goes before `region`.

    `voices`: a character's name (or its voice words) → the provider's own name of a voice; `options`: what only one
    provider knows.
    """

    base: str = ""
    region: str = ""
    voices: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def under(self, other: Settings) -> Settings:
        """Return these settings with what `other` says of the same things."""
        return Settings(
            other.base or self.base,
            other.region or self.region,
            {**self.voices, **other.voices},
            {**self.options, **other.options},
        )
