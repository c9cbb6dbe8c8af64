"""What others call the language of a tag: vendors and players say Chinese where a film says Mandarin."""

from __future__ import annotations

from collections.abc import Collection

_BROADER = {"cmn": "zh"}
"""A language by its own tag → the broader tag that most people mean it by. Cantonese is not among them."""


def broader(tag: str) -> str:
    """Return a language tag (BCP 47) as most people and players know it: `zh-Hans` for `cmn-Hans`."""
    language, dash, rest = tag.partition("-")
    return f"{_BROADER.get(language, language)}{dash}{rest}"


def entry_for(tag: str, entries: Collection[str]) -> str | None:
    """Return which of `entries` (BCP 47) a line in `tag` is spoken by, or None; a nearer tag goes before a broader."""
    language = tag.partition("-")[0]
    tags = (tag, broader(tag), language, broader(language))
    return next((each for each in tags if each in entries), None)
