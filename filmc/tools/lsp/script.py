"""One film as it was last checked, and its files as features see them: `Script` and `Page`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from filmc.base.anchors import STILL
from filmc.base.assets import asset
from filmc.base.diagnostic import Diagnostic
from filmc.base.record import field, record
from filmc.base.source import Source, Span
from filmc.base.world import World
from filmc.frontend.ast import File
from filmc.frontend.library import PREFIX
from filmc.frontend.passages import Passages
from filmc.frontend.screenplay import Names
from filmc.ir.film import Film
from filmc.ir.occurrences import Finder, Index
from filmc.session import Checked
from filmc.tools.lsp.documents import Document
from filmc.tools.lsp.positions import Encoding, offset_at, position_at, range_of
from filmc.tools.lsp.standing import Known, Standing
from filmc.tools.lsp.uris import uri_of


class Home(NamedTuple):
    """Where a film is: its project's root, and the main film in it. A text on no disk has no root, and its address."""

    root: Path | None
    main: str


class Abilities(NamedTuple):
    """What the editor can show beside text."""

    pictures: bool = False
    """Pictures in hovers."""
    snippets: bool = False
    """Completions with places to fill in."""


NO_ABILITIES = Abilities()


@record
class Script:
    """A film as its texts stood when it was checked."""

    home: Home
    world: World = field(repr=False)
    checked: Checked = field(repr=False)
    open: Mapping[str, Document] = field(repr=False)
    """The open documents that were read, by their project path."""
    encoding: Encoding
    earlier: Finder | None = field(default=None, repr=False, compare=False)
    """What found the names in an earlier text."""
    known: Known = field(default_factory=Known, repr=False)
    """What was found of it aside, perhaps of an earlier text."""
    abilities: Abilities = NO_ABILITIES

    @property
    def names(self) -> Names:
        """Everything declared. Its places may count from anchors: `place` leads to the text."""
        return self.checked.loose.screenplay.names

    @property
    def film(self) -> Film:
        """The film, timed by estimates. Its places may count from anchors, as above."""
        return self.checked.loose.film

    def place(self, span: Span) -> Span:
        """Return the span in the text of one that may count from an anchor."""
        return self.checked.places.span(span)

    @property
    def standing(self) -> Standing:
        """Where the film stood when it was last looked at; of nothing where it never was."""
        return self.known.standing or Standing(self.checked)

    @property
    def is_outdated(self) -> bool:
        """Whether the text has been edited since its standing was found."""
        return self.known.standing is None or self.known.standing.checked is not self.checked

    @property
    def files(self) -> list[str]:
        """The project paths of the film's own files, the main one first; not those of the standard library."""
        return [file for file in self.checked.sources if not file.startswith(PREFIX)]

    @property
    def main(self) -> str:
        """The project path of the main file."""
        return self.files[0]

    def page(self, file: str) -> Page:
        """Return the film's file of this project path; KeyError where it has none.

        It is made anew: a script that knew its pages would only go when the collector finds the two.
        """
        return Page(self, file, self.checked.sources[file], self.open.get(file))

    def pages(self) -> Iterator[Page]:
        """Yield the film's own files, the main one first."""
        return (self.page(file) for file in self.files)

    @cached_property
    def passages(self) -> Mapping[str, Passages]:
        """The passages of each of the film's own files; what is known of one stays while its text does."""
        loose, known = self.checked.loose, self.known.passages
        own = {file.source.file: file for file in loose.screenplay.files if not file.source.file.startswith(PREFIX)}
        found = {name: Passages(file, self.checked.places, known.get(name)) for name, file in own.items()}
        self.known.passages = found
        return found

    @cached_property
    def index(self) -> Index:
        """Every name of the film, with every place where it stands."""
        checked, loose = self.checked, self.checked.loose  # not the script: the two would know each other
        return Index(loose.screenplay, loose.film, self.passages, lambda: checked.screenplay, self.earlier)

    @property
    def last_finder(self) -> Finder | None:
        """What found names last, in this text or in an earlier one."""
        return self.index.finder if "index" in vars(self) else self.earlier

    def uri(self, file: str) -> str:
        """Return the address of a file of the film, or of the standard library."""
        if file in self.open:
            return self.open[file].uri
        if file.startswith(PREFIX):
            return uri_of(asset("stdlib") / file.removeprefix(PREFIX))
        return uri_of(self.home.root / file) if self.home.root else self.home.main

    def range(self, span: Span) -> types.Range:
        """Return the range of a span in any file of the film."""
        span = self.place(span)
        return self.page(span.file).range(span.start, span.end)

    def location(self, span: Span) -> types.Location:
        """Return the place of a span in any file of the film."""
        return types.Location(self.uri(span.file), self.range(span))


@record
class Page:
    """One file of a checked film."""

    script: Script
    file: str
    """Its project path."""
    source: Source = field(repr=False)
    """The text as the compiler read it: spans count in this."""
    document: Document | None = field(repr=False)
    """The open document, if the editor has it open."""

    @property
    def tree(self) -> File:
        """The file's syntax tree."""
        return next(file for file in self.script.checked.screenplay.files if file.source.file == self.file)

    @property
    def passages(self) -> Passages:
        """The file passage by passage."""
        return self.script.passages.get(self.file) or Passages(self.tree, STILL)  # a file of the standard library

    @property
    def uri(self) -> str:
        """The file's address, as the editor writes it."""
        return self.script.uri(self.file)

    @property
    def version(self) -> int | None:
        """The editor's number of the text; None where it has not opened the file."""
        return self.document.version if self.document else None

    @property
    def notes(self) -> list[Diagnostic]:
        """What there is to say against this file."""
        return [note for note in self.script.checked.notes if note.span.file == self.file]

    @cached_property
    def is_readable(self) -> bool:
        """Whether the compiler read the editor's text letter for letter: it does not where it takes it for no text."""
        return self.document is None or self.source.text == self.document.written.text[self.document.lead :]

    def offset(self, position: types.Position) -> int:
        """Return the offset of a place in the text."""
        return max(offset_at(self._shown, position, self.script.encoding) - self.lead, 0)

    def position(self, offset: int) -> types.Position:
        """Return the place of an offset in the text."""
        return position_at(self._shown, offset + self.lead, self.script.encoding)

    def range(self, start: int, end: int) -> types.Range:
        """Return the range between two offsets; the file's beginning where the text could not be read."""
        if not self.is_readable:
            start = end = 0
        return range_of(self._shown, start + self.lead, end + self.lead, self.script.encoding)

    def span(self, within: types.Range) -> Span:
        """Return the span of a range, whichever of its ends the editor names first."""
        start, end = sorted((self.offset(within.start), self.offset(within.end)))
        return Span(self.file, start, end)

    @property
    def whole(self) -> types.Range:
        """The range of all the text."""
        return self.range(0, len(self.source.text))

    @property
    def _shown(self) -> Source:
        return self.document.written if self.document else self.source

    @property
    def lead(self) -> int:
        """How many characters the editor shows before the text: a byte order mark, or nothing."""
        return self.document.lead if self.document else 0
