"""Keys of segments: the bytes that a segment would have are named by all that goes into them.

No span, label, name of a word, place in the film or path is a part of a key; media count by their digest. What makes
pictures counts too: filmc's own drawing and rendering code and the encoder's version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any

from filmc.base.digest import digest, digest_bytes
from filmc.base.record import replace
from filmc.ir.frames import FrameRange
from filmc.ir.node import Node
from filmc.lower.timeline import Clip, Segment
from filmc.render.encode import THREADS, Quality
from filmc.render.kept import digest_of
from filmc.render.studio import Studio

_HANDLES = {"span", "shot", "film_range"}
"""Fields of the timeline that are only handles for people, or say where in the film something is."""
_WORDS = {"span", "name", "also", "meaning", "prompt", "parameters", "toward", "own"}
"""Fields of the vocabulary that no picture shows."""


def segment_keys(segments: Iterable[Segment], studio: Studio, quality: Quality) -> list[str]:
    """Return the names of the segments' files: equal keys are equal bytes."""
    around = [
        [studio.width, studio.height, str(studio.rate)],
        [quality.preset, quality.crf, THREADS, studio.ffmpeg.version],
        _painters(studio),
    ]
    pictures: dict[int, Any] = {}  # a clip is in its own segments and in the transitions on both its sides

    def seen(clip: Clip | None, frames: FrameRange) -> Any:
        if clip is None:
            return None
        if id(clip) not in pictures:
            pictures[id(clip)] = digest(plain(replace(clip, texts=(), mouths=(), fade_in=None, fade_out=None)))
        return [pictures[id(clip)], plain(frames), _passing(clip, frames, studio)]

    def key(one: Segment) -> str:
        shown = [seen(one.clip, one.shot_range), seen(one.incoming, FrameRange(0, one.shot_range.length))]
        return digest([*shown, plain(one.transition), around])

    return [key(one) for one in segments]


def _passing(clip: Clip, frames: FrameRange, studio: Studio) -> list[Any]:
    """Return what shows in these frames of the clip only: words, speech on lips, fades."""
    texts = [text for text in clip.texts if text.style == "quad" or text.shot_range.overlaps(frames)]
    mouths = [mouth for mouth in clip.mouths if FrameRange(mouth.start, mouth.start + mouth.length).overlaps(frames)]
    sounds = [digest_of(studio.takes[mouth.sound].path) for mouth in mouths if mouth.sound in studio.takes]
    coming = clip.fade_in if clip.fade_in and frames.start < clip.fade_in.frames else None
    going = clip.fade_out if clip.fade_out and frames.end > clip.frames - clip.fade_out.frames else None
    return [plain(part) for part in (texts, mouths, coming, going)] + [sounds]


def plain(value: Any) -> Any:
    """Return `value` as JSON-able data, with nothing in it that a picture does not depend on."""
    kind: Any = type(value)
    if kind in _BARE:
        return value
    if kind is tuple or kind is list:
        return [plain(part) for part in value]
    return _shape(kind)(value)


_BARE = {str, int, float, bool, NoneType}


@cache
def _shape(kind: Any) -> Callable[[Any], Any]:
    """Return what makes values of `kind` plain: found out once for each type, for a film holds thousands of them."""
    if issubclass(kind, Node):
        return lambda node: {name: plain(part) for name, part in node.__dict__.items() if name not in _WORDS}
    if is_dataclass(kind):
        return _record(kind)
    if issubclass(kind, Mapping):
        return lambda mapping: {str(name): plain(part) for name, part in mapping.items()}
    if issubclass(kind, tuple | list):
        return lambda row: [plain(part) for part in row]
    return str if issubclass(kind, Fraction) else lambda value: value


def _record(kind: Any) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind) if field.name not in _HANDLES]
    unplaced = [name for name in names if name != "path"]
    by_digest = "digest" in names

    def made(value: Any) -> Any:
        telling = unplaced if by_digest and value.digest else names
        return [kind.__name__, {name: plain(getattr(value, name)) for name in telling}]

    return made


def _painters(studio: Studio) -> list[str]:
    pens = (studio.painters.panel, studio.painters.text, studio.painters.roll)
    return [code_version(), *(f"{pen.__module__}.{getattr(pen, '__qualname__', '')}" for pen in pens)]


@cache
def code_version() -> str:
    """Return a digest of the code that makes pictures and sound: a new version makes them anew."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    camera = Path(__file__).parent.parent / "lower" / "camera.py"
    return digest([digest_bytes(file.read_bytes()) for file in [*files, camera]])
