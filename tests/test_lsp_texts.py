"""Texts of the language server against a reference that counts code units, and renaming against the whole compiler."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lsp_cases import script_of
from lsprotocol import types

import filmc
from filmc.base.diagnostic import Edit, Notes
from filmc.base.memo import Memo
from filmc.base.source import Source, Span
from filmc.base.world import DiskWorld, MemoryWorld
from filmc.frontend.ast import Action, Cue, Text, walk
from filmc.frontend.folded import folded
from filmc.frontend.parse import parse
from filmc.frontend.screenplay import fold
from filmc.frontend.traced import traced
from filmc.frontend.written import clean, narrow
from filmc.ir.occurrences import Occurrence, index_of
from filmc.lower.jobgraph import job_graph
from filmc.lower.target import Target
from filmc.produce.models import known_models
from filmc.session import Session
from filmc.tools.lsp.ahead import ahead
from filmc.tools.lsp.documents import opened
from filmc.tools.lsp.features.outline import outline
from filmc.tools.lsp.features.paths import paths
from filmc.tools.lsp.features.renaming import renamed
from filmc.tools.lsp.features.tokens import difference, tokens
from filmc.tools.lsp.films import Films
from filmc.tools.lsp.positions import ENCODINGS, Encoding, offset_at, position_at
from filmc.tools.lsp.script import Script

SOAK = bool(os.environ.get("FILMC_SOAK"))
EXAMPLES = Path(filmc.__file__).parents[1] / "examples"

# ---- positions

LETTERS = [
    *("a", "b", " ", "\t", "é", "e\u0301", "李", "华", "。", "：", "🎬", "👩\u200d🎤", "🇨🇳", "\U0010ffff"),
    *("א", "ש\u05b8", "ع", "\u202e", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\0", "\ufeff", "\u200b"),
    *("\n", "\n", "\r", "\r\n", "\n\r"),
]
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-be", 2), "utf-32": ("utf-32-be", 4)}


class Reference:
    """A text as code units, walked one by one: nothing of it is shared with what it judges."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        codec, width = UNITS[encoding]
        self.text = text
        self.places: list[tuple[int, int]] = []
        """Line and column of each character, and of the end."""
        line = column = 0
        for at, letter in enumerate(text):
            self.places.append((line, column))
            column += len(letter.encode(codec)) // width
            if letter == "\n" or (letter == "\r" and text[at + 1 : at + 2] != "\n"):
                line, column = line + 1, 0
        self.places.append((line, column))

    def ends(self) -> dict[int, tuple[int, int]]:
        """Return by line the column of its end without the line end, and the offset there."""
        found: dict[int, tuple[int, int]] = {}
        for at, (line, column) in enumerate(self.places):
            if line not in found or (
                self.text[found[line][1] : at].strip("\r\n") or not self.text[found[line][1] : at]
            ):
                found[line] = (column, at)
        return found

    def offset(self, line: int, column: int) -> int:
        """Return the offset of the last character that begins at or before `column`, on its line."""
        ends = self.ends()
        if line not in ends:
            return len(self.text)
        last, end = ends[line]
        fitting = [at for at, place in enumerate(self.places) if place[0] == line and place[1] <= column and at <= end]
        return end if column >= last else max(fitting)


def random_text(dice: random.Random, most: int = 40) -> str:
    return "".join(dice.choices(LETTERS, k=dice.randrange(most)))


def test_positions_are_those_of_a_reference_that_counts_units() -> None:
    for number in range(20_000 if SOAK else 500):
        dice = random.Random(number)
        text, encoding = random_text(dice), ENCODINGS[number % 3]
        source, reference = Source("x.film", text), Reference(text, encoding)
        line = dice.randrange(reference.places[-1][0] + 2)
        column = dice.randrange(60)
        assert offset_at(source, types.Position(line, column), encoding) == reference.offset(line, column), (
            text,
            line,
            column,
        )
        at = dice.randrange(len(text) + 1)
        place = position_at(source, at, encoding)
        last = reference.ends()[reference.places[at][0]]
        wanted = min(reference.places[at], (reference.places[at][0], last[0]))
        assert (place.line, place.character) == wanted, (text, at)
        if at <= last[1]:
            assert offset_at(source, place, encoding) == at


def test_edits_give_the_text_that_the_editor_has() -> None:
    for number in range(2_000 if SOAK else 60):
        dice = random.Random(number)
        encoding = ENCODINGS[number % 3]
        text = random_text(dice)
        document = opened(types.TextDocumentItem("untitled:x", "film", 0, text))
        for version in range(1, 9):
            start, end = sorted(dice.randrange(len(text) + 1) for _ in range(2))
            new = random_text(dice, 6)
            source = Source("x", text)
            places = [position_at(source, at, encoding) for at in (start, end)]
            start, end = (offset_at(source, place, encoding) for place in places)  # what is in a line end is before it
            change = types.TextDocumentContentChangePartial(types.Range(*places), new)
            document = document.edited(version, [change], encoding)
            text = text[:start] + new + text[end:]
            assert document.written.text == text
        whole = types.TextDocumentContentChangeWholeDocument("\ud83c new \udfac")
        assert document.edited(9, [whole], encoding).written.text == "\ufffd new \ufffd"


def test_a_change_of_tokens_makes_the_new_ones_of_the_old() -> None:
    for number in range(300):
        dice = random.Random(number)
        before, after = ([dice.randrange(3) for _ in range(5 * dice.randrange(8))] for _ in range(2))
        if dice.random() < 0.5:
            after = [*before[: 5 * dice.randrange(8)], *after, *before[5 * dice.randrange(8) :]]
        made = list(before)
        for edit in difference(before, after):
            assert edit.start % 5 == edit.delete_count % 5 == 0
            made[edit.start : edit.start + edit.delete_count] = edit.data or ()
        assert made == after


def test_the_way_back_from_a_folded_text() -> None:
    for number in range(300):
        text = random_text(random.Random(number))
        form = folded(text)
        assert form.text == fold(text)
        for at in range(len(form.text) if form.places else 0):
            place = form.back(at, at + 1)
            assert place
            assert form.text[at] in fold(f"x{text[slice(*place)]}x") or form.text[at] == " "


PIECES = [
    "a",
    "李",
    "🎬",
    "é",
    "e\u0301",
    "e\u0323\u0301",
    "\\:",
    "\\\\",
    "：",
    " ",
    "한",
    "\u1112\u1161\u11ab",
    "x\n        ",
    "y\r\n\t",
    "!",
]


def test_each_letter_of_a_text_is_traced_to_where_it_is_written() -> None:
    for number in range(2_000 if SOAK else 150):
        dice = random.Random(number)
        words = "".join(dice.choices(PIECES, k=dice.randrange(1, 20))).replace("\t", "        ")
        source = Source(
            "x.film",
            f"scene INT. ROOM - DAY\n    shot medium, 3s\n        {dice.choice(('!', '', 'note: '))}z{words}\n",
        )
        for item in walk(parse(Notes(), source)):
            for text in (
                [Text(item.text, item.span)]
                if isinstance(item, Action)
                else [item.value]
                if isinstance(item, Cue)
                else []
            ):
                found = text and traced(source, text)
                assert not text or found, (source.text, text)
                for at, letter in enumerate(text.value if text else ""):
                    written = source.text[slice(*found.back(Span("", at, at + 1))[1:])] if found else ""
                    assert letter == "\n" or narrow(clean(written)) == narrow(letter), (source.text, at)


# ---- the index of names


def test_an_index_that_remembers_is_the_one_that_looks_again() -> None:
    texts = [(EXAMPLES / name / "main.film").read_text("utf-8") for name in ("04-own-words", "02-two-people-talking")]
    for number in range(400 if SOAK else 4):
        dice, text, memo = random.Random(number), texts[number % 2], Memo()
        script: Script | None = None
        for _ in range(5):
            at = dice.randrange(len(text))
            piece = dice.choice(
                ("", "x", "\n", "    shot medium, on MOUSE, 3s\n", "BEAR ", "MOUSE", SCENE, text[at : at + 40])
            )
            text = text[:at] + piece + text[at + dice.choice((0, 0, 1, 5)) :]
            world = MemoryWorld({"main.film": text.encode()})
            checked = Session(world, "main.film").check(memo)
            script = again(script, script_of(world, checked, {"main.film": text}, "utf-16"))
            fresh = Session(world, "main.film").check()
            assert script.index.all == index_of(fresh.screenplay, fresh.film).all
            assert told(script) == told(script_of(world, fresh, {"main.film": text}, "utf-16"))


SCENE = "\nscene new: EXT. HARBOUR - DAY\n    shot rain: wide, 4s\n        start: fog.last\n"


def again(before: Script | None, script: Script) -> Script:
    """Return the script with what is known of the text before."""
    return replace(script, earlier=before.last_finder, known=before.known) if before else script


def told(script: Script) -> list[object]:
    """Return what is told of a film passage by passage."""
    page = script.page("main.film")
    document = types.TextDocumentIdentifier(page.uri)
    return [
        tokens(page, types.SemanticTokensParams(document)).data,
        outline(page, types.DocumentSymbolParams(document)),
        paths(page),
    ]


def test_an_edit_leaves_one_passage_to_be_looked_at() -> None:
    uri, text = "untitled:long.film", (EXAMPLES / "02-two-people-talking" / "main.film").read_text("utf-8")
    films = Films()
    films.open(types.TextDocumentItem(uri, "film", 1, text))
    films.scripts()
    passages = sum(1 for page in films.scripts()[0].pages() for _ in page.passages)
    assert [len(list(ahead(films.checked()))) for _ in range(2)] == [1 + passages, 1]
    lines = text.split("\n")
    for version, head in enumerate(("    shot", "film"), 2):  # the second one moves all that follows
        place = types.Position(next(at for at, said in enumerate(lines) if said.startswith(head)), 999)
        films.change(uri, version, [types.TextDocumentContentChangePartial(types.Range(place, place), ", lens: 50")])
        films.scripts()
        assert len(list(ahead(films.checked()))) == 2


# ---- renaming is free


def film_of(files: dict[str, bytes], root: Path) -> tuple[Script, list[str]]:
    """Return a film whose files are all open, and the key of every job that it needs."""
    world = MemoryWorld(files, DiskWorld(root))
    session = Session(world, "main.film")
    checked = session.check()
    texts = {name: data.decode() for name, data in files.items()}
    models = known_models()
    every = {"image": "still-1", "video": "clip-5", "speech": "voice-1", "music": "song-1", "sound": "foley-1"}
    target = Target("t", {need: models[f"emulator:{name}"] for need, name in every.items()}, models)  # type: ignore[misc]
    graph = job_graph(Notes(), checked.film, target, session.digest)
    return script_of(world, checked, texts, "utf-32"), [job.key for job in graph.jobs.values()]


def edited(files: dict[str, bytes], edits: list[Edit]) -> dict[str, bytes]:
    for edit in sorted(edits, reverse=True):
        text = files[edit.span.file].decode()
        files = files | {edit.span.file: (text[: edit.span.start] + edit.text + text[edit.span.end :]).encode()}
    return files


def names(script: Script) -> Iterator[Occurrence]:
    """Yield one occurrence for each name that can be renamed."""
    seen = set()
    for each in script.index.all:
        declared = script.index.declaration(each.symbol)
        if (
            (each.symbol, each.spelling) not in seen
            and each.role in ("declaration", "alias")
            and not (declared and declared.standard)
        ):
            seen.add((each.symbol, each.spelling))
            yield each


def examples() -> list[str]:
    return sorted(path.name for path in EXAMPLES.iterdir() if (path / "main.film").is_file())


@pytest.mark.parametrize("name", examples())
def test_renaming_changes_no_job_and_can_be_taken_back(name: str) -> None:
    root = EXAMPLES / name
    before = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.film")}
    script, keys = film_of(before, root)
    every = list(names(script))
    kinds = {each.symbol.kind: each for each in every}
    some = (
        kinds.values()
        if name.startswith("0")
        else [kinds[kind] for kind in ("character", "place") if kind in kinds][:1]
    )
    chosen = every if SOAK else list(some)
    assert chosen or not every  # one example names nobody
    for each in chosen:
        old = script.checked.sources[each.span.file].text[each.span.start : each.span.end]
        other = "ZQXVBN" if old.isupper() else "zqxvbn" if old.islower() else "Zqxvbn"
        after = edited(before, list(renamed(script, each, other)))
        renewed, same = film_of(after, root)
        assert same == keys, (name, each)
        assert [note.code for note in renewed.checked.notes] == [note.code for note in script.checked.notes]
        (found,) = {each.symbol for each in renewed.index.all if each.spelling == fold(other)}
        back = next(each for each in renewed.index.of(found) if each.spelling == fold(other))
        assert edited(after, list(renamed(renewed, back, old))) == before, (name, each)
