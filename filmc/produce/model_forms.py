"""The form of a table of models (see `models.py`). Loaded when one is read: a film without a target reads none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from filmc.base.fault import Fault
from filmc.base.source import Source
from filmc.frontend.value import Money
from filmc.lower.capabilities import Capabilities, Chat
from filmc.lower.model import Counts, Model, Need, Price, Sources
from filmc.produce.ledger.budget import MICROS
from filmc.produce.protocol.base import Abilities, Idempotency
from filmc.produce.protocol.facts import Facts, Rate, read_rate, written_rate
from filmc.produce.toml_page import Page

_MONEY = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))? ([A-Z]{3})")
_RATE = re.compile(rf"^{_MONEY.pattern}( per [1-9]\d{{0,9}})?$")
_CAN = tuple(each.name for each in fields(Capabilities))


class _Price(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    unit: str = Field(default="", pattern=f"^({_MONEY.pattern})?$")
    per: Literal["take", "second", "character", "token"]
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    source: str = ""

    def read(self, rates: Callable[[], tuple[Rate, Rate]], chat: Chat | None) -> Price:
        """Return the price; of what is paid by tokens, the most that an answer costs by the `rates` of both sides."""
        if self.per == "token":
            read, wrote = rates()
            nothing, source = Money(0, read.money.currency), f"at most, by tokens: {self.source}"
            by_tokens = Price(nothing, "take", self.date, source, (read.each, wrote.each))
            return by_tokens.at_most(chat.input, chat.output) if chat else by_tokens
        return Price(_money(self.unit), self.per, self.date, self.source)

    @model_validator(mode="after")
    def _has_unit(self) -> Self:
        if (self.per == "token") == bool(self.unit):
            raise ValueError("a price has a unit; a price by tokens has none, for its rates have it")
        return self


def _money(written: str) -> Money:
    match = _MONEY.fullmatch(written)
    assert match
    return Money(int(match[1]) * MICROS + int((match[2] or "").ljust(6, "0")), match[3])


def _seconds(lengths: tuple[int | float, ...]) -> tuple[Fraction, ...]:
    return tuple(sorted(Fraction(str(length)) for length in lengths))


def _rate(written: str) -> Rate:
    money, _, per = written.partition(" per ")
    return Rate(_money(money), int(per or 1))


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    makes: tuple[Need, ...]
    wire: str = ""
    price: _Price | None = None
    lengths: tuple[int | float, ...] = ()
    reference_lengths: tuple[int | float, ...] = ()
    last_frame: bool = False
    takes: float = Field(default=1, ge=1)
    at_once: int = Field(default=1, ge=1)
    per_second: float | None = Field(default=None, gt=0)
    pool: str = ""
    seconds: float = Field(default=60, gt=0)
    counts: Counts = "plain"
    options: dict[str, str] = {}
    requires: tuple[str, ...] = ()
    source: str = ""
    date: str = ""
    unknown: tuple[str, ...] = ()

    can: Capabilities = Capabilities()
    """What the table says of it beside the fields above: each under its own name there."""

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, said: Any) -> Any:
        """Put what a table says flat of what a model can together."""
        if not isinstance(said, dict):
            return said
        if "can" in said:
            raise ValueError("`can` is no fact: what a model can stands flat")
        can = {name: value for name, value in said.items() if name in _CAN}
        return {**{name: value for name, value in said.items() if name not in _CAN}, "can": can}

    @field_validator("can")
    @classmethod
    def _counted(cls, can: Capabilities) -> Capabilities:
        if wrong := [name for name in _CAN if isinstance(value := getattr(can, name), int) and value < 0]:
            raise ValueError(f"{wrong[0]} is less than nothing")
        return can

    def by_tokens(self, wire: str, rates: Mapping[str, Rate]) -> tuple[Rate, Rate]:
        """Return what it costs that it reads, and that it writes."""
        if self.can.chat is None or not {read_rate(wire), written_rate(wire)} <= {*rates}:
            raise ValueError(f"{wire} has a price by tokens, and no rates for what it reads and writes")
        return rates[read_rate(wire)], rates[written_rate(wire)]

    def read(self, provider: str, name: str, rates: Mapping[str, Rate], pool: str) -> Model:
        return Model(
            provider=provider,
            name=name,
            makes=self.makes,
            price=self.price.read(lambda: self.by_tokens(self.wire or name, rates), self.can.chat)
            if self.price
            else None,
            lengths=_seconds(self.lengths),
            reference_lengths=_seconds(self.reference_lengths),
            last_frame=self.last_frame or "first-last" in self.can.modes,
            takes=Fraction(str(self.takes)),
            at_once=self.at_once,
            per_second=self.per_second,
            pool=self.pool or pool,
            seconds=self.seconds,
            counts=self.counts,
            options=tuple(sorted(self.options.items())),
            wire=self.wire or name,
            requires=self.requires,
            can=self.can,
            sources=Sources(self.source, self.date, self.unknown),
        )


class _Provider(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    title: str = ""
    bases: dict[str, str] = {}
    hosts: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    local: bool = False
    speaks: str = ""
    aside: tuple[str, ...] = ()
    by_hand: bool = False
    patience: float = Field(default=0, ge=0)
    pool: str = ""
    page: str = ""
    rates: dict[str, Annotated[str, Field(pattern=_RATE.pattern)]] = {}
    source: str = ""
    date: str = ""
    idempotency: Idempotency = "none"
    key_lifetime: int | None = None
    lookup: bool = False
    cancel: bool = False
    result_lifetime: int | None = None

    def read(self, name: str) -> Facts:
        return Facts(
            name=name,
            title=self.title or name,
            bases=self.bases,
            abilities=Abilities(self.idempotency, self.key_lifetime, self.lookup, self.cancel, self.result_lifetime),
            hosts=frozenset(self.hosts),
            keys=self.keys,
            local=self.local,
            speaks=self.speaks,
            aside=self.aside,
            by_hand=self.by_hand,
            patience=self.patience,
            page=self.page,
            rates={unit: _rate(told) for unit, told in self.rates.items()},
            source=self.source,
            date=self.date,
        )


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    provider: _Provider = _Provider()
    models: dict[str, _Model]


def read_form(provider: str, text: str) -> tuple[Facts, list[Model]]:
    """Return what one provider's table says. Fault E1015."""
    page = Page(Source(f"{provider}.toml", text))
    try:
        table = _Table.model_validate(page.said)
        facts = table.provider.read(provider)
        pool = table.provider.pool
        models = [model.read(provider, name, facts.rates, pool) for name, model in table.models.items()]
    except ValueError as error:  # also what TOML and pydantic raise
        why = _told(page, error) if isinstance(error, ValidationError) else str(error)
        raise Fault("E1015", f"the models of {provider} can not be read: {why}", "mend or remove that table") from None
    return facts, models


def _told(page: Page, invalid: ValidationError) -> str:
    """Return what first has not the form, and at which line; `can` is only in our form of it."""
    wrong = invalid.errors(include_url=False)[0]
    path = [str(part) for part in wrong["loc"]]
    path = path[:2] + path[3:] if path[2:3] == ["can"] else path
    line = page.source.position(page.key(*path).start).line + 1
    return f"line {line}: `{'.'.join(path)}`: {wrong['msg'].lower()}"
