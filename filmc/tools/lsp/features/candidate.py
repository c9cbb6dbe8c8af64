"""One thing that could be typed, and those that are names: what the author declared, and the words of film."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from filmc.frontend.screenplay import Declaration, Kind, fold
from filmc.ir.film import Shot
from filmc.tools.lsp.features.caret import Caret
from filmc.tools.lsp.script import Page


class Candidate(NamedTuple):
    """`kind` is a kind of name, or `heading`, `cue`, `value`, `file`, `model`, `shot`, `scene`, `how`."""

    label: str
    kind: str
    detail: str = ""
    """A few words beside the label; what the card tells is not said twice."""
    insert: str = ""
    """What is typed, where that is not the label."""
    also: tuple[str, ...] = ()
    card: str = ""
    """Name by which its card is found; the label where it has no other."""
    snippet: str = ""
    """What is typed instead where the editor knows places to fill in."""
    margin: str | None = None
    """How far in the line is to begin, where that is not where it does."""


_LOOK = 12
"""How many shots before the caret are looked at for who is near."""


def own(page: Page, caret: Caret, *kinds: Kind) -> Iterator[Declaration]:
    """Yield what the author declared of these kinds, each kind sorted by how near to the caret it is."""
    near = _near(page, caret)
    for kind in kinds:
        declared = [each for each in page.script.names.all(kind) if not each.standard]
        yield from sorted(declared, key=lambda each: near.get(each.name.value, len(near)))


def _near(page: Page, caret: Caret) -> dict[str, int]:
    """Return the names of what is in the shots before the caret, the nearest first: name → rank."""
    shots = [shot for shot in page.script.film.shots if shot.span.file == page.file]
    at = bisect_right(shots, caret.start, key=lambda shot: page.script.place(shot.span).start)
    names: dict[str, int] = {}
    for shot in reversed(shots[max(at - _LOOK, 0) : at]):
        for name in _within(shot):
            names.setdefault(name, len(names))
    return names


def _within(shot: Shot) -> Iterator[str]:
    yield from (line.speaker for line in reversed(shot.lines))
    yield from (one.name for one in shot.cast)
    yield from shot.props
    yield from (name for name in (shot.place, *shot.places) if name)


def all_names(declared: Declaration) -> Iterator[str]:
    """Yield the first name of a declaration, then the others."""
    yield declared.name.value
    yield from (name.value for name in declared.also)


def things(page: Page, caret: Caret, *kinds: Kind) -> Iterator[Candidate]:
    """Yield what the author declared of these kinds as candidates."""
    for declared in own(page, caret, *kinds):
        yield declared_as(declared, declared.kind)


def vocabulary(page: Page, *kinds: Kind) -> Iterator[Candidate]:
    """Yield the words of these kinds, the author's own first."""
    for kind in kinds:
        known = page.script.names.all(kind)
        for declared in sorted(known, key=lambda each: each.standard):
            yield declared_as(declared, kind if declared.standard else f"{kind}, your own")


def declared_as(declared: Declaration, detail: str, insert: str = "", label: str = "") -> Candidate:
    """Return a declaration as a candidate, with all its names."""
    name, *others = all_names(declared)
    return Candidate(label or name, declared.kind, detail, insert, tuple(others), name)


def said(declared: Declaration, key: str) -> Iterator[str]:
    """Yield what a declaration says in its cues called `key`."""
    yield from (cue.value.value for cue in declared.block.cues if fold(cue.key.value) == key and cue.value)
