"""Bare samples, as some vendors send them, put into a WAV file."""

from __future__ import annotations

import io
import wave


def wav_of(samples: bytes, rate: int) -> bytes:
    """Return a WAV of 16-bit mono samples at `rate` a second; half a sample at the end is dropped."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples[: len(samples) // 2 * 2])
    return file.getvalue()
