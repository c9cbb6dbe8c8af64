"""A picture of each shot, drawn in this process as soon as the film is read: the first thing to be seen of an edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from filmc.base.digest import digest
from filmc.base.fault import Fault
from filmc.lower.timeline import Timeline
from filmc.render.delivery import studio_of
from filmc.render.encode import DRAFT
from filmc.render.key import segment_keys
from filmc.render.preview import picture_of
from filmc.tools.preview.gallery import Gallery

WIDTH = 640
"""Pixels."""


class Pictures:
    """The pictures of a film's shots, each drawn once for what is seen in it."""

    def __init__(self, gallery: Gallery, root: Path) -> None:
        self._gallery, self._root = gallery, root

    def renew(
        self,
        timeline: Timeline,
        first: Sequence[str],
        tell: Callable[[Mapping[str, str]], None],
    ) -> None:
        """Draw what is not drawn yet, the shots `first` before the others; `tell` is given all that there is so far.

        It is given the ids by shot, and may raise what ends it. A shot whose media can not be opened has none.
        """
        studio = studio_of(timeline, self._root, min(WIDTH, timeline.width))
        by_shot: dict[str, list[str]] = {}
        for segment, key in zip(timeline.segments, segment_keys(timeline.segments, studio, DRAFT), strict=True):
            by_shot.setdefault(segment.clip.shot, []).append(key)
        names = {shot: digest(["picture", *keys]) for shot, keys in by_shot.items()}
        known = {shot: ident for shot, name in names.items() if (ident := self._gallery.ident(name))}
        tell(known)
        left = [shot for shot in names if shot not in known]
        for shot in sorted(left, key=lambda shot: _rank(first, shot)):
            try:
                drawn = picture_of(timeline, shot, studio)
            except Fault:
                continue
            if drawn:
                known[shot] = self._gallery.draw(names[shot], drawn)
                tell(known)


def _rank(first: Sequence[str], shot: str) -> int:
    return first.index(shot) if shot in first else len(first)
