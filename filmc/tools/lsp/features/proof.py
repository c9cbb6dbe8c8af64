"""Whether a film stays what it is when something is renamed: checked as it would be, and compared name by name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from filmc.base.diagnostic import Edit
from filmc.base.source import Span
from filmc.base.world import MemoryWorld
from filmc.frontend.screenplay import fold
from filmc.ir.occurrences import Index, Occurrence, Symbol, index_of
from filmc.session import Checked, Session
from filmc.tools.lsp.script import Script

_UNNAMED = ("quoted", "number")
"""Roles of a name that a renaming passes over."""


def changed_meaning(script: Script, found: Occurrence, name: str, edits: Sequence[Edit]) -> str:
    """Return in words what would mean something else if `found` were called `name` by `edits`; empty for nothing."""
    shifts = _Shifts(edits)
    after = _checked(script, edits)
    index = index_of(after.screenplay, after.film)
    wrong = _new_error(script, after, shifts)
    if wrong:
        return f"with this name {wrong}"
    before = {_moved(shifts, each, found, name) for each in script.index.all if each.role not in _UNNAMED}
    now = {each for each in index.all if each.role not in _UNNAMED}
    return _said(after, index, before, now)


def _checked(script: Script, edits: Sequence[Edit]) -> Checked:
    texts: dict[str, bytes] = {}
    for page in script.pages():
        text, end = "", 0
        own = sorted(edit for edit in edits if edit.span.file == page.file)
        for edit in own:
            text += page.source.text[end : edit.span.start] + edit.text
            end = edit.span.end
        texts[page.file] = (text + page.source.text[end:]).encode()
    return Session(MemoryWorld(texts, script.world), script.main).check()


class _Shifts:
    """Where what stood at an offset stands after edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends: dict[str, list[int]] = {}
        self._by: dict[str, list[int]] = {}
        for edit in sorted(edits):
            ends, by = self._ends.setdefault(edit.span.file, []), self._by.setdefault(edit.span.file, [0])
            ends.append(edit.span.end)
            by.append(by[-1] + len(edit.text) - (edit.span.end - edit.span.start))

    def span(self, span: Span) -> Span:
        """Return where a span stands that is edited as a whole, or not at all."""
        return Span(span.file, self._offset(span.file, span.start), self._offset(span.file, span.end))

    def _offset(self, file: str, offset: int) -> int:
        ends = self._ends.get(file, [])
        return offset + self._by[file][bisect_right(ends, offset)] if ends else offset


def _moved(shifts: _Shifts, each: Occurrence, found: Occurrence, name: str) -> Occurrence:
    """Return what an occurrence should be after the renaming."""
    same = each.symbol == found.symbol and each.spelling == found.spelling
    symbol = _renamed(each.symbol, found, fold(name))
    return Occurrence(shifts.span(each.span), symbol, each.role, fold(name) if same else each.spelling)


def _renamed(symbol: Symbol, found: Occurrence, name: str) -> Symbol:
    """Return what a symbol is called after the renaming: only a first name is part of one."""
    old = found.symbol
    if found.spelling != old.name:
        return symbol
    if symbol == old:
        return symbol._replace(name=name)
    if symbol.kind == "shot" and old.kind == "scene" and symbol.owner == old.name:
        return symbol._replace(owner=name)
    return symbol._replace(owner=f"{old.kind} {name}") if symbol.owner == f"{old.kind} {old.name}" else symbol


def _new_error(script: Script, after: Checked, shifts: _Shifts) -> str:
    """Return what an error says that was not there before."""
    known = {(note.code, shifts.span(note.span)) for note in script.checked.notes}
    return next((note.message for note in after.notes.errors if (note.code, note.span) not in known), "")


def _said(after: Checked, index: Index, before: set[Occurrence], now: set[Occurrence]) -> str:
    """Return in words the first place that names something else than it did."""
    wrong = min(before ^ now, default=None)
    if wrong is None:
        return ""
    source = after.sources[wrong.span.file]
    text = " ".join(source.text[wrong.span.start : wrong.span.end].split())
    where = f"`{text}` ({wrong.span.file}, line {source.position(wrong.span.start).line + 1})"
    if wrong in before:
        other = any(each.span == wrong.span for each in index.in_file(wrong.span.file))
        return f"{where} would mean something else then" if other else f"{where} would not be read as a name then"
    other = any(each.span == wrong.span for each in before)
    return f"{where} would mean something else then" if other else f"{where} would be read as this name then"
