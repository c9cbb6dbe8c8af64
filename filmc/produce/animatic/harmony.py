"""Harmony: scales, chord progressions with their cadences, and voices that move as little as they can."""

from __future__ import annotations

from filmc.base.record import record
from filmc.produce.animatic.synth import Rng

SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "pentatonic": (0, 2, 4, 5, 7, 9, 11),
    "harmonic-minor": (0, 2, 3, 5, 7, 8, 11),
    "whole-tone": (0, 2, 4, 6, 8, 10),
}
"""Semitones above the root. The pentatonic has major's chords under its five-note melodies."""

_PROGRESSIONS: dict[str, tuple[tuple[int, ...], ...]] = {
    "major": ((1, 5, 6, 4), (1, 3, 4, 5), (1, 6, 2, 5), (1, 4, 6, 5), (6, 4, 1, 5), (1, 2, 4, 1)),
    "minor": ((1, 6, 3, 7), (1, 4, 6, 5), (1, 7, 6, 7), (1, 3, 6, 4), (1, 6, 4, 5), (6, 7, 1, 1)),
    "dorian": ((1, 4, 1, 7), (1, 3, 4, 1), (1, 7, 4, 1), (1, 2, 3, 4)),
    "phrygian": ((1, 2, 1, 7), (1, 2, 3, 2), (1, 6, 2, 1), (1, 7, 6, 2)),
    "lydian": ((1, 2, 1, 5), (1, 2, 6, 5), (1, 5, 2, 1), (6, 2, 1, 5)),
    "pentatonic": ((1, 6, 2, 5), (1, 4, 1, 5), (6, 1, 2, 5), (1, 5, 6, 4), (1, 2, 6, 1)),
    "harmonic-minor": ((1, 4, 5, 1), (1, 6, 4, 5), (1, 4, 6, 5), (1, 5, 6, 5)),
    "whole-tone": ((1, 2, 1, 3), (1, 3, 2, 4), (1, 4, 2, 5)),
}
"""Four-bar turns as scale degrees, counted from 1."""

_CADENCES: dict[str, tuple[int, int]] = {
    "major": (5, 1),
    "minor": (5, 1),
    "dorian": (4, 1),
    "phrygian": (2, 1),
    "lydian": (2, 1),
    "pentatonic": (5, 1),
    "harmonic-minor": (5, 1),
    "whole-tone": (2, 1),
}

_FIVE_NOTES = (0, 1, 2, 4, 5)
"""Degrees of the major scale that a pentatonic melody uses."""


@record
class Key:
    """A root (MIDI number of its lowest useful octave) and a scale."""

    root: int
    scale: str

    def pitch(self, step: int) -> int:
        """Return the MIDI number of scale step `step`, counted from 0 at the root; steps go on through octaves."""
        notes = SCALES[self.scale]
        octave, degree = divmod(step, len(notes))
        return self.root + 12 * octave + notes[degree]

    def sung(self, step: int) -> int:
        """Return the step nearest to `step` that a melody in this scale may use."""
        size = len(SCALES[self.scale])
        if self.scale != "pentatonic" or step % size in _FIVE_NOTES:
            return step
        return step - 1

    def chord(self, degree: int, *, seventh: bool = False) -> tuple[int, ...]:
        """Return the pitch classes (0..11) of the chord of thirds on `degree`, root first.

        The dominant of a minor key has its leading note, as ever since Monteverdi.
        """
        thirds = (0, 2, 4, 6) if seventh else (0, 2, 4)
        classes = [self.pitch(degree - 1 + third) % 12 for third in thirds]
        if self.scale == "minor" and degree == 5:
            classes[1] = (self.root + 11) % 12
        return tuple(classes)


def progression(key: Key, rng: Rng, bars: int) -> list[int]:
    """Return the degrees of `bars` bars: one turn and, over and over, it or its neighbour."""
    turns = _PROGRESSIONS[key.scale]
    first = turns[int(rng.integers(len(turns)))]
    second = turns[int(rng.integers(len(turns)))]
    order = (first, first, second, first) if rng.random() < 0.5 else (first, second, first, second)
    return [order[bar // 4 % 4][bar % 4] for bar in range(bars)]


def cadence(key: Key) -> tuple[int, int]:
    """Return the degrees of the last two chords of a piece."""
    return _CADENCES[key.scale]


def voiced(chord: tuple[int, ...], before: tuple[int, ...], low: int = 52, high: int = 74) -> tuple[int, ...]:
    """Return the chord's notes as MIDI numbers in `low`..`high`, each as near as can be to the chord `before`.

    Without one before, a close position around the middle.
    """
    centre = before or tuple((low + high) // 2 + 3 * i - 3 for i in range(len(chord)))
    notes: list[int] = []
    for index, wanted in enumerate(chord):
        near = centre[index % len(centre)] if not before else _nearest(wanted, before)
        note = near + (wanted - near + 6) % 12 - 6
        while note < low or note in notes:
            note += 12
        while note > high:
            note -= 12
        notes.append(note)
    return tuple(sorted(set(notes)))


def _nearest(wanted: int, notes: tuple[int, ...]) -> int:
    return min(notes, key=lambda note: (abs((wanted - note + 6) % 12 - 6), note))
