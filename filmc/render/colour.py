"""Colours as the vocabulary writes them."""

from __future__ import annotations

import re

from filmc.lower.panel import Colour

_HEX = re.compile(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def named(colour: str) -> Colour:
    """Return `#rrggbb` as a colour; black for anything else (the frontend has told of it)."""
    found = _HEX.fullmatch(colour.strip())
    return (int(found[1], 16), int(found[2], 16), int(found[3], 16)) if found else (0, 0, 0)
