"""Things: props and vehicles, each in one drawing that its colour makes particular.

A drawing is in units of the thing's width about its middle; `KINDS` knows them all by the kinds of `lower/props.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from filmc.lower.panel import Thing
from filmc.lower.props import PROPS
from filmc.render.draw.canvas import Box, Canvas
from filmc.render.draw.figures.furniture import FURNITURE
from filmc.render.draw.figures.goods import GOODS
from filmc.render.draw.figures.keepsakes import KEEPSAKES
from filmc.render.draw.figures.pen import Pen
from filmc.render.draw.figures.vehicles import VEHICLES
from filmc.render.draw.layer import Layer, Motion

Drawing = Callable[[Pen, tuple[int, int, int]], None]
KINDS: dict[str, Drawing] = {**FURNITURE, **GOODS, **KEEPSAKES, **VEHICLES}


def paint_thing(thing: Thing, scale: float, window: Box, light: tuple[float, float] = (0.6, 0.8)) -> Layer | None:
    """Return the layer of `thing` at `scale` pixels a frame height; None where it lies outside of `window`."""
    tall = PROPS[thing.kind].tall * thing.width
    far = max(abs(thing.travel[0]), abs(thing.travel[1]), 2.0 if thing.path else 0.0)
    half, margin = thing.width / 2, (0.7 if thing.kind in _SHINING else 0.12) * max(thing.width, tall)
    left, right = max(thing.x - half - margin, window[0] - far), min(thing.x + half + margin, window[2] + far)
    top, bottom = max(thing.y - tall / 2 - margin, window[1] - far), min(thing.y + tall / 2 + margin, window[3] + far)
    if right <= left or bottom <= top:
        return None
    canvas = Canvas(left, top, right - left, bottom - top, scale)
    flip = -1 if thing.travel[0] < 0 else 1
    KINDS[thing.kind](Pen(canvas, thing.x, thing.y, thing.width, flip=flip, light=light), thing.colour)
    return canvas.to_layer(thing.name, thing.depth, _motion(thing))


def _motion(thing: Thing) -> Motion:
    if thing.kind in _FLOATING:
        return Motion(thing.travel, thing.path, sway=2.0, hop=0.012, period=3.2)
    if thing.kind == "boat":
        return Motion(thing.travel, thing.path, sway=2.4, hop=0.008, period=3.8)
    if thing.kind in VEHICLES and thing.travel != (0.0, 0.0):
        return Motion(thing.travel, thing.path, hop=0.003, period=0.5)
    return Motion(thing.travel, thing.path)


_SHINING = frozenset({"lamp", "candle", "lantern", "star", "moon", "spaceship", "rocket", "car"})
_FLOATING = frozenset({"plane", "paper-plane", "spaceship", "balloon", "kite", "lantern", "letter"})
