"""The stage: layers, camera and time to frames. What stands still is composed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from filmc.base.record import record
from filmc.ir.film import CameraMove
from filmc.lower.camera import CameraState, placement, pulls_focus
from filmc.render.draw.layer import Layer
from filmc.render.extent import camera_matrix, scales_of, state_at
from filmc.render.faces import Levels, blinks
from filmc.render.motion import Moment, opacity
from filmc.render.planes import Frame
from filmc.render.seen import Grid, Parts, Sight
from filmc.render.sprite import CALM, Mien, Sprite, sprite
from filmc.render.warp import SHARP, Box, Lying, Matrix, cover, lay, placed, put, scaled

_DEFOCUS = 0.02
"""Blur of a layer that is entirely out of focus: the Gaussian's sigma in frame heights."""
_SHARPEST = 1.5
"""A layer is kept as fine as its largest showing, but no finer than this times its smallest: finer would shimmer."""


STRETCH = 8
"""Frames for which it is found out at once what is seen of each layer."""


@record
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
    stretch: int = STRETCH
    """Frames that are looked at together; 1 for a single picture."""

    def moment(self, frame: int) -> Moment:
        """Return the time of `frame`."""
        return Moment(float(frame / self.rate), frame / max(self.frames - 1, 1))


@record
class Standing:
    """How a sprite stands in one frame; two frames with equal standings show it alike."""

    matrix: bytes
    opacity: float
    blur: float
    mien: Mien


@record
class Stretch:
    """Some frames that follow one another: how each sprite stands in each of them, and where it is seen."""

    standings: Sequence[Sequence[Standing]]
    """For each frame, one for each sprite."""
    below: int
    """How many sprites, from the back, are composed once: they stand still, and nothing behind them moves."""
    still: Sequence[bool]
    parts: Sequence[Parts]
    """Of each sprite that is not below: where it stands still over what is below, and where it is laid every time."""


@dataclass
class Stage:
    """Layers under a camera. `voices` says how far each figure's mouth is open, frame by frame.

    `lively` says that the backmost layer is another picture in every frame: nothing is composed once.
    What a frame looks like depends on its number alone, to the last bit, whichever was drawn before it.
    """

    view: View
    sprites: Sequence[Sprite]
    voices: Mapping[str, Levels] = field(default_factory=dict)
    lively: bool = False
    _pulled: bool = field(init=False)
    """The camera pulls focus in this shot: what the lens is not on is out of focus."""
    _shut: list[NDArray[np.bool_]] = field(init=False)
    _grid: Grid = field(init=False)
    _stretch: tuple[int, Stretch, Frame | None] | None = None
    """The stretch that is drawn, its number, and all that stands still in it over nothing that moves."""
    _base: tuple[Sequence[Standing], Frame | None] = ((), None)
    """What is below, composed once."""
    _lying: dict[int, tuple[Standing, Lying | None]] = field(default_factory=dict)
    """Sprites that stand still over others that move: they are placed once."""

    def __post_init__(self) -> None:
        self._pulled = pulls_focus(self.view.camera)
        self._shut = [blinks(i, self.view.frames, self.view.rate) for i in range(len(self.sprites))]
        self._grid = Grid(self.view.width, self.view.height)

    def draw(self, frame: int, target: Frame) -> None:
        """Compose frame number `frame` of the shot into `target`."""
        if self.view.stretch == 1:  # to find out what is hidden costs more than to draw it once
            self._draw_whole(frame, target)
            return
        number = frame // self.view.stretch
        if self._stretch is None or self._stretch[0] != number:
            stretch = self._seen(range(number * self.view.stretch, (number + 1) * self.view.stretch))
            self._stretch = number, stretch, self._ground(stretch)
        _, stretch, ground = self._stretch
        if ground is not None:
            target.data[:] = ground.data
        standings = stretch.standings[frame % self.view.stretch]
        for i, (_, parts) in enumerate(stretch.parts, stretch.below):
            if stretch.still[i]:
                self._put(i, standings[i], target, parts)
            else:
                self._lay(i, standings[i], target, parts)

    def _draw_whole(self, frame: int, target: Frame) -> None:
        """Compose a frame from all layers, the hidden ones too."""
        for i, standing in enumerate(self._standings(frame)):
            self._lay(i, standing, target, [(0, 0, target.width, target.height)])

    def _ground(self, stretch: Stretch) -> Frame | None:
        """Return what stands still over nothing that moves."""
        standings = stretch.standings[0][: stretch.below]
        if self._base[0] != standings:
            self._base = standings, self._composed(standings)
        ground = self._base[1]
        if not ground or not any(still for still, _ in stretch.parts):
            return ground
        ground = ground.copy()
        for i, (still, _) in enumerate(stretch.parts, stretch.below):
            self._put(i, stretch.standings[0][i], ground, still)
        return ground

    def _composed(self, standings: Sequence[Standing]) -> Frame | None:
        if not standings:
            return None
        base = Frame(self.view.width, self.view.height)
        sights = [self._sight(i, [standing], still=False) for i, standing in enumerate(standings)]
        for i, (_, parts) in enumerate(self._grid.seen(sights)):
            self._lay(i, standings[i], base, parts)
        return base

    def _lay(self, i: int, standing: Standing, target: Frame, parts: Sequence[Box]) -> None:
        planes, matrix = self.sprites[i].planes(standing.mien), _matrix(standing)
        for part in parts:
            if i == 0 and planes.opaque:
                cover(target, planes, matrix, standing.blur, part)
            else:
                lay(target, planes, matrix, standing.opacity, standing.blur, part)

    def _put(self, i: int, standing: Standing, target: Frame, parts: Sequence[Box]) -> None:
        if not parts:
            return
        if i not in self._lying or self._lying[i][0] != standing:
            planes, whole = self.sprites[i].planes(standing.mien), (0, 0, self.view.width, self.view.height)
            lying = placed(planes, _matrix(standing), whole, standing.opacity, standing.blur)
            self._lying[i] = standing, lying
        for part in parts:
            put(target, self._lying[i][1], part)

    # --- how all stand

    def _seen(self, frames: range) -> Stretch:
        standings = [self._standings(frame) for frame in frames if frame < self.view.frames]
        columns = list(zip(*standings, strict=True))
        still = [len(set(column)) == 1 and not (self.lively and i == 0) for i, column in enumerate(columns)]
        below = [*still, False].index(False)
        sights = [self._sight(i, columns[i], still=still[i]) for i in range(below, len(columns))]
        return Stretch(standings, below, still, self._grid.seen(sights))

    def _sight(self, i: int, standings: Sequence[Standing], *, still: bool) -> Sight:
        one = self.sprites[i]
        miens = {standing.mien for standing in standings}
        covers = i == 0 and one.planes(standings[0].mien).opaque
        clear = max(standing.blur for standing in standings) <= SHARP
        return Sight(
            reliefs=[] if covers else [one.relief(mien) for mien in sorted(miens)],
            matrices=np.array([_matrix(standing) for standing in standings]),
            hides=clear and min(standing.opacity for standing in standings) >= 1.0,
            spread=not clear,
            still=still,
        )

    def _standings(self, frame: int) -> list[Standing]:
        state = state_at(self.view.camera, frame, self.view.tilted)
        cameras: dict[float, Matrix] = {}
        for one in self.sprites:
            if one.depth not in cameras:
                place = placement(state, one.depth, self.view.aspect, frame)
                cameras[one.depth] = to_pixels(self.view) @ camera_matrix(place, self.view.aspect)
        return [self._standing(i, cameras[one.depth], state, frame) for i, one in enumerate(self.sprites)]

    def _standing(self, i: int, camera: Matrix, state: CameraState, frame: int) -> Standing:
        one, moment = self.sprites[i], self.view.moment(frame)
        blur = _defocus(state.focus, one.depth) * self.view.height if self._pulled else 0.0
        matrix = camera @ one.local(moment)
        return Standing(matrix.tobytes(), opacity(one.motion, moment), blur, self._mien(i, frame))

    def _mien(self, i: int, frame: int) -> Mien:
        one = self.sprites[i]
        if not one.lively:
            return CALM
        voice = self.voices.get(one.name)
        level = 0.0 if voice is None else float(voice[frame])
        return one.mien(level, self.view.moment(frame), shut=bool(self._shut[i][frame]))


def _matrix(standing: Standing) -> Matrix:
    return np.frombuffer(standing.matrix).reshape(3, 3)


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


def _defocus(focus: float, depth: float) -> float:
    """Return the blur of a layer at `depth`; the lens is on the foreground (-1), the subject (0), or behind it (1)."""
    if depth <= 0:
        return 0.0
    lies = max(-1.0, (depth - 1.0) / 0.5) if depth < 1.0 else min(1.0, (depth - 1.0) / 2.0)
    return abs(focus - lies) * _DEFOCUS
