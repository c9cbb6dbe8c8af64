"""Writing back: a change on the page becomes an edit of the text, if that is still the text that the page has seen."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from filmc.base.diagnostic import Edit, Notes
from filmc.base.digest import digest
from filmc.base.source import Source
from filmc.base.swap import write_over
from filmc.base.world import MemoryWorld
from filmc.frontend.text import decode
from filmc.ir.film import Shot
from filmc.session import Session
from filmc.tools.preview.editor import Editor
from filmc.tools.preview.said import RefusedError, Said
from filmc.tools.project import Project
from filmc.tools.rewriting import applied, inverse, lengthened, reordered
from filmc.tools.watch.reading import Version

STALE = "the text has changed meanwhile: look again, then try again"
_STEPS = 100
"""Edits that can be taken back."""


@dataclass
class Writer:
    """Writes into the files of one film; one after the other."""

    editor: Editor
    _back: dict[tuple[str, str], Sequence[Edit]] = field(default_factory=dict)
    """By file and digest of its text, what takes the last edit back."""
    _turn: Lock = field(default_factory=Lock)

    def write(self, project: Project, version: Version, said: Said) -> Mapping[str, Any]:
        """Do what was said; return it in words, and with what it can be undone.

        RefusedError (409) where it would be done to another text, or leave the film with an error.
        """
        with self._turn:
            if said.text("what") == "undo":
                return self._undo(project, said)
            shot = _shot(version, said.text("shot"))
            seen = version.checked.sources[shot.span.file]
            if digest(seen.text) != said.text("base"):
                raise RefusedError(STALE, 409)
            edits, words = _edits(version, seen, shot, said)
            return self._done(project, seen, edits, words) if edits else {"message": words}

    def _undo(self, project: Project, said: Said) -> Mapping[str, Any]:
        file, base = said.text("file"), said.text("base")
        edits = self._back.get((file, base))
        now = _now(project, self.editor, file) if edits else None
        if edits is None or now is None or digest(now.text) != base:
            raise RefusedError(STALE, 409)
        return self._done(project, now, edits, f"{file} is as it was before")

    def _done(self, project: Project, seen: Source, edits: Sequence[Edit], words: str) -> Mapping[str, Any]:
        """Have the edits made in the text that was seen, by who holds it: the editor, else the disk."""
        after = Source(seen.file, applied(seen.text, edits))
        if _now(project, self.editor, seen.file).text != seen.text:
            raise RefusedError(STALE, 409)
        _check(project, self.editor.unsaved, after)
        if not self.editor.edit(project.world.locate(seen.file), seen, edits):
            _save(project, seen, after)
        base = digest(after.text)
        self._back[seen.file, base] = inverse(seen, edits)
        for old in list(self._back)[:-_STEPS]:
            del self._back[old]
        return {"message": words, "undo": {"what": "undo", "file": seen.file, "base": base}}


def _shot(version: Version, ident: str) -> Shot:
    found = next((shot for shot in version.checked.film.shots if shot.id == ident), None)
    if found is None:
        raise RefusedError("the film has no such shot now", 404)
    return found


def _now(project: Project, editor: Editor, file: str) -> Source:
    """Return a file of the film as it is now, in the editor or on the disk."""
    try:
        return decode(Notes(), file, MemoryWorld(editor.unsaved, project.world).read(file))
    except OSError:
        raise RefusedError(f"{file} is not there any more", 409) from None


def _edits(version: Version, source: Source, shot: Shot, said: Said) -> tuple[Sequence[Edit], str]:
    match said.text("what"):
        case "length":
            frames = said.number("frames")
            if frames < 1:
                raise RefusedError("a shot has one frame at least")
            edit = lengthened(source, shot, frames, version.checked.film.settings.rate)
            return (edit,), f"{shot.id} is now written as {edit.text.lstrip(' ,，')}"
        case "order":
            edits = _moved(version, shot, said)
            return edits, f"{shot.id} was moved in {source.file}" if edits else f"{shot.id} is there already"
    raise RefusedError("only lengths and the order of shots can be changed here")


def _moved(version: Version, shot: Shot, said: Said) -> Sequence[Edit]:
    before = said.text_or_none("before")
    target = _shot(version, before) if before else None
    return reordered(version.checked.screenplay.files[0], shot, target)  # scenes of used files play no part


def _check(project: Project, unsaved: Mapping[str, bytes], after: Source) -> None:
    """Refuse a text by which the film would have errors that it has not now."""
    changed = {**unsaved, after.file: after.text.encode("utf-8", "surrogatepass")}
    errors = _errors(project, changed)
    known = _errors(project, unsaved) if errors else {}
    new = [message for place, message in errors.items() if place not in known]
    if new:
        raise RefusedError(f"then the film would have an error: {new[0]}", 409)


def _errors(project: Project, texts: Mapping[str, bytes]) -> Mapping[tuple[str, str, str], str]:
    """Return what is wrong with the film that has these texts, by what makes it the same fault somewhere else."""
    errors = Session(MemoryWorld(texts, project.world), project.main).check().notes.errors
    return {(note.code, note.span.file, note.message): note.message for note in errors}


def _save(project: Project, seen: Source, after: Source) -> None:
    """Write a text over the one that was seen, if that is what the disk holds; a byte order mark stays."""
    path = project.world.locate(seen.file)
    data = path.read_bytes()
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    if data.removeprefix(mark) != seen.text.encode() or not write_over(path, data, mark + after.text.encode()):
        raise RefusedError(STALE, 409)
