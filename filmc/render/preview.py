"""Seeing an edit at once: one picture of a shot, drawn in this process, and a crew that is there for the film file.

Who shows a film while it is written keeps a `Crew` from one rendering to the next (`Means.crew`, `Order.crew`): its
workers have everything loaded and remember what they drew. What this process draws it remembers, too.
"""

from __future__ import annotations

import os

from filmc.lower.timeline import Clip, Timeline
from filmc.render.clip import open_clip
from filmc.render.crew import Crew
from filmc.render.planes import Frame, to_rgb
from filmc.render.snapshot import as_jpeg
from filmc.render.studio import Studio

_NICE = 10
"""By how much workers let the reading of the next save go first, the picture of its shot, and the browser."""
_PATIENCE = 120.0
"""Seconds after which idle workers give their memory back."""


def standing_crew() -> Crew:
    """Return a crew for many renderings, its workers already loading; a context that ends them."""
    crew = Crew(os.cpu_count() or 1, _PATIENCE, _NICE)
    crew.call()
    return crew


def picture_of(timeline: Timeline, shot: str, studio: Studio, frame: int | None = None) -> bytes | None:
    """Return a JPEG of a frame of the shot with the id `shot`, words and all; None where there is no such shot.

    `frame` counts in the shot, and its last one is shown for those after it; left out, it is the one in the middle.
    `studio` says how large (see `delivery.studio_of`). Fault where the shot's media can not be opened.
    """
    clip = next((segment.clip for segment in timeline.segments if segment.clip.shot == shot), None)
    return _picture(clip, studio, clip.frames // 2 if frame is None else frame) if clip else None


def _picture(clip: Clip, studio: Studio, frame: int) -> bytes:
    target = Frame(studio.width, studio.height)
    opened = open_clip(clip, studio)
    try:
        opened.draw(min(frame, clip.frames - 1), target)
    finally:
        opened.close()
    return as_jpeg(to_rgb(target))
