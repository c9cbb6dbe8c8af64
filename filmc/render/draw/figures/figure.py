"""A figure as a layer: painted once, with patches for a speaking mouth and a blink, and the motion of its body."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial, reduce

import numpy as np

from filmc.base.record import replace
from filmc.lower.panel import Figure, Pose
from filmc.render.draw.canvas import Box, Canvas
from filmc.render.draw.figures.acting import Sketch, View, sketch
from filmc.render.draw.figures.gait import GAITS, PHASES
from filmc.render.draw.layer import Layer, Motion, Patch, Pixels

MOUTHS = (0.0, 0.28, 0.6, 1.0)
"""How far the mouth is open in the patches of a layer: closed, small, middle, wide."""


def shown_of(figure: Figure, window: Box, view: View) -> Box:
    """Return what of `window` matters to `figure`: where the window does not cut it, its own bounds.

    A window that shows as much of somebody gives the same, and so `paint_figure` the same picture.
    """
    own = reduce(_joined, (phase.bounds for phase in _gait(figure, view)))
    room = _room(figure, window)
    left = own[0] if room[0] <= own[0] else window[0]
    right = own[2] if room[2] >= own[2] else window[2]
    return left, max(own[1], window[1]), right, min(own[3], window[3])


def paint_figure(figure: Figure, scale: float, window: Box, view: View = View()) -> list[Layer]:  # noqa: B008 - frozen
    """Return the layers of `figure`, back to front, at `scale` pixels a frame height: its shadow, then itself.

    Only what lies in `window` (frame units) is painted; a figure wholly outside of it gives no layer.
    """
    drawn = sketch(figure, view)
    later = _strides(figure, drawn, view, window)
    body = _body(figure, (drawn, *later), scale, _room(figure, window))
    if body is None:
        return []
    shadow = _shadow(figure, drawn, scale, window)
    return [shadow, body] if shadow else [body]


def _room(figure: Figure, window: Box) -> Box:
    """Return the window, wider where the figure travels: it comes in from outside."""
    far = max([abs(figure.travel[0]), abs(figure.travel[1]), *(2.0 for _ in figure.path[:1])])
    left, top, right, bottom = window
    return left - far, top - far, right + far, bottom + far


def _strides(figure: Figure, drawn: Sketch, view: View, window: Box) -> list[Sketch]:
    """Return the later phases of who walks or runs; none where only a head and shoulders are seen to go."""
    return [] if drawn.knees > window[3] else _gait(figure, view)[1:]


def _gait(figure: Figure, view: View) -> list[Sketch]:
    """Return all phases of who walks or runs; of others the one sketch."""
    goes = figure.pose in GAITS and figure.body.kind in _GOERS
    return [sketch(figure, view, phase / PHASES) for phase in range(PHASES if goes else 1)]


_GOERS = frozenset({"person", "animal", "horse"})
"""Bodies whose legs go."""


def _body(figure: Figure, phases: Sequence[Sketch], scale: float, window: Box) -> Layer | None:
    """Return the layer of a body, with its patches; `phases` are the picture and, of who goes, those of its stride."""
    drawn, *later = phases
    left, top, right, bottom = _meet(reduce(_joined, (phase.bounds for phase in phases)), window)
    if right <= left or bottom <= top:
        return None
    canvas = Canvas(left, top, right - left, bottom - top, scale)
    drawn.begin(canvas)
    begun = canvas.pixels.copy()
    drawn.paint(canvas, figure.face.open, False)
    near_back = figure.facing == "back" and figure.depth < 0.85
    if near_back:
        canvas.wash((8, 8, 20), 0.42)
        canvas.soften(0.0035)
    as_layer = canvas.uncut if later else canvas.to_layer  # there must be room for phases that are not painted yet
    layer = as_layer(figure.name, figure.depth, _motion(figure))
    if near_back or layer.image.shape[0] < 8:
        return layer
    x, y = round((layer.left - left) * scale), round((layer.top - top) * scale)
    height, width = layer.image.shape[:2]
    under = begun[y : y + height, x : x + width]
    place, size = (layer.left, layer.top, layer.scale), layer.image.shape
    strides = tuple(Patch(partial(_painted, phase, figure.face.open, place, size), 0, 0) for phase in later)
    return _with_patches(replace(layer, strides=strides), drawn, under, figure.face.open)


def _joined(one: Box, other: Box) -> Box:
    """Return the box around two."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _painted(phase: Sketch, opened: float, place: tuple[float, float, float], size: tuple[int, ...]) -> Pixels:
    """Return another phase painted on a sheet of `size` pixels that begins at `place` (left, top, scale)."""
    left, top, scale = place
    sheet = Canvas(left, top, 0.01, 0.01, scale)
    sheet.pixels = np.zeros(size, np.uint8)
    phase.begin(sheet)
    phase.paint(sheet, opened, False)
    return sheet.pixels


def _with_patches(layer: Layer, drawn: Sketch, begun: Pixels, rest: float) -> Layer:
    """Return the layer with its patches; `begun` is what lies under the head, `rest` how open the mouth is drawn."""
    mouths: tuple[Patch, ...] = ()
    if drawn.mouth and (box := _pixels(layer, drawn.mouth)):
        mouths = tuple(
            _as_it_is(layer, box) if opened == rest else _patch(layer, drawn, begun, box, (opened, False))
            for opened in MOUTHS
        )
    blink = None
    if drawn.eyes and (box := _pixels(layer, drawn.eyes)):
        blink = _patch(layer, drawn, begun, box, (rest, True))
    return replace(layer, mouths=mouths, blink=blink)


def _as_it_is(layer: Layer, box: tuple[int, int, int, int]) -> Patch:
    """Return the part `box` of the layer, which shows already what the patch is for."""
    x0, y0, x1, y1 = box
    return Patch(layer.image[y0:y1, x0:x1].copy(), x0, y0)


def _patch(
    layer: Layer, drawn: Sketch, begun: Pixels, box: tuple[int, int, int, int], state: tuple[float, bool]
) -> Patch:
    """Return the part `box` of the layer painted anew: `state` is how far the mouth is open and whether it blinks."""
    x0, y0, x1, y1 = box
    left, top = max(x0 - _RIM, 0), max(y0 - _RIM, 0)
    place = (layer.left + left / layer.scale, layer.top + top / layer.scale, layer.scale)
    part = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    under = begun[top : y1 + _RIM, left : x1 + _RIM].copy()
    return Patch(partial(_repainted, drawn, under, place, state, part), x0, y0)


_RIM = 6
"""Pixels around a patch that are painted with it: what is soft would look otherwise at its edge."""


def _repainted(
    drawn: Sketch,
    under: Pixels,
    place: tuple[float, float, float],
    state: tuple[float, bool],
    part: tuple[slice, slice],
) -> Pixels:
    """Return a `part` of what `drawn` paints over `under`, which begins at `place` (left, top, scale)."""
    left, top, scale = place
    canvas = Canvas(left, top, 0.01, 0.01, scale)
    canvas.pixels = under.copy()
    drawn.paint(canvas, *state)
    return np.ascontiguousarray(canvas.pixels[part])


def _pixels(layer: Layer, box: Box) -> tuple[int, int, int, int] | None:
    """Return a box in pixels of the layer, cut to it; None where less than three pixels are left."""
    height, width = layer.image.shape[:2]
    x0 = max(math.floor((box[0] - layer.left) * layer.scale), 0)
    y0 = max(math.floor((box[1] - layer.top) * layer.scale), 0)
    x1 = min(math.ceil((box[2] - layer.left) * layer.scale), width)
    y1 = min(math.ceil((box[3] - layer.top) * layer.scale), height)
    return (x0, y0, x1, y1) if x1 - x0 > 2 and y1 - y0 > 2 else None


def _meet(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _shadow(figure: Figure, drawn: Sketch, scale: float, window: Box) -> Layer | None:
    """Return the soft shadow on the ground; None where the ground is out of sight or far below."""
    lifted = figure.pose in {"fly", "swim", "jump", "fall"} or figure.path
    if lifted or not window[1] < drawn.ground < window[3]:
        return None
    wide, tall = drawn.breadth, drawn.breadth * 0.2
    x, y = figure.x, drawn.ground
    canvas = Canvas(x - wide * 2, y - tall * 4, wide * 4, tall * 8, min(scale, 480.0))
    canvas.shadow(
        [(x + wide * math.cos(a * 0.3), y + tall * math.sin(a * 0.3)) for a in range(21)], tall * 0.6, opacity=0.42
    )
    fade = (1.0, 0.0) if figure.vanishes else (1.0, 1.0)
    return canvas.to_layer(f"{figure.name}'s shadow", figure.depth + 0.001, Motion(figure.travel, fade=fade))


def _motion(figure: Figure) -> Motion:
    """Return how the figure lives: breath for all, steps for walkers, trembling, floating; each in its own time."""
    phase = (figure.body.seed % 97) / 97.0
    calm = Motion(figure.travel, figure.path, breath=0.006, sway=0.35, period=3.6 + phase, phase=phase)
    if figure.vanishes:
        calm = replace(calm, fade=(1.0, 0.0))
    if figure.pose in _STIRRING:
        hop, sway, period = _STIRRING[figure.pose]
        pace = figure.body.height**0.5 if figure.pose in GAITS else 1.0
        return replace(calm, hop=hop * figure.size, sway=sway, period=period * pace)
    if figure.pose in {"sleep", "lie"}:
        return replace(calm, breath=0.014, sway=0.0, period=4.6)
    if figure.bearing == "shaking":
        return replace(calm, sway=0.9, period=0.24)
    return calm


_STIRRING: dict[Pose, tuple[float, float, float]] = {
    "walk": (0.036, 0.6, 0.56), "run": (0.05, 1.0, 0.36), "dance": (0.022, 3.0, 1.1), "jump": (0.03, 2.0, 0.9),
    "wave": (0.004, 1.6, 1.1), "fight": (0.012, 3.4, 0.7), "fly": (0.02, 2.4, 2.6), "swim": (0.02, 2.4, 2.6),
    "fall": (0.02, 2.4, 2.2), "drive": (0.003, 0.3, 0.5), "ride": (0.006, 0.8, 0.6),
}  # fmt: skip
"""For poses that move the whole body: hop (in sizes), sway (degrees), period (seconds; an adult's step)."""
