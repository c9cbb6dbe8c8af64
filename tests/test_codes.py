"""The catalogue is whole: every code that is reported is explained, and every example does what it says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import filmc
from filmc.base.codes import Code, catalogue, models
from filmc.tools.commands.explain import check_example, story

ROOT = Path(filmc.__file__).parent
CODES = list(catalogue().values())
OUTSIDE = {code.code for code in CODES if code.code[1:3] in {"09", "10", "11"} or code in models.CODES}
"""Faults of the machine, of production, of models and of the language server: no text has them, so their examples only tell what to do."""


def reported() -> set[str]:
    """Return every code that the sources can report."""
    sources = [path for path in ROOT.rglob("*.py") if "codes" not in path.parts]
    return {code for path in sources for code in re.findall(r'"([EWH]\d{4})"', path.read_text("utf-8"))}


def test_every_reported_code_is_explained_and_the_reverse() -> None:
    assert reported() == set(catalogue())


def test_there_are_enough() -> None:
    assert len(CODES) >= 60


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_examples_show_the_point(entry: Code) -> None:
    assert re.fullmatch(r"[EWH]\d{4}", entry.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", entry.name), entry.name
    assert entry.title[0].islower() or not entry.title[0].isalpha() or entry.title.split()[0].isupper(), entry.title
    assert not entry.title.endswith(".")
    assert len(entry.why) > 40
    right = check_example(entry.right)
    assert entry.code not in {note.code for note in right.notes}
    assert right.ok or entry.code in OUTSIDE, [str(note) for note in right.notes.errors]
    if entry.code not in OUTSIDE:
        assert entry.code in {note.code for note in check_example(entry.wrong).notes}


def test_names_are_unique() -> None:
    assert len({code.name for code in CODES}) == len(CODES)


def test_a_story_has_all_four_answers() -> None:
    text = story(catalogue()["E0801"])
    for part in ("E0801", "malformed-prompt-fragment", "wrong:", "error[E0801]", "right:"):
        assert part in text


def test_the_page_is_current() -> None:
    made = runpy.run_path(str(ROOT.parent / "docs" / "make_codes.py"))["page"]()
    page = ROOT.parent / "docs" / "codes.md"
    assert page.read_text("utf-8") == made, "run: python docs/make_codes.py"
