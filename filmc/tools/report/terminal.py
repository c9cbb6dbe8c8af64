"""Diagnostics for people: the sentence, the line it is about, and a caret under the right cells."""

from __future__ import annotations

from collections.abc import Iterator

from filmc.base.diagnostic import Diagnostic, Severity
from filmc.base.record import record
from filmc.base.source import Span
from filmc.tools.report import Found, summary
from filmc.tools.report.cells import clipped, neutral, width

_COLOURS: dict[str, str] = {"error": "1;31", "warning": "1;33", "hint": "1;36", "dim": "2", "bold": "1", "fix": "32"}
_LONGEST = 160
"""Cells of a source line that are shown; a longer line is shown around its fault."""


def report(found: Found) -> str:
    """Return all diagnostics with their excerpts, and a last line that counts them; empty for none."""
    if not found.diagnostics:
        return ""
    paint = _Paint(found.colour)
    texts = ["\n".join(_story(found, note, paint)) for note in found.diagnostics]
    first = next((note.code for note in found.diagnostics if note.severity == "error"), found.diagnostics[0].code)
    more = f"filmc explain {first} tells more"
    return "\n\n".join([*texts, f"{paint('bold', summary(found.diagnostics))}; {more}"]) + "\n"


class _Paint:
    """Wraps text in colour, or leaves it."""

    def __init__(self, colour: bool) -> None:  # noqa: FBT001 -- it is a piece of data, said once
        self._colour = colour

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self._colour and text else text


def _story(found: Found, note: Diagnostic, paint: _Paint) -> Iterator[str]:
    yield f"{paint(note.severity, f'{note.severity}[{note.code}]')}: {paint('bold', neutral(note.message))}"
    margin = _margin(found, note)
    page = _Page(found, margin, paint)
    yield from page.excerpt(note.span, note.severity, "")
    for label in note.labels:
        yield from page.excerpt(label.span, "hint", label.message)
    for hint in note.hints:
        yield f"{' ' * margin} {paint('dim', '=')} help: {neutral(hint)}"
    for fix in note.fixes:
        yield f"{' ' * margin} {paint('dim', '=')} {paint('fix', 'fix')}: {neutral(fix.title)}"


def _margin(found: Found, note: Diagnostic) -> int:
    spans = [note.span, *(label.span for label in note.labels)]
    return max(len(str(found.source(span.file).position(span.start).line + 1)) for span in spans)


@record
class _Page:
    """The texts, the width of the line numbers' column, and the colours."""

    found: Found
    margin: int
    paint: _Paint

    def excerpt(self, span: Span, style: Severity, words: str) -> Iterator[str]:
        """Yield the place, the source line, and the carets with `words` behind them; nothing for what is in no file."""
        if not span.file:
            return
        source = self.found.source(span.file)
        start, end = source.position(span.start), source.position(max(span.end, span.start))
        gutter, bar = " " * self.margin, self.paint("dim", "|")
        yield f"{gutter}{self.paint('dim', '-->')} {neutral(source.file)}:{start.line + 1}:{start.column + 1}"
        if not source.text or source.text.isspace():  # it is not there, or not to be shown
            return
        line = source.line_text(start.line)
        last = end.column if end.line == start.line else len(line)
        before, marked, after = _around(line, start.column, last)
        yield f"{gutter} {bar}"
        yield f"{start.line + 1:>{self.margin}} {bar} {before}{marked}{after}"
        carets = self.paint(style, "^" * max(width(marked), 1) + (" …" if end.line > start.line else ""))
        yield f"{gutter} {bar} {' ' * width(before)}{carets}{' ' + neutral(words) if words else ''}"


def _around(line: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the line in three neutral parts, cut to a length that a screen can show."""
    before, marked, after = neutral(line[:start]), neutral(line[start:end]), neutral(line[end:])
    if width(before) > _LONGEST // 2:
        kept = before[-_LONGEST // 3 :]
        before = "…" + kept
    marked = clipped(marked, _LONGEST)
    room = max(_LONGEST - width(before) - width(marked), 0)
    return before, marked, clipped(after, room) if room else ""
