"""The form of a saved plan (see `saved.py`): read strictly, for money is spent by it."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmc.frontend.value import Money
from filmc.lower.model import Price
from filmc.produce.plan.plan import Item, Source, Wish
from filmc.produce.takes import State

_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Exact = Annotated[str, Field(pattern=r"^\d{1,12}(/[1-9]\d{0,11})?$")]
_Count = Annotated[int, Field(ge=0, le=10**6)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class _Money(_Data):
    micros: int
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

    def read(self) -> Money:
        return Money(self.micros, self.currency)


class _Price(_Data):
    unit: _Money
    per: Literal["take", "second", "character"]
    date: str
    source: str

    def read(self) -> Price:
        return Price(self.unit.read(), self.per, self.date, self.source)


class _Item(_Data):
    job: str
    kind: str
    scene: str
    shot: str
    state: State
    reason: str
    maker: str
    price: _Price | None
    units: _Exact
    now: _Count
    most: _Count
    expected: _Exact
    expected_from: Source
    cost: _Money | None
    worst: _Money | None
    follows: list[str]
    recipe: _Digest
    caution: str
    same_as: str
    hands: _Count = 0
    here: _Count = 0

    def read(self) -> Item:
        whole: dict[str, Any] = {
            name: value.read() if isinstance(value, _Money | _Price) else value for name, value in self
        }
        exact = {name: Fraction(whole[name]) for name in ("units", "expected")}
        return Item(**{**whole, **exact, "follows": tuple(self.follows)})


class _Wish(_Data):
    scenes: list[str]
    shots: list[str]
    remake: list[str] | None

    def read(self) -> Wish:
        remake = None if self.remake is None else tuple(self.remake)
        return Wish(tuple(self.scenes), tuple(self.shots), remake)


class _Unfinished(_Data):
    purchase: str
    maker: str
    shot: str
    state: str
    amount: _Money | None
    job: str | None


class Paper(_Data):
    """The whole file."""

    filmc_plan: Literal[1]
    base: _Digest
    film: str | None
    title: str
    target: str
    made: str
    expires: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    wish: _Wish
    items: list[_Item]
    unfinished: list[_Unfinished]
    notes: list[str]
    cost: list[_Money]
    worst: list[_Money]


def paper_of(data: Any) -> Paper:
    """Return what was saved; ValueError, in words, where it has not the form."""
    try:
        return Paper.model_validate(data)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        raise ValueError(f"{'.'.join(map(str, wrong['loc'])) or 'all of it'}: {wrong['msg'].lower()}") from None
