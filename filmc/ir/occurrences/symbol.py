"""What a name stands for, and one place where it is written."""

from __future__ import annotations

from typing import Literal, NamedTuple

from filmc.base.source import Span
from filmc.frontend.screenplay import Declaration, Kind, fold

SymbolKind = Kind | Literal["variant", "parameter", "scene", "shot"]

Role = Literal["declaration", "alias", "use", "speaker", "mention", "quoted", "number"]
"""How a name stands there: it is declared, or another name of it is; a cue or a heading names it; it speaks; running
text mentions it, perhaps in quotes, where it is words to be read; a shot is named by its number."""


class Symbol(NamedTuple):
    """Something that has a name: a declaration, a variant or parameter of one (its `owner`), a scene, a shot."""

    kind: SymbolKind
    name: str
    """Its first name, folded; for a scene or shot without a label, its number."""
    owner: str = ""
    """The kind and folded name of the declaration, as `character mei`; the folded name of a shot's scene."""

    @classmethod
    def of(cls, declared: Declaration) -> Symbol:
        """Return what a declaration declares."""
        return cls(declared.kind, fold(declared.name.value))

    def part(self, kind: Literal["variant", "parameter"], name: str) -> Symbol:
        """Return a variant or a parameter of it."""
        return Symbol(kind, fold(name), f"{self.kind} {self.name}")


class Occurrence(NamedTuple):
    """A name where it is written. `spelling` is the name that is written there, folded: the first, or another."""

    span: Span
    symbol: Symbol
    role: Role
    spelling: str
