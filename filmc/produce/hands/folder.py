"""The folder of order cards: `cards/` beside the film, a page and a folder for each.

    cards/kitchen-waits-still.md            for people
    cards/kitchen-waits-still/card.json     for filmc
    cards/kitchen-waits-still/given/        copies of what the card begins with
    cards/kitchen-waits-still/taken/        what was taken in from here
    cards/inbox/                            for files that have a card's id in their name

Only what filmc wrote is ever removed from it, and nothing in it is the only copy of anything. A link in place of a
folder is not followed: who sends a film could have it lead anywhere.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import ValidationError

from filmc.base.digest import digest_file
from filmc.base.files import write_whole
from filmc.base.record import record
from filmc.produce.disk import alone
from filmc.produce.hands.card import Card

INBOX = "inbox"
_DATA, _GIVEN, _TAKEN = "card.json", "given", "taken"
_UNFINISHED = (".part", ".crdownload", ".download", ".tmp", ".partial", ".opdownload", "~")
"""How browsers and copying programs end the name of a file that is still to come."""
_YOUNG, _QUIET, _GLANCE = 3.0, 0.6, 0.1
"""Seconds: a file that was written so lately may still be written to; until it has been quiet for so long."""
_PAUSE = 5.0
"""Seconds that whoever writes a file may pause, as far as it is not whole yet."""


@record
class Dropped:
    """A file that lies there to be taken in, and its card; None with the reason why no card fits it."""

    path: Path
    card: Card | None
    why: str = ""


@record
class CardFolder:
    """The cards of one film in `home`, which may not be there. OSError where the disk does not do it."""

    home: Path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Work in it while no other filmc does. Fault E1027."""
        with alone(self.home):
            yield

    @property
    def places(self) -> list[Path]:
        """The folders that files may be dropped into."""
        if not self.home.is_dir():
            return []
        return [path for path in sorted(self.home.iterdir()) if _is_folder(path) and not path.name.startswith(".")]

    @property
    def cards(self) -> list[Card]:
        """The cards that stand; a folder whose card can not be read has none."""
        return [card for place in self.places if (card := _read(place))]

    @property
    def watched(self) -> Iterator[Path]:
        """Yield what is to be looked at again to know that a file was dropped, or that one grows."""
        yield self.home
        for place in self.places:
            yield from (place, place / _DATA, *_files(place))

    def dropped(self) -> Iterator[Dropped]:
        """Yield what lies there to be taken in."""
        cards = self.cards
        named = {card.name: card for card in cards}
        for place in self.places:
            for path in _files(place):
                if place.name == INBOX:
                    yield _by_id(path, cards)
                else:
                    why = "" if place.name in named else f"{place.name}/ has no card any more"
                    yield Dropped(path, named.get(place.name), why)

    def write(self, card: Card, given: Mapping[str, Path], page: Callable[[Card], str]) -> Card:
        """Write a card with copies of what it begins with (by file name); return it under the name that it got."""
        card = card.model_copy(update={"name": self._name(card), "given": sorted(given)})
        place = self.home / card.name
        before = _read(place)
        for folder in (self.home / INBOX, place):
            _make(folder)
        _copy(given, place / _GIVEN)
        if before:
            _forget(place / _GIVEN, [name for name in before.given if name not in given])
        _put(self.home / f"{card.name}.md", page(card).encode())
        _put(place / _DATA, card.model_dump_json(indent=1).encode() + b"\n")
        return card

    def remove(self, card: Card) -> bool:
        """Remove a card, but for what a person has put there; return whether it is gone: not while a file waits."""
        place = self.home / card.name
        if _files(place):
            return False
        (self.home / f"{card.name}.md").unlink(missing_ok=True)
        (place / _DATA).unlink(missing_ok=True)
        _forget(place / _GIVEN, card.given)
        for empty in (place / _TAKEN, place):
            with suppress(OSError):
                empty.rmdir()
        return True

    def tidy(self) -> None:
        """Remove the folder itself where no card and nothing else is left in it."""
        if self.cards:
            return
        for empty in (self.home / INBOX, self.home):
            with suppress(OSError):
                empty.rmdir()

    def put_away(self, path: Path, card: Card) -> Path:
        """Move a file that was taken in to the others, under a name that is free there; return where it is."""
        taken = self.home / card.name / _TAKEN
        _make(taken.parent)
        _make(taken)
        place, number = taken / path.name, 1
        while place.exists():
            number += 1
            place = taken / f"{path.stem}-{number}{path.suffix}"
        shutil.move(path, place)
        return place

    def _name(self, card: Card) -> str:
        """Return the card's name; where another card has it, with its own id."""
        others = {other.name.casefold() for other in self.cards if other.id != card.id}
        return f"{card.name}-{card.id}" if card.name.casefold() in others else card.name


def _read(place: Path) -> Card | None:
    try:
        card = Card.model_validate_json((place / _DATA).read_bytes())
    except (OSError, ValidationError):
        return None
    return card if card.name == place.name else None


def _files(place: Path) -> list[Path]:
    """Return the files of a folder that a person may have put there."""
    try:
        paths = sorted(place.iterdir())
    except OSError:
        return []
    return [path for path in paths if path.name != _DATA and not _passed_over(path.name) and path.is_file()]


def _passed_over(name: str) -> bool:
    return (
        name.startswith(".") or name.casefold().endswith(_UNFINISHED) or name.casefold() in ("thumbs.db", "desktop.ini")
    )


def _by_id(path: Path, cards: Iterable[Card]) -> Dropped:
    words = set(re.split(r"[^0-9a-z]+", path.stem.casefold()))
    fitting = [card for card in cards if card.id in words]
    if len(fitting) == 1:
        return Dropped(path, fitting[0])
    return Dropped(
        path, None, "more than one card has its id in that name" if fitting else "no card's id is in its name"
    )


def _put(path: Path, data: bytes) -> None:
    """Write a file, unless it says that already: a watcher would wake up."""
    with suppress(OSError):
        if path.read_bytes() == data:
            return
    write_whole(path, data)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _make(folder: Path) -> None:
    """Make a folder, also where something else has its name: a link is taken away."""
    if folder.is_symlink():
        folder.unlink()
    folder.mkdir(exist_ok=True)


def _copy(given: Mapping[str, Path], folder: Path) -> None:
    """Copy files into a folder by their new names, those that are not there already."""
    if given:
        _make(folder)
    for name, source in given.items():
        place = folder / name
        if place.is_file() and digest_file(place) == digest_file(source):
            continue
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".given-", delete=False) as copy, source.open("rb") as file:
            shutil.copyfileobj(file, copy)
        Path(copy.name).replace(place)


def _forget(folder: Path, names: Iterable[str]) -> None:
    """Remove files that filmc had copied, and the folder where nothing else is in it."""
    if not _is_folder(folder):
        return
    for name in names:
        if Path(name).name == name:
            (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def growing(paths: Iterable[Path], patience: float) -> set[Path]:
    """Return those of `paths` that are still written to, as far as can be told. Waits `patience` seconds at most."""
    until = time.monotonic() + patience
    since = dict.fromkeys(paths, time.monotonic())
    was = {path: _state(path) for path in since}
    waiting = {path for path, state in was.items() if state is None or time.time() - state[0] / 1e9 < _YOUNG}
    while waiting and time.monotonic() < until:
        time.sleep(_GLANCE)
        for path in tuple(waiting):
            if (now := _state(path)) != was[path]:
                was[path], since[path] = now, time.monotonic()
            elif now and time.monotonic() - since[path] >= _QUIET:
                waiting.remove(path)
    return waiting


def written_on(path: Path, patience: float) -> bool:
    """Wait whether a file that was written just now, and can not be played, is written on after a pause; tell it."""
    until, was = time.monotonic() + patience, _state(path)
    while was and time.monotonic() < until and time.time() - was[0] / 1e9 < _PAUSE:
        time.sleep(_GLANCE)
        if _state(path) != was:
            return True
    return False


def _state(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size
