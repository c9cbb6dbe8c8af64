"""The frame as people stand in it: how large an adult is, where the eyes and the ground are."""

from __future__ import annotations

from filmc.base.record import record

_HORIZON = 0.46


@record
class Framing:
    """How the shot frames people: an adult's height, the eyes' height for eyes that are `level` high in the world."""

    figure: float
    eye: float
    level: float
    aspect: float
    focal: float | None = None
    """As `Panel.focal`."""

    @property
    def ground(self) -> float:
        """Where the subject's feet are, in frame heights; far below 1 in a close-up."""
        return self.eye + self.level * self.figure

    def eye_of(self, level: float, nearness: float, depth: float) -> float:
        """Return where eyes are that are `level` high; the closer the shot, the more it evens people out.

        `nearness` is how much larger than at the subject's depth somebody is drawn.
        """
        if self.figure <= 1.05:
            ground = _HORIZON + (self.ground - _HORIZON) / depth if depth > 1 else self.ground + 0.1 * (1 / depth - 1)
            return ground - level * self.figure * nearness
        even = 1.0 / (1.0 + max(self.figure - 0.85, 0.0) * 0.9)
        return self.eye + (self.level - level) * self.figure * even
