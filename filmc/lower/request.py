"""What is asked of a maker, as plain data: the `what` of a job, in words that any maker understands."""

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


@dataclass(frozen=True, slots=True)
class StillRequest:
    """A picture. `prompt` and `steps` are veiled together (`lower/veil.py`); `aspect` is width over height, as `16/9`.

    `steps`: the repairs that the author asks for, in order, each as one line of text.
    """

    prompt: str
    avoid: str
    aspect: str
    loras: tuple[tuple[str, float], ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """A moving picture of `milliseconds`. `prompt` is veiled; `camera` has (axis, from, to) of each move in order.

    `paths` and `holds` are the motion brush, as lines of text in parts of the frame.
    """

    prompt: str
    avoid: str
    aspect: str
    milliseconds: int
    camera: tuple[tuple[str, float, float], ...] = ()
    paths: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LipSyncRequest:
    """One speaker's mouth in a clip: `side` of the frame (left, centre, right), and when each line begins there.

    Its inputs are the clip and the lines' voices, in order.
    """

    side: str
    starts: tuple[int, ...]
    """Milliseconds from the start of the clip."""
    milliseconds: int


@dataclass(frozen=True, slots=True)
class EnhanceRequest:
    """The same clip, cleaner, and as large as the film."""

    aspect: str


Request = SpeechRequest | MusicRequest | SoundRequest
"""What is heard."""
PictureRequest = StillRequest | ClipRequest | LipSyncRequest | EnhanceRequest
"""What is seen."""
