"""Pictures as planes: Y'CbCr 4:2:0, 8 bits, BT.709, limited range, chroma sited as H.264 has it.

Colour is converted once, when a picture is opened; everything after is done on planes a sixth the work of RGB.
Sources: the matrix is Rec. ITU-R BT.709-6, items 3.2 to 3.5; chroma sits on the left column and between two rows of
luma (Rec. ITU-T H.264, figure E-1, chroma_sample_loc_type 0).

Compositing is linear, so a colour premultiplied by alpha keeps its offsets premultiplied too: alpha·(16 + …) and
alpha·(128 + …). Transparent pixels are 0 in every plane, and `over` needs no special case.
"""

from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.record import record
from filmc.lower.panel import Colour
from filmc.render.draw.layer import Pixels

Plane = NDArray[np.uint8]
"""Height × width."""

_RED, _BLUE = 0.2126, 0.0722
_GREEN = 1.0 - _RED - _BLUE
_LUMA = np.array([_RED, _GREEN, _BLUE])
_MATRIX = np.array(
    [
        [*(_LUMA * 219 / 255), 16 / 255],
        [*((np.array([0.0, 0.0, 1.0]) - _LUMA) / (2 * (1 - _BLUE)) * 224 / 255), 128 / 255],
        [*((np.array([1.0, 0.0, 0.0]) - _LUMA) / (2 * (1 - _RED)) * 224 / 255), 128 / 255],
        [0.0, 0.0, 0.0, 1.0],
    ],
)
"""Premultiplied RGBA (0..255) to alpha·Y', alpha·Cb, alpha·Cr, alpha."""


@record
class Planes:
    """A layer: `y` of its even size, `u` and `v` half as large; no `luma` and `chroma` when it is opaque.

    `luma` holds (Y', -, -, alpha) and `chroma` (-, Cb, Cr, alpha) side by side: OpenCV places four channels in the time
    of one.
    """

    y: Plane
    u: Plane
    v: Plane
    luma: Pixels | None = None
    chroma: Pixels | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.y.shape[1], self.y.shape[0]

    @property
    def opaque(self) -> bool:
        """Nothing shows through."""
        return self.luma is None

    @cached_property
    def coated(self) -> tuple[Pixels, Pixels]:
        """`luma` and `chroma`; an opaque layer gets its alpha when it is first asked for."""
        if self.luma is not None and self.chroma is not None:
            return self.luma, self.chroma
        full, half = np.full_like(self.y, 255), np.full_like(self.u, 255)
        return np.dstack([self.y, self.y, self.y, full]), np.dstack([self.u, self.u, self.v, half])


class Frame:
    """One frame of the film in one run of memory, as ffmpeg reads it (I420): `y`, then `u`, then `v`."""

    __slots__ = ("data", "height", "u", "v", "width", "y")

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        luma, chroma = width * height, width * height // 4
        self.data: NDArray[np.uint8] = np.empty(luma + 2 * chroma, np.uint8)
        self.y: Plane = self.data[:luma].reshape(height, width)
        self.u: Plane = self.data[luma : luma + chroma].reshape(height // 2, width // 2)
        self.v: Plane = self.data[luma + chroma :].reshape(height // 2, width // 2)

    @property
    def planes(self) -> tuple[Plane, Plane, Plane]:
        """The three planes, luma first."""
        return self.y, self.u, self.v

    def copy(self) -> Frame:
        """Return a frame of its own memory with the same picture."""
        other = Frame(self.width, self.height)
        other.data[:] = self.data
        return other

    def opaque(self) -> Planes:
        """Return the picture as a layer (sharing memory)."""
        return Planes(self.y, self.u, self.v)


def filled(width: int, height: int, colour: Colour) -> Frame:
    """Return a frame of one colour."""
    frame = Frame(width, height)
    for plane, value in zip(frame.planes, code(colour), strict=True):
        plane[:] = value
    return frame


def code(colour: Colour) -> tuple[int, int, int]:
    """Return a colour as Y', Cb, Cr."""
    y, u, v, _ = (_MATRIX @ np.array([*colour, 255.0])).round().astype(int)
    return int(y), int(u), int(v)


def to_planes(image: Pixels) -> Planes:
    """Return premultiplied RGBA pixels as planes, padded to an even size (with nothing, or its own edge if opaque)."""
    image = _even(image)
    coded: NDArray[np.uint8] = np.asarray(cv2.transform(image, _MATRIX), np.uint8)
    halved = _halved(coded)
    if image[..., 3].min() == 255:
        y, u, v = (np.ascontiguousarray(plane) for plane in (coded[..., 0], halved[..., 1], halved[..., 2]))
        return Planes(y, u, v)
    return Planes(coded[..., 0], halved[..., 1], halved[..., 2], coded, halved)


def _even(image: Pixels) -> Pixels:
    height, width = image.shape[:2]
    down, right = height % 2, width % 2
    if not down and not right:
        return np.ascontiguousarray(image)
    opaque = bool(image[..., 3].min() == 255)
    border = cv2.BORDER_REPLICATE if opaque else cv2.BORDER_CONSTANT
    return np.asarray(cv2.copyMakeBorder(image, 0, down, 0, right, border), np.uint8)


def _halved(full: Pixels) -> Pixels:
    """Return every other sample, filtered to where chroma sits: 1-2-1 across about the left column, 1-1 down."""
    filtered = cv2.sepFilter2D(
        full, -1, np.array([0.25, 0.5, 0.25]), np.array([0.5, 0.5]), anchor=(1, 0), borderType=cv2.BORDER_REPLICATE
    )
    return np.ascontiguousarray(filtered[::2, ::2])


def over(ground: Plane, layer: Plane, alpha: Plane) -> None:
    """Lay a premultiplied plane over `ground`, in place."""
    rest = cv2.multiply(ground, cv2.bitwise_not(alpha), scale=1 / 255)
    cv2.add(rest, layer, dst=ground)


def to_rgb(frame: Frame) -> NDArray[np.uint8]:
    """Return a frame as height × width × 3 sRGB: for covers, tables and tests, not for the film."""
    width, height = frame.width, frame.height
    y = frame.y.astype(np.float32)
    shift = np.array([[0.5, 0.0, 0.0], [0.0, 0.5, -0.25]])  # luma index to chroma index, by the siting above
    u, v = (
        cv2.warpAffine(
            plane.astype(np.float32),
            shift,
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for plane in (frame.u, frame.v)
    )
    coded = cv2.merge([y, np.asarray(u, np.float32), np.asarray(v, np.float32)])
    return np.asarray(np.rint(cv2.transform(coded, _DECODED)).clip(0, 255), np.uint8)


_INVERSE = np.linalg.inv(_MATRIX[:3, :3])
_DECODED = np.column_stack([_INVERSE, _INVERSE @ np.array([-16.0, -128.0, -128.0])])
