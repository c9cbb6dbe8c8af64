"""An order card as data: what a program needs to know a file again that a person has made for it."""

from __future__ import annotations

import string
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from filmc.base.digest import digest
from filmc.frontend.value import Money
from filmc.lower.job import Job
from filmc.lower.ratios import ratio_of
from filmc.produce.locked import CARD
from filmc.produce.protocol.adapter import FAMILIES
from filmc.produce.protocol.media import Family
from filmc.produce.protocol.shapes import plain_ratio
from filmc.produce.survey import Surveyed

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_FIRST = "ghjkmnpqrstvwxyz"
"""No digit of a hexadecimal number: tools name their files by such numbers."""
_SIGNS = _FIRST + "23456789"
_LENGTH = 6


class Price(BaseModel):
    """What one take costs, as the user states it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    micros: int = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    @property
    def money(self) -> Money:
        """The price as an amount."""
        return Money(self.micros, self.currency)


class Card(BaseModel):
    """One card. `what`, `how` and `parts` are those of the request that it was written for (see `takes.Wanted`).

    `id` is short and for people: it stands in the names of files in the inbox. `name` is that of its page and folder.
    `seconds` is how long a file should be, in exact seconds; `ratios` are the shapes that it may have, as `7:3`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    filmc_card: Literal[1] = 1
    id: Annotated[str, Field(pattern=rf"^[{_FIRST}][{_SIGNS}]{{{_LENGTH - 1}}}$")]
    name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^/\\\x00-\x1f]+$")]
    target: str
    job: str
    kind: str
    what: Digest
    how: Digest
    parts: list[tuple[str, str]]
    provider: str
    model: str
    numbers: list[int]
    """Of the takes that are asked for."""
    family: Family
    seconds: str | None = Field(default=None, pattern=r"^\d{1,12}(/[1-9]\d{0,11})?$")
    ratios: list[str] = []
    price: Price | None = None
    given: list[str] = []
    """Names of the files that were copied into its folder, and go with it."""

    @property
    def wanted_seconds(self) -> Fraction | None:
        """How long a file should be; None where any length is right."""
        return Fraction(self.seconds) if self.seconds else None

    @property
    def mark(self) -> str:
        """What its takes name as their job."""
        return f"{CARD}{self.id}"

    @property
    def request(self) -> tuple[str, str, str]:
        """What tells whether it is still what the film asks for."""
        return self.job, self.what, self.how


def card_of(found: Surveyed, target: str, numbers: list[int]) -> Card:
    """Return the card for the takes `numbers` of a job that a person makes."""
    job, want = found.job, found.want
    assert job.model
    milliseconds = getattr(job.what, "milliseconds", None)
    paid = job.model.price.of(job.billed) if job.model.price else None
    return Card(
        id=short(want.what, want.how),
        name=file_name(job.name),
        target=target,
        job=job.name,
        kind=job.kind,
        what=want.what,
        how=want.how,
        parts=list(want.parts),
        provider=job.model.provider,
        model=job.model.name,
        numbers=numbers,
        family=FAMILIES[job.kind],
        seconds=str(Fraction(milliseconds, 1000)) if milliseconds else None,
        ratios=list(dict.fromkeys(_ratios(job))),
        price=Price(micros=paid.micros, currency=paid.currency) if paid else None,
    )


def _ratios(job: Job) -> Iterator[str]:
    """Yield the film's own shape and, where the tool knows only some, the nearest of these."""
    aspect = getattr(job.what, "aspect", "")
    if aspect:
        yield plain_ratio(aspect)
        assert job.model
        if job.model.can.ratios:
            yield ratio_of(aspect, job.model.can.ratios)


def short(what: str, how: str) -> str:
    """Return the short id of the card for a request: equal ones have equal ids."""
    number = int(digest([what, how]), 16)
    number, first = divmod(number, len(_FIRST))
    signs = _FIRST[first]
    for _ in range(_LENGTH - 1):
        number, sign = divmod(number, len(_SIGNS))
        signs += _SIGNS[sign]
    return signs


_RESERVED = {"inbox", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_MOST_BYTES = 80
_KEPT = string.ascii_letters + string.digits + "-_"


def file_name(name: str) -> str:
    """Return a job's name as one that any file system takes."""
    kept = "".join(sign if sign in _KEPT or (sign.isalnum() and not sign.isascii()) else "-" for sign in name)
    words = "-".join(filter(None, kept.split("-")))
    cut = words.encode()[:_MOST_BYTES].decode("utf-8", "ignore")
    return f"{cut or 'card'}-card" if cut.casefold() in {*_RESERVED, ""} else cut
