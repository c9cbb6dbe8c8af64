"""What a picture model is asked: declared people in the same bytes in every shot, nothing that was not written."""

from __future__ import annotations

import pytest

from filmc.base.world import MemoryWorld
from filmc.lower.prompts import motion_prompt, negative_prompt, still_prompt
from filmc.session import Session

FILM = """\
film Two
    look: ink

look ink
    prompt: ink on paper
    avoid: text, watermark

character MEI
    also: 梅
    appearance: woman of thirty, short black hair
    wardrobe: red coat
    manner: restless
    as OLD
        appearance: old woman, white hair

place YARD
    appearance: paved yard, one plum tree

scene EXT. YARD - NIGHT

    shot wide, push in slow, 4s
        Mei waits.
        avoid: cars, text
        lens: 35mm

    shot over the shoulder (MEI, TOM), auto
        with: MEI left, TOM right
        MEI (sad): Where is he?

    shot close-up, 3s
        with: MEI as OLD
        She waits.

character TOM
    appearance: tall man
"""


def test_prompts() -> None:
    checked = Session(MemoryWorld({"main.film": FILM.encode()}), "main.film").check()
    assert checked.ok, [note.message for note in checked.notes]
    first, second, third = checked.film.shots
    stills = [still_prompt(checked.film, shot) for shot in checked.film.shots]
    mei = "MEI (woman of thirty, short black hair, wearing red coat, restless)"
    assert mei in stills[0]
    assert mei in stills[1]
    assert "TOM (tall man)" in stills[1]
    assert "over MEI's shoulder" in stills[1]
    assert "MEI (old woman, white hair, wearing red coat, restless)" in stills[2]
    assert all("ink on paper" in still and "paved yard, one plum tree" in still for still in stills)
    assert "35mm lens" in stills[0]
    assert "35mm" not in stills[1]
    assert negative_prompt(first) == "text, watermark, cars"
    assert negative_prompt(second) == "text, watermark"
    assert "slowly" in motion_prompt(first)
    assert "static camera" in motion_prompt(third)
    assert not any("{" in still or "None" in still for still in stills)


def test_the_dump_shows_them() -> None:
    session = Session(MemoryWorld({"main.film": FILM.encode()}), "main.film")
    text = session.dump(session.check(), "jobs")
    assert text.count("still ") >= 3
    assert text.count("clip ") >= 3
    assert text.splitlines()[-1] == "join of 3 segments and the mix"
    assert text.count("MEI (woman of thirty") == 2
    assert "speech " in text


@pytest.mark.parametrize(
    "fragment", ["ink {{", "{% if", "{{ a: b }}", "{{ nobody }}", "{% for i in [1] %}x{% endfor %}"]
)
def test_a_broken_fragment_is_told_and_nothing_else_breaks(fragment: str) -> None:
    text = FILM.replace("prompt: ink on paper", f"prompt: {fragment}")
    session = Session(MemoryWorld({"main.film": text.encode()}), "main.film")
    checked = session.check()
    assert {note.code for note in checked.notes.errors} & {"E0801", "E0802", "E0804"}
    assert fragment in session.dump(checked, "jobs"), "it stands as it was written"
