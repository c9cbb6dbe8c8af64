"""Reads the cases of `tests/lsp/<feature>/NAME.film`, and shows what is answered as text for the snapshot beside them.

    --- the name of the case
    character MEI
    scene INT. ROOM - DAY
        shot medium
            M‸EI: Hello.

`--- NAME` begins a case, and everything before the first is for readers. `+++ PATH` begins another file of the same case
(the first is `main.film`); one that is no .film file is only there. `‸` is where something is asked, `⟦…⟧` a range about
which it is; several are asked one by one, and a case without any is asked as a whole. Lines after `>>>` are said to the
feature besides: a new name, a new path.

Every case is asked in all three encodings, and must be answered alike: positions are shown in characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from lsprotocol import converters, types

from filmc.base.source import Source
from filmc.base.world import DiskWorld, MemoryWorld
from filmc.session import Checked, Session
from filmc.tools.lsp.documents import Document
from filmc.tools.lsp.offers import TOKEN_MODIFIERS, TOKEN_TYPES
from filmc.tools.lsp.positions import ENCODINGS, Encoding, offset_at, position_at
from filmc.tools.lsp.script import Abilities, Home, Page, Script
from filmc.tools.lsp.standing import Standing, survey

HOME = Path(__file__).parent / "lsp"
ROOT = Path("/film")
MAIN = "main.film"
_MARK = re.compile(r"‸|⟦|⟧")


@dataclass(frozen=True)
class Spot:
    """Where something is asked: a range of one file, empty for a cursor."""

    file: str
    start: int
    end: int


@dataclass
class Case:
    """One small project with the spots at which it is asked."""

    name: str
    home: Path
    files: dict[str, str] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.home.stem}: {self.name}"

    def scripts(self) -> dict[Encoding, Script]:
        """Return the checked film in each encoding, every .film file open in the editor."""
        world = MemoryWorld({file: text.encode() for file, text in self.files.items()})
        checked = Session(world, MAIN).check()
        return {encoding: script_of(world, checked, self.films, encoding) for encoding in ENCODINGS}

    def standing(self, checked: Checked) -> Standing:
        """Return where the film stands, with a store of its own and no configuration but the project's."""
        with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            for name in ("FILMC_STORE", "FILMC_CACHE", "FILMC_CONFIG"):
                patch.setenv(name, f"{folder}/{name.lower()}")
            for file, text in self.files.items():
                path = Path(folder, "film", file)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            return survey(Session(DiskWorld(Path(folder, "film")), MAIN), checked)

    @property
    def films(self) -> dict[str, str]:
        return {file: text for file, text in self.files.items() if file.endswith(".film")}


def script_of(world: MemoryWorld, checked: Checked, films: Mapping[str, str], encoding: Encoding) -> Script:
    opened = {file: Document(uri_of(file), 1, Source(uri_of(file), text)) for file, text in films.items()}
    return Script(Home(ROOT, MAIN), world, checked, opened, encoding)


def uri_of(file: str) -> str:
    return f"file://{ROOT}/{file}"


@dataclass(frozen=True)
class Question:
    """A case at one spot, as a feature is asked about it."""

    case: Case
    script: Script
    spot: Spot

    @property
    def page(self) -> Page:
        return self.script.page(self.spot.file)

    def text(self, within: types.Range) -> str:
        """Return the text in a range of the file that is asked about."""
        source = self.page.source
        start, end = (offset_at(source, place, self.script.encoding) for place in (within.start, within.end))
        return source.text[start:end]

    def able(self, abilities: Abilities) -> Question:
        """Return the question as an editor asks it that can show more."""
        return replace(self, script=replace(self.script, abilities=abilities))

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(uri_of(self.spot.file))

    @property
    def range(self) -> types.Range:
        return self.page.range(self.spot.start, self.spot.end)

    @property
    def position(self) -> types.Position:
        return self.range.start


def standing(ask: Callable[[Question], Any]) -> Callable[[Question], Any]:
    """Return what asks about a film of which it is known where it stands: it is laid on the disk for that."""

    def asking(asked: Question) -> Any:
        asked.script.known.standing = asked.case.standing(asked.script.checked)
        return ask(asked)

    return asking


def cases(path: Path) -> list[Case]:
    """Return the cases of one file."""
    return list(_read(path))


def _read(path: Path) -> Iterator[Case]:
    for chunk in re.split(r"(?m)^--- ", path.read_text("utf-8"))[1:]:
        name, _, body = chunk.partition("\n")
        case = Case(name.strip(), path)
        body, _, said = body.partition("\n>>>\n")
        case.said = said.strip().splitlines()
        main, *others = re.split(r"(?m)^\+\+\+ ", body)
        _add_file(case, MAIN, main)
        for other in others:
            file, _, text = other.partition("\n")
            _add_file(case, file.strip(), text)
        case.spots = case.spots or [Spot(MAIN, 0, 0)]
        yield case


def _add_file(case: Case, file: str, text: str) -> None:
    """Take the marks out of `text`, and put the rest into the case. `␍` is a carriage return, `␀` a NUL."""
    pieces = _MARK.split(text)
    at, began = 0, 0
    for piece, mark in zip(pieces, _MARK.findall(text), strict=False):
        at += len(piece)
        if mark == "‸":
            case.spots.append(Spot(file, at, at))
        elif mark == "⟦":
            began = at
        else:
            case.spots.append(Spot(file, began, at))
    case.files[file] = "".join(pieces).replace("␍", "\r").replace("␀", "\0").rstrip("\n") + "\n"


# ---- showing answers


def told(case: Case, ask: Callable[[Question], Any]) -> str:
    """Return what is answered at each spot of a case, the same in every encoding."""
    texts = {}
    for encoding, script in case.scripts().items():
        parts = [f"--- {case.name}\n"]
        for spot in case.spots:
            question = Question(case, script, spot)
            where = f"{_place(script, spot.file, spot.start)}" + (
                f" to {_place(script, spot.file, spot.end)}" if spot.end > spot.start else ""
            )
            parts.append(f"{spot.file} {where}\n{shown(question, ask(question))}")
        texts[encoding] = "".join(parts)
    for encoding, text in texts.items():
        assert text == texts["utf-32"], f"{case} in {encoding}:\n{text}\nin utf-32:\n{texts['utf-32']}"
    return texts["utf-32"]


def _place(script: Script, file: str, offset: int) -> str:
    place = position_at(script.checked.sources[file], offset, "utf-32")
    return f"{place.line + 1}:{place.character + 1}"


@cache
def converter() -> Any:
    return converters.get_converter()


def shown(question: Question, value: Any) -> str:
    """Return an answer as indented text."""
    plain = value if isinstance(value, str | None) else converter().unstructure(value)
    return "".join(f"  {line}\n" for line in _lines(_decoded(question, plain, question.spot.file)))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            lines = list(_lines(below))
            if len(lines) == 1 and not isinstance(below, dict | list):
                yield f"{key}: {lines[0]}"
            else:
                yield f"{key}:"
                yield from (f"  {line}" for line in lines)
    elif isinstance(value, list):
        for below in value:
            first, *rest = list(_lines(below)) or ["{}"]
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
        if not value:
            yield "nothing"
    elif isinstance(value, str) and "\n" in value:
        yield "|"
        yield from (f"  {line}" for line in value.split("\n"))
    else:
        yield "nothing" if value is None else str(value)


def _decoded(question: Question, value: Any, file: str) -> Any:
    """Return plain data with ranges as text, in characters and counted from 1, and addresses as paths."""
    if isinstance(value, list):
        return [_decoded(question, below, file) for below in value]
    if not isinstance(value, dict):
        return _path(value) if isinstance(value, str) and value.startswith("file:") else value
    if value.keys() == {"start", "end"}:
        return _range(question, value, file)
    if value.keys() == {"line", "character"}:
        return _shown_place(question, value, file)
    named = value.get("uri") or value.get("targetUri") or (value.get("textDocument") or {}).get("uri")
    file = _path(named) if named else file
    inner = _path(value["from"]["uri"]) if "fromRanges" in value and "from" in value else file
    decoded = {}
    for key, below in value.items():
        here = _path(key) if key.startswith("file:") else inner if key == "fromRanges" else file
        decoded[here if key.startswith("file:") else key] = _decoded(question, below, here)
    return decoded


def _path(uri: str) -> str:
    path = uri.removeprefix(f"file://{ROOT}/")
    return path if path != uri else re.sub(r"^file:.*/(stdlib|docs)/", r"\1/", uri)


def _source(question: Question, file: str) -> Source:
    sources = question.script.checked.sources
    name = f"stdlib:{file.removeprefix('stdlib/')}" if file.startswith("stdlib/") else file
    return sources.get(name) or Source(file, question.case.files.get(file, ""))


def _shown_place(question: Question, place: Mapping[str, int], file: str) -> str:
    source = _source(question, file)
    found = position_at(source, _offset(question, place, file), "utf-32")
    return f"{found.line + 1}:{found.character + 1}"


def _offset(question: Question, place: Mapping[str, int], file: str) -> int:
    return offset_at(
        _source(question, file), types.Position(place["line"], place["character"]), question.script.encoding
    )


def _range(question: Question, span: Mapping[str, Any], file: str) -> str:
    start, end = (_offset(question, span[side], file) for side in ("start", "end"))
    text = _source(question, file).text[start:end]
    brief = text if len(text) < 60 else f"{text[:40]}…{text[-15:]}"
    return (
        f"{_shown_place(question, span['start'], file)}-{_shown_place(question, span['end'], file)} ‹{brief}›".replace(
            "\n", "⏎"
        )
        .replace("\r", "␍")
        .replace("\0", "␀")
    )


SPACES = types.FormattingOptions(4, True)


def nested(found: types.SelectionRange) -> list[types.Range]:
    """Return a chain of selections, the innermost first."""
    chain = [found.range]
    while found.parent:
        found = found.parent
        chain.append(found.range)
    return chain


def token_lines(asked: Question, data: Sequence[int]) -> Iterator[str]:
    """Yield encoded tokens as a line each: place, type, modifiers, text."""
    line = column = 0
    source = asked.page.source
    for at in range(0, len(data), 5):
        down, right, length, kind, modifiers = data[at : at + 5]
        line, column = line + down, right + (0 if down else column)
        start = offset_at(source, types.Position(line, column), asked.script.encoding)
        end = offset_at(source, types.Position(line, column + length), asked.script.encoding)
        said = [name for bit, name in enumerate(TOKEN_MODIFIERS) if modifiers >> bit & 1]
        yield " ".join(
            [_place(asked.script, asked.spot.file, start), TOKEN_TYPES[kind], *said, f"‹{source.text[start:end]}›"]
        )


def after_edits(asked: Question, edits: Sequence[types.TextEdit] | None) -> list[Any] | str | None:
    """Return how many edits there are, and the text after them."""
    if edits is None:
        return None
    source, text, end = asked.page.source, "", 0
    for edit in edits:
        start, stop = (offset_at(source, place, asked.script.encoding) for place in (edit.range.start, edit.range.end))
        text += source.text[end:start] + edit.new_text
        end = stop
    text += source.text[end:]
    return f"{len(edits)} edits\n{text}".replace("\r", "␍")
