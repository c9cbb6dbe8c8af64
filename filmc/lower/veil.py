"""Names in prompts, veiled: a take is made for what somebody looks like, so renaming them must not change a key.

In a veiled text the first person or thing that occurs stands as a 1 between two unit separators (U+001F), the next as a
2: control characters, which no film's text can hold. Who has no looks declared keeps the name: it is all that a model
is told of them. What stands in quotes is not veiled: it is words that are read in the picture.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from filmc.ir.film import Entity, Film
from filmc.ir.spotting import Spotter
from filmc.lower.mentions import mentions

_MARK = re.compile("\x1f(\\d+)\x1f")


class Veiled(NamedTuple):
    """A text without names, and the names that its marks stand for, in order."""

    text: str
    names: tuple[str, ...]


class Veil:
    """Knows everybody and everything in a film that has looks of its own."""

    def __init__(self, film: Film) -> None:
        shown = [entity for entity in film.entities.values() if _has_looks(entity)]
        self._spotter = Spotter({name: entity.name for entity in shown for name in (entity.name, *entity.also)})

    def over(self, text: str) -> Veiled:
        """Return `text` on one line, with marks in place of names, whichever of their names was written."""
        text = " ".join(text.split())
        order: dict[str, int] = {}
        parts, end = [], 0
        for place, name in mentions(self._spotter, text):
            mark = order.setdefault(name, len(order) + 1)
            parts += [text[end : place.start], f"\x1f{mark}\x1f"]
            end = place.end
        return Veiled("".join([*parts, text[end:]]), tuple(order))


def _has_looks(entity: Entity) -> bool:
    looks = (entity.base, *entity.variants)
    return any(look.appearance or look.wardrobe or look.guidance.references for look in looks)


def lifted(text: str, names: tuple[str, ...]) -> str:
    """Return a veiled text with `names` in it again."""
    return _MARK.sub(lambda mark: names[int(mark[1]) - 1], text)
