"""How far beyond the frame a shot's camera can look: what the pen must have painted there."""

from __future__ import annotations

from filmc.base.record import record


@record
class Reach:
    """Beyond each side of the frame: `left` and `right` in frame widths, `up` and `down` in frame heights."""

    left: float = 0.0
    right: float = 0.0
    up: float = 0.0
    down: float = 0.0
