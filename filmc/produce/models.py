"""The tables of models: `stdlib/models/*.toml`, and those that installed providers bring.

    [provider]
    title = "Example"
    bases = {global = "https://api.example.com", china = "https://api.example.cn"}
    hosts = [".example.com"]
    keys = [["EXAMPLE_API_KEY"], ["EXAMPLE_ACCESS_KEY", "EXAMPLE_SECRET_KEY"]]
    lookup = true
    rates = {credit = "0.10 USD", "fast tokens" = "3.50 USD per 1000000"}

    [models.v2-5-turbo-pro]
    wire = "example-v2-5-turbo"
    options = {mode = "pro"}
    makes = ["video"]
    modes = ["text", "first", "first-last"]
    lengths = [5, 10]
    negative = true
    source = "the vendor's page, as of the date"
    date = "2026-11-20"
    price = {unit = "0.07 USD", per = "second", date = "2026-11-01", source = "the vendor's price page"}
    takes = 5

What is paid by tokens has `price = {per = "token", date = …, source = …}`: a take then costs at most what the rates
`WIRE read` and `WIRE written` make of the tokens that its `chat` allows.

`at_once` and `per_second` hold for all entries that are one model at the vendor (one `wire`), or for all of a `pool`:
of those models that name it, or of the whole provider, where `[provider]` names one.

Facts with their dates stay data: nothing in here is known to the code. A table is read when one of its models is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from filmc.base.assets import asset
from filmc.base.fault import Fault
from filmc.base.record import record, replace
from filmc.base.source import Source
from filmc.frontend.value import Money
from filmc.lower.capabilities import Capabilities, Chat
from filmc.lower.model import Counts, Model, Need, Price, Sources
from filmc.produce.ledger.budget import MICROS
from filmc.produce.protocol.base import Abilities, Idempotency
from filmc.produce.protocol.facts import Facts, Rate, read_rate, written_rate
from filmc.produce.providers.registry import plugins
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


@record
class Table:
    """What is known of one provider and its models, by their ids."""

    facts: Facts
    models: Mapping[str, Model]


class KnownModels(Mapping[str, Model]):
    """Every model that filmc knows, by its id: `provider:model`. Fault E1015 for a table that can not be read."""

    def __getitem__(self, model: str) -> Model:
        provider = model.partition(":")[0]
        if provider not in known_providers():
            raise KeyError(model)
        return table_of(provider).models[model]

    def __iter__(self) -> Iterator[str]:
        return (model for provider in known_providers() for model in table_of(provider).models)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class PricedModels(Mapping[str, Model]):
    """The known models at the prices that the user pays, where he has said so, as of no date."""

    def __init__(self, known: Mapping[str, Model], prices: Mapping[str, Money]) -> None:
        self._known, self._prices = known, prices

    def __getitem__(self, model: str) -> Model:
        found = self._known[model]
        own = self._prices.get(model)
        if own is None:
            return found
        usual = found.price or Price(own, "take", "")
        return replace(found, price=replace(usual, unit=own, date="", source="your own configuration"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@cache
def known_models() -> Mapping[str, Model]:
    """Return every model that filmc knows; a table is read when one of its models is asked for."""
    return KnownModels()


@cache
def known_providers() -> tuple[str, ...]:
    """Return the names of the providers that have a table, sorted."""
    shipped = (path.stem for path in (asset("stdlib") / "models").glob("*.toml"))
    return tuple(sorted({*shipped, *plugins()}))


@cache
def table_of(provider: str) -> Table:
    """Return the table of a known provider. Fault E1015."""
    if plugin := plugins().get(provider):
        return read_table(provider, plugin.MODELS)
    return read_table(provider, (asset("stdlib") / "models" / f"{provider}.toml").read_text("utf-8"))


def read_table(provider: str, text: str) -> Table:
    """Return one provider's table. Fault E1015."""
    page = Page(Source(f"{provider}.toml", text))
    try:
        table = _Table.model_validate(page.said)
        facts = table.provider.read(provider)
        pool = table.provider.pool
        models = [model.read(provider, name, facts.rates, pool) for name, model in table.models.items()]
    except ValueError as error:  # also what TOML and pydantic raise
        why = _told(page, error) if isinstance(error, ValidationError) else str(error)
        raise Fault("E1015", f"the models of {provider} can not be read: {why}", "mend or remove that table") from None
    return Table(facts, {model.id: model for model in models})


def _told(page: Page, invalid: ValidationError) -> str:
    """Return what first has not the form, and at which line; `can` is only in our form of it."""
    wrong = invalid.errors(include_url=False)[0]
    path = [str(part) for part in wrong["loc"]]
    path = path[:2] + path[3:] if path[2:3] == ["can"] else path
    line = page.source.position(page.key(*path).start).line + 1
    return f"line {line}: `{'.'.join(path)}`: {wrong['msg'].lower()}"
