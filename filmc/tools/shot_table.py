"""The crew's shot table: one row a shot, as text on a terminal, CSV or a page."""

from __future__ import annotations

import csv
import html
import io
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple

from filmc.base.record import record
from filmc.ir.film import Film, Shot
from filmc.ir.passes.sounds import begins
from filmc.lower.linebreak import wrapped
from filmc.tools import paper
from filmc.tools.report.cells import clipped, neutral, padded, width

HEADERS = {
    "en": ("No.", "Size", "Picture", "Length", "Camera", "Line", "Sound"),
    "zh": ("镜号", "景别", "画面", "时长", "运镜", "台词", "声音"),
}


@record
class Row:
    """One shot, in words."""

    number: str
    size: str
    picture: str
    length: str
    camera: str
    line: str
    sound: str


def rows(film: Film, language: str) -> list[Row]:
    """Return the table of `film`; with `zh`, words of vocabulary by their Chinese name where they have one."""
    heard = _heard(film)
    return [_row(film, shot, heard.get(shot.id, []), language) for shot in film.shots]


def _heard(film: Film) -> dict[str, list[str]]:
    """Return the sounds of each shot, by its id: those that it says itself, and others that begin with it or in it.

    In a transition, what begins is the shot that comes.
    """
    said = {cue.span: shot.id for shot in film.shots for cue in shot.sounds}
    starts = [shot.film_range.start for shot in film.shots]
    heard: dict[str, list[str]] = {}
    for sound in film.sounds:
        at = bisect_right(starts, begins(sound, film.settings.rate)) - 1
        heard.setdefault(said.get(sound.span) or film.shots[at].id, []).append(sound.what)
    return heard


def _row(film: Film, shot: Shot, heard: list[str], language: str) -> Row:
    rate = film.settings.rate
    return Row(
        number=shot.number,
        size=_named(shot.size.name, shot.size.also, language),
        picture=" ".join(" ".join(shot.action).split()),
        length=f"{float(shot.frames / rate):.1f}s",
        camera=", ".join(_named(move.move.name, move.move.also, language) for move in shot.camera),
        line=" / ".join(f"{line.speaker}: {line.text}" for line in shot.lines),
        sound=" / ".join(heard),
    )


def _named(name: str, also: tuple[str, ...], language: str) -> str:
    if language != "zh":
        return name
    return next((other for other in also if any("\u4e00" <= character <= "\u9fff" for character in other)), name)


def as_text(table: list[Row], language: str, columns: int) -> str:
    """Return the table for a terminal of `columns` cells; long words are cut with an ellipsis.

    Where not even that has room, each shot is a few lines of its own.
    """
    if columns < _NARROW:
        return "\n".join(line for row in table for line in _as_lines(row, columns)) + "\n"
    cells = [HEADERS[language], *(tuple(neutral(cell) for cell in astuple(row)) for row in table)]
    widths = _widths([max(width(row[i]) for row in cells) for i in range(7)], columns - 6 * 2)
    lines = [
        "  ".join(padded(clipped(cell, w), w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in cells
    ]
    return "\n".join([lines[0], "  ".join("─" * w for w in widths), *lines[1:]]) + "\n"


_NARROW = 72
"""Cells of a terminal below which seven columns leave nothing of a word."""


def _as_lines(row: Row, columns: int) -> Iterator[str]:
    """Yield a shot in lines of `columns` cells: its facts, then what is seen, said and heard."""
    indent = "  "
    facts = "  ".join(filter(None, (row.number, row.size, row.length, row.camera)))
    for number, text in enumerate((facts, row.picture, row.line, row.sound)):
        margin = indent if number else ""
        for line in wrapped(neutral(text), lambda line: width(line) <= columns - len(indent)) if text else ():
            yield margin + line


def _widths(wanted: list[int], room: int) -> list[int]:
    """Return the columns' widths: the short ones as they are, the long ones share what is left."""
    widths = [min(w, 14) for w in wanted]
    grow = [i for i in (2, 5, 6, 4) if wanted[i] > widths[i]]
    while grow and sum(widths) < room:
        for i in list(grow):
            widths[i] += 1
            if widths[i] >= wanted[i]:
                grow.remove(i)
            if sum(widths) >= room:
                break
    return widths


def as_csv(table: list[Row], language: str) -> str:
    """Return the table as CSV. A cell that a spreadsheet would take for a formula is kept as text by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADERS[language])
    writer.writerows([as_data(cell) for cell in astuple(row)] for row in table)
    return out.getvalue()


def as_data(cell: str) -> str:
    """Return a cell of a CSV file that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def as_html(title: str, table: list[Row], language: str, pictures: Mapping[str, str]) -> str:
    """Return a page that needs nothing else; `pictures` are data URIs by shot number."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in ("", *HEADERS[language]))
    body = "\n".join(_html_row(row, pictures.get(row.number)) for row in table)
    table_of = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    return paper.page(title, _STYLE, table_of, language)


def _html_row(row: Row, picture: str | None) -> str:
    image = f'<img src="{picture}" alt="">' if picture else ""
    return "<tr><td>" + image + "</td>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in astuple(row)) + "</tr>"


def objects(table: list[Row]) -> Iterator[dict[str, str]]:
    """Yield the rows as JSON-able objects."""
    for row in table:
        yield asdict(row)


_STYLE = """\
body { font: 15px/1.45 system-ui, "Noto Sans SC", sans-serif; margin: 2rem; color: #1c1c1e; background: #fff }
table { border-collapse: collapse; width: 100% }
th { text-align: left; font-weight: 600; color: #6e6e73; position: sticky; top: 0; background: #fff }
th, td { padding: .5rem .7rem; border-bottom: 1px solid #e5e5ea; vertical-align: top }
img { width: 220px; border-radius: 4px; display: block }
td:nth-child(2), td:nth-child(5) { white-space: nowrap; font-variant-numeric: tabular-nums }
@media (prefers-color-scheme: dark) {
  body, th { background: #1c1c1e; color: #f2f2f7 }
  th, td { border-color: #3a3a3c }
}
@media print { img { width: 150px } tr { break-inside: avoid } }
@media screen and (max-width: 720px) {
  body { margin: 1rem } thead { display: none }
  tr { display: grid; grid-template-columns: auto 1fr auto; gap: .1rem .7rem; padding-bottom: 1rem }
  td { border: 0; padding: 0; grid-column: 1 / -1; order: 3 } td:empty { display: none } img { width: 100% }
  td:nth-child(1) { order: 0; padding-bottom: .2rem }
  td:nth-child(2), td:nth-child(3), td:nth-child(5) { grid-column: auto; order: 1 }
  td:nth-child(2) { font-weight: 600 } td:nth-child(5) { order: 2 }
  td:nth-child(8)::before { content: "♪ " }
}
"""
