"""The page of a film's spending, as festivals and producers ask for it: for a terminal, as CSV, as a page to print."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.ledger.budget import shown
from filmc.produce.spending import Spending, Spent
from filmc.tools import paper
from filmc.tools.report.cells import count, neutral
from filmc.tools.shot_table import as_data
from filmc.tools.sums import Exchange, columns

HEADERS = ("", "ordered", "came", "play", "takes each", "spent", "reserved", "first day", "last day")


@record
class Page:
    """What is told, under the film's title."""

    title: str
    spending: Spending
    exchange: Exchange

    @property
    def sections(self) -> tuple[tuple[str, str, Sequence[Spent]], ...]:
        """Each table: its heading, what its first column is, its rows."""
        found = self.spending
        return (
            ("By tool", "tool", found.tools),
            ("By stage", "stage", found.stages),
            ("By shot", "shot", found.shots),
        )

    @property
    def story(self) -> Iterator[str]:
        """The sums in sentences."""
        total, playing = self.spending.in_all, self.spending.playing
        if not total.orders:
            yield "Nothing was ordered until now."
            return
        yield f"Spent {self.exchange.told(total.spent)}; reserved {self.exchange.told(total.reserved)}."
        each = (
            f", {_share(total.made, playing)} for each shot or sound in which one plays ({playing})" if playing else ""
        )
        yield f"{count(total.orders, 'take')} ordered, {total.made} came{each}."
        if self.spending.brought:
            yield f"{count(self.spending.brought, 'take')} made elsewhere and brought in: their cost is not known here."


def _share(over: int, under: int) -> str:
    return f"{over / under:.1f}".removesuffix(".0")


def _cells(spent: Spent, exchange: Exchange) -> tuple[str, ...]:
    return (
        spent.name or "-",
        str(spent.orders),
        str(spent.made),
        str(spent.used),
        _share(spent.made, spent.used) if spent.used else "",
        exchange.told(spent.spent),
        exchange.told(spent.reserved) if spent.reserved else "",
        _day(spent.first),
        _day(spent.last),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def as_text(page: Page) -> str:
    """Return the page for a terminal."""
    return "".join(f"{line}\n" for line in _lines(page))


def _lines(page: Page) -> Iterator[str]:
    yield neutral(page.title)
    yield from page.story
    if not page.spending.in_all.orders:
        return
    for heading, first, rows in page.sections:
        yield ""
        yield heading
        cells = [(first, *HEADERS[1:]), *(_cells(row, page.exchange) for row in rows)]
        yield from columns([[neutral(cell) for cell in row] for row in cells])
    yield ""
    yield "By day"
    yield from columns(
        [("day (UTC)", "ordered"), *((day.isoformat(), str(takes)) for day, takes in page.spending.days)]
    )


_FIELDS = ("table", "name", "ordered", "came", "play", "currency", "spent", "reserved", "first_day", "last_day")


def as_csv(page: Page) -> str:
    """Return every table as CSV, a row for each currency; amounts are plain numbers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_FIELDS)
    for _, first, rows in (*page.sections, ("", "in all", (page.spending.in_all,))):
        for row in rows:
            writer.writerows([as_data(cell) for cell in record] for record in _records(first, row))
    for day, takes in page.spending.days:
        writer.writerow(("day", day.isoformat(), takes, *[""] * 7))
    return out.getvalue()


def _records(table: str, row: Spent) -> Iterator[tuple[str, ...]]:
    for currency in sorted({*row.spent, *row.reserved}) or [""]:
        yield (
            table,
            row.name,
            str(row.orders),
            str(row.made),
            str(row.used),
            currency,
            _number(row.spent, currency),
            _number(row.reserved, currency),
            _day(row.first),
            _day(row.last),
        )


def _number(sums: Mapping[str, int], currency: str) -> str:
    return shown(Money(sums.get(currency, 0), currency)).partition(" ")[0] if currency else "0"


def as_html(page: Page) -> str:
    """Return a page that needs nothing else, and prints well."""
    tables = [_table(heading, first, rows, page.exchange) for heading, first, rows in page.sections]
    story = [f"<p>{html.escape(line)}</p>" for line in page.story]
    return paper.page(page.title, _STYLE, "\n".join([*story, *tables, _calendar(page.spending)]))


def _table(heading: str, first: str, rows: Sequence[Spent], exchange: Exchange) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in (first, *HEADERS[1:]))
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(row, exchange)) + "</tr>" for row in rows
    )
    return _TABLE.format(heading=html.escape(heading), head=head, body=body)


def _calendar(spending: Spending) -> str:
    """Return the days as bars: how many takes were ordered on each."""
    most = max((takes for _, takes in spending.days), default=1)
    body = "\n".join(
        f'<tr><td>{day.isoformat()}</td><td>{takes}</td><td><i style="width:{100 * takes // most}%"></i></td></tr>'
        for day, takes in spending.days
    )
    return _TABLE.format(heading="By day", head="<th>day (UTC)</th><th>ordered</th><th></th>", body=body)


def objects(page: Page) -> dict[str, Any]:
    """Return the page as a JSON object; amounts are micro-units by currency."""
    return {
        **{first: [_object(row) for row in rows] for _, first, rows in page.sections},
        "in_all": _object(page.spending.in_all),
        "days": [{"day": day.isoformat(), "ordered": takes} for day, takes in page.spending.days],
        "playing": page.spending.playing,
        "brought": page.spending.brought,
    }


def _object(spent: Spent) -> dict[str, Any]:
    return {
        "name": spent.name,
        "ordered": spent.orders,
        "came": spent.made,
        "play": spent.used,
        "spent": dict(spent.spent),
        "reserved": dict(spent.reserved),
        "first_day": _day(spent.first) or None,
        "last_day": _day(spent.last) or None,
    }


_TABLE = """\
<section>
<h2>{heading}</h2>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</section>"""

_STYLE = """\
body { font: 14px/1.45 system-ui, "Noto Sans SC", sans-serif; max-width: 66rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1c1e; background: #fff }
h1 { font-size: 1.6rem; margin-bottom: .2rem }
h2 { font-size: 1.05rem; margin: 2rem 0 .4rem }
p { margin: .2rem 0 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th { text-align: right; font-weight: 600; color: #6e6e73 }
td { text-align: right; white-space: nowrap }
th:first-child, td:first-child { text-align: left; white-space: normal; overflow-wrap: anywhere }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #e5e5ea; vertical-align: top }
td i { display: block; height: .8rem; margin-top: .25rem; background: #8e8e93; border-radius: 2px;
  print-color-adjust: exact; -webkit-print-color-adjust: exact }
td:has(i) { width: 60% }
@media (prefers-color-scheme: dark) {
  body { background: #1c1c1e; color: #f2f2f7 }
  th, td { border-color: #3a3a3c }
}
@page { size: A4; margin: 15mm }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 9pt; color: #000; background: #fff }
  thead { display: table-header-group }
  tr, h2 { break-inside: avoid; break-after: auto }
  h2 { break-after: avoid }
}
"""
