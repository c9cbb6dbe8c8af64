"""One speaker's lines as one sound file, with silence between them, as long as the clip whose mouth it moves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from filmc.base.ffmpeg import FFmpeg
from filmc.produce.animatic.synth import RATE
from filmc.produce.animatic.wav import read_take, write_wav
from filmc.render.mix import read_wave
from filmc.render.sound import import_sound


def track_of(lines: Sequence[tuple[Path, int]], milliseconds: int, out: Path, ffmpeg: FFmpeg) -> Path:
    """Write the track to `out` (48 kHz, mono): each line begins at its milliseconds; what is past the end is cut.

    Fault E092x where a line holds no sound.
    """
    if out.exists():
        return out
    total = milliseconds * RATE // 1000
    track = np.zeros(total, np.float32)
    out.parent.mkdir(parents=True, exist_ok=True)
    for number, (line, start) in enumerate(lines):
        ours = out.with_name(f"{out.stem}-{number}.wav")
        take = read_take(ours) or import_sound(line, ours, ffmpeg)
        begin = max(start, 0) * RATE // 1000
        cut = max(-start, 0) * RATE // 1000  # a line that began before the shot goes on in it
        heard = read_wave(take.path, cut, min(take.samples, cut + max(total - begin, 0)))
        mono = heard.mean(axis=1)
        track[begin : begin + len(mono)] += mono
        ours.unlink(missing_ok=True)
    write_wav(out, track)
    return out
