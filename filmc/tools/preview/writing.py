"""Writing back: a change on the page becomes an edit of the text, if that is still the text that the page has seen."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from filmc.base.diagnostic import Edit, Notes
from filmc.base.digest import digest
from filmc.base.files import write_whole
from filmc.base.source import Source
from filmc.base.world import MemoryWorld
from filmc.frontend.text import decode
from filmc.ir.film import Shot
from filmc.session import Checked, Session
from filmc.tools.preview.opening import Editor
from filmc.tools.preview.said import RefusedError, Said
from filmc.tools.rewriting import applied, lengthened, reordered
from filmc.tools.watch.reading import Version

_STALE = "the text has changed meanwhile: look again, then try again"


@dataclass
class Writer:
    """Writes into the files of one film; one after the other."""

    editor: Editor
    _turn: Lock = field(default_factory=Lock)

    def write(self, version: Version, said: Said) -> str:
        """Do what was said and return it in words. RefusedError (409) where it would be done to another text."""
        shot = _shot(version, said.text("shot"))
        with self._turn:
            source = _seen(version, shot, said.text("base"))
            edits, words = _edits(version, source, shot, said)
            _check(version, source, edits)
            path = version.session.world.locate(source.file)
            if not self.editor.edit(path, source, edits):
                _save(path, source, edits)
        return words


def _shot(version: Version, ident: str) -> Shot:
    found = next((shot for shot in version.checked.film.shots if shot.id == ident), None)
    if found is None:
        raise RefusedError("the film has no such shot now", 404)
    return found


def _seen(version: Version, shot: Shot, base: str) -> Source:
    """Return the text in which the shot stands, if it is the one that the page has seen."""
    source = version.checked.sources[shot.span.file]
    now = decode(Notes(), source.file, version.session.world.read(source.file))
    if digest(source.text) != base or now.text != source.text:
        raise RefusedError(_STALE, 409)
    return source


def _edits(version: Version, source: Source, shot: Shot, said: Said) -> tuple[Sequence[Edit], str]:
    rate = version.checked.film.settings.rate
    match said.text("what"):
        case "length":
            frames = said.number("frames")
            if frames < 1:
                raise RefusedError("a shot has one frame at least")
            edit = lengthened(source, shot, frames, rate)
            return (edit,), f"{shot.id} is now written as {edit.text.removeprefix(', ')}"
        case "order":
            return _moved(version, shot, said), f"{shot.id} was moved in {source.file}"
    raise RefusedError("only lengths and the order of shots can be changed here")


def _moved(version: Version, shot: Shot, said: Said) -> Sequence[Edit]:
    before = said.text_or_none("before")
    target = _shot(version, before) if before else None
    file = next(file for file in version.checked.screenplay.files if file.source.file == shot.span.file)
    try:
        return reordered(file, shot, target)
    except LookupError:
        raise RefusedError("these shots are in two files: move it there in your editor", 409) from None


def _check(version: Version, source: Source, edits: Sequence[Edit]) -> None:
    """Refuse edits by which the film would have errors; it has none now."""
    text = applied(source.text, edits)
    world = MemoryWorld({source.file: text.encode("utf-8", "surrogatepass")}, version.session.world)
    after: Checked = Session(world, version.session.main).check()
    if not after.ok:
        raise RefusedError(f"then the film would have an error: {after.notes.errors[0].message}", 409)


def _save(path: Path, source: Source, edits: Sequence[Edit]) -> None:
    """Write the text with its edits, if the file is still what was read; its byte order mark stays."""
    data = path.read_bytes()
    if decode(Notes(), source.file, data).text != source.text:
        raise RefusedError(_STALE, 409)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    write_whole(path, mark + applied(source.text, edits).encode())
