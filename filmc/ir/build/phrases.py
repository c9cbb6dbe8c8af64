"""Takes a phrase apart: a word of the vocabulary, with a pace (`slow push in`), toward somebody (`toward MEI`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from filmc.base.diagnostic import Edit, Fix
from filmc.base.patterns import late
from filmc.base.record import record
from filmc.base.source import Span
from filmc.frontend.ast import Text
from filmc.frontend.people import find_thing
from filmc.frontend.screenplay import Kind, fold
from filmc.frontend.suggest import nearest
from filmc.ir.build.context import Context, used_at
from filmc.ir.vocabulary import Word

PACES: dict[str, float] = {
    "very slowly": 0.35,
    "very slow": 0.35,
    "slowly": 0.6,
    "slow": 0.6,
    "quickly": 1.6,
    "quick": 1.6,
    "very fast": 2.2,
    "fast": 1.6,
    "缓慢": 0.6,
    "慢速": 0.6,
    "慢慢": 0.6,
    "慢": 0.6,
    "快速": 1.6,
    "快": 1.6,
}
"""How far a move reaches at a pace, compared with its own reach; longer words stand before those they contain."""

_TOWARD = late(
    r"(?P<move>.*?)\s*(?:\b(?:on|toward|towards)\s+|(?:朝向|朝着|对着|朝|向)\s*)(?P<name>\S.*)", re.IGNORECASE
)
_SPACED = late(r"\s+")


@record
class Meant:
    """What a phrase means: the word (None where only somebody is named, as in `on MEI`), its pace, whom it is about."""

    word: Word | None
    kind: Kind | None
    pace: float = 1.0
    toward: str | None = None


def read_phrase(context: Context, text: Text, kinds: Iterable[Kind]) -> Meant | None:
    """Return what `text` means among words of `kinds`, the first kind first; None where no word fits."""
    kinds = tuple(kinds)
    name = _SPACED.sub(" ", text.value.strip())
    plain = _find(context, name, kinds, text.span) or _paced(context, name, kinds, text.span)
    if plain:
        return plain
    parted = _TOWARD.fullmatch(name)
    if not parted:
        return None
    at = parted.start("name")
    named = Text(parted["name"], text.span.part(at, len(name)) if name == text.value else text.span)
    move = parted["move"] and (
        _find(context, parted["move"], kinds, text.span) or _paced(context, parted["move"], kinds, text.span)
    )
    if move is None:
        return None
    found = find_thing(context.notes, context.names, named)
    toward = found.name.value if found else None
    return Meant(move.word, move.kind, move.pace, toward) if move else Meant(None, None, toward=toward)


def _find(context: Context, name: str, kinds: tuple[Kind, ...], span: Span) -> Meant | None:
    for kind in kinds:
        word = context.words.find(kind, name)
        if word:
            return Meant(used_at(word, span), kind)
    return None


def _paced(context: Context, name: str, kinds: tuple[Kind, ...], span: Span) -> Meant | None:
    """Return the move that is left when a pace is taken from either end."""
    if "move" not in kinds:
        return None
    folded = fold(name)
    for words, pace in PACES.items():
        space = " " if words.isascii() else ""
        if folded.endswith(space + words):
            found = _find(context, folded.removesuffix(words).strip(), ("move",), span)
        elif folded.startswith(words + space):
            found = _find(context, folded.removeprefix(words).strip(), ("move",), span)
        else:
            continue
        if found:
            return Meant(found.word, "move", pace)
    return None


def unknown_phrase(context: Context, text: Text, kinds: Iterable[Kind], where: str) -> None:
    """Note that nothing is called `text`, with the nearest words that may stand in `where`."""
    spelled = [name.value for kind in kinds for found in context.names.all(kind) for name in (found.name, *found.also)]
    near = nearest(text.value, spelled)
    context.notes.add(
        "E0502",
        text.span,
        f"`{text.value}` is no word of film that {where} knows",
        f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else "`filmc explain E0502` lists them",
        fixes=[Fix(f"write {name}", (Edit(text.span, name),)) for name in near],
    )
