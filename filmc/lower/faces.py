"""Where the faces of a shot are in its picture, as the animatic stages it: what a mouth is told by, and cut out by.

Boxes are (left, top, right, bottom) in parts of the frame, over the whole shot: the camera moves, and so do people.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from filmc.base.record import record
from filmc.ir.film import Film, Presence, Shot
from filmc.lower.camera import camera_at, placement
from filmc.lower.casting import cast
from filmc.lower.nameless import nameless
from filmc.lower.panel import Figure, Panel
from filmc.lower.picture import panel_of
from filmc.lower.propping import fraction
from filmc.lower.staging import Bodies

Corners = tuple[float, float, float, float]
"""Left, top, right, bottom."""

HEADS = {"child": 0.24, "teen": 0.2, "adult": 0.18, "elder": 0.18}
"""How tall heads are, in heights of the body; the pen's agree (a test holds them to it)."""
_BEAST = 0.36
"""The same for bodies that are no people's, jaws included."""
_LAID = 0.42
"""How far the head of somebody lying may be from the middle of the body, in heights of it."""
_CROWD = 1.4
"""People at this distance and beyond are a crowd in the background: nobody takes their faces for a speaker's."""
_MOMENTS = 5
"""Times of a shot at which it is looked where its faces are."""


@record
class Face:
    """Somebody's face; `by` tells who says where it is: the author by a box or a side, or the staging alone."""

    name: str
    box: Corners
    by: Literal["box", "side", "staging"]


class Staging:
    """A film as the animatic stages it; nothing is staged before somebody asks."""

    def __init__(self, film: Film) -> None:
        self._film = film

    def faces(self, shot: Shot) -> tuple[Face, ...]:
        """Return the faces that are turned to us in `shot`, from left to right; names are the film's own."""
        drawn = self._shots[shot.id]
        panel = panel_of(self._bare, drawn, self._bodies)
        people = {two.name: one for one, two in zip(shot.cast, drawn.cast, strict=True)}
        found = [_face(self._film, people.get(name), name, box) for name, box in _staged(panel, shot)]
        return tuple(sorted(found, key=lambda face: (face.box[0] + face.box[2], face.box)))

    @cached_property
    def _bare(self) -> Film:
        return nameless(self._film)

    @cached_property
    def _bodies(self) -> Bodies:
        return cast(self._bare)

    @cached_property
    def _shots(self) -> dict[str, Shot]:
        return {shot.id: shot for shot in self._bare.shots}


def _face(film: Film, one: Presence | None, name: str, box: Corners) -> Face:
    """Return a staged face, moved to where the author says that it is."""
    if one is None:  # an extra, of whom no cue speaks
        return Face(name, box, "staging")
    said = one.spot.box
    if said is None:
        return Face(one.name, box, "side" if one.spot.side else "staging")
    width, height = film.settings.width, film.settings.height
    left, top = fraction(said.x, width), fraction(said.y, height)
    return Face(one.name, (left, top, left + fraction(said.width, width), top + fraction(said.height, height)), "box")


def _staged(panel: Panel, shot: Shot) -> Iterator[tuple[str, Corners]]:
    """Yield whose face is where; on a split screen each has a half of it."""
    if panel.halves:
        for number, half in enumerate(panel.halves):
            for name, (left, top, right, bottom) in _staged(half, shot):
                yield name, ((left + number) / 2, top, (right + number) / 2, bottom)
        return
    for figure in panel.figures:
        if figure.facing != "back" and figure.depth < _CROWD and (box := _over_the_shot(figure, panel, shot)):
            yield figure.name, box


def _over_the_shot(figure: Figure, panel: Panel, shot: Shot) -> Corners | None:
    """Return the box around all places in the frame where a face is during the shot; None where it is never in it."""
    boxes = [_seen(figure, panel, shot, number / (_MOMENTS - 1)) for number in range(_MOMENTS)]
    inside = [box for box in boxes if box[0] < 1 and box[1] < 1 and box[2] > 0 and box[3] > 0]
    if not inside:
        return None
    lefts, tops, rights, bottoms = zip(*inside, strict=True)
    return max(min(lefts), 0.0), max(min(tops), 0.0), min(max(rights), 1.0), min(max(bottoms), 1.0)


def _seen(figure: Figure, panel: Panel, shot: Shot, progress: float) -> Corners:
    """Return where a face is at a time of the shot (0..1), through the camera."""
    left, top, right, bottom = _head(figure)
    dx, dy = _way(figure, progress)
    frame = round(progress * max(shot.frames - 1, 0))
    lies = placement(camera_at(shot.camera, frame), figure.depth, panel.aspect)
    across = [0.5 + ((x + dx) / panel.aspect - 0.5) * lies.scale + lies.dx for x in (left, right)]
    down = [0.5 + (y + dy - 0.5) * lies.scale + lies.dy for y in (top, bottom)]
    return across[0], down[0], across[1], down[1]


def _head(figure: Figure) -> Corners:
    """Return the box around a head, in frame units."""
    person = figure.body.kind == "person"
    tall = (HEADS[figure.body.age] if person else _BEAST) * figure.size
    wide = 0.6 * tall + (_LAID * figure.size if figure.pose == "lie" else 0.0)
    return figure.x - wide, figure.eye - 0.55 * tall, figure.x + wide, figure.eye + 0.65 * tall


def _way(figure: Figure, progress: float) -> tuple[float, float]:
    """Return how far somebody has gone, in frame units: along their path, or straight."""
    if len(figure.path) < 2:
        return figure.travel[0] * progress, figure.travel[1] * progress
    place = progress * (len(figure.path) - 1)
    at = min(int(place), len(figure.path) - 2)
    (x0, y0), (x1, y1) = figure.path[at : at + 2]
    x, y = x0 + (x1 - x0) * (place - at), y0 + (y1 - y0) * (place - at)
    return x - figure.x, y - figure.eye
