"""Reads a shot's heading: size, angle, setup, moves, subject, lens, light, look, how it is played, and how long.

What the heading does not say is medium, eye level and static: nothing is added that the author did not write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from filmc.base.diagnostic import Label
from filmc.base.source import NOWHERE, Span
from filmc.frontend.people import find_thing
from filmc.frontend.screenplay import Kind
from filmc.frontend.value import Duration, Phrase
from filmc.ir.build.context import Context
from filmc.ir.build.phrases import Meant, read_phrase, unknown_phrase
from filmc.ir.film import CameraMove
from filmc.ir.vocabulary import Angle, Blocking, LightWord, Look, Move, Performance, Setup, Size

KINDS: tuple[Kind, ...] = ("size", "angle", "move", "setup", "light", "look", "performance", "blocking")
"""The words that may stand in a shot's heading; a phrase is the first of these that knows it."""
DEFAULT_SIZE = "medium"
DEFAULT_ANGLE = "eye level"

_LENS = re.compile(
    r"(?:f/?\d+(?:\.\d+)?\s*)?\d+(?:\.\d+)?(?:\s*[-–]\s*\d+)?\s*(?:mm|毫米)\b.*|.+\blens|.+镜头", re.IGNORECASE
)


@dataclass
class Framing:
    """What a heading says; filled phrase by phrase."""

    size: Size | None = None
    angle: Angle | None = None
    setup: Setup | None = None
    setup_cast: dict[str, str] = field(default_factory=dict)
    moves: list[CameraMove] = field(default_factory=list)
    subject: str | None = None
    lens: str = ""
    look: Look | None = None
    light: list[LightWord] = field(default_factory=list)
    performances: list[Performance] = field(default_factory=list)
    blockings: list[Blocking] = field(default_factory=list)
    length: Duration | None = None
    length_span: Span = NOWHERE


def read_framing(context: Context, phrases: tuple[Phrase, ...]) -> Framing:
    """Return what the phrases of a shot's heading say. Codes: E0502 to E0506."""
    framing = Framing()
    for phrase in phrases:
        _read(context, framing, phrase)
    return framing


def size_of(context: Context, framing: Framing) -> Size:
    """Return the size that is written, else the setup's own, else medium."""
    word = framing.size
    if word is None and framing.setup and framing.setup.size:
        word = _found(context, "size", framing.setup.size, Size)
    return word or _found(context, "size", DEFAULT_SIZE, Size) or Size(name=DEFAULT_SIZE, figure=1.9)


def angle_of(context: Context, framing: Framing) -> Angle:
    """Return the angle that is written, else the setup's own, else eye level."""
    word = framing.angle
    if word is None and framing.setup and framing.setup.angle:
        word = _found(context, "angle", framing.setup.angle, Angle)
    return word or _found(context, "angle", DEFAULT_ANGLE, Angle) or Angle(name=DEFAULT_ANGLE)


def _found(context: Context, kind: Kind, name: str, what: Callable[..., Any]) -> Any:
    word = context.words.find(kind, name)
    return word if isinstance(word, what) else None  # type: ignore[arg-type]


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
        _twice(context, phrase.span, framing.length_span, "lengths")
        return
    framing.length, framing.length_span = phrase.duration, phrase.span


def _take(context: Context, framing: Framing, phrase: Phrase, meant: Meant) -> None:
    if meant.toward:
        framing.subject = framing.subject or meant.toward
    match meant.word:
        case Size():
            _only(context, phrase, framing.size, "sizes")
            framing.size = framing.size or meant.word
        case Angle():
            _only(context, phrase, framing.angle, "angles")
            framing.angle = framing.angle or meant.word
        case Setup():
            _only(context, phrase, framing.setup, "setups")
            if framing.setup is None:
                framing.setup, framing.setup_cast = meant.word, _arguments(context, phrase, meant.word)
        case Move():
            framing.moves.append(_move(context, phrase, meant, meant.word, together=bool(framing.moves)))
        case LightWord():
            framing.light.append(meant.word)
        case Look():
            framing.look = framing.look or meant.word
        case Performance():
            framing.performances.append(meant.word)
        case Blocking():
            framing.blockings.append(meant.word)


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


def _only(context: Context, phrase: Phrase, before: Size | Angle | Setup | None, what: str) -> None:
    if before is not None:
        _twice(context, phrase.span, before.span, what)


def _twice(context: Context, span: Span, first: Span, what: str) -> None:
    context.notes.add(
        "E0504",
        span,
        f"this shot has two {what}",
        "keep one of them, or make it two shots",
        labels=[Label(first, "the first one")],
    )


def _arguments(context: Context, phrase: Phrase, setup: Setup) -> dict[str, str]:
    """Return the setup's given parameters, by name, as far as they are declared."""
    if len(phrase.arguments) > len(setup.parameters):
        takes = f"({', '.join(setup.parameters)})" if setup.parameters else "nobody"
        context.notes.add(
            "E0506",
            phrase.span,
            f"the setup {setup.name} takes {takes}, not {len(phrase.arguments)} names",
            "take the others out of the parentheses; `with:` can put more people into the picture",
        )
    cast: dict[str, str] = {}
    for parameter, text in zip(setup.parameters, phrase.arguments, strict=False):
        found = find_thing(context.notes, context.names, text)
        if found:
            cast[parameter] = found.name.value
    return cast
