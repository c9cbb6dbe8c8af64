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

from collections.abc import Iterator, Mapping
from functools import cache

from filmc.base.assets import asset
from filmc.base.record import record, replace
from filmc.frontend.value import Money
from filmc.lower.model import Model, Price
from filmc.produce.protocol.facts import Facts
from filmc.produce.providers.registry import plugins


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
    from filmc.produce.model_forms import read_form  # noqa: PLC0415 - pydantic, only for who reads one

    facts, models = read_form(provider, text)
    return Table(facts, {model.id: model for model in models})
