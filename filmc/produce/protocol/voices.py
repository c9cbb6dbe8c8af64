"""A line to be spoken, in a vendor's words: its language, its emotion, whose voice; and a score, as words of style."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.lower.languages import entry_for
from filmc.lower.request import MusicRequest, SpeechRequest
from filmc.produce.protocol.adapter import Asked, not_possible


def language_of(what: SpeechRequest, languages: Mapping[str, str]) -> str | None:
    """Return the vendor's word for the line's language; None where it has none for it."""
    entry = entry_for(what.language, languages)
    return None if entry is None else languages[entry]


def voice_of(asked: Asked) -> str:
    """Return the vendor's name of the voice. Fault E1017 where none was chosen."""
    voice = dict(asked.job.how).get("voice")
    if not voice:
        raise not_possible(asked, f"no voice of its is chosen for “{getattr(asked.job.what, 'voice', '')}”")
    return voice


def style_of(what: MusicRequest) -> str:
    """Return a piece of music as words of style: what the author says of it, its tempo, key and instruments."""
    parts = [what.identity, *what.moods, f"{round(what.bpm)} bpm", what.scale, ", ".join(what.instruments)]
    return ", ".join(dict.fromkeys(part for part in parts if part))
