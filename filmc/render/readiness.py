"""Which segments of a shot the cache has already, for a build without options: asked, nothing is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.record import record, replace
from filmc.ir.frames import FrameRange
from filmc.lower.timeline import Timeline
from filmc.produce.take import SoundTake
from filmc.render.encode import FINAL
from filmc.render.kept import kept
from filmc.render.key import segment_keys
from filmc.render.painters import PAINTERS
from filmc.render.segments import pieces
from filmc.render.stand_in import with_slates
from filmc.render.studio import Studio


@record
class Ready:
    """A segment: its frames in the film, whether it is a transition, and whether its file is in the cache."""

    film_range: FrameRange
    transition: bool
    cached: bool


def readiness(
    timeline: Timeline, takes: Mapping[str, SoundTake], root: Path, cache: Path, shot: str
) -> Iterator[Ready]:
    """Yield the segments in which `shot` is seen, in order."""
    even = replace(timeline, width=timeline.width + timeline.width % 2, height=timeline.height + timeline.height % 2)
    studio = Studio(even.width, even.height, even.rate, root, takes, PAINTERS, find_ffmpeg(), cache / "stills")
    seen = [each for each in even.segments if shot in (each.clip.shot, each.incoming.shot if each.incoming else "")]
    shown, _ = with_slates(replace(even, segments=tuple(seen)), studio)
    cut = [piece for segment in shown.segments for piece in pieces(segment, FINAL.piece)]
    for piece, key in zip(cut, segment_keys(cut, studio, FINAL), strict=True):
        path = cache / "segments" / f"{key}.mp4"
        yield Ready(piece.film_range, piece.transition is not None, kept(path) is not None)
