"""Transitions: how two clips' frames become one.

A mixer is made once for a transition (fields and masks are computed then) and called for every frame with t between
0 and 1, neither reached: the frame before is all outgoing, the frame after all incoming.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.digest import seed
from filmc.ir.vocabulary import TransitionWord
from filmc.render.colour import named
from filmc.render.planes import Frame, Plane, filled
from filmc.render.reveals import Mixer, burn, clock, iris, wipe
from filmc.render.warp import Matrix, about, cover, scaled

_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def mixer(word: TransitionWord, width: int, height: int) -> Mixer:
    """Return the mixer of a transition for frames of `width` × `height`."""
    way = _WAYS.get(word.direction, (-1, 0))
    makers: dict[str, Callable[[], Mixer]] = {
        "cut": lambda: _cut,
        "dissolve": lambda: blend,
        "fade-out": lambda: _dip(word),
        "fade-in": lambda: _dip(word),
        "dip": lambda: _dip(word),
        "flash": lambda: _flash(word),
        "wipe": lambda: wipe(width, height, way),
        "iris": lambda: iris(width, height, closing=word.direction == "in"),
        "clock": lambda: clock(width, height),
        "burn": lambda: burn(width, height),
        "push": lambda: _push(way),
        "slide": lambda: _slide(way),
        "whip": lambda: _whip(way),
        "blur": lambda: _blur,
        "zoom": lambda: _zoom(out=word.direction == "out"),
        "ripple": lambda: _ripple(width, height),
        "glitch": lambda: _glitch,
        "pixelate": lambda: _pixelate,
    }
    return makers[word.mix]()


def blend(a: Frame, b: Frame, t: float) -> Frame:
    """Dissolve."""
    mixed = Frame(a.width, a.height)
    cv2.addWeighted(a.data, 1.0 - t, b.data, t, 0.0, dst=mixed.data)
    return mixed


def _smooth(t: float) -> float:
    t = min(max(t, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


def _cut(a: Frame, b: Frame, t: float) -> Frame:
    return a if t < 0.5 else b


def _dip(word: TransitionWord) -> Mixer:
    """Return: down to a colour, and up from it."""
    colour = named(word.colour)

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        ground = filled(a.width, a.height, colour)
        return blend(a, ground, 2 * t) if t < 0.5 else blend(ground, b, 2 * t - 1)

    return mix


def _flash(word: TransitionWord) -> Mixer:
    """Return: a burst of light, quick to come and slow to go, that hides the cut."""
    colour = named(word.colour) if word.colour not in ("", "#000000") else (255, 255, 255)

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        light = _smooth(t / 0.3) if t < 0.3 else (1.0 - (t - 0.3) / 0.7) ** 2
        return blend(a if t < 0.3 else b, filled(a.width, a.height, colour), light)

    return mix


def _placed(frame: Frame, matrix: Matrix) -> Frame:
    target = Frame(frame.width, frame.height)
    cover(target, frame.opaque(), matrix)
    return target


def _push(way: tuple[int, int]) -> Mixer:
    """Return: the incoming picture pushes the outgoing one out of the frame."""

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        x, y = (round(_smooth(t) * side * step / 2) * 2 for side, step in zip((a.width, a.height), way, strict=True))
        mixed = a.copy()
        _move(mixed, a, x, y)
        _move(mixed, b, x - way[0] * a.width, y - way[1] * a.height)
        return mixed

    return mix


def _move(target: Frame, source: Frame, x: int, y: int) -> None:
    """Copy `source` into `target`, shifted by even pixels; what falls outside is left away."""
    for to, plane, dx, dy in zip(target.planes, source.planes, (x, x // 2, x // 2), (y, y // 2, y // 2), strict=True):
        height, width = plane.shape
        if abs(dx) < width and abs(dy) < height:
            to[max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)] = plane[
                max(-dy, 0) : height + min(-dy, 0), max(-dx, 0) : width + min(-dx, 0)
            ]


def _slide(way: tuple[int, int]) -> Mixer:
    """Return: the incoming picture slides over the outgoing one, which darkens beneath it."""

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        gone = 1.0 - _smooth(t)
        x, y = (-round(gone * side * step / 2) * 2 for side, step in zip((a.width, a.height), way, strict=True))
        mixed = blend(a, filled(a.width, a.height, (0, 0, 0)), 0.55 * _smooth(t))
        _move(mixed, b, x, y)
        return mixed

    return mix


def _whip(way: tuple[int, int]) -> Mixer:
    """Return: the camera whips away from one picture and stops on the other, all smeared in between."""
    push = _push(way)

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        mixed = push(a, b, _smooth(t))
        speed = 4.0 * t * (1.0 - t)
        for plane in mixed.planes:
            length = max(1, int(speed * plane.shape[1] * 0.16)) | 1
            cv2.blur(plane, (length, 1) if way[0] else (1, length), dst=plane)
        return mixed

    return mix


def _blur(a: Frame, b: Frame, t: float) -> Frame:
    """Lose focus on one picture, find it on the other."""
    mixed = blend(a, b, _smooth((t - 0.25) / 0.5))
    strength = (4.0 * t * (1.0 - t)) * 0.03 * a.height
    for plane in mixed.planes:
        _soften(plane, strength * plane.shape[0] / a.height)
    return mixed


def _soften(plane: Plane, sigma: float) -> None:
    """Blur in place; wide blurs are done on a small copy, which looks the same and is quick."""
    if sigma < 0.4:
        return
    factor = max(1, int(sigma / 3))
    small = cv2.resize(plane, (max(plane.shape[1] // factor, 8), max(plane.shape[0] // factor, 8)), interpolation=3)
    soft = cv2.GaussianBlur(small, (0, 0), sigma / factor, borderType=cv2.BORDER_REPLICATE)
    cv2.resize(soft, plane.shape[::-1], dst=plane, interpolation=cv2.INTER_LINEAR)


def _zoom(*, out: bool) -> Mixer:
    """Return: fly into the outgoing picture and arrive in the incoming one (or back out of it)."""

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        eased = _smooth(t)
        first, second = (1.0 - 0.2 * eased, 2.4 - 1.4 * eased) if out else (1.0 + 1.4 * eased, 0.8 + 0.2 * eased)
        middle = (a.width / 2, a.height / 2)
        gone = _placed(a, about(*middle, scaled(first)))
        come = _placed(b, about(*middle, scaled(second)))
        return blend(gone, come, _smooth((t - 0.3) / 0.4))

    return mix


def _ripple(width: int, height: int) -> Mixer:
    """Return: rings run out from the middle, as on water, and carry the change."""
    grids = [_radii(width, height), _radii(width // 2, height // 2)]

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        mixed = blend(a, b, _smooth((t - 0.15) / 0.7))
        strength = np.sin(np.pi * t) * 0.03
        for plane, (x, y, radius) in zip(mixed.planes, (grids[0], grids[1], grids[1]), strict=True):
            lift = strength * np.sin(38.0 * radius - 26.0 * t) * plane.shape[0] / np.maximum(radius, 0.05)
            map_x, map_y = ((axis + lift * _away(axis)).astype(np.float32) for axis in (x, y))
            cv2.remap(plane.copy(), map_x, map_y, cv2.INTER_LINEAR, dst=plane, borderMode=cv2.BORDER_REFLECT_101)
        return mixed

    def _away(axis: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray((axis - axis.mean()) / np.float32(axis.shape[0]), np.float32)

    return mix


def _radii(width: int, height: int) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return x, y, np.hypot(x - width / 2, y - height / 2) / np.float32(height)


def _glitch(a: Frame, b: Frame, t: float) -> Frame:
    """Tear bands of the picture sideways, split its colours, and flicker from one to the other."""
    chance = np.random.default_rng(seed("glitch", str(round(t * 1000))))
    flickers = chance.random() < 0.35 * np.sin(np.pi * t) ** 2
    mixed = (b if (t > 0.5) != flickers else a).copy()
    other = a if chance.random() < 0.5 else b
    strength = 0.05 + 0.95 * np.sin(np.pi * t)
    for _ in range(int(1 + 17 * strength)):
        top = int(chance.integers(0, a.height // 2)) * 2
        tall = int(chance.integers(1, max(a.height // 24, 2))) * 2
        shift = int(chance.normal(0, 0.06 * strength) * a.width / 2) * 2
        _tear(mixed, other if chance.random() < 0.4 else mixed, top, tall, shift)
    split = int(0.012 * strength * a.width)
    mixed.u[:] = np.roll(mixed.u, split, axis=1)
    mixed.v[:] = np.roll(mixed.v, -split, axis=1)
    return mixed


def _tear(target: Frame, source: Frame, top: int, tall: int, shift: int) -> None:
    for to, plane, part in zip(target.planes, source.planes, (1, 2, 2), strict=True):
        rows = slice(top // part, (top + tall) // part)
        to[rows] = np.roll(plane[rows], shift // part, axis=1)


def _pixelate(a: Frame, b: Frame, t: float) -> Frame:
    """Break the picture into ever larger squares, and build the other one from them."""
    mixed = blend(a, b, _smooth((t - 0.35) / 0.3))
    block = 2 ** int(1 + np.sin(np.pi * t) * np.log2(max(a.height / 12, 4)))
    for plane, size in zip(mixed.planes, (block, max(block // 2, 1), max(block // 2, 1)), strict=True):
        shape = plane.shape[::-1]
        small = cv2.resize(plane, (max(shape[0] // size, 1), max(shape[1] // size, 1)), interpolation=cv2.INTER_AREA)
        cv2.resize(small, shape, dst=plane, interpolation=cv2.INTER_NEAREST)
    return mixed
