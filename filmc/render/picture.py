"""A clip's picture, opened: from a panel, still, footage, slate … to something that gives frames."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate
from typing import Protocol

import cv2
import numpy as np

from filmc.base.record import record, replace
from filmc.ir.film import CameraMove
from filmc.ir.frames import snap
from filmc.lower.panel import Panel
from filmc.lower.timeline import Clip, Footage, Grade, Morph, PanelFrame, Picture, Roll, Slate, Still, Strip
from filmc.render.draw.layer import Layer, Motion, Pixels
from filmc.render.draw.memory import Piece
from filmc.render.draw.reach import Reach
from filmc.render.draw.type import paint_slate
from filmc.render.extent import reach_of
from filmc.render.faces import spoken
from filmc.render.footage import FootageReader
from filmc.render.grade import Cube, cube, graded_frame, graded_layer
from filmc.render.inset import inset_layers, later
from filmc.render.key import plain
from filmc.render.media import open_picture as read_picture
from filmc.render.planes import Frame, Planes, filled, to_planes
from filmc.render.sprite import Sprite
from filmc.render.stage import STRETCH, Stage, View, density, prepared
from filmc.render.stills import still_sprite
from filmc.render.studio import Studio
from filmc.render.warp import IDENTITY, cover, lay, shifted

_WIDEST = 1.4
"""A flat picture is enlarged at most so much to give the camera room; beyond, its mirrored edge shows."""


class Shown(Protocol):
    """A picture that is open: `draw` composes a frame into `target`, `close` gives back what it holds."""

    def draw(self, frame: int, target: Frame) -> None:
        """Compose frame number `frame` of the shot."""
        ...

    def close(self) -> None:
        """Give back programs and files."""
        ...


def open_clip_picture(clip: Clip, studio: Studio) -> Shown:
    """Return `clip`'s picture with its camera, mouths and insets. Fault where its media can not be opened."""
    insets = _graded(inset_layers(clip, studio), clip, studio)
    return _open(clip.picture, clip, studio, insets)


def pieces_of(picture: Picture, clip: Clip, studio: Studio) -> list[Piece]:
    """Return what takes time to draw of a picture of `clip`, so that several can draw it; nothing is drawn yet."""
    match picture:
        case Panel(halves=()):
            return [*studio.painters.pieces(picture, studio.height, _reach(picture, clip, studio))]
        case Panel():
            return [
                piece
                for half, width in _sides(picture, studio)
                for piece in pieces_of(half, clip, replace(studio, width=width))
            ]
        case Morph():
            return pieces_of(picture.start, clip, studio) + pieces_of(picture.end, clip, studio)
    return []


def _graded(layers: Iterable[Layer], clip: Clip, studio: Studio) -> list[Layer]:
    """Return layers in the colours of the clip's grade."""
    table = _table(clip.grade, studio)
    return [graded_layer(layer, table) for layer in layers] if table else list(layers)


def _table(grade: Grade | None, studio: Studio) -> Cube | None:
    return cube(studio.file(grade.path), grade.digest) if grade else None


def _open(picture: Picture, clip: Clip, studio: Studio, above: list[Layer]) -> Shown:  # noqa: PLR0911 - one case for each kind of picture
    match picture:
        case Panel():
            return _panel(picture, clip, studio, above)
        case Still():
            view = _view(clip, studio)
            return Staged(Stage(view, [_still(picture, clip, studio, view), *prepared(above, view)]))
        case Footage():
            return _footage(picture, clip, studio, above)
        case Strip():
            return _strip(picture, clip, studio, above)
        case PanelFrame():
            return _moved_frame(_frozen(picture, studio), clip, studio, above)
        case Slate():
            return _moved_frame(slate(picture, studio), clip, studio, above)
        case Roll():
            return Rolling.of(picture, clip, studio)
        case Morph():
            return Morphing(
                _open(picture.start, clip, studio, above), _open(picture.end, clip, studio, above), clip.frames
            )


@record
class Staged:
    """A stack of layers."""

    stage: Stage

    def draw(self, frame: int, target: Frame) -> None:
        """Compose a frame."""
        self.stage.draw(frame, target)

    def close(self) -> None:
        """Nothing is held."""


def _view(clip: Clip, studio: Studio, tilted: float = 0.0) -> View:
    frame = (studio.width, studio.height, studio.aspect)
    return View(*frame, studio.rate, clip.frames, clip.camera, tilted, 1 if studio.single else STRETCH)


def _panel(panel: Panel, clip: Clip, studio: Studio, above: list[Layer]) -> Shown:
    if panel.halves:
        return Halved.of(panel, clip, studio, above)
    view = _view(clip, studio, panel.roll)
    drawing = studio.painters.panel(panel, studio.height, _reach(panel, clip, studio))
    voices = spoken(clip.mouths, studio.takes, studio.rate, clip.frames)
    layers = _graded(drawing.layers, clip, studio)
    return Staged(Stage(view, prepared([*layers, *above], view), voices))


def _reach(panel: Panel, clip: Clip, studio: Studio) -> Reach:
    return reach_of(clip.camera, clip.frames, studio.aspect, panel.roll)


def _sides(panel: Panel, studio: Studio) -> list[tuple[Panel, int]]:
    """Return the halves of a split screen, each with its width in pixels."""
    left = studio.width // 4 * 2
    return list(zip(panel.halves, (left, studio.width - left), strict=True))


@record
class Halved:
    """A split screen: two pictures side by side, each with its own camera, a line between them, and what lies above."""

    sides: tuple[tuple[Shown, Frame], ...]
    above: Stage

    @classmethod
    def of(cls, panel: Panel, clip: Clip, studio: Studio, above: list[Layer]) -> Halved:
        """Return the split screen of `panel`."""
        sides = [
            (_panel(half, clip, replace(studio, width=width), []), Frame(width, studio.height))
            for half, width in _sides(panel, studio)
        ]
        view = _view(clip, studio)
        return cls(
            tuple(sides), Stage(view, prepared([_rule(sides[0][1].width, studio.height), *above], view), lively=True)
        )

    def draw(self, frame: int, target: Frame) -> None:
        """Compose a frame."""
        x = 0
        for shown, side in self.sides:
            shown.draw(frame, side)
            target.y[:, x : x + side.width] = side.y
            target.u[:, x // 2 : (x + side.width) // 2] = side.u
            target.v[:, x // 2 : (x + side.width) // 2] = side.v
            x += side.width
        self.above.draw(frame, target)

    def close(self) -> None:
        """Close both."""
        for shown, _ in self.sides:
            shown.close()


def _rule(x: int, height: int) -> Layer:
    """Return the line between two halves that meet at pixel `x`, with a clear rim: an opaque layer would cover all."""
    broad = max(round(_LINE * height), 2)
    image = np.zeros((height, broad + 2, 4), np.uint8)
    image[:, 1:-1] = (246, 244, 238, 255)
    return Layer("", image, (x - 1 - broad / 2) / height, 0.0, height, 0.0)


_LINE = 0.014
"""Width of the line between two halves, in frame heights."""


def _still(picture: Still, clip: Clip, studio: Studio, view: View) -> Sprite:
    """Return a picture file as a sprite; how large it is depends on the frame and on where the camera goes."""
    grade = clip.grade.digest if clip.grade else ""
    named = [picture.digest, studio.width, studio.height, clip.frames, plain(clip.camera), grade]
    return still_sprite(
        studio.stills,
        named,
        lambda: _graded([_flat_layer(read_picture(studio.file(picture.path)), clip, studio)], clip, studio)[0],
        lambda layer: density(layer, view),
    )


def _room(camera: tuple[CameraMove, ...], frames: int, aspect: float) -> float:
    """Return by how much a flat picture must be larger than the frame for the camera not to look past it."""
    reach = reach_of(camera, frames, aspect)
    return min(1.0 + 2.0 * max(reach.left, reach.right, reach.up, reach.down, 0.0), _WIDEST)


def _flat_layer(image: Pixels, clip: Clip, studio: Studio) -> Layer:
    """Return a picture as a layer at the subject's depth that fills the frame, on black where it is transparent."""
    if image[..., 3].min() < 255:
        image = np.dstack([image[..., :3], np.full(image.shape[:2], 255, np.uint8)])
    height, width = image.shape[:2]
    room = _room(clip.camera, clip.frames, studio.aspect)
    scale = min(width / studio.aspect, height) / room
    return Layer("", image, (studio.aspect - width / scale) / 2, (1.0 - height / scale) / 2, scale, 1.0)


def _flat_sprite(planes: Planes, clip: Clip, studio: Studio) -> Sprite:
    """Return a frame-sized picture as a sprite that fills the frame and leaves the camera its room."""
    room = _room(clip.camera, clip.frames, studio.aspect)
    box = (studio.aspect * (1 - room) / 2, (1 - room) / 2, studio.aspect * room, room)
    return Sprite(box, studio.height / room, 1.0, Motion(), "", 0, blinking=False, phases=1, make=lambda _mien: planes)


def _moved_frame(frame: Frame, clip: Clip, studio: Studio, above: list[Layer]) -> Shown:
    view = _view(clip, studio)
    return Staged(Stage(view, [_flat_sprite(frame.opaque(), clip, studio), *prepared(above, view)]))


def _frozen(picture: PanelFrame, studio: Studio) -> Frame:
    """Return the one frame of another shot that `picture` names."""
    clip = Clip("", picture.picture, picture.frames, picture.camera, picture.grade)
    shown = _open(picture.picture, clip, studio, [])
    frame = Frame(studio.width, studio.height)
    shown.draw(picture.frame, frame)
    shown.close()
    return frame


def slate(card: Slate, studio: Studio) -> Frame:
    """Return the card that stands for a picture which is not there."""
    frame = Frame(studio.width, studio.height)
    cover(frame, to_planes(paint_slate(card, studio.width, studio.height)), IDENTITY)
    return frame


def _footage(picture: Footage, clip: Clip, studio: Studio, above: list[Layer]) -> Shown:
    size = (studio.width, studio.height)
    reader = FootageReader(studio.ffmpeg, studio.file(picture.path), picture.start, size, studio.rate)
    still = not clip.camera and not above
    return Running(reader, None if still else _running_stage(clip, studio, above), _table(clip.grade, studio))


def _running_stage(clip: Clip, studio: Studio, above: list[Layer]) -> tuple[Frame, Stage]:
    """Return a stage whose backmost layer is the frame beside it: what is read into the frame is what is shown."""
    frame = Frame(studio.width, studio.height)
    view = _view(clip, studio)
    return frame, Stage(view, [_flat_sprite(frame.opaque(), clip, studio), *prepared(above, view)], lively=True)


@record
class Running:
    """Footage, with a stage where the camera moves over it or something lies on it."""

    reader: FootageReader
    staged: tuple[Frame, Stage] | None
    grade: Cube | None = None

    def draw(self, frame: int, target: Frame) -> None:
        """Read and compose a frame."""
        read = self.reader.read(frame)
        if self.grade:
            read = graded_frame(read, self.grade)
        if self.staged is None:
            target.data[:] = read.data
            return
        shown, stage = self.staged
        shown.data[:] = read.data
        stage.draw(frame, target)

    def close(self) -> None:
        """Stop the decoder."""
        self.reader.close()


def _strip(strip: Strip, clip: Clip, studio: Studio, above: list[Layer]) -> Shown:
    ends = accumulate(strip.seconds, initial=Fraction(0))
    starts = [snap(seconds, studio.rate) for seconds in list(ends)[: len(strip.clips)]]
    return Stripped(
        tuple((at, _part(part, at, clip, studio, above)) for at, part in zip(starts, strip.clips, strict=True))
    )


def _part(part: Footage, start: int, clip: Clip, studio: Studio, above: list[Layer]) -> Shown:
    """Return one clip of a strip, which counts its frames from `start`: so does what lies on it."""
    return _footage(part, clip, studio, [later(layer, float(start / studio.rate)) for layer in above])


@record
class Stripped:
    """Clips one after the other, each with the frame at which it begins."""

    parts: tuple[tuple[int, Shown], ...]

    def draw(self, frame: int, target: Frame) -> None:
        """Read a frame of the clip that runs then."""
        start, shown = next(part for part in reversed(self.parts) if part[0] <= frame)
        shown.draw(frame - start, target)

    def close(self) -> None:
        """Stop every decoder."""
        for _, shown in self.parts:
            shown.close()


@record
class Rolling:
    """End credits: a tall picture that goes up evenly, from its first frameful (empty) to its last (empty again)."""

    ground: Frame
    words: Planes
    frames: int

    @classmethod
    def of(cls, roll: Roll, clip: Clip, studio: Studio) -> Rolling:
        """Return the roll of `clip`."""
        words = to_planes(studio.painters.roll(roll, studio.width, studio.height))
        return cls(filled(studio.width, studio.height, roll.colour), words, clip.frames)

    def draw(self, frame: int, target: Frame) -> None:
        """Compose a frame."""
        target.data[:] = self.ground.data
        way = self.words.size[1] - target.height
        lay(target, self.words, shifted(0.0, -way * frame / max(self.frames - 1, 1)))

    def close(self) -> None:
        """Nothing is held."""


@record
class Morphing:
    """The first and the last picture of a shot that nobody has made: one becomes the other in its middle third."""

    start: Shown
    end: Shown
    frames: int

    def draw(self, frame: int, target: Frame) -> None:
        """Compose a frame."""
        t = min(max(3.0 * frame / max(self.frames - 1, 1) - 1.0, 0.0), 1.0)
        share = t * t * (3.0 - 2.0 * t)
        if share < 1.0:
            self.start.draw(frame, target)
        if share > 0.0:
            end = Frame(target.width, target.height)
            self.end.draw(frame, end)
            cv2.addWeighted(target.data, 1.0 - share, end.data, share, 0.0, dst=target.data)

    def close(self) -> None:
        """Close both."""
        self.start.close()
        self.end.close()
