"""Files that could be named: those of the project, in the folders where such files are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filmc.base.patterns import late
from filmc.base.world import OutsideProjectError, beside
from filmc.tools.lsp.features.candidate import Candidate
from filmc.tools.lsp.script import Page


def files(page: Page, typed: str, endings: Sequence[str]) -> Iterator[Candidate]:
    """Yield the project's files with one of these endings in the folder that is typed, as a path from this file."""
    folder, slash, _ = typed.replace("\\", "/").rpartition("/")
    world = page.script.world
    try:
        here = beside(page.file, folder or ".")
        for name in world.names(here):
            if name.lower().endswith(tuple(endings)) and beside(page.file, f"{folder}{slash}{name}") != page.file:
                yield Candidate(f"{folder}{slash}{name}", "file")
        if not folder:
            for below in dict.fromkeys([*_named(page), *_FOLDERS]):
                for name in world.names(beside(page.file, below)):
                    if name.lower().endswith(tuple(endings)):
                        yield Candidate(f"{below}/{name}", "file")
    except (OSError, ValueError, OutsideProjectError):
        return


def _named(page: Page) -> Iterator[str]:
    """Yield the folders that the text names already, those that are named first before others."""
    yield from dict.fromkeys(found[1] for found in _FOLDER.finditer(page.source.text))


_FOLDER = late(r"(?<![\w./:])([\w-]+(?:/[\w-]+)*)/[\w.-]+\.\w{2,5}\b")
_FOLDERS = (
    "refs", "references", "images", "pictures", "sounds", "audio", "music", "video", "footage", "archive", "scenes",
)  # fmt: skip
"""Where people keep files."""
