"""The resolved screenplay: every file that takes part, every declared name, and the film's own blocks in order.

Made by `frontend/resolve.py`; read by `ir/`. Values are still text here (read them with `frontend/values/`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Literal

from filmc.base.record import field, record
from filmc.frontend.ast import Block, Cue, File, Text

Kind = Literal[
    "character", "place", "prop", "look", "theme", "sound", "light", "mood",
    "size", "angle", "move", "setup", "performance", "blocking", "transition",
]  # fmt: skip
"""What can be declared."""


@record
class Declaration:
    """A name with its block. `also` are its other names; `variants` the `as NAME` blocks in it, by name."""

    kind: Kind
    name: Text
    also: tuple[Text, ...]
    block: Block
    variants: Mapping[str, Block] = field(default_factory=dict)
    standard: bool = False
    """It comes from the standard library (the author's own word of the same name takes its place)."""


@record
class Names:
    """Everything declared, found by name or other name. Case, width and runs of space make no difference."""

    table: Mapping[Kind, Mapping[str, Declaration]]
    """Kind → folded name or other name → declaration."""
    own: tuple[Declaration, ...] = ()
    """The author's own declarations, in order."""
    spelling: object = field(default=(), compare=False, repr=False)
    """All that decides which names mean the same, as the same kind of thing; what their blocks say is no part of it."""
    alike: Names | None = field(default=None, compare=False, repr=False)
    """Earlier names of the same spelling: they do for whoever asks what there is and not what its block says."""

    @property
    def spelt(self) -> Names:
        """Names that are the very same while the spelling is."""
        return self.alike or self

    def find(self, kind: Kind, name: str) -> Declaration | None:
        """Return what `name` means as a `kind`, or None."""
        return self.table.get(kind, {}).get(fold(name))

    def all(self, kind: Kind) -> tuple[Declaration, ...]:
        """Return every declaration of a kind once, in order of declaration (the author's after the standard ones)."""
        return tuple({id(found): found for found in self.table.get(kind, {}).values()}.values())

    def spellings(self, kind: Kind) -> tuple[str, ...]:
        """Return every name and other name of a kind as written, in order of declaration."""
        if kind not in self._spellings:
            self._spellings[kind] = tuple(
                [name.value for found in self.all(kind) for name in (found.name, *found.also)]
            )
        return self._spellings[kind]

    @cached_property
    def _spellings(self) -> dict[Kind, tuple[str, ...]]:
        """What was asked for: each slip of the pen asks again."""
        return {}


@record
class Screenplay:
    """The whole text, with names resolved. `story` are the acts, scenes and transitions between scenes, in order."""

    files: tuple[File, ...]
    """The main file first, then what it uses, then the standard library."""
    names: Names
    film: Block | None
    story: tuple[Block | Cue, ...]
    cover: Block | None
    credits: Block | None


def folded(text: str) -> str:
    """Return the form in which names are compared: NFKC (full width is narrow), case folded, single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a short text `folded`; the same names are asked for again and again."""
    return folded(name)
