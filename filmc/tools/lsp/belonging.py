"""Which film a file belongs to: its own, where it is one; else the film that uses it.

A film's files lie in its folder or below, so a film that uses a file is looked for in the folders above it, up to the
project's root (the nearest `filmc.toml`) or the editor's workspace folder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.base.stamps import stamp
from filmc.base.world import OutsideProjectError, beside
from filmc.frontend.blocks import heading_word, top_blocks
from filmc.frontend.layout import lay_out
from filmc.frontend.modules import FILES, used_in
from filmc.frontend.text import BIGGEST
from filmc.tools.lsp.script import Home
from filmc.tools.project import project_with

CLIMB = 4
"""Folders above a file that are searched where nothing says how far the project reaches."""
CROWD = 200
"""Films of one folder that are looked into; where there are more, they belong to themselves."""

_STORY = frozenset(("film", "scene"))


class Gist(NamedTuple):
    """What is to be known of a text here: the paths that it uses, and whether it tells a story itself."""

    uses: tuple[str, ...]
    tells: bool


class Shelf:
    """The texts of a workspace: those that are open, before those on disk."""

    def __init__(self, open_text: Callable[[Path], str | None]) -> None:
        self._open_text = open_text
        self._read: dict[Path, tuple[object, Gist]] = {}

    def gist(self, path: Path) -> Gist:
        """Return the gist of the file at `path`; an empty one where it can not be read."""
        text = self._open_text(path)
        state: object = text if text is not None else _stamp(path)
        known = self._read.get(path)
        if known is None or known[0] != state:
            known = state, _gist(text if text is not None else _text(path))
            self._read[path] = known
        return known[1]

    def closure(self, main: Path) -> set[Path]:
        """Return `main` and every file that it uses, directly or not."""
        found, waiting = {main}, [main]
        while waiting and len(found) <= FILES:
            file = waiting.pop()
            for path in self.gist(file).uses:
                used = _beside(file, path)
                if used and used not in found:
                    found.add(used)
                    waiting.append(used)
        return found


def home_of(path: Path, shelf: Shelf, opened: Collection[Path], folders: Collection[Path]) -> Home:
    """Return the film that the file at `path` belongs to.

    Of several that use it, one that is open comes first, then one that tells a story, then a `main.film`, then the
    nearest. `folders` are those that the editor has open.
    """
    users = [film for film in _films_above(path, opened, folders) if film != path and path in shelf.closure(film)]
    told = [film for film in users if shelf.gist(film).tells]
    if not told and (not users or shelf.gist(path).tells):
        return own_home(path)
    return own_home(
        min(told or users, key=lambda film: (film not in opened, film.name != "main.film", -len(film.parts)))
    )


def own_home(film: Path) -> Home:
    """Return the film whose main file is the one at `film`."""
    project = project_with(film)
    return Home(project.world.root, project.main)


def _films_above(path: Path, opened: Collection[Path], folders: Collection[Path]) -> Iterator[Path]:
    for folder in _folders_above(path, folders):
        found = {film for film in opened if film.parent == folder}  # it need not be on disk yet
        with suppress(OSError):
            found |= set(sorted(folder.glob("*.film"))[:CROWD])
        yield from sorted(found)


def _folders_above(path: Path, folders: Collection[Path]) -> Iterator[Path]:
    """Yield the folders from that of `path` up to the root of its project."""
    for height, folder in enumerate(path.parents):
        yield folder
        if (folder / "filmc.toml").is_file() or folder in folders or folder == Path.home():
            return
        if height == CLIMB and not any(folder.is_relative_to(top) for top in folders):
            return


def _beside(file: Path, path: str) -> Path | None:
    try:
        return file.parent / beside("x", path) if path.lower().endswith(".film") else None
    except OutsideProjectError:
        return None


def _gist(text: str) -> Gist:
    source = Source("", text)
    lines = lay_out(Notes(), source)
    words = {heading_word(text, lines[cut.first].start) for cut in top_blocks(text, lines)}
    return Gist(tuple(used.value for used in used_in(source)), not words.isdisjoint(_STORY))


def _stamp(path: Path) -> object:
    try:
        return stamp(str(path))
    except (OSError, ValueError):
        return None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace") if path.stat().st_size <= BIGGEST else ""
    except OSError:
        return ""
