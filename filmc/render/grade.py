"""A colour table (.cube) laid over pictures: read with limits, applied in RGB between its nodes in straight lines.

The format is Adobe's Cube LUT 1.0: `LUT_1D_SIZE` or `LUT_3D_SIZE`, optional `DOMAIN_MIN` and `DOMAIN_MAX`, then a line
of three numbers for each node, red changing fastest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.fault import Fault
from filmc.render.draw.layer import Layer, Pixels
from filmc.render.planes import Frame, to_planes, to_rgb

Nodes = NDArray[np.float32]

LARGEST = 16 * 2**20
"""Bytes of a file; the largest table that is read has about 8 MB as text."""
_SIDES = {"LUT_1D_SIZE": 65_536, "LUT_3D_SIZE": 65}
_LINE = 250
"""Characters of a line, as the format has it."""


@dataclass(frozen=True, eq=False)
class Cube:
    """A table: `nodes` 0..1, as (size, 3) for one dimension, else (size², size, 3): blue and green down, red across.

    `low` and `high` are the values (0..1 is black to white) between which the nodes lie.
    """

    nodes: Nodes
    low: NDArray[np.float32]
    high: NDArray[np.float32]

    @property
    def flat(self) -> bool:
        """Whether each colour is looked up by itself."""
        return self.nodes.ndim == 2


def read_cube(path: Path) -> Cube:
    """Return the table in a file. Fault E0920 where it can not be read, E0923 where it is no such table."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Fault("E0920", f"{path.name} can not be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise _broken(path, f"it has more than {LARGEST >> 20} MB")
    try:
        return _table(path, data.decode("utf-8-sig").splitlines())
    except UnicodeDecodeError:
        raise _broken(path, "it is no text") from None


def _table(path: Path, lines: list[str]) -> Cube:
    said: dict[str, list[float]] = {}
    rows: list[list[float]] = []
    for line in lines:
        name, *values = line[:_LINE].split() or ["#"]
        if name.startswith("#") or name in {"TITLE", "LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE"}:
            continue
        if name[0].isalpha():
            said[name] = _numbers(path, values)
        else:
            rows.append(_numbers(path, [name, *values]))
    kind = next((kind for kind in _SIDES if kind in said), "")
    size = _size(path, kind, said)
    count = size**3 if kind == "LUT_3D_SIZE" else size
    if len(rows) != count or any(len(row) != 3 for row in rows):
        raise _broken(path, f"its size asks for {count} lines of three numbers, and it has {len(rows)} lines")
    nodes = np.array(rows, np.float32).clip(0.0, 1.0)
    if kind == "LUT_3D_SIZE":
        nodes = nodes.reshape(size * size, size, 3)
    return Cube(nodes, *_domain(path, said))


def _size(path: Path, kind: str, said: dict[str, list[float]]) -> int:
    size = said.get(kind, [0.0])
    if len(size) != 1 or not 2 <= size[0] <= _SIDES.get(kind, 0) or size[0] != int(size[0]):
        raise _broken(path, "it names no size that is read: LUT_3D_SIZE is 2 to 65, LUT_1D_SIZE 2 to 65536")
    return int(size[0])


def _domain(path: Path, said: dict[str, list[float]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    low, high = said.get("DOMAIN_MIN", [0.0] * 3), said.get("DOMAIN_MAX", [1.0] * 3)
    if len(low) != 3 or len(high) != 3 or any(a >= b for a, b in zip(low, high, strict=True)):
        raise _broken(path, "its DOMAIN_MIN is not below its DOMAIN_MAX")
    return np.array(low, np.float32), np.array(high, np.float32)


def _numbers(path: Path, words: list[str]) -> list[float]:
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        raise _broken(path, f"`{' '.join(words)[:40]}` are no numbers") from None
    if not all(map(math.isfinite, numbers)):
        raise _broken(path, "it holds numbers without end")
    return numbers


def _broken(path: Path, why: str) -> Fault:
    return Fault("E0923", f"the colour table {path.name} is broken: {why}", "export it again as a .cube file")


@lru_cache(maxsize=8)
def cube(path: Path, _digest: str) -> Cube:
    """Return the table in a file, read once as long as its bytes are the same."""
    return read_cube(path)


def graded_layer(layer: Layer, table: Cube) -> Layer:
    """Return a layer through the table, its patches with it."""
    return layer.through(lambda image: graded(image, table))


def graded_frame(frame: Frame, table: Cube) -> Frame:
    """Return a frame through the table."""
    coloured = looked_up(to_rgb(frame).astype(np.float32) / np.float32(255), table) * 255
    opaque = np.full((frame.height, frame.width, 1), 255, np.uint8)
    planes = to_planes(np.dstack([np.asarray(coloured + 0.5, np.uint8), opaque]))
    out = Frame(frame.width, frame.height)
    for plane, found in zip(out.planes, (planes.y, planes.u, planes.v), strict=True):
        plane[:] = found
    return out


def graded(image: Pixels, table: Cube) -> Pixels:
    """Return premultiplied RGBA with its colours looked up; how opaque it is stays."""
    alpha = image[..., 3:].astype(np.float32)
    straight = image[..., :3].astype(np.float32) / np.maximum(alpha, 1.0)
    found = looked_up(np.asarray(straight, np.float32), table) * alpha
    return np.dstack([np.asarray(found + 0.5, np.uint8), image[..., 3]])


def looked_up(colours: Nodes, table: Cube) -> Nodes:
    """Return RGB (0..1, rows × columns × 3) through the table."""
    place = ((colours - table.low) / (table.high - table.low)).clip(0.0, 1.0)
    return _by_channel(place, table.nodes) if table.flat else _between(place, table.nodes)


def _by_channel(place: Nodes, nodes: Nodes) -> Nodes:
    at = np.linspace(0.0, 1.0, len(nodes))
    return np.stack([np.interp(place[..., c], at, nodes[:, c]) for c in range(3)], -1).astype(np.float32)


def _between(place: Nodes, nodes: Nodes) -> Nodes:
    """Interpolate along red and green within the sheets of blue above and below, then between those."""
    last = nodes.shape[1] - 1
    red, green, blue = (np.ascontiguousarray(place[..., c]) * last for c in range(3))
    below = np.minimum(np.floor(blue), last - 1)
    sheets = [
        np.asarray(cv2.remap(nodes, red, green + (below + up) * (last + 1), cv2.INTER_LINEAR), np.float32)
        for up in (0, 1)
    ]
    share = (blue - below)[..., None]
    return np.asarray(sheets[0] + (sheets[1] - sheets[0]) * share, np.float32)
