"""Names in prompts, veiled: a take is made for what somebody looks like, so renaming them must not change a key.

In a veiled text the first person or thing that occurs stands as a 1 between two unit separators (U+001F), the next as a
2: control characters, which no film's text can hold. Who has no looks declared keeps the name: it is all that a model
is told of them. What stands in quotes is not veiled: it is words that are read in the picture.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from filmc.ir.film import Entity, Film, Shot
from filmc.lower.renamed import Renaming
from filmc.lower.said import plain

_MARK = re.compile("\x1f(\\d+)\x1f")
_RAW = re.compile("\x02(\\d+)\x03")
"""The mark of a name while a text is put together: characters that are no space, as U+001F is."""


class Veiled(NamedTuple):
    """Texts without names, each on one line, and the names that their marks stand for, in order."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """The first of the texts."""
        return self.texts[0]


class Veil:
    """A film without the names of everybody and everything in it that has looks of its own: prompts are made of it."""

    def __init__(self, film: Film) -> None:
        self._names = [entity.name for entity in film.entities.values() if _has_looks(entity)]
        self._renaming = Renaming(film, {name: f"\x02{number}\x03" for number, name in enumerate(self._names)})
        self.film = self._renaming.film(film)
        self._shots = {shot.id: shot for shot in self.film.shots}

    def shot(self, shot: Shot) -> Shot:
        """Return the veiled shot that `shot` is."""
        return self._shots[shot.id]

    def over(self, *texts: str) -> Veiled:
        """Return `texts` with marks for names: those that are marked already, and those that are still written out."""
        order: dict[int, int] = {}

        def mark(found: re.Match[str]) -> str:
            return f"\x1f{order.setdefault(int(found[1]), len(order) + 1)}\x1f"

        veiled = tuple(_RAW.sub(mark, plain(" ".join(text.split()))) for text in texts)
        return Veiled(veiled, tuple(self._names[number] for number in order))

    def told(self, text: str) -> str:
        """Return a text of the veiled film with names in it: each under its first, whichever the author wrote."""
        return plain(_RAW.sub(lambda mark: self._names[int(mark[1])], " ".join(text.split())))

    def written(self, text: str) -> str:
        """Return a text of the author's with marks in place of names, ready for `over`."""
        return self._renaming.over(text)


def _has_looks(entity: Entity) -> bool:
    looks = (entity.base, *entity.variants)
    return any(look.appearance or look.wardrobe or look.guidance.references for look in looks)


def lifted(text: str, names: tuple[str, ...]) -> str:
    """Return a veiled text with `names` in it again."""
    return _MARK.sub(lambda mark: names[int(mark[1]) - 1], text)
