"""48 kHz, 16-bit WAV files: written whole or not at all."""

from __future__ import annotations

import os
import wave
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmc.produce.animatic.synth import RATE, Samples
from filmc.produce.take import SoundTake


def write_wav(path: Path, sound: Samples) -> None:
    """Write `sound`, (n,) or (n, channels) in -1..1, under a temporary name and then as `path`."""
    whole = np.clip(np.rint(sound * 32767.0), -32768, 32767).astype("<i2")
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        with wave.open(str(part), "wb") as file:
            file.setnchannels(1 if whole.ndim == 1 else whole.shape[1])
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(whole.tobytes())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_take(path: Path, *, substitute: bool = False) -> SoundTake | None:
    """Return the take in the WAV file `path`, or None where there is no sound one."""
    try:
        with wave.open(str(path), "rb") as file:
            whole = path.stat().st_size >= file.getnframes() * file.getnchannels() * 2
            right = (file.getsampwidth(), file.getframerate()) == (2, RATE)
            take = SoundTake(path, file.getnframes(), file.getnchannels(), substitute)
    except (OSError, EOFError, wave.Error):
        return None
    return take if whole and right and take.seconds > Fraction(0) else None
