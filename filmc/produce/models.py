"""The tables of models: `stdlib/models/*.toml`, and those that installed providers bring.

    [models.v2-5-turbo]
    makes = ["video"]
    price = {unit = "0.07 USD", per = "second", date = "2026-11-01", source = "the vendor's price page"}
    lengths = [5, 10]
    takes = 5

Facts with their dates stay data: nothing in here is known to the code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmc.base.assets import asset
from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.lower.model import Model, Need, Price
from filmc.produce.ledger.budget import MICROS
from filmc.produce.providers.registry import plugins

_MONEY = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))? ([A-Z]{3})")


class _Price(BaseModel):
    model_config = ConfigDict(extra="forbid")

    unit: str = Field(pattern=_MONEY.pattern)
    per: Literal["take", "second", "character"]
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    source: str = ""

    def read(self) -> Price:
        match = _MONEY.fullmatch(self.unit)
        assert match
        micros = int(match[1]) * MICROS + int((match[2] or "").ljust(6, "0"))
        return Price(Money(micros, match[3]), self.per, self.date, self.source)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")

    makes: tuple[Need, ...]
    price: _Price | None = None
    lengths: tuple[int | float, ...] = ()
    last_frame: bool = False
    takes: float = Field(default=1, ge=1)
    at_once: int = Field(default=1, ge=1)
    per_second: float | None = Field(default=None, gt=0)
    seconds: float = Field(default=60, gt=0)
    options: dict[str, str] = {}

    def read(self, provider: str, name: str) -> Model:
        return Model(
            provider=provider,
            name=name,
            makes=self.makes,
            price=self.price.read() if self.price else None,
            lengths=tuple(sorted(Fraction(str(length)) for length in self.lengths)),
            last_frame=self.last_frame,
            takes=Fraction(str(self.takes)),
            at_once=self.at_once,
            per_second=self.per_second,
            seconds=self.seconds,
            options=tuple(sorted(self.options.items())),
        )


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    models: dict[str, _Model]


@cache
def known_models() -> Mapping[str, Model]:
    """Return every model that filmc knows, by its id. Fault E1015 for a table that can not be read."""
    return {model.id: model for provider, text in _tables() for model in read_models(provider, text)}


def read_models(provider: str, text: str) -> Iterator[Model]:
    """Yield the models of one provider's table. Fault E1015."""
    try:
        table = _Table.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        first = str(error).replace("\n", " ")
        raise Fault(
            "E1015", f"the models of {provider} can not be read: {first}", "mend or remove that table"
        ) from None
    for name, model in table.models.items():
        yield model.read(provider, name)


def _tables() -> Iterator[tuple[str, str]]:
    for path in sorted((asset("stdlib") / "models").glob("*.toml")):
        yield path.stem, path.read_text("utf-8")
    for name, plugin in plugins().items():
        yield name, plugin.MODELS
