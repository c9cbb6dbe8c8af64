"""A value's shape by the grammar `value.lark`, and the numbers in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.patterns import late
from filmc.frontend.ast import Text
from filmc.frontend.memory import shapes
from filmc.frontend.written import narrow, part

if TYPE_CHECKING:
    from lark import Lark

_STARTS = (
    "moment", "time_span", "point", "points", "box", "quad", "number", "amount", "money", "ratio", "size", "phrase",
    "axis", "trait", "weighted", "control", "extension", "reroll", "frame_of_shot", "slugline",
)  # fmt: skip

_NUMBER = late(r"[+\-−]?\d+(?:\.\d+)?")
_MEASURED = late(r"([+\-−]?[\d.]+)\s*(.*)", re.DOTALL)


class Token(str):  # noqa: SLOT000  -- three fields of few tokens
    """A piece of a value that the grammar knows by its `type`, with its place in the value."""

    type: str
    start_pos: int
    end_pos: int

    @classmethod
    def of(cls, value: str, kind: str, start: int, end: int) -> Token:
        """Return the token of `value`."""
        token = cls(value)
        token.type, token.start_pos, token.end_pos = kind, start, end
        return token

    def update(self, value: str) -> Token:
        """Return a token of another text that stands in the same place."""
        return self.of(value, self.type, self.start_pos, self.end_pos)


class Group(NamedTuple):
    """Pieces of a value that belong together."""

    children: list[Any]


def shape(start: str, text: Text) -> list[Any] | None:
    """Return the tokens and groups of `text` read as the start symbol `start`, or None if it has another shape."""
    return _shape(start, narrow(text.value))


@lru_cache(maxsize=4096)
def _shape(start: str, value: str) -> list[Any] | None:
    """Read once what films say again and again: `medium`, `push in`, `4s`; nobody changes the list."""
    (found,) = shapes().recall(f"{start}\0{value}", lambda: (_parsed(start, value),))
    return found and [_thawed(part) for part in found]


def _parsed(start: str, value: str) -> list[Any] | None:
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415  -- see grammar.load

    try:
        return [_frozen(part) for part in _parser().parse(value, start=start).children]
    except UnexpectedInput:
        return None


@cache
def _parser() -> Lark:
    from filmc.frontend.grammar import load  # noqa: PLC0415  -- see there

    return load("value", _STARTS, maybe_placeholders=True)


def _frozen(part: Any) -> Any:
    """Return what lark found as plain data: a list for a tree, a tuple for a token, None for what is not there."""
    if part is None:
        return None
    if hasattr(part, "children"):
        return [_frozen(below) for below in part.children]
    return str(part), part.type, part.start_pos, part.end_pos


def _thawed(part: Any) -> Any:
    if isinstance(part, list):
        return Group([_thawed(below) for below in part])
    return part and Token.of(*part)


def piece(text: Text, token: Any) -> Text:
    """Return the part of `text` that a token stands for."""
    return part(text, token.start_pos, token.end_pos)


def piece_between(text: Text, tokens: list[Any]) -> Text:
    """Return the part of `text` from the first to the last of `tokens`."""
    return part(text, tokens[0].start_pos, tokens[-1].end_pos)


def measure(token: str) -> tuple[Fraction, str]:
    """Return the number and the unit (which may be empty) of a token like `-14dB`."""
    found = _MEASURED.fullmatch(token)
    assert found, "the grammar gives a number first"
    return Fraction(found[1].replace("−", "-")), found[2]


def note_shape(notes: Notes, code: str, text: Text, what: str, example: str, *instead: str) -> None:
    """Note that `text` does not look like `what`, and how that would look; a machine can write each of `instead`."""
    notes.add(
        code, text.span, f"`{shown(text.value)}` is not {what}", f"write {example}", fixes=writing(text, *instead)
    )


def writing(text: Text, *instead: str) -> list[Fix]:
    """Return a fix for each of `instead`: it is written in place of `text`."""
    return [Fix(f"write `{shown(each)}`", (Edit(text.span, each),)) for each in instead]


def numbers(text: str, change: Callable[[Fraction], Fraction]) -> str:
    """Return `text` with each number in it changed, its unit left as it is."""
    return _NUMBER.sub(lambda found: f"{float(change(Fraction(found[0].replace('−', '-')))):g}", text)


def shown(text: str) -> str:
    """Return `text` short enough for a message: one line, 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
