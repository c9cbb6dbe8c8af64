"""Runs the cases of `tests/suite/<topic>/*.film`: many small films a file, each with its faults noted under the lines.

    --- the name of the case
    film Rain
        aspect: wide
    // E0412 13-17 not an aspect ratio

`--- NAME` begins a case, and everything before the first is for readers. A line that begins with `//` is no part of
the film: it expects a diagnostic at the line above it, by code, then (if given) the columns from-to, counted from 1
and both included, then (if given) a part of the message. A case must give the diagnostics it expects and no other.
`+++ PATH` begins another file of the same case (the first is `main.film`). Lines after `>>>` are the expected outline
(`outline`). How far a case is compiled is the caller's: `check(case, compile_it)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.source import Source
from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, File, Item, Text

SUITE = Path(__file__).parent / "suite"
MAIN = "main.film"

_EXPECT = re.compile(r"\s*//\s*([EWH]\d{4})(?:\s+(\d+)-(\d+))?\s*(.*)")


@dataclass(frozen=True)
class Expected:
    """A diagnostic that must come: at this line (from 1), perhaps at these columns, perhaps with these words."""

    code: str
    file: str
    line: int
    columns: tuple[int, int] | None
    words: str

    def __str__(self) -> str:
        columns = f":{self.columns[0]}-{self.columns[1]}" if self.columns else ""
        return f"{self.code} {self.file}:{self.line}{columns} {self.words}".rstrip()


@dataclass
class Case:
    """One small film with what is expected of it."""

    name: str
    home: Path
    files: dict[str, str] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)
    outline: str | None = None

    def __str__(self) -> str:
        return f"{self.home.stem}: {self.name}"

    @property
    def sources(self) -> dict[str, Source]:
        return {file: Source(file, text) for file, text in self.files.items()}


def cases(topic: str) -> list[Case]:
    """Return the cases of a topic, in order of file and place."""
    return [case for path in sorted((SUITE / topic).rglob("*.film")) for case in _read(path)]


def check(case: Case, compile_it: Callable[[Notes, Case], object]) -> object:
    """Compile a case, compare the diagnostics with what it expects, and return what `compile_it` returned."""
    notes = Notes()
    result = compile_it(notes, case)
    found = [_describe(case, note) for note in notes]
    unmet = [expected for expected in case.expected if not any(_meets(expected, note) for note in found)]
    wanted = [note for note in found if not any(_meets(expected, note) for expected in case.expected)]
    assert not unmet, f"{case}: missing {[str(entry) for entry in unmet]}, found {[str(entry) for entry in found]}"
    assert not wanted, f"{case}: not expected {[str(entry) for entry in wanted]}"
    return result


def _describe(case: Case, note: Diagnostic) -> Expected:
    source = case.sources.get(note.span.file) or Source(note.span.file, "")
    start, end = source.position(note.span.start), source.position(max(note.span.end, note.span.start + 1))
    last = end.column if end.line == start.line else len(source.line_text(start.line))
    return Expected(note.code, note.span.file, start.line + 1, (start.column + 1, last), note.message)


def _meets(expected: Expected, found: Expected) -> bool:
    return (
        (expected.code, expected.file, expected.line) == (found.code, found.file, found.line)
        and expected.columns in (None, found.columns)
        and expected.words in found.words
    )


def _read(path: Path) -> Iterator[Case]:
    for chunk in re.split(r"(?m)^--- ", path.read_text("utf-8"))[1:]:
        name, _, body = chunk.partition("\n")
        case = Case(name.strip(), path)
        body, arrows, expected = re.split(r"(?m)^(>>>)\n", body) if "\n>>>\n" in f"\n{body}" else (body, "", "")
        if arrows:
            case.outline = expected.strip("\n") + "\n" if expected.strip() else ""
        main, *others = re.split(r"(?m)^\+\+\+ ", body)
        _add_file(case, MAIN, main)
        for other in others:
            file, _, text = other.partition("\n")
            _add_file(case, file.strip(), text)
        yield case


def _add_file(case: Case, file: str, text: str) -> None:
    """Take the expectations out of `text`, and put the rest into the case."""
    lines: list[str] = []
    for line in text.split("\n"):
        found = _EXPECT.fullmatch(line)
        if found:
            code, first, last, words = found.groups()
            columns = (int(first), int(last)) if first else None
            case.expected.append(Expected(code, file, len(lines), columns, words))
        else:
            lines.append(line)
    case.files[file] = "\n".join(lines)


def outline(tree: File) -> str:
    """Return a tree as short lines: a word for each node, its parts between bars."""
    return "".join(f"{line.rstrip()}\n" for item in tree.items for line in _outline(item, ""))


def _outline(item: Item, indent: str) -> Iterator[str]:
    match item:
        case Blank():
            yield f"{indent}-"
        case Comment():
            yield f"{indent}comment |{item.text}"
        case Action():
            mark = "!" if item.forced else ""
            yield f"{indent}action{mark} | " + item.text.replace("\n", f"\n{indent}       | ")
        case Cue():
            how = "".join(f" ({text.value})" for text in item.how)
            yield f"{indent}cue{'@' if item.forced else ''} {item.key.value}{how} | {_value(item.value)}"
        case Block():
            heading = item.heading
            label = f" [{heading.label.value}]" if heading.label else ""
            parameters = "".join(f" ({text.value})" for text in heading.parameters)
            yield f"{indent}{heading.word}{label} | {_value(heading.subject)}{parameters}"
    for below in getattr(item, "body", ()):
        yield from _outline(below, indent + "    ")


def _value(text: Text | None) -> str:
    return text.value if text else ""
