"""The pen: anti-aliased shapes in frame units on a transparent canvas, colour premultiplied by alpha.

A canvas is a rectangle of the picture's plane: it begins at (`left`, `top`), is `width` by `height` frame
units large and has `scale` pixels a frame unit. Whatever is drawn outside of it is cut off.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.lower.panel import Colour
from filmc.render.draw.layer import Layer, Motion, Pixels
from filmc.render.draw.outline import Points, ellipse, rounded, smooth, tapered
from filmc.render.draw.paint import Linear, Paint, Radial, fill

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Mask = NDArray[np.uint8]

_SHIFT = 4
"""Bits of a fraction in the coordinates that OpenCV draws with: a sixteenth of a pixel."""


class Canvas:
    """A transparent sheet to draw on; `pixels` is what is on it, RGBA, premultiplied."""

    def __init__(self, left: float, top: float, width: float, height: float, scale: float) -> None:
        self.left, self.top, self.scale = left, top, scale
        size = (max(math.ceil(height * scale), 1), max(math.ceil(width * scale), 1), 4)
        self.pixels: Pixels = np.zeros(size, np.uint8)

    @property
    def right(self) -> float:
        """The right edge in frame units."""
        return float(self.left + self.pixels.shape[1] / self.scale)

    @property
    def bottom(self) -> float:
        """The bottom edge in frame units."""
        return float(self.top + self.pixels.shape[0] / self.scale)

    def polygon(self, points: Points, paint: Paint, opacity: float = 1.0) -> None:
        """Fill the straight-sided shape through `points`; where it crosses itself, the inside is by even and odd."""
        self._fill([points], paint, opacity)

    def polygons(self, shapes: Sequence[Points], paint: Paint, opacity: float = 1.0) -> None:
        """Fill many shapes at once; a shape inside another is a hole in it."""
        self._fill(shapes, paint, opacity)

    def blob(self, points: Points, paint: Paint, opacity: float = 1.0) -> None:
        """Fill the smooth closed shape through `points`."""
        self._fill([smooth(points, closed=True)], paint, opacity)

    def ellipse(self, centre: Point, radii: Point, paint: Paint, opacity: float = 1.0, turn: float = 0.0) -> None:
        """Fill an ellipse with the half axes `radii` about `centre`, turned clockwise by `turn` degrees."""
        self._fill([ellipse(centre, radii, turn, self.scale)], paint, opacity)

    def box(self, corners: Box, paint: Paint, opacity: float = 1.0, bend: float = 0.0) -> None:
        """Fill an upright rectangle (left, top, right, bottom), its corners rounded by the radius `bend`."""
        self._fill([rounded(corners, bend)], paint, opacity)

    def stroke(
        self, points: Points, width: float, paint: Paint, opacity: float = 1.0, end: float | None = None
    ) -> None:
        """Draw a line through `points` with round ends and joins, `width` wide; it tapers to `end`."""
        self._fill_joined(tapered(points, width, width if end is None else end, self.scale), paint, opacity)

    def curve(self, points: Points, width: float, paint: Paint, opacity: float = 1.0, end: float | None = None) -> None:
        """Draw a smooth open line through `points`; see `stroke`."""
        self.stroke(smooth(points, closed=False), width, paint, opacity, end)

    def shadow(self, points: Points, blur: float, colour: Colour = (10, 10, 25), opacity: float = 0.4) -> None:
        """Lay the soft shadow of a shape: the shape in `colour`, blurred by `blur` frame units."""
        self._fill([points], colour, opacity, blur)

    def wash(self, paint: Paint, opacity: float = 1.0) -> None:
        """Lay `paint` over what is painted already, and only there."""
        height, width = self.pixels.shape[:2]
        over, weight = self._colours(0, 0, width, height, paint)
        weight = np.full((height, width), np.float32(opacity / 255), np.float32) * weight
        cover = cv2.multiply(over, cv2.merge([self.pixels[:, :, 3]] * 4), scale=1 / 255)
        self.pixels[:] = cv2.blendLinear(cover, self.pixels, weight, 1 - weight)

    def flood(self, paint: Paint, opacity: float = 1.0) -> None:
        """Lay `paint` over the whole canvas."""
        height, width = self.pixels.shape[:2]
        if opacity >= 1 and not (isinstance(paint, Linear | Radial) and min(stop[2] for stop in paint.stops) < 1):
            self.pixels[:] = self._colours(0, 0, width, height, paint)[0]
        else:
            self._blend(0, 0, np.full((height, width), 255, np.uint8), paint, opacity)

    def erase(self, points: Points) -> None:
        """Cut a hole in the shape of `points`."""
        found = self._mask([points])
        if found:
            x, y, mask = found
            part = self.pixels[y : y + mask.shape[0], x : x + mask.shape[1]]
            part[:] = cv2.multiply(part, cv2.merge([255 - mask] * 4), scale=1 / 255)

    def paste(self, image: Pixels, corners: Points) -> None:
        """Lay a premultiplied picture over the canvas, stretched onto four `corners` clockwise from the top left."""
        height, width = image.shape[:2]
        source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
        target = self._pixel(corners).astype(np.float32)
        x0, y0 = np.maximum(np.floor(target.min(0)).astype(int) - 1, 0)
        x1, y1 = np.ceil(target.max(0)).astype(int) + 2
        x1, y1 = min(int(x1), self.pixels.shape[1]), min(int(y1), self.pixels.shape[0])
        if x1 <= x0 or y1 <= y0:
            return
        matrix = cv2.getPerspectiveTransform(source, target - np.array([x0, y0], np.float32))
        flat = cv2.warpPerspective(image, matrix, (x1 - int(x0), y1 - int(y0)), flags=cv2.INTER_AREA)
        part = self.pixels[y0:y1, x0:x1]
        rest = cv2.multiply(part, cv2.merge([255 - flat[:, :, 3]] * 4), scale=1 / 255)
        part[:] = cv2.add(flat, rest)

    def soften(self, radius: float) -> None:
        """Blur everything by `radius` frame units; the canvas' edges stay as opaque as they were."""
        if radius * self.scale >= 0.3:
            self.pixels = _blurred(self.pixels, radius * self.scale)

    def relight(self, gains: NDArray[np.float32]) -> None:
        """Multiply the colours by a small map of gains (rows × columns × 3, at most 2), stretched over the canvas."""
        height, width = self.pixels.shape[:2]
        coarse = np.dstack([gains[:, :, :3], np.ones(gains.shape[:2], np.float32)])
        levels = np.clip(coarse * 127.5, 0, 255).astype(np.uint8)
        levels[:, :, 3] = 128
        smoothly = cv2.resize(levels, (width, height), interpolation=cv2.INTER_LINEAR)
        cover = cv2.merge([self.pixels[:, :, 3]] * 4)
        self.pixels[:] = cv2.min(cv2.multiply(self.pixels, smoothly, scale=1 / 127.5), cover)
        self.pixels[:, :, 3] = cover[:, :, 3]

    def to_layer(self, name: str, depth: float, motion: Motion | None = None) -> Layer:
        """Return what is painted as a layer, cut to it; an empty canvas gives a layer of one clear pixel."""
        x, y, width, height = cv2.boundingRect(self.pixels[:, :, 3])
        width, height = max(width, 1), max(height, 1)
        image = np.ascontiguousarray(self.pixels[y : y + height, x : x + width])
        left, top = self.left + x / self.scale, self.top + y / self.scale
        return Layer(name, image, left, top, self.scale, depth, motion or Motion())

    def uncut(self, name: str, depth: float, motion: Motion) -> Layer:
        """Return the whole canvas as a layer: what wraps around or is painted over later needs its empty parts, too."""
        return Layer(name, self.pixels, self.left, self.top, self.scale, depth, motion)

    def _pixel(self, points: Points) -> NDArray[np.float64]:
        pixel: NDArray[np.float64] = np.array(points, np.float64)
        pixel -= (self.left, self.top)
        pixel *= self.scale
        pixel -= 0.5
        return pixel

    def _fill(self, shapes: Sequence[Points], paint: Paint, opacity: float, blur: float = 0.0) -> None:
        shapes = [shape for shape in shapes if len(shape) > 1]
        if isinstance(paint, tuple) and opacity >= 1 and not blur:
            grid = [_fixed(self._pixel(shape)) for shape in shapes]
            cv2.fillPoly(self.pixels, grid, (*paint, 255), cv2.LINE_AA, _SHIFT)
        elif found := self._mask(shapes, blur * self.scale):
            x, y, mask = found
            self._blend(x, y, mask, paint, opacity)

    def _fill_joined(self, shapes: Sequence[Points], paint: Paint, opacity: float) -> None:
        """Fill the union of shapes that overlap."""
        grid = [_fixed(self._pixel(shape)) for shape in shapes]
        if isinstance(paint, tuple) and opacity >= 1:
            for points in grid:
                cv2.fillPoly(self.pixels, [points], (*paint, 255), cv2.LINE_AA, _SHIFT)
        elif found := self._mask(shapes, joined=True):
            x, y, mask = found
            self._blend(x, y, mask, paint, opacity)

    def _mask(
        self, shapes: Sequence[Points], blur: float = 0.0, *, joined: bool = False
    ) -> tuple[int, int, Mask] | None:
        """Return the coverage of `shapes` and where it begins on the canvas; None where they lie outside."""
        pixel = [self._pixel(shape) for shape in shapes]
        if not pixel:
            return None
        every = np.concatenate(pixel) if len(pixel) > 1 else pixel[0]
        margin = 2 + math.ceil(blur * 3)
        (left, top), (right, bottom) = np.minimum.reduce(every).tolist(), np.maximum.reduce(every).tolist()
        x0, y0 = max(math.floor(left) - margin, 0), max(math.floor(top) - margin, 0)
        x1 = min(math.ceil(right) + margin + 1, self.pixels.shape[1])
        y1 = min(math.ceil(bottom) + margin + 1, self.pixels.shape[0])
        if x1 <= x0 or y1 <= y0:
            return None
        mask: Mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
        grid = [_fixed(points - (x0, y0)) for points in pixel]
        for part in [[points] for points in grid] if joined else [grid]:
            cv2.fillPoly(mask, part, 255, cv2.LINE_AA, _SHIFT)
        return x0, y0, _blurred(mask, blur) if blur >= 0.3 else mask

    def _blend(self, x: int, y: int, mask: Mask, paint: Paint, opacity: float) -> None:
        """Lay `paint` through `mask` over the canvas at pixel (`x`, `y`)."""
        height, width = mask.shape
        part = self.pixels[y : y + height, x : x + width]
        over, weight = self._colours(x, y, width, height, paint)
        weight = weight * np.float32(opacity / 255) * (mask * np.float32(1 / 255))
        part[:] = cv2.blendLinear(over, np.ascontiguousarray(part), weight, np.float32(1) - weight)

    def _colours(self, x: int, y: int, width: int, height: int, paint: Paint) -> tuple[Pixels, Any]:
        """Return opaque colours for a part of the canvas, and how opaque the paint is there (0..255)."""
        if isinstance(paint, Linear | Radial):
            columns = (np.arange(x, x + width) + 0.5) / self.scale + self.left
            rows = (np.arange(y, y + height) + 0.5) / self.scale + self.top
            over = fill(paint, columns.astype(np.float32), rows.astype(np.float32))
            weight = over[:, :, 3].astype(np.float32)
            over[:, :, 3] = 255
            return over, weight
        over = np.empty((height, width, 4), np.uint8)
        over[:] = (*paint, 255)
        return over, np.float32(255)


def _fixed(pixel: NDArray[np.float64]) -> NDArray[np.int32]:
    near = np.maximum(np.minimum(pixel, 20000), -20000)  # a third of the time of `clip`, for few points
    near *= 1 << _SHIFT
    return np.rint(near, near).astype(np.int32)


def _blurred(image: Pixels, sigma: float) -> Pixels:
    """Gaussian blur; a wide one is done on a smaller picture, which looks the same and costs a fraction."""
    step = max(int(sigma / 3), 1)
    if step == 1:
        return cv2.GaussianBlur(image, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)  # type: ignore[return-value]
    height, width = image.shape[:2]
    small = cv2.resize(image, (max(width // step, 1), max(height // step, 1)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / step, borderType=cv2.BORDER_REPLICATE)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)  # type: ignore[return-value]
