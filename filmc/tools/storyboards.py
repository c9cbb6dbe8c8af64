"""The storyboard as a file to take away: on paper, as a page, as a sheet, as a moving picture; and the shot table."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping

from filmc.base.record import record
from filmc.ir.film import Film
from filmc.render.storyboard_paper import Card, as_moving, as_pdf, as_sheet
from filmc.tools.shot_table import Row, as_csv, as_html, rows

Pictures = Mapping[str, bytes]
"""JPEG files by the shot's number."""


@record
class Form:
    """One way to take it away: the ending of its file, its media type, what it is in words, and how it is made."""

    ending: str
    kind: str
    what: str
    make: Callable[[Film, Pictures, str], bytes]


def _cards(film: Film, pictures: Pictures, language: str) -> list[Card]:
    return [
        _card(row, pictures.get(row.number), shot.label)
        for row, shot in zip(rows(film, language), film.shots, strict=True)
    ]


def _card(row: Row, picture: bytes | None, label: str | None) -> Card:
    title = f"{row.number}  {label}" if label else row.number
    how = " · ".join(part for part in (row.size, row.camera) if part)
    return Card(picture, title, row.length, how, row.picture, row.line, row.sound)


def _pdf(film: Film, pictures: Pictures, language: str) -> bytes:
    return as_pdf(film.settings.title, _cards(film, pictures, language))


def _sheet(film: Film, pictures: Pictures, language: str) -> bytes:
    return as_sheet(film.settings.title, _cards(film, pictures, language))


def _page(film: Film, pictures: Pictures, language: str) -> bytes:
    uris = {number: f"data:image/jpeg;base64,{b64encode(data).decode()}" for number, data in pictures.items()}
    return as_html(film.settings.title, rows(film, language), language, uris).encode()


def _table(film: Film, _pictures: Pictures, language: str) -> bytes:
    return as_csv(rows(film, language), language).encode("utf-8-sig")


def _webp(film: Film, pictures: Pictures, language: str) -> bytes:
    return as_moving(_cards(film, pictures, language), "WEBP")


def _gif(film: Film, pictures: Pictures, language: str) -> bytes:
    return as_moving(_cards(film, pictures, language), "GIF")


FORMS = {
    "pdf": Form(".pdf", "application/pdf", "six shots a page, to print", _pdf),
    "html": Form(".html", "text/html", "a page that needs nothing else", _page),
    "png": Form(".png", "image/png", "all shots on one sheet", _sheet),
    "webp": Form(".webp", "image/webp", "each shot for a second, moving", _webp),
    "gif": Form(".gif", "image/gif", "the same, where WebP is not taken", _gif),
    "csv": Form(".csv", "text/csv", "the shot table, for a spreadsheet", _table),
}
"""By name; the name is also the ending."""
WIDTH = 640
"""Pixels of the pictures."""
