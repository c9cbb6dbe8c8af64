"""How many characters of a line are paid for: not every vendor counts as an alphabet does."""

from __future__ import annotations

import re
from collections.abc import Mapping

from filmc.lower.model import Model
from filmc.lower.request import SpeechRequest

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def characters(what: SpeechRequest, model: Model) -> int:
    """Return how many characters of a line its vendor charges for."""
    match model.counts:
        case "Chinese twice":
            return len(what.text) + len(_HAN.findall(what.text))
        case "tags":
            return len(tags(what, model.can.emotions)) + len(what.text)
        case _:
            return len(what.text)


def tags(what: SpeechRequest, emotions: Mapping[str, str]) -> str:
    """Return a line's emotions as they stand before its text where a vendor wants them in brackets: `[sad] `."""
    return "".join(f"[{word}] " for word in emotions_of(what, emotions))


def emotions_of(what: SpeechRequest, emotions: Mapping[str, str]) -> list[str]:
    """Return the vendor's words for the line's emotions, in their order; those that it has none for are left out."""
    words = (word.strip() for word in what.emotion.split(","))
    return list(dict.fromkeys(emotions[word] for word in words if word in emotions))
