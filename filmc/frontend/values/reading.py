"""A value's shape by the grammar `value.lark`, and the numbers in it."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from filmc.base.diagnostic import Notes
from filmc.frontend.ast import Text
from filmc.frontend.written import narrow, part

if TYPE_CHECKING:
    from lark import Lark

_STARTS = (
    "moment", "time_span", "point", "points", "box", "quad", "number", "amount", "money", "ratio", "size", "phrase",
    "axis", "trait", "weighted", "control", "extension", "reroll", "frame_of_shot", "slugline",
)  # fmt: skip

_MEASURED = re.compile(r"([+\-−]?[\d.]+)\s*(.*)", re.DOTALL)


@cache
def _parser() -> Lark:
    from filmc.frontend.grammar import load  # noqa: PLC0415  -- see there

    return load("value", _STARTS, maybe_placeholders=True)


def shape(start: str, text: Text) -> list[Any] | None:
    """Return the tokens (and trees) of `text` read as the start symbol `start`, or None if it has another shape."""
    return _shape(start, narrow(text.value))


@lru_cache(maxsize=4096)
def _shape(start: str, value: str) -> list[Any] | None:
    """Parse once what films say again and again: `medium`, `push in`, `4s`; nobody changes the list."""
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415  -- see grammar.load

    try:
        found: list[Any] = _parser().parse(value, start=start).children
    except UnexpectedInput:
        return None
    return found


def piece(text: Text, token: Any) -> Text:
    """Return the part of `text` that a token stands for."""
    return part(text, token.start_pos, token.end_pos)


def measure(token: str) -> tuple[Fraction, str]:
    """Return the number and the unit (which may be empty) of a token like `-14dB`."""
    found = _MEASURED.fullmatch(token)
    assert found, "the grammar gives a number first"
    return Fraction(found[1].replace("−", "-")), found[2]


def note_shape(notes: Notes, code: str, text: Text, what: str, example: str) -> None:
    """Note that `text` does not look like `what`, and how that would look."""
    notes.add(code, text.span, f"`{shown(text.value)}` is not {what}", f"write {example}")


def shown(text: str) -> str:
    """Return `text` short enough for a message: one line, 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
