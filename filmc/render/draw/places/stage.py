"""The stage that a place is built on: sheets to paint, put one before another as layers; light, dice and solids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.digest import seed
from filmc.lower.panel import Colour, Panel, Setting, Sign
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Layer, Motion, Pixels
from filmc.render.draw.outline import Points
from filmc.render.draw.paint import Paint, shade, vertical
from filmc.render.draw.places.palette import Palette
from filmc.render.draw.places.view import View

Write = Callable[[str, float, float], Pixels | None]
"""A painter of text: the words, then width and height of their box in pixels; premultiplied, or None if it can not."""


def stands(panel: Panel) -> bool:
    """Tell whether anybody of the panel needs ground under their feet."""
    return any(figure.pose not in {"fly", "fall"} for figure in panel.figures)


@dataclass(slots=True)
class Stage:
    """Where a place is painted: `back` layers stand behind the figures, `front` layers before them."""

    panel: Panel
    view: View
    palette: Palette
    scale: float
    write: Write | None = None
    stood: bool = False
    """Whether somebody needs ground under their feet."""
    back: list[Layer] = field(default_factory=list)
    front: list[Layer] = field(default_factory=list)
    written: int = 0

    @property
    def setting(self) -> Setting:
        """The place and its moment."""
        return self.panel.setting

    def has(self, *features: str) -> bool:
        """Say whether the place has one of `features`."""
        return any(feature in self.setting.features for feature in features)

    def dice(self, what: str) -> np.random.Generator:
        """Return the random numbers of a part of the place: the same in every shot, its own for every part."""
        return np.random.default_rng(seed(str(self.setting.seed), what))

    def sheet(self, depth: float, detail: float = 1.0) -> Canvas:
        """Return a clear canvas over all that can be seen at `depth`; `detail` is its share of the full sharpness."""
        left, top, right, bottom = self.view.sight
        more = max(1 / depth - 1, 0) * 0.3
        width, height = (right - left) * (1 + more), (bottom - top) * (1 + more)
        left, top = left - (width - (right - left)) / 2, top - (height - (bottom - top)) / 2
        return Canvas(left, top, width, height, self.scale * detail * self.sharpness(depth))

    def sharpness(self, depth: float) -> float:
        """Return the share of pixels that a layer at `depth` needs: what is out of focus needs fewer."""
        blur = self.blur(depth) * self.scale
        return 1.0 if blur < 1.5 else 0.5 if blur < 5 else 0.34

    def blur(self, depth: float) -> float:
        """Return how far out of focus `depth` is, in frame units: more for closer shots, as with a real lens."""
        near = 0.0 if self.panel.deep else max(self.panel.figure_scale - 1.1, 0.0)
        blur: float = 0.0055 * near**0.8 * abs(1 - 1 / depth) * min(self.panel.focal or 1.0, 2.5)
        return min(blur, 0.016)

    def put(self, canvas: Canvas, name: str, depth: float, motion: Motion | None = None) -> None:
        """Set a painted sheet on the stage, out of focus as its depth asks; before the figures if it is nearer."""
        canvas.soften(self.blur(depth))
        (self.back if depth >= 1 else self.front).append(canvas.to_layer(name, depth, motion))

    def sign(self, canvas: Canvas, corners: Points, on: str) -> bool:
        """Write the next of the panel's words that belong `on` this, onto `corners`; say whether there were any."""
        signs: list[Sign] = [sign for sign in self.setting.signs if sign.on == on]
        if self.write is None or not signs:
            return False
        edges = np.asarray(corners, np.float64)
        width = float(np.hypot(*(edges[1] - edges[0]))) * canvas.scale
        height = float(np.hypot(*(edges[3] - edges[0]))) * canvas.scale
        text = signs[self.written % len(signs)].text
        image = self.write(text, max(width, 8), max(height, 8))
        if image is None:
            return False
        self.written += 1
        canvas.paste(image, corners)
        return True

    def solid(
        self,
        canvas: Canvas,
        x: tuple[float, float],
        y: tuple[float, float],
        z: tuple[float, float],
        colour: Colour,
        front: Paint | None = None,
    ) -> None:
        """Draw a box (metres; left and right, bottom and top, near and far) with its lit and shaded faces."""
        view = self.view
        z = (max(z[0], 0.25), max(z[1], 0.26))
        if y[1] < view.eye:
            canvas.polygon(view.flat(x[0], x[1], z[0], z[1], y[1]), shade(colour, 1.08))
        if y[0] > view.eye:
            canvas.polygon(view.flat(x[0], x[1], z[0], z[1], y[0]), shade(colour, 0.55))
        if x[0] > 0 or x[1] < 0:
            side = x[0] if x[0] > 0 else x[1]
            canvas.polygon(view.beside(side, y[0], y[1], z[0], z[1]), shade(colour, 0.72))
        face = view.facing(x[0], y[0], x[1], y[1], z[0])
        tone = front or vertical(face[0][1], face[3][1], shade(colour, 0.96), shade(colour, 0.84))
        canvas.polygon(face, tone)

    def ground_shadow(
        self, canvas: Canvas, x: tuple[float, float], z: tuple[float, float], opacity: float = 0.35
    ) -> None:
        """Lay the soft shadow of something that stands on the ground."""
        blur = 0.12 * self.view.unit((z[0] + z[1]) / 2)
        canvas.shadow(self.view.flat(x[0], x[1], max(z[0], 0.3), max(z[1], 0.31)), min(blur, 0.03), (8, 8, 20), opacity)


def cloudy(dice: np.random.Generator, rows: int, columns: int, cells: int, octaves: int = 4) -> NDArray[np.float32]:
    """Return soft noise of 0..1: `octaves` of random grids, the coarsest with `cells` rows, each next one half."""
    total = np.zeros((rows, columns), np.float32)
    weight = 0.0
    for octave in range(octaves):
        down = max(cells << octave, 2)
        across = max(round(down * columns / rows), 2)
        grid = dice.random((down, across), dtype=np.float32)
        total += cv2.resize(grid, (columns, rows), interpolation=cv2.INTER_CUBIC) * np.float32(0.5**octave)
        weight += 0.5**octave
    low, high = float(total.min()), float(total.max())
    return (total - np.float32(low)) / np.float32(max(high - low, 1e-6))


def line_noise(dice: np.random.Generator, count: int, cells: float, octaves: int = 4) -> NDArray[np.float64]:
    """Return `count` values of 0..1 along a wavering line with about `cells` hills."""
    x = np.linspace(0, cells, count)
    total = np.zeros(count)
    for octave in range(octaves):
        knots = dice.random(int(cells * 2**octave) + 3)
        place = x * 2**octave
        i = place.astype(int)
        t = place - i
        t = t * t * (3 - 2 * t)
        total += (knots[i] * (1 - t) + knots[i + 1] * t) * 0.5**octave
    line: NDArray[np.float64] = (total - total.min()) / max(float(np.ptp(total)), 1e-9)
    return line
