"""Writes `docs/providers.md` from the tables of models: `python docs/make_providers.py`. A test says when it is old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from filmc.base.assets import asset
from filmc.lower.model import Model
from filmc.produce.models import Table, read_table
from filmc.tools.model_facts import FACTS, Fact, cost_of, lengths_of, told_of_provider

PAGE = Path(__file__).with_name("providers.md")
HEAD = """\
# Providers

Made from `stdlib/models/` by `docs/make_providers.py`; each fact has its source and date there. On the terminal:
`filmc models`, and `filmc models ID` for all that is known of one. How a target names a model, and where keys and
prices of your own are said: [commands.md](commands.md#targets-filmctoml).

*Not found* are facts that nobody states: where a value stands all the same, it is assumed. A model without
a price is not bought until you state one. Prices change; yours go before these.
"""

_ELSEWHERE = {"makes", "price", "lengths", "modes", "options", "wire", "takes", "seconds"}
"""Facts that have a column of their own, or that only orders and forecasts need."""
_KEPT_SHORT = {"voices": "stock voices", "languages": "languages", "emotions": "emotions"}
"""Facts that are lists: here only their number, with the list in `filmc models ID`."""
_NOTHING = ("no", "none", "any", "not stated", "plain", "any language", "any, or as its name says")
"""Values that say nothing beyond what is usual."""


def page() -> str:
    """Return the page: a section a provider, a row a model. Installed packages do not count: they differ by machine."""
    paths = sorted((asset("stdlib") / "models").glob("*.toml"))
    tables = [read_table(path.stem, path.read_text("utf-8")) for path in paths]
    tables.sort(key=lambda table: table.facts.title.casefold())
    return "\n".join([HEAD, *_overview(tables), *(line for table in tables for line in _section(table))])


def _overview(tables: Sequence[Table]) -> Iterator[str]:
    yield "| provider | named | makes | models |"
    yield "|---|---|---|---|"
    for table in tables:
        makes = dict.fromkeys(need for model in table.models.values() for need in model.makes)
        title, name = _cell(table.facts.title), table.facts.name
        yield f"| [{title}](#{_anchor(table.facts.title)}) | `{name}` | {', '.join(makes)} | {len(table.models)} |"
    yield ""


def _anchor(title: str) -> str:
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.facts.title}\n"
    for told in told_of_provider(table.facts):
        yield f"- {told.label}: {_linked(told.value)}"
    yield ""
    yield "| model | makes | made from | lengths | price | what else it can | not found |"
    yield "|---|---|---|---|---|---|---|"
    yield from map(_row, table.models.values())
    yield ""


def _linked(value: str) -> str:
    return f"<{value}>" if value.startswith("https://") and " " not in value else value


def _row(model: Model) -> str:
    cells = (
        f"`{model.id}`",
        ", ".join(model.makes),
        ", ".join(model.can.modes),
        lengths_of(model) if model.lengths else "",
        _price(model),
        "; ".join(_others(model)),
        ", ".join(map(_unknown, model.sources.unknown)),
    )
    return f"| {' | '.join(map(_cell, cells))} |"


def _price(model: Model) -> str:
    if model.price is None:
        return "not found"
    told = f" ({model.price.source})" if model.price.source else ""
    return f"{cost_of(model)}, {model.price.date}{told}"


def _others(model: Model) -> Iterator[str]:
    for fact in FACTS:
        if fact.name not in _ELSEWHERE and fact.concerns([model]):
            yield from _other(fact, model)


def _other(fact: Fact, model: Model) -> Iterator[str]:
    value = fact.say(model)
    if fact.name in _KEPT_SHORT:
        if count := len(getattr(model.can, fact.name)):
            yield f"{count} {_KEPT_SHORT[fact.name]}"
    elif value == "yes":
        yield fact.label
    elif value and value not in _NOTHING and not value.startswith("any, "):
        yield f"{fact.label}: {value}"


def _unknown(name: str) -> str:
    return next((fact.label for fact in FACTS if fact.name == name), name)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
