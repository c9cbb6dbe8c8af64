"""What is seen of layers: a stage that leaves away what nobody sees shows what plain laying one over the other does."""

from __future__ import annotations

import os
from fractions import Fraction

import numpy as np
import pytest

from filmc.ir.film import CameraMove
from filmc.ir.frames import FrameRange
from filmc.ir.vocabulary import Curve, Move
from filmc.render.cutting import boxes_of
from filmc.render.draw.layer import Layer, Motion, Patch, Pixels
from filmc.render.planes import Frame
from filmc.render.stage import STRETCH, Stage, View, prepared
from filmc.render.warp import cover, lay

SOAK = bool(os.environ.get("FILMC_SOAK"))
WIDTH, HEIGHT, FRAMES = 320, 180, 30
ASPECT = WIDTH / HEIGHT


def moved(**axes: float) -> tuple[CameraMove, ...]:
    """Return a camera that goes evenly along `axes`."""
    curves = tuple(
        Curve(axis=axis, values=(1.0 if axis == "zoom" else 0.0, value))  # type: ignore[arg-type] # names of axes
        for axis, value in axes.items()
    )
    return (CameraMove(move=Move(name="m", axes=curves, ease="linear"), shot_range=FrameRange(0, FRAMES)),)


CAMERAS: dict[str, tuple[CameraMove, ...]] = {
    "still": (),
    "pan": moved(pan=6.0),
    "fast pan": moved(pan=40.0),
    "push": moved(dolly=0.4),
    "out, turning": moved(zoom=0.7, roll=25.0),
    "shaking": moved(shake=1.0),
    "focus": moved(focus=1.0),
    "rests, then goes": (CameraMove(move=moved(truck=0.2)[0].move, shot_range=FrameRange(13, FRAMES)),),
}


def sheet(chance: np.random.Generator, *, opaque: bool) -> Pixels:
    """Return boxes of one colour, some of them clear at their middle, some half clear; or all covered."""
    width, height = int(chance.integers(60, 420)), int(chance.integers(40, 260))
    image = np.zeros((height, width, 4), np.uint8)
    if opaque:
        image[:] = (*chance.integers(0, 255, 3), 255)
    for _ in range(5):
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        alpha = 255 if opaque else int(chance.choice([255, 255, 120]))
        part = image[y : y + int(chance.integers(5, height)), x : x + int(chance.integers(5, width))]
        part[:] = (*(int(colour) * alpha // 255 for colour in chance.integers(0, 255, 3)), alpha)
        if not opaque:
            part[part.shape[0] // 3 : part.shape[0] // 2, part.shape[1] // 3 : part.shape[1] // 2] = 0
    return image


def layers_of(chance: np.random.Generator) -> list[Layer]:
    """Return a ground and four layers before it, some of which live."""
    ground = Layer("ground", sheet(chance, opaque=True), -0.5 * ASPECT, -0.5, 50.0, 8.0)
    motions = (Motion(), Motion(travel=(0.3, 0.1)), Motion(sway=3.0, period=1.0), Motion(fade=(1.0, 0.0)))
    layers = [ground]
    for number in range(4):
        image = sheet(chance, opaque=False)
        blink = Patch(np.full((9, 9, 4), 255, np.uint8), 7, 5) if chance.random() < 0.4 else None
        left, top = float(chance.uniform(-0.3, 1.0)), float(chance.uniform(-0.3, 0.6))
        motion = motions[int(chance.integers(0, len(motions)))] if chance.random() < 0.6 else Motion()
        layers.append(Layer(f"l{number}", image, left, top, 180.0, 4.0 - number * 0.9, motion, blink=blink))
    return layers


def plainly(stage: Stage, frame: int) -> Frame:
    """Return the frame with every layer laid whole over those behind it."""
    target = Frame(WIDTH, HEIGHT)
    for one, standing in zip(stage.sprites, stage._standings(frame), strict=True):
        planes, matrix = one.planes(standing.mien), np.frombuffer(standing.matrix).reshape(3, 3)
        if one is stage.sprites[0]:
            cover(target, planes, matrix, standing.blur)
        else:
            lay(target, planes, matrix, standing.opacity, standing.blur)
    return target


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("chance", range(24 if SOAK else 2))
def test_leaves_away_only_what_is_hidden(camera: str, chance: int) -> None:
    view = View(WIDTH, HEIGHT, ASPECT, Fraction(24), FRAMES, CAMERAS[camera])
    layers = layers_of(np.random.default_rng(chance))
    stage, jumping = (Stage(view, prepared(layers, view)) for _ in range(2))
    target, other = Frame(WIDTH, HEIGHT), Frame(WIDTH, HEIGHT)
    drawn = []
    for frame in range(FRAMES):
        stage.draw(frame, target)
        away = np.abs(target.data.astype(int) - plainly(stage, frame).data)
        assert away.max() <= 1, frame  # places are rounded as seen from where a part begins
        drawn.append(target.copy())
    for frame in (29, 3, 17, 4, 16, 0):
        jumping.draw(frame, other)
        assert np.array_equal(other.data, drawn[frame].data), f"frame {frame} depends on what was drawn before it"


@pytest.mark.parametrize("camera", CAMERAS)
def test_a_single_picture_is_what_a_run_shows_there(camera: str) -> None:
    layers = layers_of(np.random.default_rng(7))
    target, single = Frame(WIDTH, HEIGHT), Frame(WIDTH, HEIGHT)
    for stretch, drawn in ((STRETCH, target), (1, single)):
        view = View(WIDTH, HEIGHT, ASPECT, Fraction(24), FRAMES, CAMERAS[camera], stretch=stretch)
        Stage(view, prepared(layers, view)).draw(17, drawn)
    assert np.abs(target.data.astype(int) - single.data).max() <= 1


@pytest.mark.parametrize("price", [None, 0, 6, 1000])
def test_boxes_hold_every_cell_once(price: int | None) -> None:
    chance = np.random.default_rng(5)
    for share in (0.0, 0.02, 0.3, 0.7, 1.0):
        cells = chance.random((11, 19)) < share
        held = np.zeros(cells.shape, int)
        for left, top, right, bottom in boxes_of(cells.tobytes(), cells.shape[1], price):
            held[top:bottom, left:right] += 1
        assert held.max(initial=0) <= 1
        assert (held[cells] == 1).all()
        assert price is not None or held.sum() == cells.sum()
