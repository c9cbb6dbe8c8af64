"""Reads .film files that were touched since the last build: if they mean the same, what it said holds, at new places.

A film depends on what its files say: on their syntax trees without positions, comments and blank lines. So nothing is
compiled here, and nothing is drawn.
"""

from __future__ import annotations

from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.base.stamps import Mark, led, mark, stamp
from filmc.frontend.ast import File
from filmc.frontend.meaning import meaning
from filmc.frontend.memory import blocks_at
from filmc.frontend.parse import parse
from filmc.frontend.text import BIGGEST, decode
from filmc.tools.places import LostError, Places, moved
from filmc.tools.telling import Telling
from filmc.tools.unchanged import Record


def reread(record: Record, changed: list[int]) -> bool:
    """Bring the record up to date if each of the .film files that have changed says what it said; else return False."""
    telling = Telling.unpacked(record.said[-1])
    try:
        marks = {number: mark(record.marks[number][0]) for number in changed}
        files = {number: _read(marks[number], telling.films[number]) for number in changed}
        if any(stamp(path) != found for path, found, _ in marks.values()):
            return False
        if any(led(found) != led(record.marks[number]) for number, found in marks.items()):
            return False
    except OSError:
        return False
    if any(file is None or meaning(file) != telling.meanings[file.source.file] for file in files.values()):
        return False
    return _move(record, telling, marks, {file.source.file: file.source for file in files.values() if file})


def _read(found: Mark, name: str) -> File | None:
    """Return the file, parsed; None where there is anything to say against it, as the full build will."""
    path = Path(found[0])
    if path.stat().st_size > BIGGEST:
        return None
    notes = Notes()
    memory = blocks_at(path.resolve())
    file = parse(notes, decode(notes, name, path.read_bytes()), memory)
    memory.keep()
    return None if notes.found else file


def _move(record: Record, telling: Telling, marks: dict[int, Mark], new: dict[str, Source]) -> bool:
    """Say everything again at its new place; False where a note is about a place that is gone."""
    try:
        places = {name: Places(Source(name, telling.texts[name]), new[name]) for name in _noted(telling, new)}
        notes = tuple(moved(note, places) for note in telling.notes)
    except LostError:
        return False
    texts = telling.texts | {name: source.text for name, source in new.items()}
    telling = telling._replace(notes=notes, texts=texts)
    for number, found in marks.items():
        record.marks[number] = found
    record.said = telling.saying()
    return True


def _noted(telling: Telling, new: dict[str, Source]) -> set[str]:
    """Return which of the new texts a note is about."""
    spans = (span for note in telling.notes for span in (note.span, *(label.span for label in note.labels)))
    edits = (edit.span for note in telling.notes for fix in note.fixes for edit in fix.edits)
    return {span.file for span in (*spans, *edits)} & new.keys()
