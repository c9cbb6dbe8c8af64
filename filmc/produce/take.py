"""A take: something made, as a file with its measure."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from filmc.base.record import record


@record
class SoundTake:
    """A made sound: a 48 kHz, 16-bit WAV file. `substitute` says that it only marks the time (no voice installed)."""

    path: Path
    samples: int
    channels: int
    substitute: bool = False

    @property
    def seconds(self) -> Fraction:
        """Exact length."""
        return Fraction(self.samples, 48_000)
