"""An adapter: a provider that also knows how to write an order for a job in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from filmc.base.fault import Fault
from filmc.base.record import field, record
from filmc.lower.job import Job
from filmc.produce.protocol.base import JSON, Provider
from filmc.produce.protocol.media import Family

FAMILIES: Mapping[str, Family] = {
    "still": "image",
    "clip": "video",
    "lip-sync": "video",
    "enhancement": "video",
    "speech": "audio",
    "music": "audio",
    "sound": "audio",
    "review": "text",
    "writing": "text",
}
"""What comes of each kind of job."""


@record
class Asked:
    """A job ready to be ordered: `number` of the take from 1, and the file that plays in each role of its inputs.

    What goes out is `job.sent`, in which names stand; `job.what` is only what the key is made of.

    A file of a clip of which only a moment is wanted is that frame already, as PNG. Roles: `start` and `end` (frames of
    a clip), `reference N`, `picture` (that a repair changes) with `mask` (white: what may change), `brush N` (white:
    the thing that the path N moves), `clip` and `track` (of a lip-sync: the speaker's lines, with silence between
    them, as long as the clip), `clip` (of an enhancement), `frame N` (of a review),
    `answer` (to a review or a text that is asked for again: the one that could not be used), `faults` (of a text: what
    was wrong with that one, in words).
    """

    job: Job
    number: int = 1
    files: Mapping[str, Path] = field(default_factory=dict)

    @property
    def seed(self) -> int | None:
        """The author's seed; further takes get the next ones, so that they differ."""
        said = dict(self.job.how).get("seed")
        return int(said) + self.number - 1 if said is not None else None


OWN_REFERENCE = "<our reference>"
"""Stands in a body for the reference of its order, which is not known while the order is written."""


@record
class Written:
    """An order in the provider's own form."""

    path: str
    body: bytes
    content_type: str = JSON


def not_sent(asked: Asked, what: str, why: str) -> Fault:
    """Return the fault (E1018) of a file that could not be sent before its order."""
    return Fault(
        "E1018", f"{what} of {asked.job.label} could not be sent to {asked.job.maker}: {why}", "nothing was ordered"
    )


def not_possible(asked: Asked, why: str) -> Fault:
    """Return the fault (E1017) of a job that a provider can not be asked for."""
    return Fault(
        "E1017", f"{asked.job.maker} can not make {asked.job.label}: {why}", "name another model, or `via:` one"
    )


@contextmanager
def as_set(asked: Asked) -> Iterator[None]:
    """Turn a number that the user has set for a maker, and that is none, into the fault of a job that can not be."""
    try:
        yield
    except (ArithmeticError, ValueError) as error:
        raise not_possible(asked, f"what is set for it is no number: {error}") from None


class Adapter(Provider, Protocol):
    """A provider with its dialect."""

    async def write(self, asked: Asked) -> Written:
        """Return the order for `asked`: equal askings give equal bytes, but for the names of files sent before it.

        What the order can only name (pictures, voices) is sent here, which costs nothing. Faults: `not_possible`; E1018
        where a file could not be sent.
        """
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...
