"""Takes a phrase apart: a word of the vocabulary, with a pace (`slow push in`), toward somebody (`toward MEI`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from filmc.base.diagnostic import Edit, Fix
from filmc.base.patterns import late
from filmc.base.record import record
from filmc.frontend.ast import Text
from filmc.frontend.folded import Folded, folded
from filmc.frontend.hints import did_you_mean, spelt
from filmc.frontend.people import find_thing
from filmc.frontend.screenplay import Declaration, Kind, Names
from filmc.frontend.suggest import nearest
from filmc.frontend.written import part
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
    r"(?P<move>.*?)\s*(?:\b(?:on|toward|towards)\s+|(?:朝向|朝着|对着|朝|向)\s*)(?P<name>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@record
class Meant:
    """What a phrase means: the word (None where only somebody is named, as in `on MEI`), its pace, whom it is about."""

    word: Word | None
    kind: Kind | None
    pace: float = 1.0
    toward: str | None = None
    strange: bool = False
    """Somebody is named, and nothing declares them."""


class Parts(NamedTuple):
    """A phrase taken apart: what its words declare and which they are, their pace, and the name after `toward`."""

    declared: Declaration | None
    word: Text | None
    pace: float = 1.0
    toward: Text | None = None


def read_phrase(context: Context, text: Text, kinds: Iterable[Kind]) -> Meant | None:
    """Return what `text` means among words of `kinds`, the first kind first; None where no word fits."""
    parts = take_apart(context.names, text, tuple(kinds))
    if parts is None:
        return None
    declared = parts.declared
    word = used_at(context.words.of(declared), text.span) if declared else None
    kind = declared.kind if declared else None
    if parts.toward is None:
        return Meant(word, kind, parts.pace)
    found = find_thing(context.notes, context.names, parts.toward)
    return Meant(word, kind, parts.pace, found.name.value if found else None, strange=found is None)


def take_apart(names: Names, text: Text, kinds: tuple[Kind, ...]) -> Parts | None:
    """Return the parts of a phrase whose words are of `kinds`; None where no word fits, and nobody is named."""
    plain = _find(names, text, kinds) or _paced(names, text, kinds)
    if plain:
        return plain
    parted = _TOWARD.fullmatch(text.value.strip())
    if not parted:
        return None
    toward = part(text, *parted.span("name"))
    move = part(text, *parted.span("move"))
    if not move:
        return Parts(None, None, toward=toward)
    moved = _find(names, move, kinds) or _paced(names, move, kinds)
    return moved._replace(toward=toward) if moved else None


def _find(names: Names, word: Text, kinds: tuple[Kind, ...]) -> Parts | None:
    declared = next((found for kind in kinds if (found := names.find(kind, word.value))), None)
    return Parts(declared, word) if declared else None


def _paced(names: Names, text: Text, kinds: tuple[Kind, ...]) -> Parts | None:
    """Return the move that is left when a pace is taken from either end."""
    if "move" not in kinds:
        return None
    form = folded(text.value)
    for words, pace in PACES.items():
        space = " " if words.isascii() else ""
        if form.text.endswith(space + words):
            move = _part(text, form, 0, len(form.text) - len(space + words))
        elif form.text.startswith(words + space):
            move = _part(text, form, len(words + space), len(form.text))
        else:
            continue
        found = _find(names, move, ("move",))
        if found:
            return found._replace(pace=pace)
    return None


def _part(text: Text, form: Folded, start: int, end: int) -> Text:
    """Return a part of `text` by its place in the folded text; where that is not known, folded and without a place."""
    place = form.back(start, end)
    return part(text, *place) if place else Text(form.text[start:end].strip(), text.span)


def unknown_phrase(context: Context, text: Text, kinds: Iterable[Kind], where: str) -> None:
    """Note that nothing is called `text`, with the nearest words that may stand in `where`."""
    meant, hints = _meant(context, text.value, kinds)
    context.notes.add(
        "E0502",
        text.span,
        f"`{text.value}` is no word of film that {where} knows",
        *(hints or ("`filmc explain E0502` lists them",)),
        fixes=[Fix(f"write {name}", (Edit(text.span, name),)) for name in meant],
    )


def _meant(context: Context, written: str, kinds: Iterable[Kind]) -> tuple[list[str], tuple[str, ...]]:
    """Return what somebody may have wanted to write, and that in words."""
    if re.fullmatch(r"\d+(\.\d+)?", written):
        return [f"{written}s"], (f"a length has its unit: `{written}s`",)
    near = nearest(written, spelt(context.names, *kinds))
    if cast := re.match(r"with\s+(\S.*)", written):
        return near, (f"who is in the picture stands below the heading: `with: {cast[1]}`",)
    return near, did_you_mean(near)
