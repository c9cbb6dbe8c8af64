"""From a `Figure` to a sketch of it: which way it turns, its pose and pen, and where its mouth and eyes are."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from filmc.base.record import record, replace
from filmc.lower.panel import Figure
from filmc.render.draw.canvas import Box, Canvas
from filmc.render.draw.figures.beast import Beast, Life
from filmc.render.draw.figures.creatures import CREATURES
from filmc.render.draw.figures.eyes import EYE_LINE, Look
from filmc.render.draw.figures.face import eye_box, mouth_box
from filmc.render.draw.figures.pen import Pen
from filmc.render.draw.figures.person import Stance, head_pen, paint_head, paint_trunk, skull_in
from filmc.render.draw.figures.poses import posture_of
from filmc.render.draw.figures.skeleton import pose

GOING = frozenset({"walk", "run", "drive", "ride", "fly", "swim", "fight", "reach", "point"})
LOWERED = frozenset({"write", "read", "eat", "bow"})


@record
class Sketch:
    """Something that can be painted again and again: first `begin(canvas)`, over it `paint(canvas, mouth, eyes shut)`.

    `mouth` is how far it is open, 0..1. Only `paint` draws what a mouth or a blink changes.
    `bounds`, `mouth` and `eyes` are boxes in frame units; the last two are None where nothing of them shows.
    `ground` is the height that it stands on, `knees` that of the higher knee: below them nothing of a gait is seen.
    To another process it goes as what it is `of`.
    """

    of: tuple[Figure, View, float]
    begin: Callable[[Canvas], None]
    paint: Callable[[Canvas, float, bool], None]
    bounds: Box
    mouth: Box | None
    eyes: Box | None
    ground: float
    breadth: float
    knees: float

    def __reduce__(self) -> tuple[object, ...]:
        """Return what makes it anew: functions within functions can not be sent."""
        return sketch, self.of


@record
class View:
    """How the camera looks at all figures: its pitch and yaw in degrees, and which way the light goes."""

    pitch: float = 0.0
    yaw: float = 0.0
    light: tuple[float, float] = (0.6, 0.8)


@lru_cache(maxsize=256)
def sketch(figure: Figure, view: View, stride: float = 0.0) -> Sketch:
    """Return how `figure` is drawn; who walks or runs, at the share `stride` (0..1) of two steps."""
    if figure.body.kind != "person":
        return _beast(figure, view, stride)
    return _person(figure, view, stride)


def _person(figure: Figure, view: View, stride: float) -> Sketch:
    stance = _stance(figure, view, stride)
    flip = -1 if figure.facing == "left" or (figure.facing in {"front", "back"} and figure.body.seed % 2) else 1
    x, y = _origin(figure, stance, flip)
    shut = figure.face.model_copy(update={"eyes": 0.0})

    def pen_on(canvas: Canvas) -> Pen:
        return Pen(canvas, x, y, figure.size, flip=flip, light=view.light)

    def paint(canvas: Canvas, opened: float, blink: bool) -> None:  # noqa: FBT001 - the two states of a patch
        face = shut if blink else stance.look.face
        look = Look(face, opened, stance.look.lowered)
        paint_head(pen_on(canvas), replace(stance, look=look))

    head = head_pen(pen_on(_NOWHERE), stance)
    skull = skull_in(stance)
    feet = max(float(joint[1]) for joint in stance.skeleton.ankles)
    return Sketch(
        (figure, view, stride),
        lambda canvas: paint_trunk(pen_on(canvas), stance),
        paint,
        _bounds(figure, stance, x, y, flip),
        None if stance.away else _box(head, mouth_box(skull)),
        None if stance.away or stance.look.face.eyes < 0.2 else _box(head, eye_box(skull)),
        y + (feet + 0.03) * figure.size,
        (0.13 + 0.06 * figure.body.girth) * figure.size,
        y + min(float(joint[1]) for joint in stance.skeleton.knees) * figure.size,
    )


def _stance(figure: Figure, view: View, stride: float) -> Stance:
    turn, head = _turns(figure, view)
    face = figure.face
    posture = posture_of(figure.pose, figure.bearing, stride)
    if figure.pose == "sleep":
        face = face.model_copy(update={"eyes": 0.0})
    nod = min(max(posture.nod - view.pitch * 0.5, -32.0), 40.0)
    tilt = posture.tilt + (-88.0 if figure.pose == "lie" else 0.0) + (34.0 if figure.pose == "fall" else 0.0)
    look = Look(face, face.open, figure.pose in LOWERED)
    pitch = view.pitch * min(2.5 / max(figure.size, 0.1), 1.0)  # so near, perspective would move the rest out of sight
    return Stance(figure.body, pose(figure.body, posture, turn, pitch), head, nod, tilt, look)


def _turns(figure: Figure, view: View) -> tuple[float, float]:
    """Return by how much body and head are turned to their side."""
    if figure.facing == "back":
        return 158.0, 170.0
    if figure.facing == "front":
        return (24.0, 10.0) if figure.pose in GOING - {"fly", "swim"} else (9.0, 7.0)
    if abs(view.yaw) >= 50:
        return 80.0, 80.0
    return (64.0, 50.0) if figure.pose in GOING else (40.0, 38.0)


def _origin(figure: Figure, stance: Stance, flip: int) -> tuple[float, float]:
    """Return where the ground under the pelvis is, such that the eyes are where the figure says."""
    head = stance.skeleton.head
    tall = stance.skeleton.build.head
    inward = min(max((figure.size - 0.5) / 1.3, 0.35), 1.0)
    x = figure.x - flip * figure.size * float(head[0]) * inward
    return x, figure.eye - (float(head[1]) + EYE_LINE * tall) * figure.size


def _bounds(figure: Figure, stance: Stance, x: float, y: float, flip: int) -> Box:
    joints, margin = stance.skeleton.joints, 0.24 * figure.size
    across = joints[:, 0] * flip * figure.size + x
    down = joints[:, 1] * figure.size + y
    return (
        float(across.min()) - margin,
        float(down.min()) - margin,
        float(across.max()) + margin,
        float(down.max()) + margin * 0.4,
    )


def _beast(figure: Figure, view: View, stride: float) -> Sketch:
    beast: Beast = CREATURES[figure.body.kind]
    flip = -1 if figure.facing == "left" else 1
    eye_x, eye_y = beast.eye
    x, y = figure.x - beast.middle * figure.size * flip, figure.eye - eye_y * figure.size

    def pen_on(canvas: Canvas) -> Pen:
        return Pen(canvas, x, y, figure.size, flip=flip, light=view.light)

    def paint(canvas: Canvas, opened: float, blink: bool) -> None:  # noqa: FBT001 - the two states of a patch
        beast.paint(pen_on(canvas), figure, Life(opened, 0.0 if blink else figure.face.eyes, stride))

    pen = pen_on(_NOWHERE)
    radius = beast.eye_size
    eyes = (eye_x - radius, eye_y - radius, eye_x + radius, eye_y + radius)
    return Sketch(
        (figure, view, stride), _nothing, paint, _box(pen, beast.bounds), _box(pen, beast.mouth), _box(pen, eyes), y,
        0.3 * figure.size, y - 0.4 * figure.size,
    )  # fmt: skip


def _nothing(_: Canvas) -> None:
    """A beast is painted in one go."""


_NOWHERE = Canvas(0.0, 0.0, 0.01, 0.01, 100.0)


def _box(pen: Pen, box: Box) -> Box:
    left, top, right, bottom = box
    corners = pen.at([(left, top), (right, top), (right, bottom), (left, bottom)])
    (x0, y0), (x1, y1) = corners.min(0).tolist(), corners.max(0).tolist()
    return x0, y0, x1, y1
