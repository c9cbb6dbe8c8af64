"""A clip, frame by frame: its picture, the words over it, and its fades to and from a colour."""

from __future__ import annotations

import cv2

from filmc.base.record import record
from filmc.ir.film import Transition
from filmc.ir.frames import FrameRange
from filmc.lower.timeline import Clip, Text
from filmc.render.colour import named
from filmc.render.motion import SOFTLY
from filmc.render.picture import Shown, open_clip_picture
from filmc.render.planes import Frame, Planes, filled, to_planes
from filmc.render.studio import Studio
from filmc.render.warp import IDENTITY, Lying, Matrix, lay, placed, put, shifted


@record
class Words:
    """Words that are set: the part of the frame that they touch, where it lies, and when."""

    planes: Planes
    place: Matrix
    lying: Lying | None
    """As they lie when they are all there."""
    shot_range: FrameRange
    fade: int
    """Frames of coming and of going."""

    def draw(self, frame: int, target: Frame) -> None:
        """Lay the words over frame number `frame` of the shot."""
        opacity = self.opacity(frame)
        if opacity < 1.0:
            lay(target, self.planes, self.place, opacity)
        else:
            put(target, self.lying)

    def opacity(self, frame: int) -> float:
        """Return how much of the words shows at `frame` of the shot."""
        start, end = self.shot_range
        if not start <= frame < end:
            return 0.0
        if not self.fade:
            return 1.0
        return min(1.0, (frame - start + 1) / (self.fade + 1), (end - frame) / (self.fade + 1))


@record
class OpenClip:
    """A clip whose picture is open and whose words are set."""

    clip: Clip
    shown: Shown
    words: tuple[Words, ...]

    def draw(self, frame: int, target: Frame) -> None:
        """Compose frame number `frame` of the clip into `target`."""
        self.shown.draw(frame, target)
        for words in self.words:
            words.draw(frame, target)
        if self.clip.fade_in:
            _fade(target, self.clip.fade_in, frame)
        if self.clip.fade_out:
            _fade(target, self.clip.fade_out, self.clip.frames - 1 - frame)

    def close(self) -> None:
        """Give back programs and files."""
        self.shown.close()


def open_clip(clip: Clip, studio: Studio) -> OpenClip:
    """Return `clip` opened. Fault where its media can not be."""
    return OpenClip(clip, open_clip_picture(clip, studio), tuple(_set(text, studio) for text in _flat(clip)))


def _flat(clip: Clip) -> list[Text]:
    """Return the words that lie on the frame; those in the picture (`quad`) move with it and are layers of it."""
    return [text for text in clip.texts if text.style != "quad"]


def _set(text: Text, studio: Studio) -> Words:
    image = studio.painters.text(text, studio.width, studio.height)
    left, top, width, height = cv2.boundingRect(image[..., 3].copy())
    left, top = left // 2 * 2, top // 2 * 2
    part = image[top : top + height + 2, left : left + width + 2]
    fade = 0 if text.style == "subtitle" else round(SOFTLY * studio.rate)  # subtitles are cut
    place = shifted(left, top) if part.size else IDENTITY
    planes = to_planes(part if part.size else image[:2, :2])
    lying = placed(planes, place, (0, 0, studio.width, studio.height))
    return Words(planes, place, lying, text.shot_range, fade)


def _fade(target: Frame, fade: Transition, distance: int) -> None:
    """Mix in the fade's colour; `distance` counts frames from the clip's end where the colour is, and nothing else."""
    if distance < fade.frames:
        share = distance / fade.frames
        ground = filled(target.width, target.height, named(fade.word.colour))
        cv2.addWeighted(target.data, share, ground.data, 1.0 - share, 0.0, dst=target.data)
