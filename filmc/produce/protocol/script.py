"""A text in an answer: what was written, without what models like to put around it."""

from __future__ import annotations

import re

from filmc.produce.protocol.chat import Said

_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
"""What some models think aloud before they answer."""
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[^`\n]*\n(.*?)(?:^[ \t]*\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)


def script_in(said: Said | None) -> str:
    """Return the text that an answer brings: what stands in its longest fence, else all of it; empty for none."""
    words = _THOUGHT.sub("", (said.words if said else "").replace("\r\n", "\n"))
    fenced = [found[2] for found in _FENCE.finditer(words)]
    text = max(fenced, key=len) if any(map(str.strip, fenced)) else _FENCE.sub("", words)
    return f"{text.strip()}\n" if text.strip() else ""


def is_cut_off(said: Said | None) -> bool:
    """Tell whether an answer ended because it was as long as it may be."""
    return said is not None and said.stopped == "length"
