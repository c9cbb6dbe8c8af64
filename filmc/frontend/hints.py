"""What a diagnostic about a name suggests: the sentence, and the changes that a machine can make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from filmc.base.diagnostic import Edit, Fix
from filmc.base.source import Span
from filmc.frontend.ast import Text
from filmc.frontend.screenplay import Kind, Names, fold
from filmc.frontend.suggest import nearest

_OFFERED = 3


def near(word: str, spellings: Iterable[str]) -> list[str]:
    """Return up to three of `spellings` that `word` may have meant; of those that compare as equal only the first."""
    first: dict[str, str] = {}
    for spelling in nearest(word, spellings, 2 * _OFFERED):
        first.setdefault(fold(spelling), spelling)
    return list(first.values())[:_OFFERED]


def did_you_mean(words: Sequence[str]) -> tuple[str, ...]:
    """Return the hint that offers `words`, or none."""
    return (f"did you mean {' or '.join(f'`{name}`' for name in words)}?",) if words else ()


def renames(span: Span, words: Sequence[str]) -> list[Fix]:
    """Return one fix for each of `words`: the text at `span` becomes it."""
    return [Fix(f"change it to `{name}`", (Edit(span, name),)) for name in words]


def set_aside(line: Span) -> Fix:
    """Return the fix that makes the one line at `line` a comment: nothing that the author wrote is lost."""
    return Fix("make it a comment", (Edit(line.part(0, 0), "# "),))


ONE_NAME = "give one of them another name"
"""The hint where two things are called the same."""


def another_name(name: Text) -> Fix:
    """Return the fix that gives the second of two a name of its own, where it is declared."""
    own = f"{name.value} 2" if " " in name.value or not name.value.islower() else f"{name.value}-2"
    return Fix(f"call this one `{own}`", (Edit(name.span, own),))


def spelt(names: Names, *kinds: Kind) -> list[str]:
    """Return every name and other name of some kinds as written, in order of declaration."""
    return [spelling for kind in kinds for spelling in names.spellings(kind)]
