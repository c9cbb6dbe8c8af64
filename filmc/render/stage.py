"""The stage: layers, camera and time to frames. What stands still is composed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from filmc.ir.film import CameraMove
from filmc.lower.camera import CameraState, placement, pulls_focus
from filmc.render.draw.layer import Layer
from filmc.render.extent import camera_matrix, scales_of, state_at
from filmc.render.faces import Levels, blinks
from filmc.render.motion import Moment, opacity
from filmc.render.planes import Frame
from filmc.render.sprite import CALM, Mien, Sprite, sprite
from filmc.render.warp import Lying, Matrix, cover, lay, placed, put, scaled

_DEFOCUS = 0.02
"""Blur of a layer that is entirely out of focus: the Gaussian's sigma in frame heights."""
_SHARPEST = 1.5
"""A layer is kept as fine as its largest showing, but no finer than this times its smallest: finer would shimmer."""


@dataclass(frozen=True, slots=True)
class View:
    """What the stage is seen through: the frame's size, its rate, the shot's length and camera."""

    width: int
    height: int
    aspect: float
    rate: Fraction
    frames: int
    camera: tuple[CameraMove, ...] = ()
    tilted: float = 0.0
    """Degrees of roll that the shot's angle has from the start."""

    def moment(self, frame: int) -> Moment:
        """Return the time of `frame`."""
        return Moment(float(frame / self.rate), frame / max(self.frames - 1, 1))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sprite stands in one frame; two frames with equal standings show it alike."""

    matrix: bytes
    opacity: float
    blur: float
    mien: Mien


@dataclass
class Stage:
    """Layers under a camera. `voices` says how far each figure's mouth is open, frame by frame.

    `lively` says that the backmost layer is another picture in every frame: nothing is composed once.
    """

    view: View
    sprites: Sequence[Sprite]
    voices: Mapping[str, Levels] = field(default_factory=dict)
    lively: bool = False
    _pulled: bool = field(init=False)
    """The camera pulls focus in this shot: what the lens is not on is out of focus."""
    _shut: list[NDArray[np.bool_]] = field(init=False)
    _last: list[Standing] = field(default_factory=list)
    _base: Frame | None = None
    _below: int = 0
    """How many sprites, from the back, `_base` holds."""
    _lying: dict[int, tuple[Standing, Lying | None]] = field(default_factory=dict)
    """Sprites that stand still over others that move: they are placed once."""

    def __post_init__(self) -> None:
        self._pulled = pulls_focus(self.view.camera)
        self._shut = [blinks(i, self.view.frames, self.view.rate) for i in range(len(self.sprites))]

    def draw(self, frame: int, target: Frame) -> None:
        """Compose frame number `frame` of the shot into `target`."""
        state = state_at(self.view.camera, frame, self.view.tilted)
        standings = [self._standing(i, state, frame) for i in range(len(self.sprites))]
        same = 0 if self.lively else _common(standings, self._last)
        if self._base is None or same != self._below:
            self._compose_base(standings, same)
        if self._base is not None:
            target.data[:] = self._base.data
        for i in range(self._below, len(self.sprites)):
            if standings[i : i + 1] == self._last[i : i + 1]:
                put(target, self._placed(i, standings[i]))
            else:
                self._lay(i, standings[i], target)
        self._last = standings

    def _compose_base(self, standings: Sequence[Standing], count: int) -> None:
        self._below = count
        self._base = Frame(self.view.width, self.view.height) if count else None
        for i in range(count):
            assert self._base is not None
            self._lay(i, standings[i], self._base)

    def _lay(self, i: int, standing: Standing, target: Frame) -> None:
        matrix = np.frombuffer(standing.matrix).reshape(3, 3)
        planes = self.sprites[i].planes(standing.mien)
        if i == 0 and planes.opaque:
            cover(target, planes, matrix, standing.blur)
        else:
            lay(target, planes, matrix, standing.opacity, standing.blur)

    def _placed(self, i: int, standing: Standing) -> Lying | None:
        if i not in self._lying or self._lying[i][0] != standing:
            matrix = np.frombuffer(standing.matrix).reshape(3, 3)
            planes, size = self.sprites[i].planes(standing.mien), (self.view.width, self.view.height)
            self._lying[i] = (standing, placed(planes, matrix, size, standing.opacity, standing.blur))
        return self._lying[i][1]

    def _standing(self, i: int, state: CameraState, frame: int) -> Standing:
        one, view = self.sprites[i], self.view
        moment = view.moment(frame)
        camera = camera_matrix(placement(state, one.depth, view.aspect, frame), view.aspect)
        matrix = to_pixels(view) @ camera @ one.local(moment)
        blur = _defocus(state.focus, one.depth) * view.height if self._pulled else 0.0
        return Standing(matrix.tobytes(), opacity(one.motion, moment), blur, self._mien(i, frame))

    def _mien(self, i: int, frame: int) -> Mien:
        one = self.sprites[i]
        if not one.lively:
            return CALM
        voice = self.voices.get(one.name)
        level = 0.0 if voice is None else float(voice[frame])
        return one.mien(level, self.view.moment(frame), shut=bool(self._shut[i][frame]))


def to_pixels(view: View) -> Matrix:
    """Return the map from frame units to the frame's pixels."""
    return scaled(view.width / view.aspect, view.height)


def prepared(layers: Sequence[Layer], view: View) -> list[Sprite]:
    """Return layers as sprites, none larger than the camera ever shows it."""
    return [sprite(layer, density(layer, view)) for layer in layers]


def density(layer: Layer, view: View) -> float:
    """Return the largest density at which the camera shows `layer`, in pixels per frame height."""
    smallest, largest = scales_of(view.camera, view.frames, layer.depth)
    return view.height * min(largest, smallest * _SHARPEST)


def _common(now: Sequence[Standing], before: Sequence[Standing]) -> int:
    """Return how many sprites, from the back, stand as they stood."""
    count = 0
    for a, b in zip(now, before, strict=False):
        if a != b:
            break
        count += 1
    return count


def _defocus(focus: float, depth: float) -> float:
    """Return the blur of a layer at `depth`; the lens is on the foreground (-1), the subject (0), or behind it (1)."""
    if depth <= 0:
        return 0.0
    lies = max(-1.0, (depth - 1.0) / 0.5) if depth < 1.0 else min(1.0, (depth - 1.0) / 2.0)
    return abs(focus - lies) * _DEFOCUS
