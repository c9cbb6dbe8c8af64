"""Melody: motifs of two bars that come back over other chords, in phrases of eight that breathe and close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from filmc.produce.animatic.form import Bar, Form
from filmc.produce.animatic.harmony import SCALES, Key
from filmc.produce.animatic.synth import Rng, dice

Cell = tuple[tuple[float, float], ...]
"""The rhythm of a bar: (onset, length) in beats."""


class Sung(NamedTuple):
    """A note of a melody: seconds, MIDI pitch, seconds held, force 0..1."""

    at: float
    pitch: int
    held: float
    force: float


_CELLS: dict[int, tuple[tuple[Cell, ...], ...]] = {
    4: (
        (((0, 4),), ((0, 3), (3, 1)), ((0, 2), (2, 2)), ((1, 3),)),
        (
            ((0, 1.5), (1.5, 0.5), (2, 2)),
            ((0, 1), (1, 1), (2, 2)),
            ((0, 2), (2, 1), (3, 1)),
            ((0, 3), (3, 0.5), (3.5, 0.5)),
        ),
        (
            ((0, 0.5), (0.5, 0.5), (1, 1), (2, 1), (3, 1)),
            ((0, 1), (1, 0.5), (1.5, 0.5), (2, 1.5), (3.5, 0.5)),
            ((0.5, 0.5), (1, 1), (2, 0.5), (2.5, 0.5), (3, 1)),
            ((0, 0.75), (0.75, 0.75), (1.5, 0.5), (2, 1), (3, 1)),
        ),
    ),
    3: (
        (((0, 3),), ((0, 2), (2, 1))),
        (((0, 1), (1, 1), (2, 1)), ((0, 1.5), (1.5, 0.5), (2, 1)), ((0, 2), (2, 0.5), (2.5, 0.5))),
        (((0, 0.5), (0.5, 0.5), (1, 1), (2, 1)), ((0, 1), (1, 0.5), (1.5, 0.5), (2, 1))),
    ),
}  # fmt: skip
"""By beats in a bar: still, flowing, busy."""

_PLAN = (0, 1, 0, 1, 2, 2, 0, 3)
"""Which cell each bar of a phrase has; 3 is the long note that closes it."""
_ABOVE = 12
"""Semitones between the key's root octave and the tune's: it sings over the chords."""
_LEAPS = (-2, -1, -1, 1, 1, 2, 3, -3, 0)


def melody(form: Form, identity: str, energy: float) -> list[Sung]:
    """Return the tune over the whole form; it rests in the intro and in section C and closes on the root."""
    notes: list[Sung] = []
    step = 4
    for bar in form.bars:
        if bar.section in ("intro", "C"):
            continue
        part = bar.section[0]
        cells, moves = _motif(form.beats, identity, part, energy)
        varied = dice("vary", identity, str(bar.number)) if "'" in bar.section else None
        cell = cells[_PLAN[bar.place]]
        sung, step = _bar(form, bar, _ornamented(cell, varied), moves[_PLAN[bar.place]], step)
        notes += sung
    closing = form.key.pitch(_nearest(form.key, 1, step, (0,))) + _ABOVE
    return [*notes, Sung(form.close, closing, max(form.end - form.close - 0.4, 0.3), 0.6)] if notes else notes


def _motif(beats: int, identity: str, part: str, energy: float) -> tuple[list[Cell], list[list[int]]]:
    """Return four cells (two of the motif, one that contrasts, one that closes) and the moves between their notes."""
    rng = dice("motif", identity, part)
    still, flowing, busy = _CELLS[beats]
    wanted = energy + (0.15 if part == "B" else 0.0)
    pools = (still + flowing, flowing, flowing + busy, busy)[min(int(wanted * 4), 3)], still + flowing
    cells = [_pick(rng, pools[0]), _pick(rng, pools[0]), _pick(rng, pools[1]), ((0.0, beats * 0.75),)]
    return cells, [[_LEAPS[int(i)] for i in rng.integers(0, len(_LEAPS), 8)] for _ in cells]


def _pick(rng: Rng, cells: Sequence[Cell]) -> Cell:
    return cells[int(rng.integers(len(cells)))]


def _ornamented(cell: Cell, rng: Rng | None) -> Cell:
    """Now and then split a long note in two, when a section comes back."""
    if rng is None:
        return cell
    split: list[tuple[float, float]] = []
    for onset, length in cell:
        halves = length >= 1.5 and rng.random() < 0.35
        split += [(onset, length - 0.5), (onset + length - 0.5, 0.5)] if halves else [(onset, length)]
    return tuple(split)


def _bar(form: Form, bar: Bar, cell: Cell, moves: list[int], step: int) -> tuple[list[Sung], int]:
    """Strong beats sing a note of the chord, weak ones go by steps; the tune turns back at the edge of its range."""
    centre = 6 if bar.section == "B" else 4
    sung: list[Sung] = []
    for index, (onset, length) in enumerate(cell):
        move = moves[index % len(moves)]
        move = -move if abs(step + move - centre) > 5 else move
        strong = onset == int(onset) and int(onset) % 2 == 0
        aim = step + move
        step = (
            _nearest(form.key, bar.degree, aim, (0, 2, 4)) if strong else form.key.sung(step + (move > 0) - (move < 0))
        )
        held = length * form.beat * 0.95
        force = bar.force * (1.0 if strong else 0.85)
        sung.append(Sung(bar.at + onset * form.beat, form.key.pitch(step) + _ABOVE, held, force))
    return sung, step


def _nearest(key: Key, degree: int, step: int, thirds: tuple[int, ...]) -> int:
    """Return the step nearest to `step` that belongs to the chord on `degree` and to the melody's scale."""
    size = len(SCALES[key.scale])
    classes = {(degree - 1 + third) % size for third in thirds}
    near = sorted(range(step - size, step + size + 1), key=lambda s: (abs(s - step), s))
    return next(s for s in near if s % size in classes and key.sung(s) == s)
