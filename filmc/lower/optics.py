"""The lens: `35mm` or `telephoto` as how narrow the picture's angle is, and how deep a room looks through it."""

from __future__ import annotations

import math
import re

from filmc.lower.camera import FIELD_OF_VIEW
from filmc.lower.lexicon import by_meaning

_NORMAL = 18.0 / math.tan(math.radians(FIELD_OF_VIEW / 2))
"""Millimetres at which a frame 36 mm wide sees what the pen shows where nothing is said."""
_WIDEST, _LONGEST = 12.0, 300.0
"""Millimetres beyond which the pen draws no difference."""
_MILLIMETRES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:mm|millimet\w*|毫米)", re.IGNORECASE)
_WORDS = by_meaning({
    "14": "fisheye | fish-eye | ultra wide | ultra-wide-angle | super wide | 鱼眼 | 超广角",
    "24": "wide | wide angle | wide-angle | 广角",
    "50": "normal | standard | 标准",
    "85": "portrait | short telephoto | 人像 | 中长焦",
    "135": "long | tele | telephoto | 长焦 | 远摄",
    "200": "super telephoto | very long | 超长焦",
})  # fmt: skip


def focal_of(lens: str) -> float | None:
    """Return the focal length over the normal one (below 1 is wide, above it long); None where `lens` names none."""
    found = _MILLIMETRES.search(lens)
    length = float(found[1]) if found else float(_WORDS.first(lens) or 0.0)
    return min(max(length, _WIDEST), _LONGEST) / _NORMAL if length else None


def drawn_depth(depth: float, focal: float | None) -> float:
    """Return where a row of people at `depth` seems to stand through a lens: a long one brings the rows together.

    The subject keeps its size, so a long lens is far away, and what lies between the rows is little of the way.
    """
    if focal is None:
        return depth
    seen = 1.0 + (depth - 1.0) / focal
    return min(max(seen, 0.4), 0.8) if depth < 1 else seen
