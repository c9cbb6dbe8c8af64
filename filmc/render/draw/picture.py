"""A panel as a `Drawing`: setting, people and things, back to front, in the panel's light and look."""

from __future__ import annotations

import math
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.record import replace
from filmc.lower.panel import Figure, Panel, Thing
from filmc.render.draw.canvas import Box, Canvas
from filmc.render.draw.crops import LENS
from filmc.render.draw.figures.acting import View
from filmc.render.draw.figures.figure import paint_figure, shown_of
from filmc.render.draw.figures.things import paint_thing
from filmc.render.draw.layer import Drawing, Layer, Motion, Pixels
from filmc.render.draw.memory import Piece, shared
from filmc.render.draw.paint import Radial
from filmc.render.draw.places.palette import palette_of
from filmc.render.draw.places.stage import Write
from filmc.render.draw.reach import Reach
from filmc.render.draw.scenery import setting_piece
from filmc.render.draw.treatment import treat_layer
from filmc.render.draw.type import paint_sign

SHARP = 1.35
"""Pixels of a figure for each of the frame's: what a camera can grow it by before it softens."""
SOFT = 1.1
"""The same for the setting, which is softer and much larger."""


def lettered(text: str, width: float, height: float) -> Pixels:
    """Return the words of a sign, in white, filling a box of `width` × `height` pixels."""
    return paint_sign(text, round(width), round(height), (248, 246, 238))


def draw(panel: Panel, height: int, reach: Reach, write: Write | None = lettered) -> Drawing:
    """Return `panel` drawn for a frame `height` pixels high whose camera can look as far as `reach`.

    `write` paints the words of signs: see `places/stage.py`. The first layer is opaque and covers all that is seen.
    """
    setting = setting_piece(panel, height * SOFT, reach, write).drawn()
    back = [layer for layer in setting if layer.depth >= 1]
    front = [layer for layer in setting if layer.depth < 1]
    acting = [
        _lit(layer, panel) for layer in _cast_and_props(panel, height * SHARP, _window(panel.aspect, reach), write)
    ]
    wall = max((layer.depth for layer in back if layer.depth < _OUTSIDE), default=_OUTSIDE)
    between = [layer for layer in back if layer.depth < 2] + [_before(layer, wall) for layer in acting]
    far = [layer for layer in back if layer.depth >= 2]
    ordered = [*far, *sorted(between, key=lambda layer: -layer.depth), *front]
    return Drawing(panel.aspect, tuple(_treated(layer, panel) for layer in ordered))


def pieces(panel: Panel, height: int, reach: Reach, write: Write | None = lettered) -> list[Piece]:
    """Return what takes time to draw of `panel`, as `draw` would: the dearest, its setting, first."""
    window, view = _window(panel.aspect, reach), _view(panel)
    figures = [_figure_piece(figure, height * SHARP, window, view) for figure in panel.figures]
    return [setting_piece(panel, height * SOFT, reach, write), *figures]


def _treated(layer: Layer, panel: Panel) -> Layer:
    """Return a layer in the panel's look; what is on the lens is no part of the picture."""
    return layer if layer.depth <= LENS else treat_layer(layer, panel)


_OUTSIDE = 10.0
"""The depth from which on a setting's layers are sky and what is seen through windows."""
_REAR = 2.2
"""The depth of those who stand farthest back."""


def _before(layer: Layer, wall: float) -> Layer:
    """Return a layer of the cast, nearer where the room is less deep than its rows: nobody stands behind a wall."""
    if layer.depth <= 1 or wall >= _REAR:
        return layer
    return replace(layer, depth=1 + (layer.depth - 1) * (wall - 1.03) / (_REAR - 1))


def _window(aspect: float, reach: Reach) -> Box:
    """Return what the camera can see of the subject's plane, and a little more."""
    rim = 0.05
    return -(reach.left * aspect) - rim, -reach.up - rim, aspect * (1 + reach.right) + rim, 1 + reach.down + rim


def _view(panel: Panel) -> View:
    return View(panel.pitch, panel.yaw, _LIGHTS.get(panel.light.key, _LIGHTS["front"]))


def _cast_and_props(panel: Panel, scale: float, window: Box, write: Write | None) -> list[Layer]:
    view = _view(panel)
    layers = [_glow(panel, scale)] if panel.light.key == "silhouette" else []
    layers += [layer for thing in panel.things if (layer := paint_thing(thing, scale, window, view.light))]
    layers += [label for thing in panel.things if thing.kind == "object" and (label := _label(thing, scale, write))]
    for figure in panel.figures:
        layers += _figure_piece(figure, scale, window, view).drawn()
        if figure.vanishes:
            layers.append(_smoke(figure, scale))
    return layers


def _figure_piece(figure: Figure, scale: float, window: Box, view: View) -> Piece:
    """Return what draws a figure; where another window shows as much of it, it is drawn alike."""
    part = shown_of(figure, window, view)
    return Piece(_FIGURES, (figure, scale, part, view), partial(paint_figure, figure, scale, part, view))


_FIGURES = "figures"
shared(_FIGURES)

_LIGHTS = {
    "front": (0.5, 0.85), "left": (0.95, 0.3), "right": (-0.95, 0.3), "top": (0.05, 1.0), "below": (0.1, -1.0),
    "back": (0.3, 0.95),
}  # fmt: skip
"""Which way the light goes for each key."""


def _label(thing: Thing, scale: float, write: Write | None) -> Layer | None:
    """Return the name of a thing that the pen does not know, to lay on it; None where nobody can write."""
    wide, tall = thing.width * 0.74, thing.width * 0.26
    image = write(thing.name, max(wide * scale, 8), max(tall * scale, 8)) if write else None
    if image is None:
        return None
    canvas = Canvas(thing.x - wide / 2, thing.y - tall / 2, wide, tall, scale)
    left, top, right, bottom = thing.x - wide / 2, thing.y - tall / 2, thing.x + wide / 2, thing.y + tall / 2
    canvas.paste(image, [(left, top), (right, top), (right, bottom), (left, bottom)])
    canvas.wash((52, 52, 62))
    return canvas.to_layer(f"{thing.name}'s label", thing.depth - 0.0005, Motion(thing.travel, thing.path))


def _glow(panel: Panel, scale: float) -> Layer:
    """Return the light that a silhouette stands before."""
    canvas = Canvas(0.0, 0.0, panel.aspect, 1.0, min(scale, 240.0))
    x = panel.figures[0].x if panel.figures else panel.aspect / 2
    colour = panel.light.colour or (255, 240, 208)
    stops = tuple((i / 8, colour, 0.9 * (1 - i / 8) ** 1.6) for i in range(9))
    canvas.flood(Radial((x, 0.5), 0.75, 0.62, stops))
    return canvas.to_layer("light's smoke", 1.9)


def _smoke(figure: Figure, scale: float) -> Layer:
    """Return the smoke that somebody turns into: it comes as they go, and rises."""
    size = figure.size
    top, bottom = figure.eye - 0.1 * size, min(figure.eye + 0.85 * size, 1.1)
    canvas = Canvas(figure.x - 0.4 * size, top - 0.3 * size, 0.8 * size, bottom - top + 0.3 * size, min(scale, 400.0))
    for i in range(9):
        share = i / 8.0
        x = figure.x + 0.1 * size * math.sin(2.6 * share + figure.body.seed % 7)
        y = bottom - (bottom - top) * share
        radius = size * (0.13 + 0.05 * math.sin(5.0 * share))
        ring = [(x + radius * math.cos(a * 0.35), y + radius * 0.9 * math.sin(a * 0.35)) for a in range(18)]
        canvas.shadow(ring, radius * 0.35, (226, 228, 236), 0.42)
    return canvas.to_layer(
        f"{figure.name}'s smoke", figure.depth - 0.01, Motion((0.02, -0.22), sway=4.0, period=3.0, fade=(0.0, 0.85))
    )


# -- the light of the hour --------------------------------------------------------------------------------------------

_FILL = 0.6
"""How much of the dark a film light fills on faces, so that they can be read at night."""
_SKIN = 0.5
"""How much of the hour's colour falls on people: all of it would make skin grey."""
_BLACK = 0.07
"""What is left of light on a silhouette."""
_WATER = (0.55, 0.85, 0.95)
"""What is left of light under water."""


def _lit(layer: Layer, panel: Panel) -> Layer:
    """Return a layer of the cast in the light of the hour, its patches with it."""
    setting = panel.setting
    palette = palette_of(setting)
    gains = np.array(palette.room if setting.interior else _WATER if setting.place == "underwater" else palette.light)
    gains = gains.mean() + (gains - gains.mean()) * _SKIN
    gains = gains + (1.0 - gains) * _FILL
    if panel.light.key == "silhouette":
        gains = gains * 0.0 + _BLACK
    if layer.name.endswith("'s smoke") or np.allclose(gains, 1.0):
        return layer

    return layer.through(lambda image: _dimmed(image, gains))


def _dimmed(image: Pixels, gains: NDArray[np.float64]) -> Pixels:
    """Return a premultiplied picture with its colours multiplied by three `gains`."""
    return cv2.transform(image, np.diag([*gains, 1.0]).astype(np.float32)).astype(np.uint8, copy=False)
