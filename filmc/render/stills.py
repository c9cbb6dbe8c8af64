"""Picture files made ready for the frame, and kept so: decoding one takes longer than encoding a second of film.

What is kept is named by the file's digest and by how large the camera shows it; it is checked before use as all that
is kept (`kept.py`), and the oldest go when there is too much of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np

from filmc.base.digest import digest
from filmc.render.draw.layer import Layer, Motion
from filmc.render.kept import keep, kept, mark_of
from filmc.render.key import code_version
from filmc.render.planes import Frame, Planes
from filmc.render.sprite import CALM, Mien, Sprite, sprite

_MOST = 512 << 20
"""Bytes of pictures that are kept."""


def still_sprite(
    folder: Path | None, named: list[object], layer: Callable[[], Layer], wanted: Callable[[Layer], float]
) -> Sprite:
    """Return the opaque `layer` made ready at the density `wanted`, from `folder` where it was made ready before.

    `named` is all that it depends on, the file's digest first; without one nothing is kept.
    """
    if folder is None or not named[0]:
        return _made(layer(), wanted)
    path = folder / f"{digest([*named, code_version()])}.yuv"
    match kept(path):
        case [left, top, width, height, scale, across, down]:
            with suppress(OSError):  # another process has made room since
                return _of((left, top, width, height), scale, _planes(path, int(across), int(down)))
    ready = _made(layer(), wanted)
    with suppress(OSError):  # nothing is lost but time
        _put(path, ready)
    return ready


def _made(layer: Layer, wanted: Callable[[Layer], float]) -> Sprite:
    return sprite(layer, wanted(layer))


def _of(box: tuple[float, float, float, float], scale: float, planes: Planes) -> Sprite:
    return Sprite(box, scale, 1.0, Motion(), "", 0, blinking=False, phases=1, make=partial(_same, planes))


def _same(planes: Planes, _mien: Mien) -> Planes:
    return planes


def _planes(path: Path, width: int, height: int) -> Planes:
    frame = Frame(width, height)
    frame.data[:] = np.fromfile(path, np.uint8)
    return frame.opaque()


def _put(path: Path, ready: Sprite) -> None:
    planes = ready.planes(CALM)
    width, height = planes.size
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for plane in (planes.y, planes.u, planes.v):
                file.write(np.ascontiguousarray(plane).data)
        keep(part, path, [*ready.box, ready.scale, width, height])
    finally:
        part.unlink(missing_ok=True)
    _make_room(path.parent)


def _make_room(folder: Path) -> None:
    """Take the oldest pictures away while there are too many."""
    files = sorted((path.stat().st_mtime_ns, path.stat().st_size, path) for path in folder.glob("*.yuv"))
    held = sum(size for _, size, _ in files)
    for _, size, path in files[:-1]:
        if held <= _MOST:
            return
        mark_of(path).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        held -= size
