"""Files, declarations, cues, words: cases in `suite/names/`; codes, fixes, the table of cues, files on disk here."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from harness import SUITE, Case, cases, check

from filmc.base.codes import Example, catalogue
from filmc.base.diagnostic import Edit, Notes
from filmc.base.world import DiskWorld, MemoryWorld, World
from filmc.frontend.ast import Cue, walk
from filmc.frontend.cue_check import kind_of
from filmc.frontend.cues import CUES, LINE, CueKind, cues_in
from filmc.frontend.modules import load
from filmc.frontend.resolve import resolve
from filmc.frontend.screenplay import Screenplay
from filmc.ir.vocabulary import Size
from filmc.ir.word_fields import FIELDS
from filmc.ir.words import MODELS, words


def compiled(notes: Notes, world: World) -> Screenplay:
    screenplay = resolve(notes, load(notes, world, "main.film"))
    words(notes, screenplay.names)
    return screenplay


def resolve_case(notes: Notes, case: Case) -> Screenplay:
    return compiled(notes, MemoryWorld({path: text.encode() for path, text in case.files.items()}))


def notes_of(text: str, files: dict[str, bytes] | None = None) -> Notes:
    notes = Notes()
    compiled(notes, MemoryWorld({"main.film": text.encode(), **(files or {})}))
    return notes


@pytest.mark.parametrize("case", cases("names"), ids=str)
def test_case(case: Case) -> None:
    check(case, resolve_case)


LIMITS = ("E0710", "E0711")
CODES = [code for code in catalogue() if code[1:3] in ("03", "06") or code in LIMITS]


@pytest.mark.parametrize("code", CODES)
def test_the_examples_of_a_code_show_it(code: str) -> None:
    def shows(example: Example) -> bool:
        return code in {note.code for note in notes_of(example.text, example.files)}

    assert shows(catalogue()[code].wrong)
    assert not shows(catalogue()[code].right)


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("scene INT. ROOM - DAY\n    shot wide\n        with: MEI and TOM\n", "E0301", "names stand apart by commas"),
        ("place LANE: narrow, wet\n", "E0309", "`appearance: narrow, wet`"),
    ],
    ids=lambda value: value if value[1:].isdigit() else "",
)
def test_a_slip_is_told_how_to_be_written(text: str, code: str, told: str) -> None:
    (note,) = [note for note in notes_of("character MEI\ncharacter TOM\n" + text) if note.code == code]
    assert any(told in hint for hint in note.hints)


def test_each_code_has_a_case() -> None:
    suite = "".join(path.read_text("utf-8") for path in (SUITE / "names").glob("*.film"))
    assert [code for code in CODES if f"// {code}" not in suite and code not in LIMITS] == []


ROOM = "scene INT. ROOM - DAY\n    shot medium\n        {}\n"
SPOKEN = "character MEI\n" + ROOM
FIXES = [
    # code, title of the fix, film, what is wrong in it, what becomes of that
    ("E0330", "change it to `MEI`", SPOKEN, "MAI: Hi.", "MEI: Hi."),
    ("E0330", "make the line action", ROOM, "Slowly: the door.", "!Slowly: the door."),
    ("E0330", "change it to `sfx`", ROOM, "sfz: a\n        sfz: b", "sfx: a\n        sfx: b"),
    ("E0330", "declare `character TOM`", "film One\n\n{}" + ROOM.format("TOM: Hi."), "", "character TOM\n\n"),
    ("E0334", "change it to `sad`", SPOKEN, "MEI (sadd): Hi.", "MEI (sad): Hi."),
    ("E0334", "change it to `at`", ROOM, "sfx (att 1s): rain", "sfx (at 1s): rain"),
    ("E0336", "change it to `shot`", "scene INT. ROOM - DAY\n    {} wide, 5s\n    shot wide\n", "shto x:", "shot x:"),
    ("E0301", "change it to `MEI`", SPOKEN, "with: MAI left", "with: MEI left"),
    ("E0344", "change it to `close-up`", "setup stare\n    size: {}\n" + ROOM.format("-"), "clse-up", "close-up"),
]


def edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(("code", "title", "film", "wrong", "right"), FIXES, ids=[" ".join(row[:2]) for row in FIXES])
def test_fix(code: str, title: str, film: str, wrong: str, right: str) -> None:
    (note,) = (note for note in notes_of(film.format(wrong)) if note.code == code)
    (fix,) = (fix for fix in note.fixes if fix.title == title)
    fixed = edited(film.format(wrong), fix.edits)
    assert fixed == film.format(right)
    assert code not in {note.code for note in notes_of(fixed)}


HEADS = {
    "top": "",
    "scene": "scene INT. ROOM - DAY\n",
    "shot": "scene INT. ROOM - DAY\n    shot medium\n",
    "as": "character MEI\n    as OLD\n",
    "line:": "character MEI\nscene INT. ROOM - DAY\n    shot medium\n        MEI: Hi.\n",
    "text:": "scene INT. ROOM - DAY\n    shot medium\n        text: Hi\n",
    "title:": "cover\n    title: Hi\n",
    "frame:": "scene INT. ROOM - DAY\n    shot medium\n        frame:\n",
    "start:": "scene INT. ROOM - DAY\n    shot medium\n        start: a.png\n",
    "end:": "scene INT. ROOM - DAY\n    shot medium\n        end: a.png\n",
    "film": "film One\n",
    "cover": "cover\n",
}
"""Where a place is in a film; any other is a block with a name."""

PLACES = [(place, kind) for kind in CUES for place in kind.where.split() if place != "anywhere"]


@pytest.mark.parametrize(("place", "kind"), PLACES, ids=[f"{place} {kind.key}" for place, kind in PLACES])
def test_the_example_of_a_cue_is_that_cue(place: str, kind: CueKind) -> None:
    head = HEADS.get(place, f"{place} WORD\n")
    last = head.splitlines()[-1] if head else ""
    depth = len(last) - len(last.lstrip()) + 4 if head else 0
    notes = Notes()
    people = "character LI HUA\n    as GROWN UP\n        wardrobe: suit\ncharacter WAITRESS\n"
    text = f"{people}{head}{' ' * depth}{kind.example}\n"
    screenplay = compiled(notes, MemoryWorld({"main.film": text.encode()}))
    (cue,) = (
        item
        for item in walk(screenplay.files[0])
        if isinstance(item, Cue) and item.span.end >= len(text) - 1 and not item.body
    )
    assert kind_of(screenplay.names, place, cue) is kind
    assert [note for note in notes if note.code.startswith("E033")] == [] or kind.value == "steps"


def test_a_key_means_one_cue_in_a_place() -> None:
    for place in {place for place, _ in PLACES}:
        here = [kind for kind in CUES if place in kind.where.split() or kind.where == "anywhere"]
        assert len(cues_in(place)) == sum(1 + len(kind.also) for kind in here), place


def test_what_a_word_reads_is_in_the_table_of_cues() -> None:
    for kind in MODELS:
        assert set(FIELDS[kind]) <= set(cues_in(kind)), kind
        assert {field for field, _ in FIELDS[kind].values()} <= set(MODELS[kind].model_fields), kind


def test_dialogue_is_a_line() -> None:
    screenplay = compiled(Notes(), MemoryWorld({"main.film": ("character MEI\n" + ROOM.format("mei: Hi.")).encode()}))
    (cue,) = (item for item in walk(screenplay.files[0]) if isinstance(item, Cue))
    assert kind_of(screenplay.names, "shot", cue) is LINE


def test_an_own_word_takes_the_place_of_the_standard_one_under_all_its_names() -> None:
    text = "size medium\n    also: torso\n    figure: 200%\n    prompt: the torso\n" + ROOM.format("Nobody.")
    names = compiled(Notes(), MemoryWorld({"main.film": text.encode()})).names
    vocabulary = words(Notes(), names)
    found = [vocabulary.get(Size, name) for name in ("medium", "MS", "中景", "torso")]
    assert [size and size.figure for size in found] == [2.0] * 4
    assert [found.name.value for found in names.all("size")].count("medium") == 1
    assert names.all("size")[-1].name.value == "medium"


ON_DISK = [
    # what is done to the folder, main file, codes
    (lambda root: (root / "main.film").write_text(ROOM.format("Nobody.")), "main.film", []),
    (lambda _: None, "main.film", ["E0317", "E0601"]),
    (lambda root: (root / "main.film").mkdir(), "main.film", ["E0317", "E0601"]),
    (lambda root: (root / "main.film").symlink_to("/etc/hostname"), "main.film", ["E0317", "E0601"]),
    (lambda root: linked(root, Path("/etc/hostname")), "main.film", ["E0602"]),
    (lambda root: linked(root, root / "there.film"), "main.film", []),
    (lambda root: linked(root, root / "nowhere.film"), "main.film", ["E0601"]),
    (lambda root: linked(root, root / "other.film"), "main.film", ["E0602"]),
    (
        lambda root: os.truncate(linked(root, root / "there.film") or root / "there.film", 10**11),
        "main.film",
        ["E0701"],
    ),
]


def linked(root: Path, target: Path) -> None:
    (root / "there.film").write_text("")
    (root / "other.film").symlink_to(target)
    (root / "main.film").write_text("use other.film\n" + ROOM.format("Nobody."))


@pytest.mark.parametrize(("prepare", "main", "codes"), ON_DISK, ids=[str(at) for at in range(len(ON_DISK))])
def test_files_on_disk(tmp_path: Path, prepare, main: str, codes: list[str]) -> None:
    prepare(tmp_path)
    notes = Notes()
    resolve(notes, load(notes, DiskWorld(tmp_path), main))
    assert sorted(note.code for note in notes) == codes


def test_a_missing_file_is_named_by_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "cast").mkdir()
    (tmp_path / "cast" / "people.film").write_text("")
    (tmp_path / "main.film").write_text("use cast/poeple.film\n" + ROOM.format("Nobody."))
    notes = Notes()
    load(notes, DiskWorld(tmp_path), "main.film")
    assert [note.hints for note in notes] == [("did you mean `cast/people.film`?",)]
