"""What is known of a provider beside its models: where it is, what opens it, what its protocol can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from filmc.produce.protocol.base import Abilities


@dataclass(frozen=True, slots=True)
class Facts:
    """The `[provider]` table of `stdlib/models/NAME.toml`.

    `bases` has its addresses by region, the usual one first; `hosts` are where its files may come from; `keys` are the
    ways to prove who asks, each a set of names that must all be there (none: no key is needed). `local`: it runs on
    the user's own machine, costs nothing, and is reached without TLS.
    """

    name: str
    title: str
    bases: Mapping[str, str]
    abilities: Abilities
    hosts: frozenset[str] = frozenset()
    keys: tuple[tuple[str, ...], ...] = ()
    local: bool = False
    by_hand: bool = False
    """Nobody can be asked by a program: a person makes it, from an order card (`produce/hands/`)."""
    page: str = ""
    """Where its prices and keys are found."""
    source: str = ""
    date: str = ""


RECORD, REPLAY = TAPES = ("record", "replay")
"""Options of any provider, in the user's own configuration only: the folder of a cassette (see `cassette.py`)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user says of a provider: `[providers.NAME]`. `base` goes before `region`.

    `voices`: a character's name (or its voice words) → the provider's own name of a voice; `options`: what only one
    provider knows.
    """

    base: str = ""
    region: str = ""
    voices: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
