"""Lengths and moments under the pointer: in seconds, in frames, and as a timecode."""

from __future__ import annotations

import re

from filmc.base.diagnostic import Notes
from filmc.base.source import Span
from filmc.frontend.ast import Text
from filmc.frontend.values import read_duration
from filmc.ir.frames import snap
from filmc.tools.lsp.features.cards import timecode
from filmc.tools.lsp.features.plain import plain
from filmc.tools.lsp.script import Page

_TIME = re.compile(
    r"(?<![\w.:%])(?:\d+:\d\d(?:\.\d+)?|\d+(?:\.\d+)?\s?(?:ms|s|f|frames?|secs?|seconds?|帧|格|秒钟?|毫秒))(?!\w)"
)


def measure_at(page: Page, offset: int) -> tuple[str, Span] | None:
    """Return what the time written at `offset` is in other units, with its span."""
    source = page.source
    line = source.position(offset).line
    start = source.line_starts[line]
    for found in _TIME.finditer(source.line_text(line)):
        span = Span(page.file, start + found.start(), start + found.end())
        if span.start <= offset <= span.end:
            return _told(page, Text(found[0], span))
    return None


def _told(page: Page, text: Text) -> tuple[str, Span] | None:
    film = page.script.film
    rate = film.settings.rate
    length = read_duration(Notes(), text)
    if length is None:
        return None
    seconds = length.seconds if length.seconds is not None else (length.frames or 0) / rate
    frames = snap(seconds, rate)
    exact = f"{frames} frames at {float(rate):g} fps = {float(seconds):g} s"
    return f"**{plain(text.value)}** = {exact} · {timecode(film, frames)}", text.span
