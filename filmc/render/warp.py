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

_LUMA = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
_CHROMA = np.array([[2.0, 0.0, 0.5], [0.0, 2.0, 1.0], [0.0, 0.0, 1.0]])
_LUMA_BACK, _CHROMA_BACK = np.linalg.inv(_LUMA), np.linalg.inv(_CHROMA)

IDENTITY: Matrix = np.eye(3)


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


def cover(frame: Frame, planes: Planes, matrix: Matrix, blur: float = 0.0) -> None:
    """Fill the frame with an opaque layer by `matrix`, in place; where it does not reach, it is mirrored at its edges.

    `blur` is the sigma of a Gaussian, in frame pixels.
    """
    straight = planes.size == (frame.width, frame.height) and np.allclose(matrix, IDENTITY, atol=1e-9)
    luma, chroma = _indices(matrix, (0, 0))
    for source, target, grid in (
        (planes.y, frame.y, luma),
        (planes.u, frame.u, chroma),
        (planes.v, frame.v, chroma),
    ):
        if straight:
            target[:] = source
        else:
            size = target.shape[::-1]
            cv2.warpAffine(source, grid, size, dst=target, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        if blur > 0.3:
            _soften(target, blur if target is frame.y else blur / 2)


def lay(frame: Frame, planes: Planes, matrix: Matrix, opacity: float = 1.0, blur: float = 0.0) -> None:
    """Lay a layer over the frame by `matrix`, in place; `blur` as in `cover`."""
    put(frame, placed(planes, matrix, (frame.width, frame.height), opacity, blur))


Lying = tuple[tuple[slice, slice], tuple[slice, slice], Plane, Plane, Plane, Plane, Plane]
"""A layer as it lies in the frame: where, in luma and in chroma pixels; then Y' and its alpha, Cb, Cr and theirs."""


def put(frame: Frame, lying: Lying | None) -> None:
    """Lay a layer that is `placed` over the frame, in place."""
    if lying:
        full, half, luma, luma_alpha, blue, red, chroma_alpha = lying
        over(frame.y[full], luma, luma_alpha)
        over(frame.u[half], blue, chroma_alpha)
        over(frame.v[half], red, chroma_alpha)


def placed(
    planes: Planes, matrix: Matrix, size: tuple[int, int], opacity: float = 1.0, blur: float = 0.0
) -> Lying | None:
    """Return a layer as it lies in a frame of `size` by `matrix`; None where nothing of it is seen."""
    if opacity <= 0.002:
        return None
    left, top, right, bottom = _reached(size, planes, matrix, blur)
    if left >= right or top >= bottom:
        return None
    luma, chroma = _indices(matrix, (left, top))
    whole, halved = planes.coated()
    full = (slice(top, bottom), slice(left, right))
    half = (slice(top // 2, bottom // 2), slice(left // 2, right // 2))
    warped = _warped(whole, luma, (right - left, bottom - top))
    warped_half = _warped(halved, chroma, ((right - left) // 2, (bottom - top) // 2))
    luma_planes = (_channel(warped, channel, opacity, blur) for channel in (0, 3))
    chroma_planes = (_channel(warped_half, channel, opacity, blur / 2) for channel in (1, 2, 3))
    return (full, half, *luma_planes, *chroma_planes)  # type: ignore[return-value] # two and three of them


def _warped(coated: Pixels, grid: Matrix, size: tuple[int, int]) -> Pixels:
    return np.asarray(
        cv2.warpAffine(coated, grid, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT), np.uint8
    )


def _channel(warped: Pixels, channel: int, opacity: float, blur: float) -> Plane:
    plane = np.asarray(cv2.extractChannel(warped, channel), np.uint8)
    if blur > 0.3:
        _soften(plane, blur)
    return np.asarray(cv2.convertScaleAbs(plane, alpha=opacity), np.uint8) if opacity < 1.0 else plane


def _indices(matrix: Matrix, origin: tuple[int, int]) -> tuple[Matrix, Matrix]:
    """Return the map from source index to frame index on the luma grid and the chroma grid, seen from `origin`."""
    local = shifted(-origin[0], -origin[1]) @ matrix
    return (_LUMA_BACK @ local @ _LUMA)[:2], (_CHROMA_BACK @ local @ _CHROMA)[:2]


def _soften(plane: Plane, sigma: float) -> None:
    cv2.GaussianBlur(plane, (0, 0), sigma, dst=plane, borderType=cv2.BORDER_REPLICATE)


def _reached(size: tuple[int, int], planes: Planes, matrix: Matrix, blur: float) -> tuple[int, int, int, int]:
    """Return the even box of the frame that the layer can touch; empty when it is out of frame."""
    width, height = planes.size
    corners = matrix @ np.array([[0, width, width, 0], [0, 0, height, height], [1, 1, 1, 1]], np.float64)
    spread = 2.0 + 3.0 * blur
    left, top = (int(math.floor((corners[axis].min() - spread) / 2) * 2) for axis in (0, 1))
    right, bottom = (int(math.ceil((corners[axis].max() + spread) / 2) * 2) for axis in (0, 1))
    return max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1])
