"""A TOML file with the places of its keys and values: what it says is read by `tomllib`, which does not tell where.

Only a file that `tomllib` has understood has places worth asking for; of any other they are guesses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from filmc.base.record import record
from filmc.base.source import Source, Span
from filmc.base.toml import read_toml
from filmc.frontend.ast import Text

Path = tuple[str, ...]
"""The keys that lead to a value, outermost first."""

_TOKEN = re.compile(
    r"""(?P<gap>[ \t\r]+|\#[^\n]*)
    |(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<word>[^\s=\[\]{},.\#"']+)
    |(?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)


class Place(NamedTuple):
    """Where a key and its value stand, in characters of the text; a table has no value but its heading."""

    key: tuple[int, int]
    value: tuple[int, int]


@record
class Page:
    """A file and the places in it."""

    source: Source

    @cached_property
    def said(self) -> dict[str, Any]:
        """What it says. tomllib.TOMLDecodeError."""
        return read_toml(self.source.text)

    @cached_property
    def places(self) -> Mapping[Path, Place]:
        """The place of every key; of a table that goes on elsewhere, the first."""
        reader = _Reader(self.source.text)
        reader.read()
        return reader.found

    def key(self, *path: str) -> Span:
        """Return where the key at the end of `path` stands, or the nearest one above it; the file's begin for none."""
        return self.source.span(*self._near(path).key)

    def value(self, *path: str) -> Span:
        """Return where the value at `path` stands, or the nearest key above it."""
        return self.source.span(*self._near(path).value)

    def text(self, said: str, *path: str) -> Text:
        """Return the text at `path` with the place of what is between its quotes."""
        span = self.value(*path)
        inside = self.source.text[span.start + 1 : span.end - 1]
        return Text(said, span.part(1, span.end - span.start - 1) if inside == said else span)

    @property
    def blank(self) -> Source:
        """The file with nothing written in it: for telling lines and columns where its words are not to be shown."""
        return Source(self.source.file, "".join(map(_blank, self.source.text)))

    def _near(self, path: Path) -> Place:
        steps = (path[:length] for length in range(len(path), 0, -1))
        return next((self.places[step] for step in steps if step in self.places), Place((0, 0), (0, 0)))


def _blank(letter: str) -> str:
    """Return a space that is as long in UTF-8, as far as there is one; line ends stay."""
    if letter in "\r\n":
        return letter
    return " " if letter.isascii() else "\u00a0" if letter < "\u0800" else "\u3000"


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


@dataclass
class _Reader:
    """Walks through a text, key by key; values are passed over, but for tables inside a line."""

    text: str
    found: dict[Path, Place] = field(default_factory=dict)

    def read(self) -> None:
        """Find every place."""
        self._tokens = _tokens(self.text)
        self._now = next(self._tokens, None)
        above: Path = ()
        while token := self._now:
            if token.text == "\n":
                self._step()
            elif token.text == "[":
                above = self._heading()
            else:
                self._entry(above)

    def _step(self) -> None:
        self._now = next(self._tokens, None)

    def _heading(self) -> Path:
        """Read `[a.b]` or `[[a.b]]`, and return what it names."""
        while self._now and self._now.text == "[":
            self._step()
        path, start, end = self._key()
        self._put((), path, Place((start, end), (start, end)))
        while self._now and self._now.text != "\n":
            self._step()
        return path

    def _entry(self, above: Path) -> None:
        """Read `key = value`."""
        path, start, end = self._key()
        if self._now is None or self._now.text != "=":
            self._step()  # no TOML; but every step leads on
            return
        self._step()
        self._put(above, path, Place((start, end), self._value((*above, *path))))

    def _key(self) -> tuple[Path, int, int]:
        """Read a key, dotted or not; return its parts, and where it begins and ends."""
        parts: list[str] = []
        start = end = self._now.start if self._now else len(self.text)
        while self._now and (self._now.kind in ("word", "text") or self._now.text == "."):
            if self._now.text != ".":
                parts.append(_unquoted(self._now))
            end = self._now.end
            self._step()
        return tuple(parts), start, end

    def _value(self, path: Path) -> tuple[int, int]:
        """Read a value; return where it begins and ends."""
        start = end = self._now.start if self._now else len(self.text)
        if self._now and self._now.text == "{":
            return start, self._inline(path)
        depth = 0
        while token := self._now:
            if not depth and token.text in ("\n", ",", "}", "]"):
                break
            depth += (token.text in ("[", "{")) - (token.text in ("]", "}"))
            end = token.end
            self._step()
        return start, end

    def _inline(self, path: Path) -> int:
        """Read `{…}`, and return where it ends."""
        self._step()
        while token := self._now:
            if token.text == "}":
                self._step()
                return token.end
            if token.text in (",", "\n"):
                self._step()
            else:
                self._entry(path)
        return len(self.text)

    def _put(self, above: Path, path: Path, place: Place) -> None:
        for length in range(1, len(path)):
            self.found.setdefault((*above, *path[:length]), Place(place.key, place.key))
        self.found.setdefault((*above, *path), place)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "gap":
            yield _Token(str(match.lastgroup), match[0], *match.span())


def _unquoted(token: _Token) -> str:
    if token.kind == "word":
        return token.text
    try:
        return str(tomllib.loads(f"x={token.text}")["x"])
    except tomllib.TOMLDecodeError:
        return token.text
