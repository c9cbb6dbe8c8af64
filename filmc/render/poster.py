"""The cover: a frame of the film with the title on it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from filmc.base.digest import digest
from filmc.ir.film import Cover
from filmc.ir.frames import snap
from filmc.lower.timeline import Clip, Slate, Still, Timeline
from filmc.render.draw.cover import paint_cover
from filmc.render.kept import keep, kept
from filmc.render.key import code_version, plain
from filmc.render.snapshot import as_png, snapshot
from filmc.render.studio import Studio


def paint_poster(cover: Cover, timeline: Timeline, studio: Studio) -> bytes:
    """Return the poster as a PNG file of the film's size: the frame that the cover names (else the first), titled."""
    clip, frame = _chosen(cover, timeline)
    return as_png(paint_cover(snapshot(clip, frame, studio), cover))


def kept_poster(cover: Cover, timeline: Timeline, studio: Studio, folder: Path) -> bytes:
    """Return `paint_poster`, painted anew only where `folder` has no poster of these words on this frame."""
    clip, frame = _chosen(cover, timeline)
    size = [studio.width, studio.height]
    path = folder / f"{digest([plain(cover), plain(clip), frame, size, code_version()])}.png"
    if _named_by_bytes(clip) and kept(path) is not None:
        return path.read_bytes()
    made = paint_poster(cover, timeline, studio)
    with suppress(OSError):  # nothing is lost but time
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_bytes(made)
        keep(part, path)
    return made


def _named_by_bytes(clip: Clip) -> bool:
    """Tell whether the clip's key changes with its picture: a file that the cover itself names has no digest."""
    return not isinstance(clip.picture, Still) or bool(clip.picture.digest)


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
