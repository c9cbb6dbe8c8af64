"""The camera that looks at a place: metres in the world to frame units in the picture.

The world has its origin below the camera: x to the right, y up from the ground, z away from the camera. A point goes to
vanishing point + focal length × (x, eye height − y) / z, the pinhole camera's formula.
"""

from __future__ import annotations

import math

from filmc.base.record import record
from filmc.lower.camera import FIELD_OF_VIEW
from filmc.lower.panel import Figure, Panel
from filmc.render.draw.canvas import Box
from filmc.render.draw.outline import Points
from filmc.render.draw.reach import Reach

ADULT = 1.7
"""Metres: the height of the standing adult that `figure_scale` is about."""
_NEAR = 0.18
"""Metres: nothing nearer is projected."""
_NEAREST = 1.3
"""Metres to which a wide lens may come: places are built for a camera that stands before them, not in them."""
_BROAD = 16 / 9
"""The aspect for which places are built."""
_FAR_OFF = 0.3
"""Of a figure in the frame: below it the camera looks down on the ground a little, so that one sees where it is."""
_FLYING = frozenset(("lie", "sleep", "jump", "fall", "fly", "swim", "ride", "sit", "kneel", "hide"))
"""Poses whose feet do not tell where the ground is."""


@record
class View:
    """One camera: `vanish` and `horizon` in frame units, `focal` in frame heights, `distance` and `eye` in metres."""

    aspect: float
    horizon: float
    vanish: float
    focal: float
    distance: float
    parallax: float
    """The distance (metres) by which layers part: for a wide lens or a narrow frame the camera is nearer, but that must
    not set what is near behind what is far."""
    eye: float
    sight: Box
    """What can be seen over the whole shot: left, top, right, bottom in frame units."""

    def at(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Return where the point (metres) lies in the picture."""
        k = self.focal / max(z, _NEAR)
        return self.vanish + x * k, self.horizon + (self.eye - y) * k

    def across(self, z: float) -> float:
        """Return how many metres from the middle can be seen at distance `z`, on the wider side."""
        reach = max(self.vanish - self.sight[0], self.sight[2] - self.vanish)
        return reach * z / self.focal

    def unit(self, z: float) -> float:
        """Return how many frame units a metre has at distance `z`."""
        return self.focal / max(z, _NEAR)

    def depth(self, z: float) -> float:
        """Return the layer depth of distance `z`: 1 at the subject."""
        return z / self.parallax

    def facing(self, x0: float, y0: float, x1: float, y1: float, z: float) -> Points:
        """Return the rectangle from (x0, y0) to (x1, y1) that stands across the view at `z`; clockwise."""
        return [self.at(x0, y1, z), self.at(x1, y1, z), self.at(x1, y0, z), self.at(x0, y0, z)]

    def beside(self, x: float, y0: float, y1: float, z0: float, z1: float) -> Points:
        """Return the rectangle along the view at `x`, from near `z0` to far `z1`."""
        return [self.at(x, y1, z0), self.at(x, y1, z1), self.at(x, y0, z1), self.at(x, y0, z0)]

    def flat(self, x0: float, x1: float, z0: float, z1: float, y: float = 0.0) -> Points:
        """Return the level rectangle at height `y`, from near `z0` to far `z1`."""
        return [self.at(x0, y, z1), self.at(x1, y, z1), self.at(x1, y, z0), self.at(x0, y, z0)]


def view_of(panel: Panel, reach: Reach, margin: float = 0.03) -> View:
    """Return the camera for `panel`: near for a close-up, far for a wide shot, on the ground its figures stand on."""
    size = max(_adult(panel), 0.04)
    wide = panel.aspect / 2 / math.tan(math.radians(FIELD_OF_VIEW / 2))
    usual = wide * (1 + 0.3 * math.log2(max(size, 1.0)))
    focal = max(wide * panel.focal, min(usual, _NEAREST * size / ADULT)) if panel.focal else usual
    horizon = 0.5 + 0.55 * focal * math.tan(math.radians(max(min(panel.pitch, 50.0), -50.0)))
    unit = size / ADULT
    ground = _ground(panel.figures, size)
    low = 0.15 if size < _FAR_OFF else 0.12 * unit
    horizon = min(horizon, ground - low)
    eye = (ground - horizon) / unit
    vanish = panel.aspect / 2 - focal * 0.5 * math.tan(math.radians(max(min(panel.yaw, 45.0), -45.0)))
    sight = (
        -reach.left * panel.aspect - margin,
        -reach.up - margin,
        (1 + reach.right) * panel.aspect + margin,
        1 + reach.down + margin,
    )
    parallax = max(focal, usual * max(_BROAD / panel.aspect, 1.0)) / unit
    return View(panel.aspect, horizon, vanish, focal, focal / unit, parallax, eye, sight)


def _adult(panel: Panel) -> float:
    """Return how high a standing adult is in the picture: as people at the subject's depth show it, else as asked."""
    shown = [f.size / f.body.height for f in panel.figures if f.body.kind == "person" and 0.9 < f.depth < 1.1]
    return max(shown, default=panel.figure_scale)


def _ground(figures: tuple[Figure, ...], size: float) -> float:
    """Return the height in the picture where the subject's feet are; without anybody, where they would be."""
    feet = sorted(f.eye + 0.93 * f.size for f in figures if f.pose not in _FLYING and 0.8 < f.depth < 1.25)
    if feet:
        return feet[len(feet) // 2]
    return 0.745 + 0.27 * size if size <= 0.9 else 0.4 + 0.93 * size - 0.3 * min(size - 0.9, 1) * 0.2
