"""What can be said to a model: the wishes that its requests have a place for. Facts, each from the vendor's pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["text", "first", "last", "first-last", "references", "edit", "extend"]
"""What a picture may be made from: words alone, its first frame, its last, both, pictures of who is in it, a picture
to be changed, a clip to go on from."""

Repair = Literal["fix", "extend", "restyle", "insert", "layer", "keep", "matte"]
"""A step of `frame` that a model can do."""

Faces = Literal["one", "chosen", "several"]
"""Whose mouth a lip-sync moves: the only one in the picture, one that can be named, several in one call."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A stock voice: the vendor's name for it, what it sounds like in words, the languages it is meant for (any)."""

    id: str
    words: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
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
    presets: tuple[str, ...] = ()
    """Camera moves that have names of their own there."""
    brush: int = 0
    """Things that a motion brush can move, at most."""
    holds: bool = False
    """A region can be kept still."""
    loras: int = 0
    controls: tuple[str, ...] = ()
    """Kinds of control pictures: canny, depth, pose."""
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
    text: int = 0
    """Characters of a prompt or a line, at most."""
    style: str = "plain"
    """The template that its prompts are written by: `stdlib/prompts/`."""
    language: Literal["", "en", "zh"] = ""
    """The language that its prompts are best in; empty: any."""
