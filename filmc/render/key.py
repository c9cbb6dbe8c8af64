"""Keys of segments: the bytes that a segment would have are named by all that goes into them.

No span, label, name of a word, place in the film or path is a part of a key; media count by their digest. What makes
pictures counts too: filmc's own drawing and rendering code and the encoder's version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from filmc.base.digest import digest, digest_bytes, digest_file
from filmc.ir.node import Node
from filmc.lower.timeline import Segment
from filmc.render.encode import THREADS, Quality
from filmc.render.studio import Studio

_HANDLES = {"span", "shot", "film_range"}
"""Fields of the timeline that are only handles for people, or say where in the film something is."""
_WORDS = {"span", "name", "also", "meaning", "prompt", "parameters", "toward", "own"}
"""Fields of the vocabulary that no picture shows."""


def segment_key(segment: Segment, studio: Studio, quality: Quality) -> str:
    """Return the name of the segment's file: equal keys are equal bytes."""
    clips = [clip for clip in (segment.clip, segment.incoming) if clip is not None]
    sounds = [mouth.sound for clip in clips for mouth in clip.mouths if mouth.sound in studio.takes]
    return digest(
        [
            plain(segment),
            [digest_file(studio.takes[sound].path) for sound in sounds],
            [studio.width, studio.height, str(studio.rate)],
            [quality.preset, quality.crf, THREADS, studio.ffmpeg.version],
            _painters(studio),
        ],
    )


def plain(value: Any) -> Any:
    """Return `value` as JSON-able data, with nothing in it that a picture does not depend on."""
    if isinstance(value, Node):
        return {name: plain(part) for name, part in value.__dict__.items() if name not in _WORDS}
    if is_dataclass(value):
        return [type(value).__name__, {name: plain(getattr(value, name)) for name in _telling(value)}]
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, Fraction) else value


def _telling(value: Any) -> list[str]:
    names = [field.name for field in fields(value) if field.name not in _HANDLES]
    by_digest = "digest" in names and value.digest
    return [name for name in names if not (by_digest and name == "path")]


def _painters(studio: Studio) -> list[str]:
    pens = (studio.painters.panel, studio.painters.text, studio.painters.roll)
    return [code_version(), *(f"{pen.__module__}.{getattr(pen, '__qualname__', '')}" for pen in pens)]


@cache
def code_version() -> str:
    """Return a digest of the code that makes pictures and sound: a new version makes them anew."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    camera = Path(__file__).parent.parent / "lower" / "camera.py"
    return digest([digest_bytes(file.read_bytes()) for file in [*files, camera]])
