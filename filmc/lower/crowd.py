"""A crowd: extras who stand, walk or sit behind the people of a shot, in rows that grow smaller."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.digest import seed
from filmc.ir.film import Presence
from filmc.ir.vocabulary import Face
from filmc.lower.extras import Extra
from filmc.lower.framing import Framing
from filmc.lower.optics import drawn_depth
from filmc.lower.panel import Facing, Figure, Thing
from filmc.lower.posing import COURSES, SEATED, eye_level, pose_of
from filmc.lower.props import PROPS

_ROWS = (1.5, 2.1)
"""How far behind the subject the rows are."""
_CLOSE = 2.5
"""From this size on the frame has no room for anybody else."""


def crowd_behind(
    extras: Sequence[Extra], figures: Sequence[Figure], framing: Framing
) -> tuple[tuple[Figure, ...], tuple[Thing, ...]]:
    """Return `extras` behind `figures`, and the desks that the seated among them sit at."""
    if framing.figure > _CLOSE:
        return (), ()
    scale = max(framing.figure, 0.3)
    frame = Framing(
        scale, framing.eye if framing.figure > 0.3 else 0.84 - framing.level * scale, framing.level, framing.aspect,
        framing.focal,
    )  # fmt: skip
    faces = [(figure.x, 0.14 * figure.size) for figure in figures if figure.size > 0.3]
    behind: list[Figure] = []
    for i, extra in enumerate(extras):
        share = (i + 0.5) / len(extras) + ((seed("crowd", extra.name, str(extra.body.seed)) % 100) / 100 - 0.5) * 0.06
        behind.append(_behind(extra, share, _ROWS[i % 2], frame, faces))
    desks = tuple(_desk(figure) for figure in behind if figure.pose in SEATED)
    return tuple(behind), desks


def _behind(extra: Extra, share: float, depth: float, frame: Framing, faces: list[tuple[float, float]]) -> Figure:
    pose = pose_of(Presence(name=extra.name), extra.said, abed=False)
    depth = drawn_depth(depth, frame.focal)
    x = share * frame.aspect
    for face, half in faces:
        if abs(x - face) < half:
            x = face + (half if x >= face else -half)
    nearness = depth**-0.7
    facing = _facing(extra, pose)
    way = 0.5 * COURSES.get(pose, 0.0) * frame.aspect * (-1 if facing == "left" else 1)
    return Figure(
        name=extra.name, body=extra.body, x=x - way / 2, eye=frame.eye_of(eye_level(extra.body, pose), nearness, depth),
        size=frame.figure * extra.body.height * nearness, depth=depth, facing=facing, pose=pose,
        face=Face(), bearing="upright", travel=(way, 0.0), path=(), vanishes=False,
    )  # fmt: skip


def _facing(extra: Extra, pose: str) -> Facing:
    if pose in {"walk", "run"}:
        return "left" if extra.body.seed % 2 else "right"
    return ("front", "left", "right")[extra.body.seed % 3] if pose not in SEATED else "front"


def _desk(figure: Figure) -> Thing:
    width = 0.72 * figure.size / max(figure.body.height, 0.5)
    top = figure.eye + 0.25 * figure.size
    prop = PROPS["desk"]
    return Thing(
        "desk", "desk", prop.colour, figure.x, top + width * prop.tall / 2, width, figure.depth - 0.02, (0.0, 0.0), ()
    )
