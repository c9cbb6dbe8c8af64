"""Seeing an edit at once: one picture of a shot, drawn in this process, and a crew that is there for the film file.

Who shows a film while it is written keeps a `Crew` from one rendering to the next (`Means.crew`, `Order.crew`): its
workers have everything loaded and remember what they drew. What this process draws it remembers, too.
"""

from __future__ import annotations

import os
from contextlib import closing

from filmc.lower.timeline import Clip, Timeline
from filmc.render.assistants import draw_together
from filmc.render.clip import OpenClip, open_clip
from filmc.render.crew import Crew
from filmc.render.picture import pieces_of
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


class Viewer:
    """Pictures of the shots of one timeline. The shot that was looked at last stays open, until the `close`.

    `studio` says how large they are (see `delivery.studio_of`); a `crew` that has nothing to do helps to draw them.
    """

    def __init__(self, timeline: Timeline, studio: Studio, crew: Crew | None = None) -> None:
        self._clips = {segment.clip.shot: segment.clip for segment in reversed(timeline.segments)}
        self._studio, self._crew = studio, crew
        self._opened: OpenClip | None = None

    def picture(self, shot: str, frame: int | None = None) -> bytes | None:
        """Return a JPEG of a frame of the shot with the id `shot`, words and all; None where there is no such shot.

        `frame` counts in the shot, and its last one is shown for those after it; left out, it is the one in the
        middle. Fault where the shot's media can not be opened.
        """
        if not (clip := self._clips.get(shot)):
            return None
        target = Frame(self._studio.width, self._studio.height)
        self._open(clip).draw(clip.frames // 2 if frame is None else min(frame, clip.frames - 1), target)
        return as_jpeg(to_rgb(target))

    def _open(self, clip: Clip) -> OpenClip:
        if not self._opened or self._opened.clip is not clip:
            self.close()
            if self._crew:
                draw_together(pieces_of(clip.picture, clip, self._studio), self._crew)
            self._opened = open_clip(clip, self._studio)
        return self._opened

    def close(self) -> None:
        """Give back what the open shot holds."""
        if self._opened:
            self._opened.close()
            self._opened = None


def picture_of(timeline: Timeline, shot: str, studio: Studio) -> bytes | None:
    """Return the one picture in the middle of a shot, as a `Viewer`."""
    with closing(Viewer(timeline, studio)) as viewer:
        return viewer.picture(shot)
