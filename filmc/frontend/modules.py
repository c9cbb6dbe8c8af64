"""From the name of a main file to every file that takes part: what it uses, then the standard library."""

from __future__ import annotations

from filmc.base.diagnostic import Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.source import Source, Span
from filmc.base.world import World
from filmc.frontend.ast import File, Text
from filmc.frontend.draft import draft_of
from filmc.frontend.files import FILMS, find_file
from filmc.frontend.library import library
from filmc.frontend.memory import Memory, blocks_of
from filmc.frontend.parse import parse
from filmc.frontend.text import BIGGEST, decode, too_large

DEPTH = 16
"""How many files may use each other in a row, the main file counted."""


FILES = 256
"""How many files may take part in a film."""


def load(notes: Notes, world: World, main: str, memo: Memo = ONCE) -> tuple[File, ...]:
    """Return the parsed main file, each file that it uses (once, at its first use), and the standard library.

    With a `memo` that lasts, places count from its anchors, and blocks that have not changed are the very same.

    `main` is a project path. A file that can not be read is noted at the `use` and left out; a main file that can
    not be read is empty. Codes: E0601 to E0603, E0605, W0606, E0710, E0712.
    """
    loading = _Loading(notes, world, memo)
    loading.read((main,), Span(main, 0, 0))
    return tuple(loading.files.values() or [File(Source(main, ""), ())]) + library()


def uses(file: File) -> tuple[Text, ...]:
    """Return the paths that `file` uses, as written."""
    return tuple(
        block.heading.subject for block in file.blocks if block.heading.word == "use" and block.heading.subject
    )


class _Loading:
    """The files that have been read so far."""

    def __init__(self, notes: Notes, world: World, memo: Memo) -> None:
        self.notes = notes
        self.world = world
        self.memo = memo
        self.files: dict[str, File] = {}

    def read(self, chain: tuple[str, ...], at: Span) -> None:
        """Read the last file of a chain of uses, and what it uses; `at` is where it is named."""
        name = chain[-1]
        try:
            size = self.world.size(name)
            large = size > BIGGEST
            source = too_large(self.notes, name, size) if large else decode(self.notes, name, self.world.read(name))
        except (OSError, ValueError) as fault:
            reason = getattr(fault, "strerror", None) or "it is not there"
            self.notes.add("E0601", at, f"`{name}` can not be read: {reason}", "name a .film file in the film's folder")
        else:
            self.files[name] = self.parsed(source)
            self.follow(chain)

    def parsed(self, source: Source) -> File:
        """Return the tree: what the draft does not know the memory on disk may, the first time."""
        draft = draft_of(self.memo, source.file)
        memory = blocks_of(self.world, source.file) if draft.empty else Memory()
        file = parse(self.notes, source, memory, draft)
        memory.keep()
        return file

    def follow(self, chain: tuple[str, ...]) -> None:
        """Read what the last file of the chain uses."""
        used: dict[str, Span] = {}
        for path in uses(self.files[chain[-1]]):
            if len(self.files) == FILES:
                message = f"more than {FILES} files take part in this film"
                self.notes.add("E0712", Span(chain[0], 0, 0), message, _JOINED)
                return
            name = find_file(self.notes, self.world, path, FILMS)
            if name is None:
                continue
            if name in used:
                first = [Label(used[name], "first here")]
                self.notes.add("W0606", path.span, f"`{path.value}` is used twice", labels=first)
            used.setdefault(name, path.span)
            if name in chain:
                circle = " → ".join((*chain[chain.index(name) :], name))
                self.notes.add("E0605", path.span, f"these files use each other in a circle: {circle}", _APART)
            elif name not in self.files and len(chain) == DEPTH:
                self.notes.add("E0710", path.span, f"more than {DEPTH} files use each other in a row", _FLAT)
            elif name not in self.files:
                self.read((*chain, name), path.span)


_APART = "move what both need into a third file that uses neither"
_JOINED = "join what belongs together into fewer files"
_FLAT = "let the main file use them side by side"
