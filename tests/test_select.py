"""A part of a film sounds as it does in the whole: `--scene` and `--shot` on the untimed film."""

from __future__ import annotations

import pytest

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.world import MemoryWorld
from filmc.ir.film import Film
from filmc.ir.passes import allot, estimated
from filmc.ir.select import select
from filmc.lower.clips import Clips
from filmc.lower.material import Material, material_of
from filmc.lower.timeline import Clip
from filmc.session import Session

FILM = """\
film T
    music: brass fanfare

place HARBOUR
    appearance: stone quay
    ambience: waves

scene one: EXT. HARBOUR - DAY

    shot wide, 4s
        Fog.

    shot wide, 2s
        music: hushed piano
        A boat.

scene two: EXT. HARBOUR - NIGHT
    sfx (at 5s): thunder

    shot wide, 4s
        Rain.

    shot wide, 4s
        More rain.

    shot wide, 2s
        music (fade 1s): stop
        No rain.

scene three: EXT. MEADOW - DAY

    shot wide, 3s
        Nothing.

    shot wide, 3s
        music (0s-2s): solo violin
        A bird.
"""


def part(*names: str) -> tuple[Film, Notes]:
    checked = Session(MemoryWorld({"main.film": FILM.encode()}), "main.film").check()
    assert checked.ok, list(checked.notes)
    shots = [name for name in names if "/" in name or "-" in name]
    notes = Notes()
    film = select(checked.settled, checked.film, [name for name in names if name not in shots], shots)
    return allot(notes, film, estimated), notes


HEARD = [
    ((), [("brass fanfare", 0, 108), ("hushed piano", 96, 360), ("solo violin", 456, 504)]),
    (("one",), [("brass fanfare", 0, 108), ("hushed piano", 96, 144)]),
    (("1-1",), [("brass fanfare", 0, 96)]),
    (("1-2",), [("hushed piano", 0, 48)]),
    (("two",), [("hushed piano", 0, 216)]),
    (("2-2",), [("hushed piano", 0, 96)]),
    (("2-1", "2-2"), [("hushed piano", 0, 192)]),
    (("2-3",), [("hushed piano", 0, 24)]),
    (("three",), [("solo violin", 72, 120)]),
    (("3-1",), []),
    (("1-1", "3-1"), [("brass fanfare", 0, 108)]),
    (("1-1", "2-2", "3-1", "3-2"), [("brass fanfare", 0, 108), ("hushed piano", 96, 204), ("solo violin", 264, 312)]),
]


@pytest.mark.parametrize(
    ("names", "music"), HEARD, ids=lambda value: " ".join(value) if value and isinstance(value[0], str) else ""
)
def test_music_that_plays_in_the_whole_plays_in_the_part(
    names: tuple[str, ...], music: list[tuple[str, int, int]]
) -> None:
    film, notes = part(*names)
    assert [(sound.what, *sound.film_range) for sound in film.sounds if sound.kind == "music"] == music
    assert not list(notes)


@pytest.mark.parametrize(
    ("names", "starts"), [((), [264]), (("two",), [120]), (("2-1",), []), (("2-2",), [24]), (("2-3",), [])]
)
def test_an_effect_is_heard_in_the_shot_in_which_it_falls(names: tuple[str, ...], starts: list[int]) -> None:
    film, _ = part(*names)
    assert [sound.film_range.start for sound in film.sounds if sound.kind == "sfx"] == starts


@pytest.mark.parametrize(("names", "tone"), [((), {"waves"}), (("2-2",), {"waves"}), (("three",), set())])
def test_a_place_has_its_tone_and_no_other_has_one(names: tuple[str, ...], tone: set[str]) -> None:
    film, _ = part(*names)
    assert {sound.what for sound in film.sounds if sound.kind == "ambience"} == tone


def clips_of(film: Film, material: Material) -> list[Clip]:
    return [*map(Clips(film, material).of, film.shots)]


LEANING = """\
scene one: INT. HALL - DAY

    shot first: wide, 2s
        Fog in the hall.

    shot second: close-up, 2s
        start: first.last
        More fog.

scene two: EXT. MEADOW - DAY

    shot third: wide, 2s
        end: second
        Grass.
"""


@pytest.mark.parametrize("name", ["second", "third", "two"])
def test_a_shot_takes_its_pictures_from_shots_outside_of_the_part(name: str) -> None:
    session = Session(MemoryWorld({"main.film": LEANING.encode()}), "main.film")
    checked = session.check()
    scenes, shots = (["two"], []) if name == "two" else ([], [name])
    shown = allot(Notes(), select(checked.settled, checked.film, scenes, shots), estimated)
    of_part, of_whole = (
        {clip.shot: clip.picture for clip in clips_of(film, material_of(film, {}, session.digest))}
        for film in (shown, checked.film)
    )
    assert len(of_part) == 1
    assert of_part.items() <= of_whole.items()


def test_a_name_that_fits_nothing() -> None:
    with pytest.raises(Fault, match="no scene or shot is called four"):
        part("four")
