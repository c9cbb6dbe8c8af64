"""What is asked of a maker of sound, as plain data: the `what` of a job, in words that any maker understands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeechRequest:
    """A line to be spoken. `voice` are the character's voice words; `identity` tells two characters' voices apart.

    `rate`, `pitch`, `energy` are factors from the performance, `emotion` its word.
    """

    text: str
    language: str
    voice: str
    identity: str
    emotion: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    energy: float = 1.0


@dataclass(frozen=True, slots=True)
class MusicRequest:
    """A piece of music, `milliseconds` long, without fades. `identity` (a theme's words) seeds the composition."""

    identity: str
    moods: tuple[str, ...]
    scale: str
    bpm: float
    energy: float
    brightness: float
    instruments: tuple[str, ...]
    avoid: tuple[str, ...]
    milliseconds: int


@dataclass(frozen=True, slots=True)
class SoundRequest:
    """An effect or an ambience: its recipe (see `SoundWord.recipe`), the author's words, its length.

    A loop has no seam: its end joins its start.
    """

    recipe: str
    words: str
    milliseconds: int
    loop: bool


Request = SpeechRequest | MusicRequest | SoundRequest
