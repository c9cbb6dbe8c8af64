"""Lays shots and scenes end to end in whole frames; a mix takes its frames from both of its shots, so it shortens.

A transition that is longer than its shots (less what the one at their other end takes) is an error, and is cut to
what there is. Moves of the camera get their part of the shot, and the end roll its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.ir.film import CameraMove, Credit, Film, Scene, Shot, Transition
from filmc.ir.frames import FrameRange, snap

APART = frozenset({"cut", "fade-out", "fade-in", "dip"})
"""Mixes in which no frame belongs to two shots."""
ROLL = Fraction(3)
"""Seconds of an end roll besides its names: to come in and to go."""
ROLL_NAME = Fraction(6, 5)
"""Seconds of one name of the end roll."""


def fit_shots(notes: Notes, film: Film, memo: Memo = ONCE) -> Film:
    """Return the film with no transition that is longer than there are frames for, and `shot_range` of moves."""
    scenes: list[Scene] = []
    room: int | None = None
    for scene in film.scenes:
        scenes.append(memo.nest(notes, _fitted, scene, room, film.settings.rate))
        room = _room(scenes[-1].shots[-1]) if scene.shots else room
    return film.with_scenes(scenes)


def lay_shots(film: Film, memo: Memo = ONCE) -> Film:
    """Return the fitted film with `film_range` of scenes and shots, and its own length."""
    scenes: list[Scene] = []
    end = 0
    for scene in film.scenes:
        scenes.append(memo.nest(Notes(), _laid, scene, end))
        end = scenes[-1].film_range.end
    roll = _roll_frames(film.credits, film.settings.rate)
    return film.model_copy(update={"scenes": tuple(scenes), "credit_frames": roll, "frames": end + roll})


def _laid(_notes: Notes, memo: Memo, scene: Scene, end: int) -> Scene:
    """Return a scene on the time line of a film that ends at frame `end` before it."""
    shots: list[Shot] = []
    for shot in scene.shots:
        start = end - overlap(shot)
        end = start + shot.frames
        shots.append(memo.copy(shot, film_range=FrameRange(start, end)))
    inside = FrameRange(shots[0].film_range.start if shots else end, end)
    return scene.model_copy(update={"shots": tuple(shots), "film_range": inside})


def overlap(shot: Shot) -> int:
    """Return how many frames the shot shares with the one before it."""
    return shot.transition_in.frames if shot.transition_in and shot.transition_in.word.mix not in APART else 0


def _fitted(notes: Notes, memo: Memo, scene: Scene, room: int | None, rate: Fraction) -> Scene:
    """Return a scene with no transition longer than there are frames for it; the shot before has `room` frames."""
    shots: list[Shot] = []
    for shot in scene.shots:
        transition = _transition_in(notes, shot, room, rate)
        if transition is not shot.transition_in:
            shot = memo.copy(shot, transition_in=transition)  # noqa: PLW2901  -- its fitted self
        shots.append(_with_moves(notes, _with_fade_out(notes, shot, rate, memo), rate, memo))
        room = _room(shots[-1])
    return scene.with_shots(shots)


def _transition_in(notes: Notes, shot: Shot, room: int | None, rate: Fraction) -> Transition | None:
    transition = shot.transition_in
    if transition is None or not overlap(shot):
        return transition and _cut_to(notes, transition, shot.frames, rate)
    if room is None:
        return None  # only where a part of the film is looked at: its neighbour is left out
    return _cut_to(notes, transition, min(room, shot.frames), rate)


def _room(shot: Shot) -> int:
    """Return how many frames of a shot are left for a transition behind it."""
    return shot.frames - sum(each.frames for each in (shot.transition_in, shot.transition_out) if each)


def _with_fade_out(notes: Notes, shot: Shot, rate: Fraction, memo: Memo) -> Shot:
    if shot.transition_out is None:
        return shot
    room = shot.frames - (shot.transition_in.frames if shot.transition_in else 0)
    transition = _cut_to(notes, shot.transition_out, room, rate)
    return shot if transition is shot.transition_out else memo.copy(shot, transition_out=transition)


def _cut_to(notes: Notes, transition: Transition, room: int, rate: Fraction) -> Transition | None:
    if transition.frames <= room:
        return transition
    notes.add(
        "E0512",
        transition.span,
        f"this {transition.word.name} lasts {float(transition.frames / rate):.3g}s, "
        f"but its shots leave only {float(max(room, 0) / rate):.3g}s for it",
        "write a shorter transition, or make the shots beside it longer",
    )
    return transition.model_copy(update={"frames": room}) if room > 0 else None


def _with_moves(notes: Notes, shot: Shot, rate: Fraction, memo: Memo) -> Shot:
    if not shot.camera:
        return shot
    return memo.copy(shot, camera=memo.recall(notes, _moved, shot.camera, shot.frames, rate))


def _moved(notes: Notes, moves: Sequence[CameraMove], frames: int, rate: Fraction) -> tuple[CameraMove, ...]:
    """Return the moves of a shot of `frames`, each with its part of it."""
    return tuple(_parts(notes, _groups(moves), frames, rate))


def _parts(notes: Notes, groups: list[list[CameraMove]], frames: int, rate: Fraction) -> Iterator[CameraMove]:
    start = 0
    for group, length in zip(groups, _shares(notes, groups, frames, rate), strict=True):
        part = FrameRange(min(start, frames), min(start + length, frames))
        yield from (move.model_copy(update={"shot_range": part}) for move in group)
        start = part.end


def _groups(moves: Sequence[CameraMove]) -> list[list[CameraMove]]:
    groups: list[list[CameraMove]] = []
    for move in moves:
        if move.together and groups:
            groups[-1].append(move)
        else:
            groups.append([move])
    return groups


def _shares(notes: Notes, groups: list[list[CameraMove]], frames: int, rate: Fraction) -> list[int]:
    """Return the frames of each group: as written, the rest shared evenly by those without a time."""
    written = [max((move.seconds for move in group if move.seconds is not None), default=None) for group in groups]
    fixed = [None if seconds is None else snap(seconds, rate) for seconds in written]
    rest = frames - sum(length for length in fixed if length is not None)
    free = fixed.count(None)
    if rest < free:
        _too_many(notes, groups, frames, rate)
    shares = iter([max(rest, 0) * (i + 1) // free - max(rest, 0) * i // free for i in range(free)])
    return [next(shares) if length is None else length for length in fixed]


def _too_many(notes: Notes, groups: list[list[CameraMove]], frames: int, rate: Fraction) -> None:
    notes.add(
        "W0529",
        groups[0][0].span.to(groups[-1][-1].span),
        f"the camera has more to do than the {float(frames / rate):g}s of this shot",
        "give the moves less time, or make the shot longer",
    )


def _roll_frames(entries: tuple[Credit, ...], rate: Fraction) -> int:
    if not entries:
        return 0
    names = sum(max(len(entry.names), 1) for entry in entries)
    return snap(ROLL + ROLL_NAME * names, rate)
