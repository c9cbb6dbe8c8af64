"""What a shot's own words do to its picture: two places on a split screen, a focus that moves, a lens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from screen import RATE
from test_scenery import PLAIN, picture

from filmc.base.world import MemoryWorld
from filmc.lower.casting import cast
from filmc.lower.optics import drawn_depth, focal_of
from filmc.lower.panel import Panel
from filmc.lower.picture import panel_of
from filmc.render.draw.layer import Layer
from filmc.render.draw.places.view import view_of
from filmc.render.draw.reach import Reach
from filmc.render.draw.scenery import setting_piece
from filmc.render.planes import Frame
from filmc.render.stage import Stage, View, prepared
from filmc.session import Session

FILM = """\
character ANN
    appearance: woman, red coat

character BEN
    appearance: old man

place HARBOUR
    also: quay
    appearance: stone pier by the sea

scene INT. KITCHEN - NIGHT

    shot medium, 1s
        with: BEN
        Ben stirs a pot.

scene EXT. STREET - DAY

    shot {shot}
        {action}
"""


def panel(shot: str, action: str = "Ann waits.", before: str = FILM) -> Panel:
    text = before.format(shot=shot, action=action)
    checked = Session(MemoryWorld({"main.film": text.encode()}), "main.film").check()
    assert checked.ok, [(note.code, note.message) for note in checked.notes]
    return panel_of(checked.film, checked.film.shots[-1], cast(checked.film))


SPLITS = [
    ("Ann and Ben wait.", ("street", "kitchen")),
    ("Ann stands in a classroom. Ben walks in a forest.", ("classroom", "forest")),
    ("Ann waits. Ben is on the quay.", ("street", "sea")),
    ("Ann is in the kitchen. Ben waits.", ("kitchen", "street")),
]


@pytest.mark.parametrize(("action", "places"), SPLITS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_split_screen_shows_two_places(action: str, places: tuple[str, str]) -> None:
    whole = panel("split screen (ANN, BEN), 2s", action)
    assert tuple(half.setting.place for half in whole.halves) == places
    assert [[figure.name for figure in half.figures] for half in whole.halves] == [["ANN"], ["BEN"]]
    for half in whole.halves:
        assert half.aspect == pytest.approx(whole.aspect / 2)
        assert half.crop == "none"
        assert 0.3 < half.figures[0].x / half.aspect < 0.7
    assert whole.halves[0].setting.interior == (places[0] in {"classroom", "kitchen"})


def test_two_corners_of_the_only_place_there_is() -> None:
    alone = FILM.replace("scene INT. KITCHEN - NIGHT", "scene EXT. STREET - DAY")
    left, right = panel("split screen (ANN, BEN), 2s", before=alone).halves
    assert left.setting.place == right.setting.place == "street"
    assert left.setting.seed != right.setting.seed


def test_other_pictures_have_no_halves() -> None:
    assert not panel("medium, 2s").halves
    assert not panel("over the shoulder (ANN, BEN), 2s").halves


@pytest.mark.parametrize(
    ("lens", "focal"),
    [
        ("38.6mm", 1.0), ("35mm", 0.907), ("85 mm anamorphic", 2.2), ("100毫米", 2.59), ("8mm", 0.311), ("900mm", 7.77),
        ("wide", 0.622), ("ultra wide", 0.363), ("a long lens", 3.5), ("telephoto", 3.5), ("广角", 0.622), ("长焦", 3.5),
        ("vintage glass", None), ("", None),
    ],
)  # fmt: skip
def test_words_for_a_lens(lens: str, focal: float | None) -> None:
    assert focal_of(lens) == (None if focal is None else pytest.approx(focal, abs=0.01))


def test_a_lens_sees_more_or_less_around_the_same_subject() -> None:
    """What stands behind grows with the focal length; the subject's own plane keeps its size, and its ground."""
    views = [view_of(replace(PLAIN, figure_scale=0.8, focal=focal), Reach()) for focal in (0.5, 1.0, 3.5)]
    assert [view.unit(view.distance) for view in views] == pytest.approx([0.8 / 1.7] * 3)
    assert [view.at(0, 0, view.distance)[1] for view in views] == pytest.approx(
        [views[0].at(0, 0, views[0].distance)[1]] * 3
    )
    behind = [view.unit(view.distance + 10) for view in views]
    assert behind[0] * 1.5 < behind[1] < behind[2] / 1.5
    assert views[0].across(30) > 1.5 * views[1].across(30)
    rows = [drawn_depth(1.6, focal) for focal in (0.5, None, 3.5)]
    assert rows[0] > rows[1] > rows[2] > 1


def test_a_lens_is_in_the_panel() -> None:
    assert panel("medium, 2s").focal is None
    assert panel("medium, 85mm, 2s").focal == pytest.approx(2.2, abs=0.01)


def sharpness(stage: Stage, frame: int) -> tuple[float, float]:
    """How sharp the left half (the subject) and the right half (what is far) are at a frame."""
    target = Frame(160, 90)
    stage.draw(frame, target)
    edges = np.abs(np.diff(target.y.astype(int), axis=1))
    return float(edges[:, :78].max()), float(edges[:, 82:].max())


def test_focus_is_handed_over() -> None:
    whole = panel("medium, rack focus, 4s", "Ann waits.")
    assert whole.deep
    assert not panel("medium, push in, 4s").deep
    checked = Session(
        MemoryWorld({"main.film": FILM.format(shot="medium, rack focus, 4s", action="Ann waits.").encode()}),
        "main.film",
    ).check()
    camera = checked.film.shots[-1].camera
    stripes = np.zeros((90, 80, 4), np.uint8)
    stripes[:, ::20] = stripes[:, 1::20] = stripes[:, 2::20] = (255, 255, 255, 255)
    stripes[..., 3] = 255
    ground = np.full((90, 160, 4), (90, 90, 90, 255), np.uint8)
    layers = [
        Layer("", ground, 0, 0, 90, 9.0),
        Layer("", stripes, 80 / 90, 0, 90, 4.0),
        Layer("", stripes, 0, 0, 90, 1.0),
    ]
    view = View(160, 90, 16 / 9, RATE, 96, camera)
    stage = Stage(view, prepared(layers, view))
    (near0, far0), (near1, far1) = sharpness(stage, 0), sharpness(stage, 95)
    assert near0 > 2.5 * far0
    assert far1 > 2.5 * near1
    middle = sharpness(stage, 48)
    assert near1 < middle[0] < near0


@pytest.mark.parametrize("changed", [{"focal": 0.47}, {"aspect": 8 / 9}, {"aspect": 9 / 16}])
@pytest.mark.parametrize("place", ["street", "road", "mountain", "snow"])
def test_the_ground_is_not_behind_the_horizon(place: str, changed: dict[str, float]) -> None:
    """What lies at the bottom of the picture is about as bright as through the usual lens: earth, no sky."""
    usual, shown = (
        setting_piece(
            replace(PLAIN, setting=replace(PLAIN.setting, place=place), figure_scale=1.5, **how), 90, Reach()
        ).drawn()
        for how in ({}, changed)
    )
    bottoms = [picture(layers, 90)[80:, 10:40].mean(axis=(0, 1)) for layers in (usual, shown)]
    assert np.abs(bottoms[0] - bottoms[1]).max() < 45
