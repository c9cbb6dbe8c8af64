"""Files, declarations, cues and words: cases in `suite/names/`; the table of cues, the library's memory and speed here."""

from __future__ import annotations

import pytest
from harness import Case, cases, check

from filmc.base.diagnostic import Notes
from filmc.base.world import MemoryWorld
from filmc.frontend.modules import load
from filmc.frontend.resolve import resolve
from filmc.frontend.screenplay import Screenplay
from filmc.ir.words import words


def resolve_case(notes: Notes, case: Case) -> Screenplay:
    world = MemoryWorld({path: text.encode() for path, text in case.files.items()})
    screenplay = resolve(notes, load(notes, world, "main.film"))
    words(notes, screenplay.names)
    return screenplay


@pytest.mark.parametrize("case", cases("names"), ids=str)
def test_case(case: Case) -> None:
    check(case, resolve_case)
