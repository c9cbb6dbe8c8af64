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

Facts with their dates stay data: nothing in here is known to the code. A table is read when one of its models is named.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from filmc.base.assets import asset
from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.lower.capabilities import Capabilities, Chat, Faces, Mode, Repair, Voice
from filmc.lower.model import Model, Need, Price, Sources
from filmc.produce.ledger.budget import MICROS
from filmc.produce.protocol.base import Abilities, Idempotency
from filmc.produce.protocol.facts import Facts, Rate, read_rate, written_rate
from filmc.produce.providers.registry import plugins

_MONEY = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))? ([A-Z]{3})")
_RATE = re.compile(rf"^{_MONEY.pattern}( per [1-9]\d{{0,9}})?$")


class _Price(BaseModel):
    model_config = ConfigDict(extra="forbid")

    unit: str = Field(default="", pattern=_MONEY.pattern)
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


def _rate(written: str) -> Rate:
    money, _, per = written.partition(" per ")
    return Rate(_money(money), int(per or 1))


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")

    makes: tuple[Need, ...]
    wire: str = ""
    price: _Price | None = None
    lengths: tuple[int | float, ...] = ()
    last_frame: bool = False
    takes: float = Field(default=1, ge=1)
    at_once: int = Field(default=1, ge=1)
    per_second: float | None = Field(default=None, gt=0)
    seconds: float = Field(default=60, gt=0)
    options: dict[str, str] = {}
    source: str = ""
    date: str = ""
    unknown: tuple[str, ...] = ()

    modes: tuple[Mode, ...] = ()
    ratios: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    references: int = Field(default=0, ge=0)
    repairs: tuple[Repair, ...] = ()
    negative: bool = False
    seed: bool = False
    camera: tuple[str, ...] = ()
    axes_at_once: int = Field(default=0, ge=0)
    presets: tuple[str, ...] = ()
    brush: int = Field(default=0, ge=0)
    holds: bool = False
    loras: int = Field(default=0, ge=0)
    controls: tuple[str, ...] = ()
    audio: bool = False
    languages: dict[str, str] = {}
    emotions: dict[str, str] = {}
    voices: tuple[Voice, ...] = ()
    exclusions: bool = False
    faces: Faces = "one"
    excludes: tuple[tuple[str, str], ...] = ()
    voiced: bool = False
    chat: Chat | None = None
    text: int = Field(default=0, ge=0)
    style: str = "plain"
    language: Literal["", "en", "zh"] = ""

    def by_tokens(self, wire: str, rates: Mapping[str, Rate]) -> tuple[Rate, Rate]:
        """Return what it costs that it reads, and that it writes."""
        if self.chat is None or not {read_rate(wire), written_rate(wire)} <= {*rates}:
            raise ValueError(f"{wire} has a price by tokens, and no rates for what it reads and writes")
        return rates[read_rate(wire)], rates[written_rate(wire)]

    def read(self, provider: str, name: str, rates: Mapping[str, Rate]) -> Model:
        return Model(
            provider=provider,
            name=name,
            makes=self.makes,
            price=self.price.read(lambda: self.by_tokens(self.wire or name, rates), self.chat) if self.price else None,
            lengths=tuple(sorted(Fraction(str(length)) for length in self.lengths)),
            last_frame=self.last_frame or "first-last" in self.modes,
            takes=Fraction(str(self.takes)),
            at_once=self.at_once,
            per_second=self.per_second,
            seconds=self.seconds,
            options=tuple(sorted(self.options.items())),
            wire=self.wire or name,
            can=Capabilities(**{each.name: getattr(self, each.name) for each in fields(Capabilities)}),
            sources=Sources(self.source, self.date, self.unknown),
        )


class _Provider(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = ""
    bases: dict[str, str] = {}
    hosts: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    local: bool = False
    speaks: str = ""
    by_hand: bool = False
    patience: float = Field(default=0, ge=0)
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
            by_hand=self.by_hand,
            patience=self.patience,
            page=self.page,
            rates={unit: _rate(told) for unit, told in self.rates.items()},
            source=self.source,
            date=self.date,
        )


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    provider: _Provider = _Provider()
    models: dict[str, _Model]


@dataclass(frozen=True, slots=True)
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
        per = found.price.per if found.price else "take"
        return replace(found, price=Price(own, per, "", "your own configuration"))

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
    try:
        table = _Table.model_validate(tomllib.loads(text))
        facts = table.provider.read(provider)
        models = [model.read(provider, name, facts.rates) for name, model in table.models.items()]
    except ValueError as error:  # also what TOML and pydantic raise
        first = str(error).replace("\n", " ")
        raise Fault(
            "E1015", f"the models of {provider} can not be read: {first}", "mend or remove that table"
        ) from None
    return Table(facts, {model.id: model for model in models})
