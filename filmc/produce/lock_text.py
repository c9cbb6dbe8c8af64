"""The text of `film.lock` ⇄ blocks. Every line that is not understood is told once and kept for ever.

    filmc lock 1
    film: 5d41402abc4b2a76

    job kitchen/waits clip
        chosen: 3fa9…
        by: Anna
        on: 2026-11-21
        for: 77c0…
        pin: yes
        take 3fa9…
            what: 77c0…
            model: provider:model
            price: 0.35 USD
            verdict: passed

An unchanged line always stands between two blocks, so git merges choices for neighbouring shots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.record import record
from filmc.base.source import Span
from filmc.frontend.value import Money
from filmc.produce.locked import Block, Lock, Take

VERSION = 1

_HEADER = re.compile(r"filmc lock (\d{1,9})")
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})( .*)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FILM = re.compile(r"[0-9a-f]{16}")
_PRICE = re.compile(r"(\d{1,12})(?:\.(\d{1,6}))? ([A-Z]{3})")
_PART = re.compile(r"([^\s=,]+)=([0-9a-f]{12})")
_MILLION = 10**6


def one_line(text: str) -> str:
    """Return `text` on one line, every run of white space one space."""
    return " ".join(text.split())


def show(lock: Lock) -> str:
    """Return the lock as text; blocks that were not changed stand as they stood."""
    film = [f"film: {lock.film}"] if lock.film else []
    head = _joined([f"filmc lock {VERSION}", *film, *lock.head])
    parts = [head, *(_shown(block) for block in sorted(lock.blocks, key=lambda block: block.name))]
    return ("\n\n".join(parts) + "\n").replace("\n", lock.newline)


def _shown(block: Block) -> str:
    if block.text is not None:
        return block.text
    lines = [f"job {one_line(block.name)}", *_lines(_CHOICE, block, "    "), *block.strange]
    for take in block.takes:
        lines += [f"    take {take.digest}", *_lines(_MAKING, take, "        "), *take.strange]
    return "\n".join(lines)


def _lines(keys: dict[str, _Key], held: object, indent: str) -> Iterator[str]:
    for name, key in keys.items():
        value = getattr(held, key.field)
        if value is not None and value is not False and value != ():  # seed 0 is a seed
            yield f"{indent}{name}: {key.show(value)}"


@record
class _Key:
    """One `key: value` line: the field it fills, how its value is read (ValueError: it can not be) and shown."""

    field: str
    read: Callable[[str], Any]
    show: Callable[[Any], str]


def _read_digest(text: str) -> str:
    if not _DIGEST.fullmatch(text):
        raise ValueError("not a SHA-256 of 64 digits")
    return text


def _read_text(text: str) -> str:
    if not text:
        raise ValueError("nothing after the colon")
    return text


def _read_seed(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,20}", text):
        raise ValueError("not a whole number")
    return int(text)


def _read_yes(text: str) -> bool:
    if text != "yes":
        raise ValueError("only `yes` is written here")
    return True


def _read_price(text: str) -> Money:
    match = _PRICE.fullmatch(text)
    if not match:
        raise ValueError("not a price like `0.35 USD`")
    return Money(int(match[1]) * _MILLION + int((match[2] or "").ljust(6, "0")), match[3])


def _show_price(price: Money) -> str:
    whole, part = divmod(price.micros, _MILLION)
    return f"{whole}{f'.{part:06}'.rstrip('0').rstrip('.')} {price.currency}"


def _read_parts(text: str) -> tuple[tuple[str, str], ...]:
    matches = [_PART.fullmatch(part) for part in text.split(", ")]
    if None in matches:
        raise ValueError("not a list like `prompt=0123456789ab`")
    return tuple((match[1], match[2]) for match in matches if match)


def _show_parts(parts: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name}={short}" for name, short in parts)


_CHOICE = {
    "chosen": _Key("chosen", _read_digest, str),
    "by": _Key("by", _read_text, one_line),
    "on": _Key("on", _read_text, one_line),
    "for": _Key("request", _read_digest, str),
    "pin": _Key("pinned", _read_yes, lambda _: "yes"),
}
_MAKING = {
    "what": _Key("what", _read_digest, str),
    "how": _Key("how", _read_digest, str),
    "parts": _Key("parts", _read_parts, _show_parts),
    "model": _Key("model", _read_text, one_line),
    "seed": _Key("seed", _read_seed, str),
    "price": _Key("price", _read_price, _show_price),
    "job": _Key("job", _read_text, one_line),
    "made": _Key("made", _read_text, one_line),
    "verdict": _Key("verdict", _read_text, one_line),
    "rejected": _Key("rejected", _read_text, one_line),
}


def parse(file: str, text: str, notes: Notes) -> Lock:
    """Return what `text` says; what it does not say well is noted under `file` (E1040, E1041, E1044, E1046, W1042)."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    if not _is_ours(file, lines[0].rstrip(), notes):
        return Lock()
    reader = _Reader(file, notes)
    offset = len(lines[0]) + 1
    for line in lines[1:]:
        reader.line(line.removesuffix("\r"), offset)
        offset += len(line) + 1
    head = _joined(reader.head)
    return Lock(reader.blocks(), tuple(head.split("\n")) if head else (), newline, reader.film)


def _joined(lines: list[str]) -> str:
    """Return the lines as one text, without the empty ones at its end."""
    full = max((number for number, line in enumerate(lines, 1) if line.strip()), default=0)
    return "\n".join(lines[:full])


def _is_ours(file: str, first: str, notes: Notes) -> bool:
    span = Span(file, 0, len(first))
    match = _HEADER.fullmatch(first)
    if match is None and not _CONFLICT.fullmatch(first):
        notes.add("E1044", span, "the first line is not `filmc lock 1`", "restore it: git checkout film.lock")
    elif match is None:
        notes.add("E1040", span, "conflict marks of a merge begin here", "keep one side and delete the marks")
    elif int(match[1]) > VERSION:
        notes.add("E1041", span, f"this lock has version {match[1]}; this filmc knows {VERSION}", "update filmc")
    return match is not None and int(match[1]) <= VERSION


@dataclass
class _Part:
    """A block or a take while it is read."""

    name: str
    span: Span
    values: dict[str, Any] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)
    takes: list[_Part] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader:
    """Takes the lines of one lock, one after the other."""

    def __init__(self, file: str, notes: Notes) -> None:
        self._file = file
        self._notes = notes
        self._blocks: dict[str, _Part] = {}
        self._block: _Part | None = None
        self._conflict = False
        self.film: str | None = None
        self.head: list[str] = []

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks that were read, sorted by name; a choice must be one of the block's own takes."""
        for part in self._blocks.values():
            chosen = part.values.get("chosen")
            if chosen is not None and all(take.name != chosen for take in part.takes):
                self._damaged(part.span, "the take that it has chosen is not among its takes")
        return tuple(_block(self._blocks[name]) for name in sorted(self._blocks))

    def line(self, line: str, offset: int) -> None:
        """Take the next line, which begins at character `offset` of the file."""
        words = line.strip()
        start = offset + len(line) - len(line.lstrip())
        span = Span(self._file, start, start + len(words))
        if not self._in_conflict(words, span):
            if line.startswith("job ") and words != "job":
                self._begin(one_line(words.removeprefix("job ")), span)
            elif self._block is not None and line.startswith(" "):
                self._inside(line, words, span)
            elif self._block is None and words.startswith("film:"):
                self._film(words.removeprefix("film:").strip(), span)
                return
            elif words:
                self._keep(line, words, span)
        (self.head if self._block is None else self._block.text).append(line)

    def _in_conflict(self, words: str, span: Span) -> bool:
        mark = _CONFLICT.fullmatch(words)
        if mark:
            self._notes.add("E1040", span, "film.lock has conflict marks of a merge", "keep one side, delete the marks")
            self._conflict = mark[1][0] != ">"
        return self._conflict or mark is not None

    def _begin(self, name: str, span: Span) -> None:
        self._block = _Part(name, span)
        if name in self._blocks:
            self._notes.add("E1046", span, f"`{name}` has a block above already", "keep the one that you want")
            name += "\0" + str(len(self._blocks))
        self._blocks[name] = self._block

    def _film(self, ident: str, span: Span) -> None:
        if not _FILM.fullmatch(ident):
            self._damaged(span, "`film`: not 16 digits of 0-9 and a-f")
        elif self.film is not None:
            self._damaged(span, "`film` stands here twice")
        self.film = ident

    def _inside(self, line: str, words: str, span: Span) -> None:
        assert self._block is not None
        if len(line) - len(line.lstrip()) >= 8 and self._block.takes:
            self._value(self._block.takes[-1], _MAKING, line, words, span)
        elif words.startswith("take "):
            self._take(self._block, words.removeprefix("take ").strip(), span)
        else:
            self._value(self._block, _CHOICE, line, words, span)

    def _take(self, block: _Part, digest: str, span: Span) -> None:
        if not _DIGEST.fullmatch(digest):
            self._damaged(span, "a take is named by a SHA-256 of 64 digits")
        elif any(take.name == digest for take in block.takes):
            self._damaged(span, "this take stands twice in its block")
        block.takes.append(_Part(digest, span))

    def _value(self, part: _Part, keys: dict[str, _Key], line: str, words: str, span: Span) -> None:
        name, colon, value = words.partition(":")
        key = keys.get(name)
        if key is None or not colon:
            self._strange(part, line, words, span)
            return
        try:
            read = key.read(value.strip())
        except ValueError as error:
            self._damaged(span, f"`{name}`: {error}")
            return
        if key.field in part.values:
            self._damaged(span, f"`{name}` stands here twice")
        part.values[key.field] = read

    def _keep(self, line: str, words: str, span: Span) -> None:
        if self._block is not None:
            self._strange(self._block, line, words, span)
        elif not words.startswith("#"):
            self._unknown(span)

    def _strange(self, part: _Part, line: str, words: str, span: Span) -> None:
        if words:
            part.strange.append(line)
        if words and not words.startswith("#"):
            self._unknown(span)

    def _unknown(self, span: Span) -> None:
        self._notes.add("W1042", span, "this line means nothing to this filmc; it is kept")

    def _damaged(self, span: Span, message: str) -> None:
        self._notes.add("E1044", span, message, "mend it, or restore the file: git checkout film.lock")


def _block(part: _Part) -> Block:
    takes = tuple(Take(take.name, strange=tuple(take.strange), **take.values) for take in part.takes)
    return Block(part.name, takes, strange=tuple(part.strange), text=_joined(part.text), span=part.span, **part.values)
