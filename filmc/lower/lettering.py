"""How words on the picture are set: `style: bold brush, white on black` as data; unknown words are passed over."""

from __future__ import annotations

import re

from filmc.base.record import record
from filmc.lower.lexicon import by_meaning
from filmc.lower.panel import Colour

INKS: dict[str, Colour] = {
    "white": (250, 249, 246), "black": (16, 16, 18), "red": (200, 38, 36), "gold": (226, 180, 84),
    "yellow": (246, 208, 72), "blue": (62, 110, 190), "green": (70, 140, 88), "pink": (236, 140, 170),
    "orange": (236, 132, 52), "grey": (150, 152, 156), "purple": (128, 84, 168), "brown": (124, 82, 54),
}  # fmt: skip
"""The colours of letters and of the ground under them."""

_COLOURS = by_meaning({
    "white": "white | 白", "black": "black | 黑", "red": "red | 红", "gold": "gold | golden | 金",
    "yellow": "yellow | 黄", "blue": "blue | 蓝", "green": "green | 绿", "pink": "pink | 粉", "orange": "orange | 橙",
    "grey": "grey | gray | 灰", "purple": "purple | violet | 紫", "brown": "brown | 棕",
})  # fmt: skip
_HANDS = by_meaning({
    "bold": "bold | heavy | black weight | 粗体 | 粗", "light": "light | thin | regular | 细体 | 细",
    "italic": "italic | italics | slanted | oblique | 斜体",
    "brush": "brush | brushed | calligraphy | hand | handwritten | handwriting | hand-written | hand-lettered | rough"
    " | chalk | 毛笔 | 书法 | 手写 | 粉笔",
    "large": "large | big | huge | 大字 | 大", "small": "small | tiny | 小字 | 小",
})  # fmt: skip
_GROUND = re.compile(r"\bon (?:an? )?(?P<latin>[a-z]+)|(?P<han>[白黑红金黄蓝绿粉橙灰紫棕])色?底", re.IGNORECASE)
_SIZES = {"large": 1.35, "small": 0.72}


@record
class Lettering:
    """How words are set; None leaves a colour to the kind of text. `size` is relative to the usual one."""

    ink: Colour | None = None
    ground: Colour | None = None
    weight: str = ""
    """`bold`, `light`, or empty where nothing is said."""
    italic: bool = False
    brush: bool = False
    size: float = 1.0


AS_USUAL = Lettering()
"""Words about whose look nothing is said."""


def lettering_of(style: str) -> Lettering:
    """Return how `style` wants words set."""
    under = _GROUND.search(style)
    ground = _COLOURS.first(under["latin"] or under["han"]) if under else None
    named = _COLOURS.all(style[: under.start()] + " " + style[under.end() :] if under and ground else style)
    hands = _HANDS.all(style)
    return Lettering(
        ink=INKS[named[0]] if named else None,
        ground=INKS[ground] if ground else None,
        weight=next((hand for hand in hands if hand in {"bold", "light"}), ""),
        italic="italic" in hands,
        brush="brush" in hands,
        size=next((size for hand, size in _SIZES.items() if hand in hands), 1.0),
    )
