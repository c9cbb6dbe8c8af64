"""What is wrong with a film's text that a model has written, in words for that model: it can not see our page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filmc.base.diagnostic import Diagnostic
from filmc.base.source import Source
from filmc.lower.request import WritingRequest
from filmc.lower.writing import FAULTS_BYTES

BLANK = "it is blank"
_MOST = 40
"""Faults that are told at a time: one slip is often made in every shot."""
_LINE = 120
"""Characters of a line that are shown."""
_ROOM = 400
"""Bytes for what is said around the faults."""
_AGAIN = "Write the whole `.film` text again, first line to last, with all of this put right, and nothing else."


def proofs(source: Source, found: Sequence[Diagnostic], shots: int, what: WritingRequest, *, cut: bool) -> str:
    """Return what is wrong with a text, and that it is to be written again; empty where it will do.

    `found` is what the compiler says of it, `shots` how many it has; `cut`: the answer was as long as it may be.
    Warnings are told along, and alone do not stop a text.
    """
    if not source.text.strip():
        return BLANK
    errors = [note for note in found if note.severity == "error"]
    whole = [*shortcomings(shots, what, cut=cut)]
    if not errors and not whole:
        return ""
    warnings = [note for note in found if note.severity == "warning"]
    lines = [f"- {each}" for each in (*whole, *(_told(note, source) for note in (*errors, *warnings)[:_MOST]))]
    kept = [*_within(lines, FAULTS_BYTES - _ROOM)]
    more = len(whole) + len(errors) + len(warnings) - len(kept)
    return "\n".join(["This can not be used yet:", *kept, *([f"- and {more} more"] if more else []), _AGAIN])


def shortcomings(shots: int, what: WritingRequest, *, cut: bool) -> Iterator[str]:
    """Yield what a film lacks that the compiler does not miss: its end, shots."""
    if cut:
        yield f"it was cut off after {what.tokens:,} tokens: write fewer shots, and say less in each"
    elif not shots:
        yield "there is no shot in it"
    elif shots < what.shots:
        yield f"the storyboard has {what.shots} rows, and this film {shots} shots: make one shot of each row"


def _told(note: Diagnostic, source: Source) -> str:
    hints = "".join(f"; {hint}" for hint in note.hints)
    if note.span.file != source.file:
        return f"{note.message}{hints}"
    line = source.position(note.span.start).line
    return f"line {line + 1}, `{source.line_text(line).strip()[:_LINE]}`: {note.message}{hints}"


def _within(lines: Sequence[str], room: int) -> Iterator[str]:
    """Yield the first lines that have room; of one that alone has none, its beginning."""
    for number, line in enumerate(lines):
        room -= len(line.encode()) + 1
        if room < 0:
            if not number:
                yield line.encode()[:room].decode(errors="ignore")
            return
        yield line
