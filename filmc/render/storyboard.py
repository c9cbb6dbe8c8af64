"""A picture of each shot, for tables and pages."""

from __future__ import annotations

from pathlib import Path

from filmc.base.fault import Fault
from filmc.ir.film import Film
from filmc.lower.timeline import Timeline
from filmc.render.delivery import studio_of
from filmc.render.film import Progress
from filmc.render.snapshot import as_jpeg, snapshot


def storyboard(film: Film, timeline: Timeline, root: Path, width: int, tell: Progress) -> dict[str, bytes]:
    """Return the middle of each shot as a JPEG file `width` pixels wide, by the shot's number.

    A shot whose media can not be opened has none.
    """
    studio = studio_of(timeline, root, width)
    clips = {segment.clip.shot: segment.clip for segment in timeline.segments}
    pictures: dict[str, bytes] = {}
    for done, shot in enumerate(film.shots):
        tell(done, len(film.shots), "panels")
        if clip := clips.get(shot.id):
            try:
                pictures[shot.number] = as_jpeg(snapshot(clip, clip.frames // 2, studio))
            except Fault:
                continue
    return pictures
