"""Arrangement: who of the wanted instruments leads, fills, pulses and carries the bass, and what each plays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from filmc.lower.request import MusicRequest
from filmc.produce.animatic.form import Bar, Form
from filmc.produce.animatic.harmony import cadence, voiced
from filmc.produce.animatic.melody import Sung, melody
from filmc.produce.animatic.synth import dice


class Note(NamedTuple):
    """A note for a player (or a blow, whose `pitch` is 0): seconds, MIDI pitch, seconds held, force, and pan -1..1."""

    player: str
    at: float
    pitch: int
    held: float
    force: float
    pan: float


_ROLES: dict[str, tuple[str, ...]] = {
    "piano": ("lead", "pulse", "bass"), "strings": ("fill", "lead", "bass"), "pad": ("fill",), "triangle": ("sparkle",),
    "bell": ("sparkle", "lead"), "harp": ("pulse", "lead"), "flute": ("lead",), "guitar": ("pulse", "lead", "bass"),
    "bass": ("bass",), "brass": ("lead", "fill", "bass"), "choir": ("fill", "lead"), "marimba": ("pulse", "lead"),
    "music-box": ("lead", "pulse"), "erhu": ("lead",), "guzheng": ("lead", "pulse"), "synth": ("pulse", "fill", "bass"),
    "organ": ("fill", "lead", "bass"), "celesta": ("lead", "sparkle", "pulse"),
}  # fmt: skip
"""What each instrument likes to do, best first."""

_RANGES = {"lead": (60, 91), "pulse": (52, 76), "fill": (50, 74), "sparkle": (76, 93)}
_PANS = {"lead": 0.06, "fill": -0.18, "pulse": 0.30, "bass": 0.0, "sparkle": -0.42}
_UNSAID = ("piano", "strings")
"""Who plays where nobody is named."""
_PATTERNS = ((0, 1, 2, 1), (0, 2, 1, 2), (0, 1, 2, 3), (2, 1, 0, 1), (0, 2, 3, 2))


def arranged(form: Form, request: MusicRequest) -> list[Note]:
    """Return every note of the piece, the closing chord included; nobody plays whom the request avoids."""
    parts = _parts(request)
    notes = list(_lead(form, request, parts))
    notes += _accompaniment(form, request, parts)
    notes += _closing(form, parts)
    wanted = {"drums", "percussion"} & set(request.instruments) - set(request.avoid)
    if wanted:
        notes += _drums(form, request, full="drums" in wanted)
    return notes


def _parts(request: MusicRequest) -> dict[str, list[str]]:
    """Return the players of each role: the named ones by their likings, and who may double where nobody is left."""
    named = [name for name in request.instruments if name in _ROLES and name not in request.avoid]
    named = named or [name for name in _UNSAID if name not in request.avoid] or ["pad"]
    parts: dict[str, list[str]] = {}
    for name in named:
        free = next((role for role in _ROLES[name] if role not in parts), _ROLES[name][0])
        parts.setdefault(free, []).append(name)
    for role in ("lead", "bass", "pulse"):
        if role not in parts:
            doubles = [name for name in named if role in _ROLES[name]]
            parts.update({role: doubles[:1]} if doubles else {})
    if "lead" not in parts and "sparkle" not in parts:
        parts["lead"] = named[:1]
    return parts


def _lead(form: Form, request: MusicRequest, parts: dict[str, list[str]]) -> Iterator[Note]:
    """The first leader sings; a second one takes over in section B."""
    leaders = parts.get("lead", [])
    if not leaders:
        return
    tune = melody(form, request.identity, request.energy)
    sections = {bar.at: bar.section for bar in form.bars}
    for sung in tune:
        start = max((at for at in sections if at <= sung.at + 1e-6), default=0.0)
        leader = leaders[-1] if sections.get(start) == "B" else leaders[0]
        yield _note(leader, "lead", sung)


def _note(player: str, role: str, sung: Sung) -> Note:
    low, high = _RANGES[role]
    pitch = sung.pitch
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return Note(player, sung.at, pitch, sung.held, sung.force, _PANS[role])


def _accompaniment(form: Form, request: MusicRequest, parts: dict[str, list[str]]) -> Iterator[Note]:
    chord: tuple[int, ...] = ()
    rng = dice("accompaniment", request.identity)
    seventh = bool(rng.random() < 0.35)
    patterns = {section: _PATTERNS[int(rng.integers(len(_PATTERNS)))] for section in "ABC"}
    for bar in form.bars:
        classes = form.key.chord(bar.degree, seventh=seventh and bar.degree != 1)
        chord = voiced(classes, chord)
        yield from _fill(bar, chord, parts)
        yield from _pulse(form, bar, chord, request.energy, parts, patterns.get(bar.section[0], patterns["A"]))
        yield from _bass(form, bar, classes, request.energy, parts)
        yield from _sparkle(form, bar, classes, parts)


def _fill(bar: Bar, chord: tuple[int, ...], parts: dict[str, list[str]]) -> Iterator[Note]:
    """Long chords; a second filler joins in section B."""
    players = parts.get("fill", [])
    for rank, player in enumerate(players if bar.section == "B" else players[:1]):
        for voice, pitch in enumerate(chord):
            pan = _PANS["fill"] + 0.28 * (voice - 1) + 0.2 * rank
            yield Note(player, bar.at, pitch, bar.seconds, 0.62 * bar.force, pan)


def _pulse(  # noqa: PLR0913, PLR0917 - a bar and all that shapes its figure
    form: Form, bar: Bar, chord: tuple[int, ...], energy: float, parts: dict[str, list[str]], pattern: tuple[int, ...]
) -> Iterator[Note]:
    """A broken chord: halves, quarters or eighths by energy."""
    players = parts.get("pulse", [])
    step = 1.0 if energy < 0.25 else 0.5 if energy < 0.85 or form.beat < 0.4 else 0.25
    for index in range(round(form.beats / step) if players else 0):
        place = pattern[index % len(pattern)]
        octave, voice = divmod(place, len(chord))
        accent = 1.0 if index * step % 2 == 0 else 0.78
        held = step * form.beat * (1.6 if energy < 0.6 else 0.9)
        yield Note(
            players[0],
            bar.at + index * step * form.beat,
            chord[voice] + 12 * octave,
            held,
            0.55 * bar.force * accent,
            _PANS["pulse"],
        )


def _bass(form: Form, bar: Bar, classes: tuple[int, ...], energy: float, parts: dict[str, list[str]]) -> Iterator[Note]:
    """The root, then root and fifth, then a drive of eighths, by energy."""
    players = parts.get("bass", [])
    root = 36 + (classes[0] - 36) % 12
    fifth = root + (classes[2] - classes[0]) % 12
    half = form.beats / 2
    figure: list[tuple[float, int, float]] = [(0.0, root, float(form.beats))]
    if energy >= 0.75 and bar.section != "C":
        figure = [(index / 2, root + 12 * (index % 4 == 3), 0.5) for index in range(form.beats * 2)]
    elif energy >= 0.35:
        figure = [(0.0, root, half), (half, fifth if bar.place % 2 else root, half)]
    for onset, pitch, length in figure if players else ():
        yield Note(
            players[0], bar.at + onset * form.beat, pitch, length * form.beat * 0.95, 0.7 * bar.force, _PANS["bass"]
        )


def _sparkle(form: Form, bar: Bar, classes: tuple[int, ...], parts: dict[str, list[str]]) -> Iterator[Note]:
    """One stroke every other bar, and an echo of the chord before a section turns."""
    for player in parts.get("sparkle", []):
        if bar.place % 2 == 0:
            yield Note(player, bar.at, 84 + (classes[0] - 84) % 12, 1.0, 0.6 * bar.force, _PANS["sparkle"])
        if bar.place % 8 == 7:
            at = bar.at + (form.beats - 1) * form.beat
            yield Note(player, at, 84 + (classes[2] - 84) % 12, 1.0, 0.45 * bar.force, _PANS["sparkle"])


def _closing(form: Form, parts: dict[str, list[str]]) -> Iterator[Note]:
    """The last chord: fillers hold it, the pulse rolls it, the bass stands under it."""
    classes = form.key.chord(cadence(form.key)[1])
    held = max(form.end - form.close - 0.3, 0.3)
    chord = voiced(classes, ())
    for voice, pitch in enumerate(chord):
        for player in parts.get("fill", [])[:1]:
            yield Note(player, form.close, pitch, held, 0.5, _PANS["fill"] + 0.28 * (voice - 1))
        for player in parts.get("pulse", parts.get("lead", []))[:1]:
            yield Note(player, form.close + 0.07 * voice, pitch, held, 0.42, _PANS["pulse"])
    for player in parts.get("bass", []):
        yield Note(player, form.close, 36 + (classes[0] - 36) % 12, held, 0.55, _PANS["bass"])
    for player in parts.get("sparkle", []):
        yield Note(player, form.close + 0.25, 84 + (classes[0] - 84) % 12, held, 0.45, _PANS["sparkle"])


def _drums(form: Form, request: MusicRequest, *, full: bool) -> Iterator[Note]:
    """A beat for a kit (`full`), a softer one for hand percussion; it comes in with the second section."""
    for bar in form.bars:
        if bar.section in ("intro", "C") or (bar.section == "A" and request.energy < 0.55):
            continue
        for player, onset, force in _beat(form.beats, request.energy, full=full):
            yield Note(
                player,
                bar.at + onset * form.beat,
                0,
                0.2,
                force * bar.force,
                0.35 if player in ("hat", "wood") else 0.0,
            )
        if bar.place == 7:
            for index in range(3):
                yield Note(
                    "tom",
                    bar.at + (form.beats - 0.75 + index * 0.25) * form.beat,
                    0,
                    0.2,
                    0.5 + 0.15 * index,
                    0.2 - 0.2 * index,
                )
    yield Note("kick" if full else "tom", form.close, 0, 0.2, 0.6, 0.0)


def _beat(beats: int, energy: float, *, full: bool) -> Iterator[tuple[str, float, float]]:
    low, high = ("kick", "snare") if full else ("tom", "wood")
    for beat in range(beats):
        if beat % 2 == 0 or (energy > 0.75 and full):
            yield low, beat, 0.9 if beat == 0 else 0.7
        if beat % 2 == 1 and energy > 0.3:
            yield high, beat, 0.7
        for half in (0.0, 0.5) if energy > 0.45 else (0.0,):
            yield "hat", beat + half, 0.8 if half == 0 else 0.5
