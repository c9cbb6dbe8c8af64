"""Colours by their names in English and Chinese, as a costume designer would mix them: never quite pure."""

from __future__ import annotations

import math

from filmc.lower.panel import Colour

COLOURS: dict[str, Colour] = {
    "black": (38, 38, 44), "white": (240, 238, 232), "grey": (132, 136, 142), "gray": (132, 136, 142),
    "silver": (186, 192, 200), "red": (200, 54, 50), "scarlet": (212, 48, 40), "crimson": (164, 28, 48),
    "burgundy": (112, 28, 44), "pink": (236, 150, 170), "rose": (222, 112, 132), "orange": (232, 130, 46),
    "amber": (226, 158, 52), "yellow": (240, 200, 62), "gold": (212, 168, 70), "golden": (212, 168, 70),
    "beige": (214, 196, 164), "cream": (240, 228, 202), "ivory": (240, 232, 214), "khaki": (176, 160, 116),
    "tan": (192, 156, 112), "brown": (118, 80, 54), "chestnut": (108, 62, 40), "bronze": (150, 106, 62),
    "copper": (178, 104, 66), "auburn": (126, 56, 36), "green": (66, 136, 84), "olive": (112, 116, 62),
    "emerald": (36, 132, 96), "jade": (72, 160, 128), "mint": (156, 212, 184), "teal": (38, 124, 128),
    "turquoise": (64, 178, 178), "cyan": (84, 188, 208), "blue": (58, 104, 178), "navy": (36, 48, 88),
    "azure": (84, 148, 212), "sky-blue": (128, 184, 226), "indigo": (66, 62, 132), "purple": (122, 76, 150),
    "violet": (136, 92, 176), "lavender": (180, 164, 214), "lilac": (190, 160, 204), "magenta": (190, 58, 130),
    "blond": (222, 186, 116), "blonde": (222, 186, 116), "ginger": (200, 106, 48),
    "黑": (38, 38, 44), "白": (240, 238, 232), "灰": (132, 136, 142), "银": (186, 192, 200), "银色": (186, 192, 200),
    "红": (200, 54, 50), "大红": (212, 48, 40), "深红": (150, 30, 44), "酒红": (112, 28, 44), "粉": (236, 150, 170),
    "粉红": (236, 150, 170), "橙": (232, 130, 46), "橘": (232, 130, 46), "黄": (240, 200, 62), "金": (212, 168, 70),
    "米": (232, 220, 194), "米白": (240, 232, 214), "卡其": (176, 160, 116), "棕": (118, 80, 54), "褐": (108, 72, 48),
    "咖啡": (98, 66, 46), "绿": (66, 136, 84), "墨绿": (34, 82, 62), "青": (64, 150, 150), "蓝": (58, 104, 178),
    "天蓝": (128, 184, 226), "浅蓝": (136, 176, 220), "深蓝": (36, 48, 88), "藏青": (36, 48, 88), "靛": (66, 62, 132),
    "紫": (122, 76, 150),
}  # fmt: skip
"""Colour words. The Chinese ones may be followed by 色."""


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return `a` with `share` (0..1) of `b` in it."""
    return (_blend(a[0], b[0], share), _blend(a[1], b[1], share), _blend(a[2], b[2], share))


def _blend(a: int, b: int, share: float) -> int:
    return max(0, min(255, round(a + (b - a) * share)))


def darker(colour: Colour, share: float = 0.35) -> Colour:
    """Return the shade of `colour`: darker, and a little cooler, as shadows are."""
    return mix(colour, (24, 22, 44), share)


def lighter(colour: Colour, share: float = 0.35) -> Colour:
    """Return the tint of `colour`: lighter, and a little warmer, as lit surfaces are."""
    return mix(colour, (255, 250, 240), share)


def difference(a: Colour, b: Colour) -> float:
    """Return how unlike two colours look, 0..1, by the `redmean` weighting of sRGB."""
    red = (a[0] + b[0]) / 2.0
    dr, dg, db = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    square = (2.0 + red / 256.0) * dr * dr + 4.0 * dg * dg + (2.0 + (255.0 - red) / 256.0) * db * db
    return min(math.sqrt(square) / 765.0, 1.0)
