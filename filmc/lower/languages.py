"""Which entry of a vendor's list of languages a line's tag means: vendors say Chinese where a film says Mandarin."""

from __future__ import annotations

from collections.abc import Collection

_BROADER = {"cmn": "zh"}
"""A language by its own tag → the broader tag that most people mean it by. Cantonese is not among them."""


def entry_for(tag: str, entries: Collection[str]) -> str | None:
    """Return which of `entries` (BCP 47) a line in `tag` is spoken by, or None; a nearer tag goes before a broader."""
    language, dash, region = tag.partition("-")
    broader = _BROADER.get(language, language)
    tags = (tag, f"{broader}{dash}{region}", language, broader)
    return next((each for each in tags if each in entries), None)
