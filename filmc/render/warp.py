"""Placing planes in a frame: affine maps in pixels, sub-pixel exact, luma and chroma each on its own grid.

A map is a 3 × 3 matrix from source to frame in *continuous* luma pixels (pixel i reaches from i to i + 1). The grids'
sample points in those coordinates: luma index i sits at i + ½; chroma index c at 2c + ½ across and 2c + 1 down.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.render.draw.layer import Pixels
from filmc.render.planes import Frame, Plane, Planes, over

Matrix = NDArray[np.float64]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom of a part of the frame in luma pixels, all even."""

IDENTITY: Matrix = np.eye(3)

UNSEEN = 0.002
"""The opacity up to which a layer does not show."""
SHARP = 0.3
"""The blur up to which a layer is as if it had none."""


def shifted(x: float, y: float) -> Matrix:
    """Return the map that moves right by `x` and down by `y`."""
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def scaled(x: float, y: float | None = None) -> Matrix:
    """Return the map that enlarges about the origin."""
    return np.diag([x, x if y is None else y, 1.0])


def turned(degrees: float) -> Matrix:
    """Return the map that turns clockwise (on a screen) about the origin."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])


def about(x: float, y: float, inner: Matrix) -> Matrix:
    """Return `inner` done about the point (`x`, `y`)."""
    return shifted(x, y) @ inner @ shifted(-x, -y)


def cover(frame: Frame, planes: Planes, matrix: Matrix, blur: float = 0.0, within: Box | None = None) -> None:
    """Fill the frame with an opaque layer by `matrix`, in place; where it does not reach, it is mirrored at its edges.

    `blur` is the sigma of a Gaussian, in frame pixels; `within` is all that is filled, if not the whole frame.
    """
    box = within or (0, 0, frame.width, frame.height)
    full, half = _slices(box)
    straight = planes.size == (frame.width, frame.height) and np.allclose(matrix, IDENTITY, atol=1e-9)
    luma, chroma = _indices(matrix, box[:2])
    for source, target, grid, part in (
        (planes.y, frame.y, luma, full),
        (planes.u, frame.u, chroma, half),
        (planes.v, frame.v, chroma, half),
    ):
        filled = target[part]
        if straight:
            filled[:] = source[part]
        else:
            size = filled.shape[::-1]
            cv2.warpAffine(source, grid, size, dst=filled, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        if blur > SHARP:
            _soften(filled, blur if target is frame.y else blur / 2)


def lay(  # noqa: PLR0913, PLR0917 - what, where and how
    frame: Frame,
    planes: Planes,
    matrix: Matrix,
    opacity: float = 1.0,
    blur: float = 0.0,
    within: Box | None = None,
) -> None:
    """Lay a layer over the frame by `matrix`, in place; `blur` and `within` as in `cover`."""
    put(frame, placed(planes, matrix, (0, 0, frame.width, frame.height) if within is None else within, opacity, blur))


Lying = tuple[Box, Plane, Plane, Plane, Plane, Plane]
"""A layer as it lies in the frame: where; then Y' and its alpha, Cb, Cr and theirs."""
Part = tuple[slice, slice]


def put(frame: Frame, lying: Lying | None, within: Box | None = None) -> None:
    """Lay a layer that is `placed` over the frame, or over a part of it, in place."""
    if lying is None:
        return
    box, luma, luma_alpha, blue, red, chroma_alpha = lying
    inner = _common(box, within) if within else box
    if inner[0] >= inner[2] or inner[1] >= inner[3]:
        return
    full, half = _slices(inner)
    part, halved = _slices((inner[0] - box[0], inner[1] - box[1], inner[2] - box[0], inner[3] - box[1]))
    over(frame.y[full], luma[part], luma_alpha[part])
    over(frame.u[half], blue[halved], chroma_alpha[halved])
    over(frame.v[half], red[halved], chroma_alpha[halved])


def _common(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _slices(box: Box) -> tuple[Part, Part]:
    """Return a box of the frame as indices of its luma and of its chroma planes."""
    left, top, right, bottom = box
    return (slice(top, bottom), slice(left, right)), (slice(top // 2, bottom // 2), slice(left // 2, right // 2))


def placed(planes: Planes, matrix: Matrix, within: Box, opacity: float = 1.0, blur: float = 0.0) -> Lying | None:
    """Return a layer as it lies by `matrix` in a part of the frame; None where nothing of it is seen there."""
    if opacity <= UNSEEN:
        return None
    left, top, right, bottom = _reached(within, planes, matrix, blur)
    if left >= right or top >= bottom:
        return None
    luma, chroma = _indices(matrix, (left, top))
    whole, halved = planes.coated
    y, _, _, alpha = _channels(_warped(whole, luma, (right - left, bottom - top)), opacity, blur)
    _, u, v, thin = _channels(_warped(halved, chroma, ((right - left) // 2, (bottom - top) // 2)), opacity, blur / 2)
    return (left, top, right, bottom), y, alpha, u, v, thin


def _warped(coated: Pixels, grid: Matrix, size: tuple[int, int]) -> Pixels:
    return np.asarray(
        cv2.warpAffine(coated, grid, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT), np.uint8
    )


def _channels(warped: Pixels, opacity: float, blur: float) -> list[Plane]:
    planes = [np.asarray(plane, np.uint8) for plane in cv2.split(warped)]
    if blur > SHARP:
        for plane in planes:
            _soften(plane, blur)
    if opacity < 1.0:
        planes = [np.asarray(cv2.convertScaleAbs(plane, alpha=opacity), np.uint8) for plane in planes]
    return planes


def _indices(matrix: Matrix, origin: tuple[int, int]) -> tuple[Matrix, Matrix]:
    """Return the map from source index to frame index on the luma grid and the chroma grid, seen from `origin`."""
    (a, b, x), (c, d, y), _ = matrix.tolist()
    x, y = x - origin[0] - 0.5, y - origin[1] - 0.5
    luma = [[a, b, x + (a + b) * 0.5], [c, d, y + (c + d) * 0.5]]
    chroma = [[a, b, x * 0.5 + a * 0.25 + b * 0.5], [c, d, (y - 0.5) * 0.5 + c * 0.25 + d * 0.5]]
    return np.array(luma), np.array(chroma)


def _soften(plane: Plane, sigma: float) -> None:
    cv2.GaussianBlur(plane, (0, 0), sigma, dst=plane, borderType=cv2.BORDER_REPLICATE)


def _reached(within: Box, planes: Planes, matrix: Matrix, blur: float) -> Box:
    """Return the even box that the layer can touch of a part of the frame; empty when it is out of it."""
    width, height = planes.size
    (a, b, x), (c, d, y), _ = matrix.tolist()
    spread = 2.0 + 3.0 * blur
    left, right = x + min(a * width, 0.0) + min(b * height, 0.0), x + max(a * width, 0.0) + max(b * height, 0.0)
    top, bottom = y + min(c * width, 0.0) + min(d * height, 0.0), y + max(c * width, 0.0) + max(d * height, 0.0)
    box = (
        math.floor((left - spread) / 2) * 2, math.floor((top - spread) / 2) * 2,
        math.ceil((right + spread) / 2) * 2, math.ceil((bottom + spread) / 2) * 2,
    )  # fmt: skip
    return _common(box, within)
