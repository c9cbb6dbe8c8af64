"""The author's words on a card: on one line, not too many, and never markup."""

from __future__ import annotations

_MOST = 600
"""Characters of one value on a card."""


def cut(words: str) -> str:
    """Return words on one line, and not too many of them."""
    line = " ".join(words.split())
    return line if len(line) <= _MOST else f"{line[:_MOST].rstrip()}…"


def plain(words: str) -> str:
    """Return the author's words so that no editor takes them for markup."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|~!" else letter for letter in words.replace("\n", " "))
