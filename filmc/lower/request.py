"""What is asked of a maker, as plain data: the `what` of a job, in words that any maker understands."""

from __future__ import annotations

from typing import Literal

from filmc.base.record import record

RepairKind = Literal["fix", "extend", "restyle"]
"""Repairs of a still that a model does."""


Region = tuple[float, float, float, float]
"""A part of the frame: x, y, width, height, in parts of its sides from its top left corner."""


@record
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


@record
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


@record
class SoundRequest:
    """An effect or an ambience: its recipe (see `SoundWord.recipe`), the author's words, its length.

    A loop has no seam: its end joins its start.
    """

    recipe: str
    words: str
    milliseconds: int
    loop: bool


@record
class StillRequest:
    """A picture. `prompt` and `steps` are veiled together (`lower/veil.py`); `aspect` is width over height, as `16/9`.

    `steps`: the repairs that the author asks for, in order, each as one line of text.
    """

    prompt: str
    avoid: str
    aspect: str
    loras: tuple[tuple[str, float], ...] = ()
    steps: tuple[str, ...] = ()


@record
class EditRequest:
    """One repair of a still, which is its input `picture`. `prompt` is veiled, and says what shall be there.

    `box` (x, y, width, height, in parts of the frame) is what may change, for `fix`; `edges` are the parts of the
    picture's sides to be added above, below, left and right, for `extend`; `keep` is the control that holds the rest:
    kind, weight, and from where to where of the making.
    """

    repair: RepairKind
    prompt: str
    avoid: str
    aspect: str
    box: Region | None = None
    edges: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    keep: tuple[str, float, float, float] | None = None


@record
class LoraEditRequest(EditRequest):
    """A repair of a still whose shot has LoRAs: `loras` are their names and weights.

    A type of its own, for a shot without them is asked for as ever.
    """

    loras: tuple[tuple[str, float], ...] = ()


@record
class ClipRequest:
    """A moving picture of `milliseconds`. `prompt` is veiled; `camera` has (axis, from, to) of each move in order.

    `paths` and `holds` are the motion brush: the points (x, y) that each thing goes through, and boxes (x, y, width,
    height) that keep still, all in parts of the frame from its top left corner.
    """

    prompt: str
    avoid: str
    aspect: str
    milliseconds: int
    camera: tuple[tuple[str, float, float], ...] = ()
    paths: tuple[tuple[tuple[float, float], ...], ...] = ()
    holds: tuple[Region, ...] = ()


@record
class LipSyncRequest:
    """One speaker's mouth in a clip: `side` of the frame (left, centre, right), and when each line begins there.

    Its inputs are the clip and the lines' voices, in order.
    """

    side: str
    starts: tuple[int, ...]
    """Milliseconds from the start of the clip."""
    milliseconds: int


@record
class FaceLipSyncRequest(LipSyncRequest):
    """One speaker's mouth in a clip that shows several faces: `region` is where that face is.

    A model that is told a place is told its middle; one that knows a single face is shown nothing else of the clip. A
    type of its own, for who is alone in the picture is asked for without a region.
    """

    region: Region


@record
class MergeRequest:
    """A clip with mouths out of other clips of it: of `mouth N` what lies in region N, with soft edges, else `clip`."""

    regions: tuple[Region, ...]
    milliseconds: int


@record
class JoinRequest:
    """Clips one after the other as one clip: of each, `clip N`, as many milliseconds as are said."""

    parts: tuple[int, ...]


@record
class EnhanceRequest:
    """The same clip, cleaner, and as large as the film."""

    aspect: str


@record
class EnlargeRequest:
    """The same picture, which is its input `picture`, as large as the film."""

    aspect: str


@record
class ReviewRequest:
    """A finished take to be judged by who can see. `prompt` is veiled, and says what was wanted and what is asked.

    `criteria` are the names under which marks from 0 to 5 are to be given. Its inputs are `frame N` of the take, in
    order, and `reference N`, the pictures that it is to be like.
    """

    prompt: str
    criteria: tuple[str, ...]


@record
class WritingRequest:
    """A text to be written. `prompt` says all that its writer is to know; the answer may have `tokens` at most.

    A film is to have `shots`, at least; what is none, something under each mark that is `wanted`. `writer` (a model's
    id) and `number` make it a text of its own: another writer, or another try, is another text.
    """

    prompt: str
    tokens: int
    writer: str
    number: int = 1
    shots: int = 1
    wanted: tuple[str, ...] = ()


Request = SpeechRequest | MusicRequest | SoundRequest
"""What is heard."""
AssemblyRequest = MergeRequest | JoinRequest
"""What is put together of takes here, for nothing: the same bytes and regions are the same picture."""
PictureRequest = (
    StillRequest | EditRequest | EnlargeRequest | ClipRequest | LipSyncRequest | EnhanceRequest | AssemblyRequest
)
"""What is seen."""
Question = ReviewRequest | WritingRequest
"""What is answered in words."""
