"""The storyboard to take away: six cards a page as PDF, all on one sheet as PNG, shot after shot as moving picture."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Literal

from PIL import Image, ImageDraw

from filmc.base.record import record
from filmc.lower.subtitles import cells
from filmc.render.draw.type import line_width
from filmc.render.lettered import Letters, Room, write, write_lines

_PAGE = (1754, 1240)
"""Pixels of a page: A4 lying down, at 150 dots an inch."""
_DOTS = 150.0
_ACROSS, _DOWN = 3, 2
_MARGIN, _GAP, _HEAD, _FOOT = 70, 36, 60, 24
_ROOM = 206
"""Pixels under a picture for its words."""
_LEADING = 24
_SHEET_ACROSS = 5
_WIDEST = 480
"""Pixels of a moving storyboard."""
_CAPTION, _INDENT = 62, 10
"""Pixels under its pictures for two lines, and beside these."""
_PAPER, _INK, _PALE, _RULE = (255, 255, 255), (28, 28, 30), (99, 99, 106), (209, 209, 214)


@record
class Card:
    """One shot: its picture as a JPEG file, if there is one, and what is written under it."""

    picture: bytes | None
    title: str
    length: str
    how: str
    action: str
    line: str
    sound: str


def as_pdf(title: str, cards: Sequence[Card]) -> bytes:
    """Return the pages as a PDF file."""
    pages = [*_pages(title, cards)] or [Image.new("RGB", _PAGE, _PAPER)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=_DOTS, title=title, quality=88)
    return out.getvalue()


def as_sheet(title: str, cards: Sequence[Card]) -> bytes:
    """Return all cards on one sheet as a PNG file."""
    width = (_PAGE[0] - 2 * _MARGIN - (_ACROSS - 1) * _GAP) // _ACROSS
    high = max((_height(card, width) for card in cards), default=width) + _ROOM
    rows = -(-len(cards) // _SHEET_ACROSS) or 1
    across = min(_SHEET_ACROSS, max(len(cards), 1))
    sheet = Image.new(
        "RGB", (2 * _MARGIN + across * (width + _GAP) - _GAP, 2 * _MARGIN + _HEAD + rows * (high + _GAP)), _PAPER
    )
    pen = ImageDraw.Draw(sheet)
    write(pen, (_MARGIN, _MARGIN - 10), title, Letters(34, "bold", _INK), sheet.width - 2 * _MARGIN)
    for number, card in enumerate(cards):
        row, column = divmod(number, _SHEET_ACROSS)
        _card(
            sheet, pen, card, (_MARGIN + column * (width + _GAP), _MARGIN + _HEAD + row * (high + _GAP)), (width, high)
        )
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def as_moving(cards: Sequence[Card], form: Literal["WEBP", "GIF"]) -> bytes:
    """Return the pictures one after the other, over and over, each as long as it is read. ValueError: there is none.

    Under each stand two lines: which shot it is and how it is framed; what is said in it, else what is done.
    """
    pictures = [(card, _opened(card.picture)) for card in cards if card.picture]
    if not pictures:
        raise ValueError("there is no picture to show")
    size = _within(pictures[0][1].size, (_WIDEST, _WIDEST))
    frames = [_told(card, picture.resize(size, Image.Resampling.LANCZOS)) for card, picture in pictures]
    out = io.BytesIO()
    options = {"quality": 80, "method": 4} if form == "WEBP" else {"optimize": True}
    lengths = [_read_in(card) for card, _ in pictures]
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=lengths, loop=0, **options)
    return out.getvalue()


def _read_in(card: Card) -> int:
    """Return the milliseconds in which a picture is looked at and its words are read: those that have room under it."""
    return 1000 + min(40 * cells(_words(card)), 3000)


def _words(card: Card) -> str:
    return card.line or card.action


def _told(card: Card, picture: Image.Image) -> Image.Image:
    """Return a picture with its words on paper under it."""
    width, high = picture.size
    frame = Image.new("RGB", (width, high + _CAPTION), _PAPER)
    frame.paste(picture)
    pen = ImageDraw.Draw(frame)
    title, how, words = Letters(18, "bold", _INK), Letters(17, "text", _PALE), Letters(17, "text", _INK)
    room = width - 2 * _INDENT
    write(pen, (_INDENT, high + 6), card.title, title, room)
    beside = round(line_width(card.title, title.size, title.weight)) + 12
    if room - beside > 2 * how.size:
        write(pen, (_INDENT + beside, high + 7), card.how, how, room - beside)
    write(pen, (_INDENT, high + 7 + _LEADING), _words(card), words, room)
    return frame


def _pages(title: str, cards: Sequence[Card]) -> Iterator[Image.Image]:
    pages = [cards[at : at + _ACROSS * _DOWN] for at in range(0, len(cards), _ACROSS * _DOWN)]
    for number, page in enumerate(pages, 1):
        yield _page(title, page, f"{number} / {len(pages)}")


def _page(title: str, cards: Sequence[Card], number: str) -> Image.Image:
    page = Image.new("RGB", _PAGE, _PAPER)
    pen = ImageDraw.Draw(page)
    write(pen, (_MARGIN, 36), title, Letters(28, "bold", _INK), _PAGE[0] - 3 * _MARGIN)
    write(pen, (_PAGE[0] - _MARGIN - 80, 42), number, Letters(20, "text", _PALE), 120)
    width = (_PAGE[0] - 2 * _MARGIN - (_ACROSS - 1) * _GAP) // _ACROSS
    high = (_PAGE[1] - _MARGIN - _HEAD - _FOOT - (_DOWN - 1) * _GAP) // _DOWN
    for place, card in enumerate(cards):
        row, column = divmod(place, _ACROSS)
        _card(
            page,
            pen,
            card,
            (_MARGIN + column * (width + _GAP), _MARGIN + _HEAD - 20 + row * (high + _GAP)),
            (width, high),
        )
    return page


def _card(page: Image.Image, pen: ImageDraw.ImageDraw, card: Card, at: tuple[int, int], room: tuple[int, int]) -> None:
    left, top = at
    width, high = room
    size = _within(_opened(card.picture).size if card.picture else (16, 9), (width, high - _ROOM))
    if card.picture:
        page.paste(_opened(card.picture).resize(size, Image.Resampling.LANCZOS), at)
    pen.rectangle((left, top, left + size[0] - 1, top + size[1] - 1), None, _RULE, 1)
    top += size[1] + 8
    write(pen, (left, top), card.title, Letters(20, "bold", _INK), width - 100)
    length = Letters(19, "text", _INK)
    write(
        pen, (left + width - round(line_width(card.length, length.size, length.weight)), top), card.length, length, 100
    )
    write(pen, (left, top + 29), card.how, Letters(17, "text", _PALE), width)
    top += 55
    if card.action:
        top += write_lines(pen, (left, top), card.action, Letters(17, "text", _INK), Room(width, 3, _LEADING))
    if card.line:
        top += write_lines(pen, (left, top), card.line, Letters(17, "bold", _INK), Room(width, 2, _LEADING))
    if card.sound:
        write(pen, (left, top), f"♪ {card.sound}", Letters(16, "text", _PALE), width)


def _opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def _height(card: Card, width: int) -> int:
    return _within(_opened(card.picture).size, (width, width * 3))[1] if card.picture else width * 9 // 16


def _within(size: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    scale = min(room[0] / size[0], room[1] / size[1])
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)
