"""The open documents, and every film that one of them belongs to, each checked when its texts are asked about.

A check always reads all that it needs anew: open documents as the editor has them, other files from disk. So what is
answered is true of the newest text, and of no other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from lsprotocol import types

from filmc.base.assets import asset
from filmc.base.memo import Memo
from filmc.base.world import DiskWorld, MemoryWorld, World
from filmc.frontend.library import PREFIX
from filmc.session import Checked, Session
from filmc.tools.lsp.belonging import Shelf, home_of, own_home
from filmc.tools.lsp.documents import Change, Document, opened
from filmc.tools.lsp.positions import USUAL, Encoding
from filmc.tools.lsp.script import NO_ABILITIES, Home, Page, Script
from filmc.tools.lsp.standing import Known
from filmc.tools.lsp.uris import name_of, path_of

Check = Callable[[Home, World, str], Checked]
"""Checks the film of a home: in its world, by the name of its main file there."""

_Key = Path | str
"""A document's path, or its address where it is on no disk."""


class Checker:
    """Checks films again and again, each anew only where it was edited."""

    def __init__(self) -> None:
        self._memos: dict[Home, Memo] = {}

    def __call__(self, home: Home, world: World, main: str) -> Checked:
        """Check the film of a home."""
        return Session(world, main).check(self._memos.setdefault(home, Memo()))

    def forget(self, homes: Collection[Home]) -> None:
        """Keep only what is known of these films."""
        self._memos = {home: memo for home, memo in self._memos.items() if home in homes}


_MOVES = 3
"""How often a document may turn out to belong to another film, before nobody looks any further."""


class Films:
    """What the editor has open, by film."""

    def __init__(self, check: Check | None = None) -> None:
        self.encoding: Encoding = USUAL
        self.folders: set[Path] = set()
        self._checker = Checker()
        self._check = check or self._checker
        self.abilities = NO_ABILITIES
        self._documents: dict[_Key, Document] = {}
        self._homes: dict[_Key, Home] = {}
        self._scripts: dict[Home, Script] = {}
        self._stale: set[Home] = set()
        self._fresh: set[Home] = set()
        self._known: dict[Home, Known] = {}
        self._shelf = Shelf(self._open_text)

    # ---- what the editor tells

    def open(self, item: types.TextDocumentItem) -> None:
        """Take a document that the editor opens; from now on its text counts, not that on disk."""
        self._documents[_key(item.uri)] = opened(item)
        self.look_again()

    def change(self, uri: str, version: int, changes: Iterable[Change]) -> None:
        """Edit an open document; KeyError where it is not open."""
        key = _key(uri)
        self._documents[key] = self._documents[key].edited(version, changes, self.encoding)
        if not _is_standard(key):
            self._stale |= {home for home, script in self._scripts.items() if _page(script, key)}
            self._stale.add(self._homes[key])

    def close(self, uri: str) -> None:
        """Forget a document: from now on its file on disk counts again."""
        self._documents.pop(_key(uri), None)
        self.look_again()

    def look_again(self) -> None:
        """Find out anew which film each open document belongs to, and check them all: files have come or gone."""
        opened = [key for key in self._documents if isinstance(key, Path)]
        self._homes = {
            key: home_of(key, self._shelf, opened, self.folders) if isinstance(key, Path) else Home(None, key)
            for key in self._documents
            if not _is_standard(key)
        }
        self._stale = set(self._homes.values())
        self._scripts = {home: script for home, script in self._scripts.items() if home in self._stale}
        self._checker.forget(self._stale)
        self._known = {home: known for home, known in self._known.items() if home in self._stale}

    # ---- what is asked

    @property
    def is_settled(self) -> bool:
        """Whether every film is checked as it stands."""
        return not self._stale

    def document(self, uri: str) -> Document | None:
        """Return the open document at an address."""
        return self._documents.get(_key(uri))

    def settle_one(self) -> None:
        """Check one film that is not checked as it stands, if there is one."""
        if self._stale:
            self._script(next(iter(self._stale)))

    def scripts(self) -> list[Script]:
        """Return every film, checked as it stands."""
        while self._stale:
            self.settle_one()
        return list(self._scripts.values())

    def news(self) -> list[Script]:
        """Return the films that were checked since this was last asked, as far as that is still how they stand."""
        fresh = [script for home, script in self._scripts.items() if home in self._fresh and home not in self._stale]
        self._fresh.clear()
        return fresh

    def checked(self) -> list[Script]:
        """Return the films that are checked as they stand; the others are left as they are."""
        return [script for home, script in self._scripts.items() if home not in self._stale]

    def is_current(self, script: Script) -> bool:
        """Tell whether a film still stands as in `script`."""
        return script.home not in self._stale and self._scripts.get(script.home) is script

    def homes(self) -> Mapping[str, Home]:
        """Return which film each open document belongs to, by its address as the editor writes it."""
        return {self._documents[key].uri: home for key, home in self._homes.items()}

    def page(self, uri: str) -> Page | None:
        """Return the page of a file of a film, checked as it stands; None for what is no part of one.

        Nor is there one for a text that the compiler does not read as the editor shows it.
        """
        key = _key(uri)
        for _ in range(_MOVES):
            home = self._homes.get(key)
            page = _page(self._script(home), key) if home else self._closed(key)
            if page or home == self._homes.get(key):
                break
        return page if page and page.is_readable else None

    def _closed(self, key: _Key) -> Page | None:
        """Return the page of a file that is not open: of the first film that has it."""
        return next((page for script in self.scripts() if (page := _page(script, key))), None)

    def _script(self, home: Home) -> Script:
        """Return a film as it stands, checked if need be."""
        if home in self._scripts and home not in self._stale:
            return self._scripts[home]
        self._stale.discard(home)
        before = self._scripts.pop(home, None)
        opened = dict(self._opened(home))
        world, main = self._world(home, opened), home.main if home.root else name_of(home.main)
        earlier = before.last_finder if before else None
        checked, known = self._check(home, world, main), self._known.setdefault(home, Known())
        script = Script(home, world, checked, opened, self.encoding, earlier, known, self.abilities)
        self._scripts[home] = script
        self._fresh.add(home)
        self._let_go(home, script)
        if before and set(before.files) != set(script.files):
            self._rearrange()
        return script

    def _rearrange(self) -> None:
        """A film uses other files than before: documents may belong to another film now."""
        fresh = {home for home in self._scripts if home not in self._stale}
        self.look_again()
        self._stale -= fresh

    def _let_go(self, home: Home, script: Script) -> None:
        """Let documents that the film after all does not read (it has too many files) be films of their own."""
        for key, belongs in self._homes.items():
            if belongs == home and isinstance(key, Path) and not _page(script, key):
                self._homes[key] = own_home(key)
                self._stale.add(self._homes[key])

    def _opened(self, home: Home) -> Iterator[tuple[str, Document]]:
        """Yield the open documents of a film's project by their project path."""
        for key, document in self._documents.items():
            if home.root is None:
                if key == home.main:
                    yield name_of(home.main), document
            elif isinstance(key, Path) and key.is_relative_to(home.root):
                yield key.relative_to(home.root).as_posix(), document

    def _world(self, home: Home, opened: Mapping[str, Document]) -> World:
        texts = {file: document.data for file, document in opened.items()}
        return MemoryWorld(texts, DiskWorld(home.root) if home.root else None)

    def _open_text(self, path: Path) -> str | None:
        document = self._documents.get(path)
        return document.written.text[document.lead :] if document else None


def _key(uri: str) -> _Key:
    return path_of(uri) or uri


def _is_standard(key: _Key) -> bool:
    """Tell whether this is a file of the standard library: it is read in every film, and judged in none."""
    return isinstance(key, Path) and key.parent == asset("stdlib")


def _page(script: Script, key: _Key) -> Page | None:
    root = script.home.root
    if isinstance(key, Path) and _is_standard(key):
        file = f"{PREFIX}{key.name}"
    elif root is None:
        file = name_of(script.home.main) if key == script.home.main else ""
    else:
        file = key.relative_to(root).as_posix() if isinstance(key, Path) and key.is_relative_to(root) else ""
    return script.page(file) if file in script.checked.sources else None
