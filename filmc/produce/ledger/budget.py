"""What may be spent: scopes, ceilings, stated rates between currencies, and whether one more purchase fits.

All sums are exact: integer micro-units, rates as fractions. Where a conversion has to round, it rounds up, against us.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.ledger.purchase import Intent, Purchase

MICROS = 1_000_000
_NO_SUM = 10**30
"""Micro-units above which no digits are shown: a stranger may say any number, and Python writes 4,300 at most."""


@record
class Scope:
    """Which purchases are counted: those that agree with everything that is said here. None counts all."""

    film: str | None = None
    run: str | None = None
    provider: str | None = None
    shot: str | None = None
    plan: str | None = None

    def said(self) -> dict[str, str]:
        """Return what the scope says, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def covers(self, intent: Intent) -> bool:
        """Tell whether a purchase is counted."""
        return all(getattr(intent, name) == value for name, value in self.said().items())

    def __str__(self) -> str:
        """In words, for people: ids of films, runs and plans are for the ledger alone."""
        ours = [f"this {name}" for name in ("film", "run", "plan") if getattr(self, name) is not None]
        parts = [f"{name} {value}" for name in ("provider", "shot") if (value := getattr(self, name)) is not None]
        return ", ".join(parts or ours) or "everything"


@record
class Ceiling:
    """What `scope` may cost at most, spent and reserved together."""

    scope: Scope
    amount: Money


@record
class Rates:
    """What one unit of the first currency of a pair is worth in the second, as somebody stated it."""

    stated: Mapping[tuple[str, str], Fraction]

    def convert(self, money: Money, currency: str) -> Money:
        """Return `money` in `currency`, rounded up to a whole micro-unit; Fault E1008 where no rate is stated."""
        if money.currency == currency:
            return money
        if rate := self.stated.get((money.currency, currency)):
            return Money(math.ceil(money.micros * rate), currency)
        if rate := self.stated.get((currency, money.currency)):
            return Money(math.ceil(money.micros / rate), currency)
        raise Fault(
            "E1008",
            f"no rate is stated from {money.currency} to {currency}",
            f"state what one {money.currency} is worth in {currency}, or set the ceiling in {money.currency}",
        )

    def total(self, amounts: Sequence[Money], currency: str) -> Money:
        """Return the sum of `amounts` in `currency`."""
        return Money(sum(self.convert(money, currency).micros for money in amounts), currency)


NO_RATES = Rates({})


@record
class Balance:
    """What was billed and what is reserved, in one currency; `by_currency` has (spent, reserved) as they were paid."""

    spent: Money
    reserved: Money
    by_currency: Mapping[str, tuple[int, int]]


@record
class Excess:
    """A ceiling that a reservation would have passed: what was taken already, what was asked, by how much too much."""

    ceiling: Ceiling
    taken: Money
    asked: Money
    by: Money

    def __str__(self) -> str:
        limit, taken, asked, by = (shown(m) for m in (self.ceiling.amount, self.taken, self.asked, self.by))
        return f"{self.ceiling.scope} may cost {limit}: {taken} are spent or reserved, {asked} more are {by} too much"


@record
class Refusal:
    """No reservation was made, and nothing was noted."""

    intent: Intent
    over: tuple[Excess, ...]

    def __str__(self) -> str:
        return "; ".join(str(excess) for excess in self.over)


@record
class Claimed:
    """No reservation was made: this very take is being bought, or was bought, by another purchase."""

    intent: Intent
    by: Purchase

    def __str__(self) -> str:
        return f"take {self.intent.take} is already bought as {self.by.intent.id}, which is {self.by.state}"


@record
class Reservation:
    """The amount is reserved and noted for good."""

    purchase: Purchase


def excesses(
    intent: Intent,
    amount: Money,
    ceilings: Sequence[Ceiling],
    rates: Rates,
    taken: Callable[[Scope], Sequence[Money]],
) -> tuple[Excess, ...]:
    """Return every ceiling that `amount` more would pass; ceilings that do not cover the intent do not count.

    `taken` gives what is spent and reserved in a scope, one amount a currency.
    """
    covering = [ceiling for ceiling in ceilings if ceiling.scope.covers(intent)]
    return tuple(filter(None, (excess(ceiling, amount, rates, taken(ceiling.scope)) for ceiling in covering)))


def excess(ceiling: Ceiling, amount: Money, rates: Rates, taken: Sequence[Money]) -> Excess | None:
    """Return by how much `amount` more would pass one ceiling; None where it would not. Fault E1008 for a rate."""
    currency = ceiling.amount.currency
    asked, before = rates.convert(amount, currency), rates.total(taken, currency)
    over = before.micros + asked.micros - ceiling.amount.micros
    return Excess(ceiling, before, asked, Money(over, currency)) if over > 0 else None


def terms(amount: Money, ceilings: Sequence[Ceiling], rates: Rates) -> dict[str, Any]:
    """Return the facts of a reservation: the amount, and by which ceilings and rates it was allowed."""
    return {
        "amount": amount.micros,
        "currency": amount.currency,
        "ceilings": [[ceiling.scope.said(), *ceiling.amount] for ceiling in ceilings],
        "rates": [[*pair, str(rate)] for pair, rate in sorted(rates.stated.items())],
    }


def shown(money: Money) -> str:
    """Return an amount for people: `0.35 USD`, all its digits and at least two of them behind the point."""
    sign, micros = ("-", -money.micros) if money.micros < 0 else ("", money.micros)
    if micros > _NO_SUM:
        return f"{sign}10^{micros.bit_length() * 3 // 10 - 6} {money.currency} and more"
    whole, part = divmod(micros, MICROS)
    return f"{sign}{whole}.{f'{part:06}'.rstrip('0').ljust(2, '0')} {money.currency}"
