"""Many expressions side by side, of which a text can hold only a few: compiling all takes longer than a film needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_OFTEN = 200
"""Searches after which all expressions are compiled: for so many texts that is the quicker way."""

Form = tuple[Sequence[str], str]
"""The literals that a text must hold for the expression to match, and the expression."""


class Alternation:
    """The expressions of `forms`, joined by `|`: where several match, the first of them counts."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = forms
        self._asked = 0
        self._all: re.Pattern[str] | None = None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return what `re.finditer` returns for all expressions: those whose literals are not there can not match."""
        self._asked += 1
        if self._all is None and self._asked > _OFTEN:
            self._all = re.compile("|".join(form for _, form in self._forms) or r"(?!)")
        if self._all:
            return self._all.finditer(text)
        fitting = [form for literals, form in self._forms if all(literal in text for literal in literals)]
        return re.finditer("|".join(fitting), text) if fitting else iter(())
