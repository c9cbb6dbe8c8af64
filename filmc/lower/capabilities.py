"""What can be said to a model: the wishes that its requests have a place for. Facts, each from the vendor's pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from filmc.base.record import field, record

Mode = Literal[
    "text", "first", "last", "first-last", "references", "first-references", "first-last-references", "edit", "extend"
]
"""What a picture may be made from: words alone, its first frame, its last, both, pictures of who is in it, these beside
its first frame or beside both, a picture to be changed, a clip to go on from."""

Repair = Literal["fix", "extend", "restyle", "insert", "layer", "keep", "matte"]
"""A step of `frame` that a model can do."""

Faces = Literal["one", "chosen", "placed", "several"]
"""Whose mouth a lip-sync moves: of the only face in the picture, of one that is chosen among those it finds, of the one
at a place that it is told, of several in one call."""


@record
class Voice:
    """A stock voice: the vendor's name for it, what it sounds like in words, the languages it is meant for (any)."""

    id: str
    words: str
    languages: tuple[str, ...] = ()


Answers = Literal["none", "object", "schema"]
"""What a model that converses can be held to: nothing, any JSON object, an object of a form that is given."""


@record
class Chat:
    """How a model that converses over the common interface for it is asked, and how many tokens that takes at most."""

    json: Answers = "none"
    pictures: int = 0
    """Pictures in one request, at most; 0: it sees none."""
    picture_tokens: int = 0
    """Tokens that a picture of `PICTURE_SIDE` pixels is counted as, at most."""
    output: int = 4_000
    """Tokens that an answer may have, with what is thought before it."""
    limit: str = "max_tokens"
    """The field that says so."""
    sampling: Literal["free", "locked"] = "free"
    """`locked`: a request that says how to sample is refused."""
    thoughts: bool = False
    """What it thought goes back to it with its answer."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields of every request that only this model knows: how much it thinks."""

    @property
    def input(self) -> int:
        """Tokens of a request at most, an answer that is to be mended among them: no token is shorter than a byte."""
        return PROMPT_BYTES + self.pictures * (self.picture_tokens + _LABEL_BYTES) + self.output


PROMPT_BYTES = 12_000
"""Bytes of all words in a request, at most."""
PICTURE_SIDE = 768
"""Pixels of the longer side of a picture that is shown to a model that converses."""
_LABEL_BYTES = 40


@record
class Capabilities:
    """What a model can be told. What is not said it can not; a limit of 0 is one that nobody has stated."""

    modes: tuple[Mode, ...] = ()
    ratios: tuple[str, ...] = ()
    """As `16:9`; empty: any, or that of the first frame."""
    sizes: tuple[str, ...] = ()
    """As the vendor names them: `720p`, `2K`, `1024x1024`; empty: any."""
    references: int = 0
    """Pictures of who and what is in it, at most."""
    repairs: tuple[Repair, ...] = ()
    negative: bool = False
    """A field for what must not be seen."""
    seed: bool = False
    camera: tuple[str, ...] = ()
    """Axes that take numbers."""
    axes_at_once: int = 0
    """How many of them one clip may use; 0: all."""
    camera_from: tuple[Mode, ...] = ()
    """The clips, by what they are made from, that take these numbers; empty: all."""
    presets: tuple[str, ...] = ()
    """Camera moves that have names of their own there."""
    brush: int = 0
    """Things that a motion brush can move, at most."""
    holds: bool = False
    """A region can be kept still."""
    loras: int = 0
    controls: tuple[str, ...] = ()
    """Kinds of control pictures: canny, depth, pose."""
    controlled: tuple[Repair, ...] = ()
    """Repairs that a control picture can hold; empty: all that it does."""
    audio: bool = False
    """It makes sound with the picture."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Languages that it speaks, as BCP-47 → the vendor's own word; empty: nobody says."""
    emotions: Mapping[str, str] = field(default_factory=dict)
    """Of the words that performances have for a voice, those that it can be told → the vendor's own word."""
    voices: tuple[Voice, ...] = ()
    """Its stock voices, as far as they are known by name."""
    exclusions: bool = False
    """Music: a field for what must not be heard."""
    faces: Faces = "one"
    excludes: tuple[tuple[str, str], ...] = ()
    """Pairs that one request can not have together: of `last`, `brush`, `camera`, `references`."""
    voiced: bool = False
    """Its orders have to name a voice."""
    chat: Chat | None = None
    text: int = 0
    """Characters of a prompt or a line, at most."""
    style: str = "plain"
    """The template that its prompts are written by: `stdlib/prompts/`."""
    language: Literal["", "en", "zh"] = ""
    """The language that its prompts are best in; empty: any."""

    def numbers_for(self, mode: Mode) -> bool:
        """Tell whether the camera of a clip that is made from `mode` can be told in numbers, on some axis."""
        return bool(self.camera) and (not self.camera_from or mode in self.camera_from)
