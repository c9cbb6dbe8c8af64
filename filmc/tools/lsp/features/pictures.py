"""Pictures in Markdown, for editors that show them: small enough for the least patient of them."""

from __future__ import annotations

import base64
import re
from functools import cache

from filmc.base.assets import asset
from filmc.tools.lsp.script import Script

MOST = 180 * 1024
"""Bytes of a picture as it is written into a hover; above 256 KiB editors show the text instead."""


def inline(picture: bytes, words: str) -> str:
    """Return a JPEG file as Markdown; empty where it is too large."""
    written = base64.b64encode(picture).decode()
    return f"![{words}](data:image/jpeg;base64,{written})" if len(written) <= MOST else ""


def of_word(script: Script, kind: str, name: str) -> str:
    """Return the picture of a standard word; empty where it can not be seen, or the editor shows none."""
    picture = _file(kind, name) if script.abilities.pictures else b""
    return inline(picture, "as the animatic draws it") if picture else ""


@cache
def _file(kind: str, name: str) -> bytes:
    try:
        path = asset("docs/vocabulary") / f"{kind}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.jpg"
        return path.read_bytes()
    except OSError:
        return b""
