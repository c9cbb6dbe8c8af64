"""Words on a sheet of paper: one line cut to its room, or a paragraph wrapped to it."""

from __future__ import annotations

from typing import NamedTuple

from PIL import ImageDraw

from filmc.lower.linebreak import wrapped
from filmc.render.draw.fonts import Weight, drawable, face, runs
from filmc.render.draw.type import line_width

Colour = tuple[int, int, int]


class Letters(NamedTuple):
    """How words are set: pixels, weight, colour."""

    size: int
    weight: Weight
    ink: Colour


class Room(NamedTuple):
    """Where a paragraph may be: pixels of width, lines, and pixels from line to line."""

    width: int
    lines: int
    leading: int


def write(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, how: Letters, room: int) -> None:
    """Write one line with its upper left corner at `at`, cut with an ellipsis where it is wider than `room`."""
    _line(pen, at, cut(" ".join(drawable(text).split()), how, room), how)


def write_lines(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, how: Letters, room: Room) -> int:
    """Write a paragraph with its upper left corner at `at`, cut where the room ends; return its height in pixels."""
    lines = wrapped(" ".join(drawable(text).split()), lambda line: line_width(line, how.size, how.weight) <= room.width)
    shown = lines[: room.lines]
    if len(lines) > len(shown):
        shown[-1] = cut(f"{shown[-1]} {lines[len(shown)]}", how, room.width)
    for number, line in enumerate(shown):
        _line(pen, (at[0], at[1] + number * room.leading), line, how)
    return len(shown) * room.leading


def _line(pen: ImageDraw.ImageDraw, at: tuple[int, int], line: str, how: Letters) -> None:
    x = float(at[0])
    for run in runs(line, how.weight):
        font = face(run.font, how.size)
        pen.text((x, at[1] + how.size), run.text, fill=how.ink, font=font, anchor="ls")
        x += font.getlength(run.text)


def cut(line: str, how: Letters, room: int) -> str:
    """Return `line`, with an ellipsis where it is wider than `room` pixels."""

    def fits(part: str) -> bool:
        return line_width(part, how.size, how.weight) <= room

    if fits(line):
        return line
    end = next((end for end in range(len(line) - 1, 0, -1) if fits(line[:end] + "…")), 0)
    return line[:end].rstrip() + "…"
