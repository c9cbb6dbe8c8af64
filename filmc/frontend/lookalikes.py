"""Letters that look alike in most typefaces: `skeleton` is the same for names that no reader can tell apart."""

from __future__ import annotations

from filmc.frontend.screenplay import fold

_TWINS = str.maketrans(
    # Cyrillic
    "аеорсухіјѕһԁԛԝкмтвнґ"
    # Greek
    "αεορυχικντβηωγ"
    # digits and bars
    "0|1"
    # hyphens and apostrophes
    "‐‑–—’",
    "aeopcyxijshdqwkmtbhr"
    "aeopuxiknt" "bnwy"
    "oll"
    "----'",
)  # fmt: skip
"""Small letters that pass for Latin ones, after folding; from the shapes themselves, in the fonts that filmc ships."""


def skeleton(name: str) -> str:
    """Return the name as its shapes: folded, look-alike letters as Latin ones, without marks that join words."""
    return fold(name).translate(_TWINS)
