"""Panels that are remembered from edit to edit are those that are made anew, and only what an edit touches is made."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from test_recheck import SOAK, typed
from typist import MAIN, Project

from filmc.base.memo import Memo
from filmc.base.world import MemoryWorld
from filmc.ir.film import Film
from filmc.lower import panels
from filmc.lower.panels import Panels
from filmc.session import Session

SCRIPTS = 1000 if SOAK else 12

FILM = """\
character ANN
    appearance: woman of thirty, red coat

character BOB
    appearance: old man, grey beard

scene EXT. HARBOUR - DAY

    shot rain: wide, 2s
        Rain falls on the boats. Ann waits.

    shot goes: medium, 2s
        She walks to the boat.

scene INT. KITCHEN - NIGHT

    shot cooks: medium, 2s
        Bob cooks.

    shot split screen (ANN, BOB), 2s
        Ann talks to Bob.
"""
EDITS = {
    "nothing": ("", "", []),
    "an action": ("Bob cooks", "Bob sleeps", ["2/cooks", "2/2"]),
    "where a half is": ("INT. KITCHEN", "INT. OFFICE", ["2/cooks", "2/2"]),
    "who is meant": ("Ann waits", "Bob waits", ["1/rain", "1/goes", "2/2"]),
    "the weather": ("Rain falls", "Snow falls", ["1/rain", "1/goes", "2/2"]),
    "a length": ("wide, 2s", "wide, 5s", ["1/rain", "1/goes", "2/2"]),
    "a caption": ("        Bob cooks.", "        Bob cooks.\n        caption: Later", []),
    "a shot before all": (
        "scene EXT",
        "scene EXT. STREET - DAY\n\n    shot wide, 1s\n        Cars.\n\nscene EXT",
        ["1/1", "2/rain", "2/goes", "3/cooks", "3/2"],
    ),
    "a look": ("red coat", "blue coat", ["1/rain", "1/goes", "2/cooks", "2/2"]),
}


def films(versions: Iterable[Project]) -> Iterable[Film]:
    """Yield the films of a project that is written on, as far as they are any."""
    known = Memo()
    for files in versions:
        checked = Session(MemoryWorld(files), MAIN).check(known)
        if checked.ok:
            yield checked.film


@pytest.mark.parametrize("part", range(4))
def test_what_is_remembered_is_what_is_made_anew(part: int) -> None:
    compared = 0
    for number in range(part, SCRIPTS, 4):
        kept = Panels()
        for film in films(typed(number)):
            again, anew = kept.of(film), Panels().of(film)
            for shot in film.shots:
                assert again(shot) == anew(shot), f"script {number}, shot {shot.id}"
                compared += 1
    assert compared


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_makes_the_panels_that_it_touches(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, touched = EDITS[kind]
    before, after = films([{MAIN: FILM.encode()}, {MAIN: FILM.replace(old, new, 1).encode()}])
    kept, made = Panels(), []
    panel_of = panels.panel_of
    monkeypatch.setattr(
        panels, "panel_of", lambda film, shot, bodies: made.append(shot.id) or panel_of(film, shot, bodies)
    )
    for film in (before, after, before):
        made.clear()
        draw = kept.of(film)
        found = [draw(shot) for shot in film.shots]
        if film is after:
            assert made == touched
        fresh = Panels().of(film)
        assert found == [fresh(shot) for shot in film.shots]
