"""Sums of money in several currencies, for people, and rows of cells as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.base.source import Source
from filmc.frontend.ast import Text
from filmc.frontend.value import Money
from filmc.frontend.values import read_money
from filmc.ir.film import Film
from filmc.produce.ledger.budget import Rates, shown
from filmc.tools.project import NoFilmError
from filmc.tools.report.cells import padded, width

_GAP = "  "


@record
class Exchange:
    """How sums are told: with the stated rates, and in one `currency` beside those that were paid."""

    rates: Rates
    currency: str | None = None

    @classmethod
    def of(cls, film: Film, rates: Rates) -> Exchange:
        """Return the exchange of a film: its budget's currency, else the one in which its owner states rates."""
        stated = next((currency for _, currency in rates.stated), None)
        return cls(rates, film.settings.budget.currency if film.settings.budget else stated)

    def told(self, sums: Mapping[str, int]) -> str:
        """Return a sum for people: `1.00 USD + 5.00 CNY = 12.10 CNY`."""
        if not sums:
            return "nothing"
        told = " + ".join(map(shown, _moneys(sums)))
        one = self.within(sums, self.currency) if self.currency else None
        return f"{told} = {shown(one)}" if one and list(sums) != [one.currency] else told

    def within(self, sums: Mapping[str, int], currency: str) -> Money | None:
        """Return a sum in one currency; None where a rate is missing."""
        try:
            return self.rates.total(_moneys(sums), currency)
        except Fault:
            return None


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows of cells (already neutral) as lines, each column as wide as its widest cell."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield _GAP.join(padded(cell, room) for cell, room in zip(row, widths, strict=True)).rstrip()


def _moneys(sums: Mapping[str, int]) -> list[Money]:
    return [Money(micros, currency) for currency, micros in sums.items()]


def amount(option: str, written: str) -> Money:
    """Return the amount that a person typed for `option`, as `20 CNY`. NoFilmError where it is none."""
    notes = Notes()
    money = read_money(notes, Text(written, Source(option, written).span(0, len(written))))
    if money is None:
        raise NoFilmError(f"{option} {written}: {next(iter(notes)).message}")
    return money
