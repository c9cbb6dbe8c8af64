"""The cover: a frame of the film with the title on it."""

from __future__ import annotations

from filmc.ir.film import Cover
from filmc.ir.frames import snap
from filmc.lower.timeline import Clip, Slate, Still, Timeline
from filmc.render.draw.cover import paint_cover
from filmc.render.snapshot import as_png, snapshot
from filmc.render.studio import Studio


def paint_poster(cover: Cover, timeline: Timeline, studio: Studio) -> bytes:
    """Return the poster as a PNG file of the film's size: the frame that the cover names (else the first), titled."""
    clip, frame = _chosen(cover, timeline)
    return as_png(paint_cover(snapshot(clip, frame, studio), cover))


def _chosen(cover: Cover, timeline: Timeline) -> tuple[Clip, int]:
    clips = {segment.clip.shot: segment.clip for segment in timeline.segments}
    first = next(iter(clips.values()), Clip("cover", Slate("", ""), 1))
    wanted = cover.frame
    if wanted is None:
        return first, first.frames // 2
    if wanted.file:
        return Clip("cover", Still(wanted.file, ""), 1), 0
    clip = clips.get(wanted.shot or "", first)
    match wanted.at:
        case "first":
            return clip, 0
        case "last":
            return clip, clip.frames - 1
        case seconds:
            return clip, snap(seconds, timeline.rate)
