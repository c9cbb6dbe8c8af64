"""What a project's own filmc.toml would change, value by value, were it obeyed: for who has to agree to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.record import record
from filmc.base.source import Source
from filmc.frontend.ast import Text
from filmc.frontend.value import Money
from filmc.frontend.values import read_money
from filmc.lower.model import Model
from filmc.produce.config import Config
from filmc.produce.ledger.budget import MICROS, shown
from filmc.produce.models import known_providers, table_of
from filmc.produce.protocol.facts import Facts, Settings


@record
class Change:
    """One value: its name in the file, what holds without it, what would hold, and what could come of that."""

    name: str
    now: str
    then: str
    risk: str = ""


def changes(matter: Mapping[str, Any], own: Config) -> Iterator[Change]:
    """Yield what `matter` (as `Config.matter`) would change of the user's `own` configuration, in a fixed order."""
    for name, said in sorted(matter.get("providers", {}).items()):
        yield from _of_provider(name, said, own.providers.get(name, Settings()))
    for model, written in sorted(matter.get("prices", {}).items()):
        yield _of_price(model, written, own)
    for currency, written in sorted(matter.get("rates", {}).items()):
        yield Change(f"rates.{currency}", _rate(currency, own), written, "ceilings are held against sums at this rate")


def _of_provider(name: str, said: Mapping[str, Any], own: Settings) -> Iterator[Change]:
    facts = table_of(name).facts if name in known_providers() else None
    theirs = Settings(said.get("base", ""), said.get("region", ""))
    for part in ("base", "region"):
        if part in said:
            yield _of_address(f"providers.{name}.{part}", facts, own, own.under(theirs))
    for part in ("voices", "options"):
        before: Mapping[str, str] = getattr(own, part)
        for key, value in sorted(said.get(part, {}).items()):
            yield Change(f"providers.{name}.{part}.{key}", before.get(key, "(not set)"), value)


def _of_address(name: str, facts: Facts | None, own: Settings, then: Settings) -> Change:
    if facts is None:
        return Change(name, "(no such provider)", then.base or then.region)
    now, next_ = facts.address(own), facts.address(then)
    return Change(name, now or "(no address)", next_, _risk(facts, next_) if now != next_ else "")


def _risk(facts: Facts, address: str) -> str:
    keys = " and ".join(dict.fromkeys(name for way in facts.keys for name in way))
    what = f"your key ({keys}) and all that you order" if keys else "all that you order"
    return f"{what} would go there{'' if address.startswith('https://') else ', readable on the way'}"


def _of_price(model: str, written: str, own: Config) -> Change:
    known = own.known[model]  # a price of any other is refused before
    per = known.price.per if known.price else "take"
    risk = "more could be bought under a ceiling than it is meant to allow" if _is_less(written, known) else ""
    return Change(f"prices.{model}", priced(known), f"{written} a {per}", risk)


def _is_less(written: str, known: Model) -> bool:
    """Tell whether a price makes costs look smaller; one in another currency may."""
    money: Money | None = read_money(Notes(), Text(written, Source("", written).span(0, len(written))))
    unit = known.price.unit if known.price else None
    return bool(money and unit and (money.currency != unit.currency or money.micros < unit.micros))


def priced(model: Model) -> str:
    """Return a model's price for people: `0.10 USD a second`."""
    return f"{shown(model.price.unit)} a {model.price.per}" if model.price else "(no price)"


def _rate(currency: str, own: Config) -> str:
    stated = [
        shown(Money(round(MICROS * rate), other))
        for (one, other), rate in own.rates.stated.items()
        if one == currency.upper()
    ]
    return ", ".join(stated) or "(not stated)"
