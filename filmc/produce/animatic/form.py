"""The form of a piece: which section, chord and loudness each bar has, from the first bar to the closing chord."""

from __future__ import annotations

from filmc.base.record import record
from filmc.lower.request import MusicRequest
from filmc.produce.animatic.harmony import Key, cadence, progression
from filmc.produce.animatic.synth import dice

_ORDER = ("A", "A'", "B", "A'", "C", "A'", "B", "A'")
_FORCE = {"intro": 0.62, "A": 0.74, "A'": 0.84, "B": 0.95, "C": 0.66, "end": 0.72}
_PHRASE = 8
_ROOTS = (55, 57, 58, 60, 62, 63, 53)
_LEAST_RING = 1.6


@record
class Bar:
    """One bar: its number, when it starts and how long it is (seconds), its section, its place in the section.

    `degree` is its chord (from 1), `next_degree` the one after it, `force` how strongly it is played (0..1).
    """

    number: int
    at: float
    seconds: float
    section: str
    place: int
    degree: int
    next_degree: int
    force: float


@record
class Form:
    """The plan of a piece. `bars` are whole; the closing chord starts after them at `close` and rings to the end."""

    key: Key
    beats: int
    beat: float
    bars: tuple[Bar, ...]
    close: float
    end: float


def planned(request: MusicRequest) -> Form:
    """Return the form of the piece that `request` asks for.

    Bars are made as for an endless piece and broken off for the closing chord, so that a longer cut of the
    same piece begins in the same way.
    """
    rng = dice("form", request.identity)
    key = Key(_ROOTS[int(rng.integers(len(_ROOTS)))], request.scale)
    beats = 3 if rng.random() < 0.2 and request.energy < 0.6 else 4
    beat = 60.0 / min(max(request.bpm, 40.0), 200.0)
    end = request.milliseconds / 1000
    ring = min(max(_LEAST_RING, 2 * beat), end * 0.45)
    number = int(max(end - ring, 0.0) / (beats * beat) + 1e-6)
    bars = _bars(request, key, number, beats * beat)
    return Form(key, beats, beat, bars, number * beats * beat, end)


def _bars(request: MusicRequest, key: Key, number: int, seconds: float) -> tuple[Bar, ...]:
    intro = 0 if request.energy > 0.6 else 1 if seconds > 2.2 else 2
    chords = {part: progression(key, dice("chords", request.identity, part), _PHRASE) for part in "ABC"}
    before_last, last = cadence(key)
    spots = [_spot(index, intro) for index in range(number)]
    degrees = [chords[section[0] if section != "intro" else "A"][place] for section, place in spots]
    degrees[-1:] = [before_last] if number > 1 else degrees[-1:]
    degrees.append(last)
    return tuple(
        Bar(
            index,
            index * seconds,
            seconds,
            section,
            place,
            degrees[index],
            degrees[index + 1],
            _force(section, place, index, number),
        )
        for index, (section, place) in enumerate(spots)
    )


def _spot(index: int, intro: int) -> tuple[str, int]:
    if index < intro:
        return "intro", index
    section, place = divmod(index - intro, _PHRASE)
    return _ORDER[section % len(_ORDER)], place


def _force(section: str, place: int, index: int, number: int) -> float:
    """A phrase swells to its sixth bar; the last two bars step back."""
    swell = 1.0 + 0.08 * (1 - abs(place - 5) / 5)
    return _FORCE["end"] if number > 4 and index >= number - 2 else _FORCE[section] * swell
