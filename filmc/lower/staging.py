"""Staging: who stands where in the picture, how large, turned which way. From a shot to `Figure`s and `Thing`s.

The size says how large an adult is and the aim where the eyes are; seats, `with` and the number of people say the
rest. Nobody's face is hidden by another's, and speakers face each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from filmc.base.record import record, replace
from filmc.ir.film import Film, Presence, Shot
from filmc.lower.crowd import crowd_behind
from filmc.lower.extras import Extra, extras_of, means_all, recalled
from filmc.lower.framing import Framing
from filmc.lower.optics import drawn_depth, focal_of
from filmc.lower.panel import Body, Facing, Figure, Pose, Thing
from filmc.lower.posing import COURSES, EYES, eye_level, on_screen, pose_of, said_of, vanishing
from filmc.lower.propping import Floor, fraction, hand_of, things_in

Bodies = Mapping[tuple[str, str | None], Body]
DEPTHS = {"near": 0.66, "middle": 1.0, "far": 1.6}
_EYE_LINES = ((0.0, 0.42), (0.85, 0.165), (1.3, 0.22), (1.9, 0.3), (2.7, 0.37), (4.0, 0.43), (5.6, 0.47), (10.0, 0.5))
"""(figure, height of the eyes in the frame) for shots that aim at the upper body."""


def stage(film: Film, shot: Shot, bodies: Bodies, aspect: float) -> tuple[tuple[Figure, ...], tuple[Thing, ...]]:
    """Return the people and things of `shot`, in frame units of a picture `aspect` wide and 1 high."""
    players, crowd = _players(film, shot, bodies)
    framing = _framing(shot, players, aspect)
    figures = [_figure(film, shot, player, framing) for player in players]
    figures = _apart(_placed(figures, players, framing), framing)
    figures = [_turned(figure, shot, len(figures)) for figure in figures]
    things = things_in(film, shot, tuple(figures), Floor(framing.figure, framing.ground, aspect))
    figures = [replace(figure, pose="reach") if _holds(figure, things) else figure for figure in figures]
    if any(thing.kind == "car" for thing in things) and framing.figure < 1.0:
        figures = [figure for figure in figures if figure.pose != "drive"]
    behind, desks = crowd_behind(crowd, figures, framing)
    return (*behind, *figures), (*desks, *things)


def _turned(figure: Figure, shot: Shot, count: int) -> Figure:
    """Turn somebody as the angle's yaw looks at them, where nothing says how they face."""
    yaw = abs(shot.angle.yaw)
    if shot.size.aim == "feet" and count == 1 and figure.facing in {"front", "right"}:
        return replace(figure, facing="right", x=figure.x + 0.08 * figure.size)
    if yaw >= 120 and figure.facing != "back":
        return replace(figure, facing="back")
    if 20 <= yaw < 120 and count == 1 and figure.facing == "front":
        return replace(figure, facing="right" if shot.angle.yaw > 0 else "left")
    return figure


def _holds(figure: Figure, things: tuple[Thing, ...]) -> bool:
    """Tell whether somebody idle has a thing before their hand: they hold it."""
    hand = hand_of(figure)
    idle = figure.pose in {"stand", "look"} and figure.body.kind == "person"
    return idle and any(abs(thing.x - hand[0]) + abs(thing.y - hand[1]) < 0.01 for thing in things)


def _is_insert(shot: Shot) -> bool:
    """Tell whether the shot is about a thing so close that nobody is in it."""
    close = shot.size.aim in {"hands", "place"} and shot.size.figure >= 5 and shot.size.name != "hands"
    return close or (shot.setup is not None and shot.setup.name in {"insert", "letter insert"})


def _abed(film: Film, shot: Shot) -> bool:
    place = film.entities.get(shot.place or "")
    words = " ".join((*shot.action, shot.slug_place, place.base.appearance if place else "")).lower()
    return "bed" in words.replace("bedside", "").split() or any(
        word in words for word in ("bedroom", "卧室", "床", "in bed")
    )


@record
class _Player:
    """Somebody in the picture: who, as which body, in which pose, and the action that is about them."""

    presence: Presence
    body: Body
    pose: Pose
    said: str


def _players(film: Film, shot: Shot, bodies: Bodies) -> tuple[list[_Player], list[Extra]]:
    """Return who is seen, and the crowd behind them; nobody in an insert, and none of whom there is no body."""
    if _is_insert(shot):
        return [], []
    seen = [one for one in on_screen(shot) if (one.name, None) in bodies]
    if not shot.cast and not _is_empty(shot):
        seen = [one for one in recalled(film, shot) if (one.name, None) in bodies]
    players = []
    for one in seen:
        body = bodies.get((one.name, one.variant)) or bodies[one.name, None]
        said = said_of(film, one.name, shot, alone=len(seen) == 1 or not shot.cast or means_all(shot))
        players.append(_Player(one, body, pose_of(one, said, abed=_abed(film, shot)), said))
    extras = [] if _is_empty(shot) else extras_of(film, shot, len(players))
    alone = not players or (len(extras) == 1 and not shot.setup_cast)
    ahead = [extra for extra in extras if alone and not extra.crowd and len(extras) + len(players) <= _ABREAST]
    return players + [_anonymous(extra) for extra in ahead], [extra for extra in extras if extra not in ahead]


_ABREAST = 4
"""People up to whom extras stand among the others; more stand behind them."""


def _anonymous(extra: Extra) -> _Player:
    presence = Presence(name=extra.name)
    return _Player(presence, extra.body, pose_of(presence, extra.said, abed=False), extra.said)


def _is_empty(shot: Shot) -> bool:
    """Tell whether the shot is of a place alone."""
    return shot.setup is not None and shot.setup.name == "empty frame"


def _framing(shot: Shot, players: list[_Player], aspect: float) -> Framing:
    """Return the frame, laid on the tallest of `players`: a child's full shot is as full as an adult's."""
    figure = shot.size.figure
    level = max((eye_level(one.body, one.pose) for one in _faced(players)), default=EYES["stand"])
    pitch = shot.angle.pitch if shot.size.aim not in PARTS else 0.0
    size = figure * (1.0 + pitch / 220.0) if abs(pitch) < 60 else figure * 0.8
    size = min(size, _PART) if shot.size.aim in PARTS else size
    if figure > _WIDE and players:
        size /= _stature(players, figure)
    eye = _eye_line(shot, size, level) - max(min(pitch, 30.0), -30.0) * 0.0028 * max(min(figure, 1.0) - 0.85, 0) / 0.15
    return Framing(size, eye, level, aspect, focal_of(shot.lens))


PARTS = {"feet": 0.06, "knees": 0.28, "hands": 0.46}
"""How high the parts are that a shot can aim at, in heights of the body."""
_PART = 3.2
"""An adult's height in a shot of both feet or both hands."""
_WIDE = 0.5
"""Sizes up to here show a place, larger ones the people."""
_LOOMING = 0.8
"""How much of the frame's height somebody enormous takes in the widest shot."""


def _faced(players: list[_Player]) -> list[_Player]:
    """Return those whom the frame is laid on: not the backs in front of them."""
    return [player for player in players if player.presence.spot.facing != "back"] or players


def _stature(players: list[_Player], figure: float) -> float:
    """Return the height of the tallest whom a frame of size `figure` is laid on."""
    closeness = min(max((figure - 1.0) / 1.5, 0.0), 1.0)
    people = [
        one.body.height * (1.0 + (_HEADS[one.body.age] - 1.0) * closeness)
        for one in _faced(players)
        if one.body.kind in {"person", "horse"}
    ]
    return min(max(max(people, default=1.0), 0.62), 1.25)


_HEADS = {"child": 1.4, "teen": 1.13, "adult": 1.0, "elder": 1.02}
"""How large heads are to their bodies, against an adult's: the nearer a shot, the more it is laid on the head."""


def _eye_line(shot: Shot, figure: float, level: float) -> float:
    match shot.size.aim:
        case "eyes":
            return 0.5
        case "mouth":
            return 0.5 - 0.048 * figure
        case "feet" | "knees" | "hands" as aim:
            return {"feet": 0.72, "knees": 0.6, "hands": 0.52}[aim] - (level - PARTS[aim]) * figure
    if figure <= 0.95:
        return 0.745 + 0.27 * figure - level * figure
    for (f0, e0), (f1, e1) in pairwise(_EYE_LINES):
        if figure <= f1:
            return e0 + (e1 - e0) * (figure - f0) / (f1 - f0)
    return _EYE_LINES[-1][1]


def _figure(film: Film, shot: Shot, player: _Player, framing: Framing) -> Figure:
    """Return somebody as framed; `x` and `facing` come later."""
    one, body, pose = player.presence, player.body, player.pose
    pose = "run" if pose == "ride" and body.kind in _RIDDEN else pose
    depth = drawn_depth(DEPTHS[one.spot.depth or "middle"], framing.focal)
    near_back = one.spot.facing == "back" and depth < 1
    nearness = 1.34 if near_back else depth**-0.7
    raised = {"low": 0.14, "high": -0.12, None: 0.0}[one.spot.level]
    eye = framing.eye_of(eye_level(body, pose), nearness, depth) + raised
    if framing.figure > 1.05 and shot.size.aim in {"chest", "head", "waist", "whole"}:
        eye = min(eye, framing.eye + (0.1 if near_back else 0.3))
    course = COURSES.get(pose, 0.0) if one.name not in film.entities else 0.0
    travel = one.blocking.travel if one.blocking else (course, 0.0)
    size = _size(body, framing) * nearness
    return Figure(
        name=one.name, body=body, x=framing.aspect / 2, eye=eye,
            size=size, depth=depth, facing="front", pose=pose,
        face=one.face, bearing="leaning" if one.spot.posture == "leaning" else one.bearing,
        travel=(travel[0] * framing.aspect, travel[1]), path=_path(film, shot, one, framing.aspect),
        vanishes=vanishing(one, player.said),
    )  # fmt: skip


_RIDDEN = frozenset({"horse", "animal"})
"""Bodies of which `gallops` says that they run, not that they sit on something."""


def _size(body: Body, framing: Framing) -> float:
    """Return how tall a body stands at the subject's depth: an enormous one looms in a wide shot, fits a close one."""
    if body.kind == "person" or body.height < _ENORMOUS:
        return framing.figure * body.height
    if framing.figure <= _WIDE:
        return max(framing.figure * body.height, _LOOMING)
    return min(framing.figure * min(body.height, 1.1), 1.9)


_ENORMOUS = 1.6


def _path(film: Film, shot: Shot, one: Presence, aspect: float) -> tuple[tuple[float, float], ...]:
    entity = film.entities.get(one.name)
    names = {name.lower() for name in (one.name, *(entity.also if entity else ()))}
    for path in shot.paths:
        if path.thing.lower() in names:
            return tuple(
                (fraction(p.x, film.settings.width) * aspect, fraction(p.y, film.settings.height)) for p in path.points
            )
    return ()


_AWAY = re.compile(
    r"\b(?:walk|run|go|ride|sail|stride|wander|limp)(?:s|es|ing)? (?:away|off)\b|\binto the distance\b|远去|离开|走远"
)


_SLOTS: dict[int, tuple[float, ...]] = {1: (0.5,), 2: (0.31, 0.69), 3: (0.2, 0.5, 0.8), 4: (0.14, 0.38, 0.62, 0.86)}


def _placed(figures: list[Figure], players: list[_Player], framing: Framing) -> list[Figure]:
    """Give everybody a place across the frame and a way to face."""
    present = [player.presence for player in players]
    leaving = {player.presence.name for player in players if _AWAY.search(player.said)}
    count = len(figures)
    if not count:
        return []
    slots = _SLOTS.get(count) or tuple(0.1 + 0.8 * i / (count - 1) for i in range(count))
    shares = _seats(slots, present)
    placed: list[Figure] = []
    for figure, one, share in zip(figures, present, shares, strict=True):
        facing = one.spot.facing or ("back" if one.name in leaving else _facing(figure, share, count))
        x = (share + _nudge(figure, one, share, facing, count)) * framing.aspect - _lead(figure)
        row = 0.25 if count > 4 and len(placed) % 2 else 0.0
        placed.append(replace(figure, x=x, facing=facing, depth=figure.depth + row))
    return placed


def _nudge(figure: Figure, one: Presence, share: float, facing: Facing, alone: int) -> float:
    """Return how far somebody moves from their place: a near back to the frame's edge, a lone one for looking room."""
    if facing == "back" and figure.depth < 1 and abs(share - 0.5) > 0.1:
        return (0.13 if share < 0.5 else 0.87) - share
    if alone == 1 and one.spot.side is None:
        return {"left": 0.05, "right": -0.05}.get(facing, 0.0)
    return 0.0


def _seats(slots: tuple[float, ...], present: list[Presence]) -> list[float]:
    """Return a share of the frame's width for each: the sides that are asked for, then the slots that are left."""
    if len(slots) == 1:
        return [{"left": 0.34, "right": 0.66}.get(present[0].spot.side or "", 0.5)]
    left = list(slots)
    shares: dict[int, float] = {}
    for i, one in enumerate(present):
        if one.spot.side:
            goal = {"left": 0.0, "centre": 0.5, "right": 1.0}[one.spot.side]
            shares[i] = min(left, key=lambda slot: abs(slot - goal))
            left.remove(shares[i])
    for i in range(len(present)):
        if i not in shares:
            shares[i] = left.pop(0)
    return [shares[i] for i in range(len(present))]


def _facing(figure: Figure, share: float, count: int) -> Facing:
    """Return the way somebody faces who is not told: the way they go, else towards the others, else us."""
    if figure.travel[0]:
        return "right" if figure.travel[0] > 0 else "left"
    if count == 1:
        return "right" if figure.pose in _SIDEWAYS else "front"
    if count > 3 and 0.3 < share < 0.7:
        return "front"
    return "right" if share < 0.45 else "left" if share > 0.55 else "front"


_SIDEWAYS = frozenset({"walk", "run", "drive", "ride", "fly", "swim", "fight", "reach", "point"})
"""Poses that are best seen from the side."""


def _lead(figure: Figure) -> float:
    """Return how far before their place those begin who cross the frame, so that they are seen half way."""
    return figure.travel[0] / 2


def _apart(figures: list[Figure], framing: Framing) -> list[Figure]:
    """Move faces apart that would hide each other, and make all a little smaller where they can not fit."""
    faces = [figure for figure in figures if not (figure.facing == "back" and figure.depth < 1)]
    if len(faces) < 2:
        return figures
    need = sum(0.24 * figure.size for figure in faces)
    shrink = max(min(1.0, framing.aspect * 0.98 / need), 0.45)
    figures = [replace(f, size=f.size * shrink, eye=_kept_ground(f, shrink, framing)) for f in figures]
    order = sorted(range(len(figures)), key=lambda i: (figures[i].x, i))
    moved = list(figures)
    for before, after in pairwise(order):
        gap = 0.11 * (moved[before].size + moved[after].size)
        lack = gap - (moved[after].x - moved[before].x)
        if lack > 0:
            moved[before] = replace(moved[before], x=moved[before].x - lack / 2)
            moved[after] = replace(moved[after], x=moved[after].x + lack / 2)
    return moved


def _kept_ground(figure: Figure, shrink: float, framing: Framing) -> float:
    """Return the eyes' height of a figure made smaller: on its feet in a wide shot, about its eyes in a close one."""
    if framing.figure > 1.05 or shrink >= 1:
        return figure.eye
    return figure.eye + eye_level(figure.body, figure.pose) / figure.body.height * figure.size * (1.0 - shrink)
