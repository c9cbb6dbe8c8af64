"""Transitions that reveal: a field over the frame says when each point changes, from first (0) to last (1)."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.digest import seed
from filmc.render.planes import Frame, Plane, code

Mixer = Callable[[Frame, Frame, float], Frame]
"""Two frames and how far the transition is, to the frame between; may return one of them."""

Field = NDArray[np.float32]


def wipe(width: int, height: int, way: tuple[int, int]) -> Mixer:
    """Return: a soft edge passes over the frame in direction `way`."""

    def field(x: Field, y: Field) -> Field:
        along = x * way[0] + y * way[1]
        return along if sum(way) > 0 else along + 1.0

    return _revealing(width, height, field, 0.07)


def iris(width: int, height: int, *, closing: bool) -> Mixer:
    """Return: a circle opens on the incoming picture, or closes on the outgoing one."""
    aspect = width / height

    def field(x: Field, y: Field) -> Field:
        radius = np.hypot((x - 0.5) * aspect, y - 0.5) / np.hypot(0.5 * aspect, 0.5)
        return np.asarray(1.0 - radius if closing else radius, np.float32)

    return _revealing(width, height, field, 0.035)


def clock(width: int, height: int) -> Mixer:
    """Return: a hand sweeps once around, clockwise from the top."""
    aspect = width / height

    def field(x: Field, y: Field) -> Field:
        return np.asarray((np.arctan2((x - 0.5) * aspect, 0.5 - y) / (2 * np.pi)) % 1.0, np.float32)

    return _revealing(width, height, field, 0.02)


def _revealing(width: int, height: int, field: Callable[[Field, Field], Field], soft: float) -> Mixer:
    fields = _grids(width, height, field)

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        mixed = Frame(a.width, a.height)
        for target, first, second, when in zip(mixed.planes, a.planes, b.planes, fields, strict=True):
            share = _share(when, t, soft)
            target[:] = _blended(first, second, share)
        return mixed

    return mix


def _grids(width: int, height: int, field: Callable[[Field, Field], Field]) -> tuple[Field, Field, Field]:
    """Return the field for the three planes, with x and y from 0 to 1."""
    luma, chroma = (
        field(*(axis.astype(np.float32) for axis in np.meshgrid(_middles(w), _middles(h))))
        for w, h in ((width, height), (width // 2, height // 2))
    )
    return luma, chroma, chroma


def _middles(count: int) -> NDArray[np.float64]:
    return (np.arange(count) + 0.5) / count


def _share(when: Field, t: float, soft: float) -> Field:
    """Return how much of the incoming picture each point shows: an edge `soft` wide, at the points whose time it is."""
    edge = np.float32(t * (1.0 + soft))
    share = ((edge - when) / np.float32(soft)).clip(0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def _blended(first: Plane, second: Plane, share: Field) -> Plane:
    return np.asarray(cv2.blendLinear(first, second, 1.0 - share, share), np.uint8)


def burn(width: int, height: int) -> Mixer:
    """Return: the film burns through from a few spots, with a glowing rim, and the other picture shows in the holes."""
    fields = _grids(width, height, _embers)
    rim, heart = code((255, 120, 20)), code((255, 244, 190))

    def mix(a: Frame, b: Frame, t: float) -> Frame:
        mixed = Frame(a.width, a.height)
        for i, (target, first, second, when) in enumerate(zip(mixed.planes, a.planes, b.planes, fields, strict=True)):
            edge = np.float32(t * 1.36 - 0.18) - when
            charred = _tinted(first, 16 if i == 0 else 128, ((edge + 0.18) / 0.14).clip(0, 1) * 0.85)
            glowing = _tinted(charred, rim[i], ((edge + 0.06) / 0.05).clip(0, 1))
            hot = _tinted(glowing, heart[i], ((edge + 0.015) / 0.02).clip(0, 1))
            target[:] = _blended(hot, second, (edge / 0.012).clip(0, 1))
        return mixed

    return mix


def _tinted(plane: Plane, value: int, share: NDArray[np.floating]) -> Plane:
    return _blended(plane, np.full_like(plane, value), share.astype(np.float32))


def _embers(x: Field, _y: Field) -> Field:
    """Return when the fire gets to each point: smooth noise of three sizes, stretched to 0..1."""
    chance = np.random.default_rng(seed("burn"))
    total = np.zeros_like(x)
    for cells, weight in ((3, 1.0), (8, 0.45), (24, 0.16)):
        noise = chance.random((cells, cells * 2)).astype(np.float32)
        total += weight * cv2.resize(noise, x.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray((total - total.min()) / (total.max() - total.min()), np.float32)
