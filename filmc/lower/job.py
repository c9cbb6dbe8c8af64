"""A job: one piece of media that must be made. Its key is what is asked and of whom, and nothing else."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Literal

from filmc.base.digest import digest
from filmc.base.source import NOWHERE, Span
from filmc.lower.request import Request

KEY_VERSION = 1
"""Part of every key: raised when the meaning of a request changes."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to make. `label` and `span` are for people: neither is part of the key."""

    kind: Literal["speech", "music", "sound"]
    what: Request
    maker: str
    label: str = field(compare=False)
    span: Span = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> str:
        """SHA-256 of what is asked and of whom."""
        return digest([KEY_VERSION, self.kind, asdict(self.what), self.maker])
