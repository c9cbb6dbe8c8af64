"""The house style, by the formatter that `filmc fmt` has: only lines that change are sent, so that cursors stay.

A text that can not be read whole is left alone. Line ends stay as the file has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from lsprotocol import types

from filmc.base.diagnostic import Edit, Notes
from filmc.base.patterns import late
from filmc.base.source import Span
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.tools.lsp.features.edits import text_edit
from filmc.tools.lsp.script import Page

_LINES = late(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def formatting(page: Page, _params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """Return the edits that bring a file into the house style; None where it can not be read whole."""
    edits = _edits(page)
    return None if edits is None else [text_edit(page.script, *edit) for edit in edits]


def range_formatting(page: Page, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit] | None:
    """Return those edits that touch the blocks, the outermost, that a range touches."""
    edits = _edits(page)
    if edits is None:
        return None
    asked = page.span(params.range)
    touched = [item.span for item in page.tree.items if item.span.start <= asked.end and asked.start <= item.span.end]
    start = min([asked.start, *(span.start for span in touched)])
    end = _line_after(page, max([asked.end, *(span.end for span in touched)]))
    return [text_edit(page.script, *edit) for edit in edits if start <= edit.span.start <= edit.span.end <= end]


def _line_after(page: Page, offset: int) -> int:
    starts = page.source.line_starts
    line = page.source.position(offset).line
    return starts[line + 1] if line + 1 < len(starts) else len(page.source.text)


def _edits(page: Page) -> list[Edit] | None:
    notes = Notes()
    file = parse(notes, page.source)
    said = (note for note in page.notes if note.code.startswith("E01"))
    if notes.errors or any(said):
        return None
    return list(_differences(page, format_file(file)))


def _differences(page: Page, text: str) -> Iterator[Edit]:
    before = _LINES.findall(page.source.text)
    end = next((line[len(line.rstrip("\r\n")) :] for line in before if line.endswith(("\n", "\r"))), "\n")
    after = [line.removesuffix("\n") + end for line in _LINES.findall(text)]
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    for change, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change != "equal":
            yield Edit(Span(page.file, starts[first], starts[last]), "".join(after[new_first:new_last]))
