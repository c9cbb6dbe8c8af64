"""Reads a shot's heading: size, angle, setup, moves, subject, lens, light, look, how it is played, and how long.

What the heading does not say is medium, eye level and static: nothing is added that the author did not write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from filmc.base.diagnostic import Edit, Fix, Label
from filmc.base.patterns import late
from filmc.base.source import NOWHERE, Span
from filmc.frontend.ast import Text
from filmc.frontend.people import find_thing
from filmc.frontend.screenplay import Kind
from filmc.frontend.value import Duration, Phrase
from filmc.ir.build.context import Context
from filmc.ir.build.phrases import Meant, read_phrase, unknown_phrase
from filmc.ir.film import CameraMove
from filmc.ir.vocabulary import Angle, Look, Move, Setup, Size, Word

KINDS: tuple[Kind, ...] = ("size", "angle", "move", "setup", "light", "look", "performance", "blocking")
"""The words that may stand in a shot's heading; a phrase is the first of these that knows it."""
DEFAULT_SIZE = "medium"
DEFAULT_ANGLE = "eye level"

_ONCE = (Size, Angle, Setup, Look)
"""Words of which a shot has one."""

W = TypeVar("W", bound=Word)

_LENS = late(
    r"(?:f/?\d+(?:\.\d+)?\s*)?\d+(?:\.\d+)?(?:\s*[-–]\s*\d+)?\s*(?:mm|毫米)\b.*|.+\blens|.+镜头", re.IGNORECASE
)


class Framing:
    """What a heading says; filled phrase by phrase."""

    setup_cast: Mapping[str, str] = {}
    subject: str | None = None
    strangers: int = 0
    """How many of its names mean nobody: who they are is told where they stand."""
    lens: str = ""
    length: Duration | None = None
    length_span: Span = NOWHERE
    before: Span = NOWHERE
    """The phrase that was read last."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.moves: list[CameraMove] = []

    def all(self, model: type[W]) -> tuple[W, ...]:
        """Return every word of this kind, in order."""
        return tuple(word for word in self.words if isinstance(word, model))

    def one(self, model: type[W]) -> W | None:
        """Return the first word of this kind."""
        return next((word for word in self.words if isinstance(word, model)), None)


def read_framing(context: Context, phrases: tuple[Phrase, ...]) -> Framing:
    """Return what the phrases of a shot's heading say. Codes: E0502 to E0506."""
    framing = Framing()
    for phrase in phrases:
        _read(context, framing, phrase)
        framing.before = phrase.span
    return framing


def size_of(context: Context, framing: Framing) -> Size:
    """Return the size that is written, else the setup's own, else medium."""
    setup = framing.one(Setup)
    name = setup.size if setup and setup.size else DEFAULT_SIZE
    return framing.one(Size) or context.words.get(Size, name) or Size(name=DEFAULT_SIZE, figure=1.9)


def angle_of(context: Context, framing: Framing) -> Angle:
    """Return the angle that is written, else the setup's own, else eye level."""
    setup = framing.one(Setup)
    name = setup.angle if setup and setup.angle else DEFAULT_ANGLE
    return framing.one(Angle) or context.words.get(Angle, name) or Angle(name=DEFAULT_ANGLE)


def _read(context: Context, framing: Framing, phrase: Phrase) -> None:
    if phrase.name.value in {"", "auto"}:
        _set_length(context, framing, phrase)
        return
    meant = read_phrase(context, phrase.name, KINDS)
    if meant:
        _take(context, framing, phrase, meant)
    elif _LENS.fullmatch(phrase.name.value):
        framing.lens = phrase.name.value
    else:
        unknown_phrase(context, phrase.name, KINDS, "a shot")


def _set_length(context: Context, framing: Framing, phrase: Phrase) -> None:
    if framing.length_span != NOWHERE:
        _twice(context, framing, phrase.span, framing.length_span, "lengths")
        return
    framing.length, framing.length_span = phrase.duration, phrase.span


def _take(context: Context, framing: Framing, phrase: Phrase, meant: Meant) -> None:
    if meant.toward:
        framing.subject = framing.subject or meant.toward
    framing.strangers += meant.strange
    if isinstance(meant.word, Move):
        framing.moves.append(_move(context, phrase, meant, meant.word, together=bool(framing.moves)))
    elif meant.word:
        first = framing.one(type(meant.word))
        if first and isinstance(first, _ONCE):
            _twice(context, framing, phrase.span, first.span, f"{meant.kind}s")
        elif isinstance(meant.word, Setup):
            framing.setup_cast = _arguments(context, phrase, meant.word)
            framing.strangers += min(len(phrase.arguments), len(meant.word.parameters)) - len(framing.setup_cast)
        framing.words.append(meant.word)


def _move(context: Context, phrase: Phrase, meant: Meant, word: Move, *, together: bool) -> CameraMove:
    return CameraMove(
        move=word,
        pace=meant.pace,
        toward=meant.toward,
        seconds=None if phrase.duration is None else context.seconds(phrase.duration),
        together=together,
        span=phrase.span,
    )


def read_camera(context: Context, phrases: tuple[Phrase, ...]) -> tuple[CameraMove, ...]:
    """Return the moves of a `camera` cue, one after the other."""
    moves: list[CameraMove] = []
    for phrase in phrases:
        meant = read_phrase(context, phrase.name, ("move",))
        if meant and isinstance(meant.word, Move):
            moves.append(_move(context, phrase, meant, meant.word, together=False))
        else:
            unknown_phrase(context, phrase.name, ("move",), "the camera")
    return tuple(moves)


def _twice(context: Context, framing: Framing, span: Span, first: Span, what: str) -> None:
    with_comma = Span(span.file, framing.before.end, span.end)
    context.notes.add(
        "E0504",
        span,
        f"this shot has two {what}",
        "keep one of them, or make it two shots",
        labels=[Label(first, "the first one")],
        fixes=[Fix("keep the first", (Edit(with_comma, ""),))],
    )


def _arguments(context: Context, phrase: Phrase, setup: Setup) -> dict[str, str]:
    """Return the setup's given parameters, by name, as far as they are declared."""
    if len(phrase.arguments) > len(setup.parameters):
        takes = f"`({', '.join(setup.parameters)})`" if setup.parameters else "nobody"
        context.notes.add(
            "E0506",
            phrase.span,
            f"the setup `{setup.name}` takes {takes}, but is given {len(phrase.arguments)}",
            "take the others out of the parentheses; `with:` can put more people into the picture",
            fixes=_fewer(phrase.arguments, len(setup.parameters)),
        )
    cast: dict[str, str] = {}
    for parameter, text in zip(setup.parameters, phrase.arguments, strict=False):
        found = find_thing(context.notes, context.names, text)
        if found:
            cast[parameter] = found.name.value
    return cast


def _fewer(arguments: tuple[Text, ...], count: int) -> list[Fix]:
    """Return the fix that leaves only the first `count` of the arguments; none where that is none."""
    if not count:
        return []
    left = Span(arguments[0].span.file, arguments[count - 1].span.end, arguments[-1].span.end)
    return [Fix("take the others out", (Edit(left, ""),))]
