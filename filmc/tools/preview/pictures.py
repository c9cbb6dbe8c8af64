"""A picture of each shot, drawn in this process as soon as the film is read: the first thing to be seen of an edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from filmc.base.digest import digest
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.lower.timeline import Segment, Timeline
from filmc.render.crew import Crew
from filmc.render.delivery import studio_of
from filmc.render.encode import DRAFT
from filmc.render.key import segment_keys
from filmc.render.preview import Viewer
from filmc.render.studio import Studio
from filmc.tools.preview.gallery import Gallery

WIDTH = 640
"""Pixels."""


@record
class Playhead:
    """Where the page stands: a shot by its id, and a frame that counts in it."""

    shot: str
    frame: int


NOWHERE = Playhead("", 0)


class Pictures:
    """The pictures of one cut of the film, each drawn once for what is seen in it. A context: its end closes shots.

    A `crew` that has nothing to do helps to draw them.
    """

    def __init__(self, timeline: Timeline, gallery: Gallery, root: Path, crew: Crew | None = None) -> None:
        studio = studio_of(timeline, root, min(WIDTH, timeline.width))
        self._gallery, self._viewer = gallery, Viewer(timeline, studio, crew)
        self._names = _named(timeline.segments, studio)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._viewer.close()

    @property
    def known(self) -> dict[str, str]:
        """The ids of the pictures that are drawn, by shot."""
        return {shot: ident for shot, name in self._names.items() if (ident := self._gallery.ident(name))}

    def at(self, playhead: Playhead) -> str | None:
        """Return the id of a picture of just the frame at the playhead; None where none can be drawn."""
        if playhead.shot not in self._names:
            return None
        name = digest([self._names[playhead.shot], "frame", playhead.frame])
        return self._gallery.ident(name) or self._draw(playhead.shot, name, playhead.frame)

    def renew(self, first: str, tell: Callable[[Mapping[str, str]], None]) -> None:
        """Draw what is not drawn yet, the shot `first` before the others; `tell` is given the ids so far, by shot.

        It may raise what ends it. A shot whose media can not be opened has no picture.
        """
        known = self.known
        tell(known)
        left = [shot for shot in self._names if shot not in known]
        for shot in sorted(left, key=lambda shot: shot != first):
            if ident := self._draw(shot, self._names[shot]):
                known[shot] = ident
                tell(known)

    def _draw(self, shot: str, name: str, frame: int | None = None) -> str | None:
        try:
            drawn = self._viewer.picture(shot, frame)
        except Fault:
            return None
        return self._gallery.draw(name, drawn) if drawn else None


def _named(segments: Sequence[Segment], studio: Studio) -> Mapping[str, str]:
    """Return what to call each shot's picture: equal names are equal pictures, all through the shot."""
    by_shot: dict[str, list[str]] = {}
    for segment, key in zip(segments, segment_keys(segments, studio, DRAFT), strict=True):
        by_shot.setdefault(segment.clip.shot, []).append(key)
    return {shot: digest(["picture", *keys]) for shot, keys in by_shot.items()}
