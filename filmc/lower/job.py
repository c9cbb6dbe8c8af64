"""A job: one piece of media that must be made. Its key is what is asked and of whom, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Literal

from filmc.base.digest import digest
from filmc.base.record import field, record, replace
from filmc.base.source import NOWHERE, Span
from filmc.frontend.value import Money
from filmc.lower.model import HERE, Model
from filmc.lower.request import ClipRequest, EditRequest, PictureRequest, Question, Request, ReviewRequest, StillRequest
from filmc.lower.veil import lifted

KEY_VERSION = 1
"""Part of every key: raised when the meaning of a request changes."""

SET = "set:"
"""What a name in `Job.how` begins with that stands for an option which the user has set of a provider."""

Kind = Literal[
    "speech", "music", "sound", "still", "clip", "lip-sync", "merge", "join", "enhancement", "review", "writing"
]


@record
class Inlay:
    """A picture file of the project that is set into another picture before that is sent: here, for nothing.

    `corners` (x, y in parts of the frame, clockwise from the top left) are where its own corners come to lie.
    """

    file: str
    digest: str
    corners: tuple[tuple[float, float], ...]


@record
class Input:
    """What a job starts from, in its `role`: a take of another job (by that one's name), or a file of the project.

    `moment` is what is used of a clip: `first`, `last`, or seconds; empty for all of it. `inlays` are set into it.
    """

    role: str
    job: str = ""
    file: str = ""
    """Project path; for people and for whoever sends it. The key has only its `digest`."""
    digest: str = ""
    moment: str = ""
    inlays: tuple[Inlay, ...] = ()

    @property
    def reference(self) -> int:
        """Which of the pictures of who and what is in it, from 1; 0: none of them."""
        kind, _, number = self.role.rpartition(" ")
        return int(number) if kind == "reference" else 0


@record
class Job:
    """One thing to make. What is said after `how` is for people and for the plan: no part of it is part of the key."""

    kind: Kind
    what: Request | PictureRequest | Question
    maker: str
    """`animatic`, a model's id, or `filmc` (`HERE`) for what is put together of takes."""
    label: str = field(compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    inputs: tuple[Input, ...] = ()
    how: tuple[tuple[str, str], ...] = ()
    """Options of the maker: mode, seed, billed length."""
    name: str = field(default="", compare=False)
    """A handle: `kitchen/waits clip`."""
    shot: str = field(default="", compare=False)
    model: Model | None = field(default=None, compare=False)
    """None for what the animatic makes, or this program of takes: that is free."""
    billed: Fraction = field(default=Fraction(1), compare=False)
    """Units that are paid for one take: takes, seconds or characters, as the model's price counts."""
    takes: int = field(default=1, compare=False)
    """How many candidates the author wants."""
    most: int | None = field(default=None, compare=False)
    """How many may be made at most (`reroll`); None: as many as `takes`."""
    money: Money | None = field(default=None, compare=False)
    """What all takes of its shot may cost at most (`reroll`)."""
    names: tuple[str, ...] = field(default=(), compare=False)
    """What the marks of the veiled prompt stand for."""
    asked: Request | PictureRequest | Question | None = field(default=None, compare=False)
    """What is asked as the model can be told it, names in it; None: just as `what` says."""
    places: Mapping[str, Span] = field(default_factory=dict, compare=False)
    """Where its wishes are written: `end`, `camera`, `path`, `length` …"""
    unsure: bool = field(default=False, compare=False)
    """No model makes its first input: somebody may bring it in."""
    otherwise: Job | None = field(default=None, compare=False)
    """What is asked instead where `unsure` and the first input has no take: a clip from words alone."""

    after: tuple[str, ...] = field(default=(), compare=False)
    """Jobs whose word is waited for before this one is bought: the reviews of what it begins with."""

    @property
    def here(self) -> bool:
        """Whether it is put together of takes on this machine."""
        return self.maker == HERE

    @property
    def goes(self) -> tuple[Input, ...]:
        """The inputs that go with an order: of references as many as the model takes, frames of a clip among them."""
        frames = sum(each.role in ("start", "end") for each in self.inputs)
        room = self.model.can.references - frames if self.model else len(self.inputs)
        return tuple(each for each in self.inputs if each.reference <= max(room, 0))

    @property
    def sent(self) -> Request | PictureRequest | Question:
        """What is asked as it is sent: as the model can be told it, with names where the veil has marks."""
        if self.asked is not None:
            return self.asked
        if not isinstance(self.what, StillRequest | EditRequest | ClipRequest | ReviewRequest):
            return self.what
        told = replace(self.what, prompt=lifted(self.what.prompt, self.names))
        if isinstance(told, StillRequest):
            return replace(told, steps=tuple(lifted(step, self.names) for step in told.steps))
        return told

    @property
    def key(self) -> str:
        """SHA-256 of what is asked and of whom, without what the inputs are."""
        return digest([KEY_VERSION, self.kind, asdict(self.what), self.maker])
