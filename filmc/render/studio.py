"""The studio: what every picture needs to be made, and `Painters`, the drawing that is done elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from filmc.base.ffmpeg import FFmpeg
from filmc.base.files import store_home
from filmc.base.record import field, record
from filmc.base.world import DiskWorld
from filmc.lower.panel import Panel
from filmc.lower.timeline import TAKE, Roll, Text
from filmc.produce.store import blob
from filmc.produce.take import SoundTake
from filmc.render.draw.layer import Drawing, Pixels
from filmc.render.draw.memory import Piece
from filmc.render.draw.reach import Reach


class DrawPanel(Protocol):
    """Draws a panel as layers: `height` is the frame's in pixels, `reach` how far the camera looks beyond it."""

    def __call__(self, panel: Panel, height: int, reach: Reach) -> Drawing:
        """Return the drawing."""
        ...


class PiecesOfPanel(Protocol):
    """Tells what a panel is drawn of that takes time, so that several can draw; arguments as for `DrawPanel`."""

    def __call__(self, panel: Panel, height: int, reach: Reach) -> Sequence[Piece]:
        """Return the pieces."""
        ...


class PaintText(Protocol):
    """Sets words for a frame of `width` × `height` pixels."""

    def __call__(self, text: Text, width: int, height: int) -> Pixels:
        """Return a picture as large as the frame."""
        ...


class PaintRoll(Protocol):
    """Sets the end credits."""

    def __call__(self, roll: Roll, width: int, height: int) -> Pixels:
        """Return one tall picture, `width` pixels wide."""
        ...


def _whole(panel: Panel, height: int, reach: Reach) -> Sequence[Piece]:
    """Return no pieces: one pen draws all."""
    del panel, height, reach
    return ()


@record
class Painters:
    """The pens. They must be functions of a module: workers get them by name."""

    panel: DrawPanel
    text: PaintText
    roll: PaintRoll
    pieces: PiecesOfPanel = _whole


@record
class Studio:
    """One rendering's surroundings: the frame's even size, the rate, the project and its sounds."""

    width: int
    height: int
    rate: Fraction
    root: Path
    takes: Mapping[str, SoundTake]
    painters: Painters
    ffmpeg: FFmpeg
    stills: Path | None = None
    """Where pictures that are ready for the frame are kept; None: nowhere."""
    store: Path = field(default_factory=store_home)
    """Where takes lie; workers do not know our environment, so it is told."""
    single: bool = False
    """Single pictures are wanted, no run of frames: what is worth while for a run is left out."""

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height

    def file(self, path: str) -> Path:
        """Return the real path of a project file or a take; OutsideProjectError where a link leads out."""
        if path.startswith(TAKE):
            return blob(self.store, path.removeprefix(TAKE))
        return DiskWorld(self.root).locate(path)
