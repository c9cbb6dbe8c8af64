"""Finds the shots that `start`, `end` and the cover borrow frames from: labels become ids, cycles are named.

`envelopes` is a shot of the same scene, else of any scene; `exam.envelopes` one of the scene `exam`.
"""

from __future__ import annotations

from filmc.base.diagnostic import Edit, Fix, Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.frontend.hints import did_you_mean
from filmc.frontend.screenplay import fold
from filmc.frontend.suggest import nearest
from filmc.ir.film import Film, FrameOf, Scene, Shot


class _Shots:
    """All shots by what they may be called: label within a scene, label alone, `scene.shot`."""

    def __init__(self, film: Film) -> None:
        self.called: dict[str, Shot] = {}
        self.near: dict[tuple[str, str], Shot] = {}
        for scene in film.scenes:
            for shot in scene.shots:
                self._add(scene, shot)

    def _add(self, scene: Scene, shot: Shot) -> None:
        for name in filter(None, (shot.label, shot.number)):
            self.called.setdefault(fold(name), shot)
            self.near.setdefault((scene.id, fold(name)), shot)
            if scene.label:
                self.called.setdefault(fold(f"{scene.label}.{name}"), shot)

    def find(self, scene: Scene | None, name: str) -> Shot | None:
        """Return the shot called `name` as seen from `scene`, the nearest first."""
        near = self.near.get((scene.id, fold(name))) if scene else None
        return near or self.called.get(fold(name))

    def labels(self) -> list[str]:
        """Return every label, for suggestions."""
        return list(dict.fromkeys(shot.label for shot in self.called.values() if shot.label))


def resolve_references(notes: Notes, film: Film, memo: Memo = ONCE) -> Film:
    """Return the film with ids in every `FrameOf.shot`; one that is unknown or part of a cycle is dropped."""
    if not (film.cover and film.cover.frame) and not any(shot.start or shot.end for shot in film.shots):
        return film
    shots = _Shots(film)
    resolved = [_with_ids(notes, shots, scene, shot, memo) for scene in film.scenes for shot in scene.shots]
    broken = _cycles(notes, resolved)
    film = film.with_shots(_without(shot, broken, memo) for shot in resolved)
    if film.cover and film.cover.frame:
        cover = film.cover.model_copy(update={"frame": _with_id(notes, shots, None, film.cover.frame, memo)})
        film = film.model_copy(update={"cover": cover})
    return film


def _with_ids(notes: Notes, shots: _Shots, scene: Scene, shot: Shot, memo: Memo) -> Shot:
    if not (shot.start or shot.end):
        return shot
    start, end = (_with_id(notes, shots, scene, frame, memo) for frame in (shot.start, shot.end))
    return memo.copy(shot, start=start, end=end)


def _with_id(notes: Notes, shots: _Shots, scene: Scene | None, frame: FrameOf | None, memo: Memo) -> FrameOf | None:
    if frame is None or frame.shot is None:
        return frame
    found = shots.find(scene, frame.shot)
    if found:
        return memo.copy(frame, shot=found.id)
    _unknown(notes, shots, frame, frame.shot)
    return None


def _unknown(notes: Notes, shots: _Shots, frame: FrameOf, name: str) -> None:
    close = nearest(name.rpartition(".")[2], shots.labels())
    part = frame.span.part(0, len(name))
    notes.add(
        "E0507",
        frame.span,
        f"no shot is labelled `{name}`",
        *(did_you_mean(close) or (f"give the shot you mean a label: `shot {name}: …`",)),
        fixes=[Fix(f"write {label}", (Edit(part, label),)) for label in close],
    )


def _cycles(notes: Notes, shots: list[Shot]) -> set[str]:
    """Note each cycle once and return the ids of the shots in which it is cut."""
    frames = {shot.id: (shot.start, shot.end) for shot in shots if shot.start or shot.end}
    borrows = {name: [frame for frame in ends if frame and frame.shot] for name, ends in frames.items()}
    done: set[str] = set()
    cut: set[str] = set()
    for name in borrows:
        _follow(notes, name, borrows, done, cut)
    return cut


def _follow(notes: Notes, start: str, borrows: dict[str, list[FrameOf]], done: set[str], cut: set[str]) -> None:
    """Walk depth first from `start`, without recursion: a chain of references may be as long as the film."""
    trail = {start: iter(borrows[start])}
    while trail:
        name, ways = next(reversed(trail.items()))
        frame = next(ways, None)
        if frame is None or frame.shot is None:
            done.add(trail.popitem()[0])
        elif frame.shot in trail:
            cut.add(name)
            _cyclic(notes, list(trail), frame, borrows)
        elif frame.shot not in done:
            trail[frame.shot] = iter(borrows.get(frame.shot, ()))


def _cyclic(notes: Notes, trail: list[str], frame: FrameOf, borrows: dict[str, list[FrameOf]]) -> None:
    chain = trail[trail.index(frame.shot or "") :]
    others = [other for name in chain[:-1] for other in borrows[name] if other.shot in chain]
    notes.add(
        "E0508",
        frame.span,
        f"these shots take their frames from each other: {' → '.join([*chain, chain[0]])}",
        "let one of them begin with a file, or with nothing",
        labels=[Label(other.span, "goes on here") for other in others],
    )


def _without(shot: Shot, broken: set[str], memo: Memo) -> Shot:
    return memo.copy(shot, start=None, end=None) if shot.id in broken else shot
