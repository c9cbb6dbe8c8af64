"""Temp music: a request is planned, arranged for its instruments, played and mixed."""

from __future__ import annotations

from functools import lru_cache

from filmc.lower.request import MusicRequest
from filmc.produce.animatic.arrangement import Note, arranged
from filmc.produce.animatic.form import planned
from filmc.produce.animatic.instruments import BLOWS, PLAYERS, Tone
from filmc.produce.animatic.level import edged, evenly_levelled
from filmc.produce.animatic.space import reverberated
from filmc.produce.animatic.stage import Stage
from filmc.produce.animatic.synth import Samples, bell_curve, count, dice, high_pass

LEVEL = -20.0
"""dB below full scale, gated rms."""
_AIR = bell_curve(4200, 5.0, 0.4)
"""What halls and microphones give to the treble."""


def compose(request: MusicRequest) -> Samples:
    """Return a piece, stereo (n, 2), exactly as long as asked, that closes on its last chord.

    `identity` decides key, chords, motifs and figures; moods, tempo and instruments colour them. The same
    request gives the same samples, a longer one of the same piece begins alike.
    """
    form = planned(request)
    rng = dice("hands", request.identity)
    stage = Stage(count(request.milliseconds / 1000), rng)
    for note in arranged(form, request):
        _play(stage, note)
    treble = bell_curve(5500, (request.brightness - 0.5) * 9, 0.5)
    hall = reverberated(stage.sound, 1.3 + 1.3 * (1 - request.energy), 0.32, high_pass(38), treble, _AIR)
    ring = max(form.end - form.close, 0.2)
    return edged(evenly_levelled(hall, LEVEL), 0.002, min(0.5 * ring, 1.4))


def _play(stage: Stage, note: Note) -> None:
    """Hands are human: up to 7 ms early or late, a little louder or softer."""
    hour = dice("hand", note.player, f"{note.at:.4f}", str(note.pitch))
    at = max(note.at + hour.uniform(-0.007, 0.007), 0.0)
    force = round(min(note.force * hour.uniform(0.93, 1.05), 1.0) * 12) / 12
    if note.player in BLOWS:
        stage.place(BLOWS[note.player](force), at, 0.5, note.pan)
    else:
        stage.place(_tone(note.player, note.pitch, round(note.held, 2), force), at, force, note.pan)


@lru_cache(maxsize=400)
def _tone(player: str, pitch: int, held: float, force: float) -> Samples:
    return PLAYERS[player](Tone(440.0 * 2 ** ((pitch - 69) / 12), held, force))
