"""A contact sheet: one row a shot, each of its takes as small pictures with words under them, as PNG files."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

from PIL import Image, ImageDraw

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.record import record
from filmc.render.brought import Sort
from filmc.render.lettered import Letters, write
from filmc.render.thumbnails import GROUND, clip_thumbnails, sound_thumbnail, still_thumbnail

Progress = Callable[[int, int, str], None]
Colour = tuple[int, int, int]

WIDTH = 1600
_TALLEST = 6000
"""Pixels of a sheet's height beyond which another sheet is begun."""
_MARGIN, _GAP, _LABEL = 28, 18, 210
_HIGH = 116
"""Height of a picture."""
_NARROWEST = 190
"""Width of a cell: captions want room, also under an upright picture."""
_LINE = 18
_PAPER, _INK, _PALE, _LINE_INK = (27, 28, 31), (236, 235, 231), (160, 163, 170), (58, 60, 66)
_FRAME: Colour = (242, 196, 92)


@record
class Cell:
    """One take: its file (None: there is none that can be opened), what it is, and the words under it.

    `framed`: a person chose it. `faint`: it will not be used (rejected, stale, damaged).
    """

    path: Path | None
    sort: Sort
    captions: tuple[str, ...]
    framed: bool = False
    faint: bool = False


@record
class Row:
    """One shot, or one piece of music: what it is called, more about it, its takes."""

    title: str
    under: str
    cells: tuple[Cell, ...]


@record
class Sheet:
    """What a sheet is drawn with: its heading, the film's aspect, the cache for decoded sounds, who is told."""

    title: str
    aspect: Fraction
    cache: Path
    ffmpeg: FFmpeg
    tell: Progress

    def pages(self, rows: Sequence[Row]) -> Iterator[bytes]:
        """Yield the sheets as PNG files; a take that can not be opened has a box with the reason instead."""
        drawn = self._drawn([cell for row in rows for cell in row.cells])
        laid = [_laid(row, [next(drawn) for _ in row.cells]) for row in rows]
        for page in _paged(laid):
            yield _png(_page(self.title, page))

    def _drawn(self, cells: Sequence[Cell]) -> Iterator[_Drawn]:
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for done, image in enumerate(pool.map(self._picture, cells), 1):
                self.tell(done, len(cells), "pictures")
                yield _Drawn(cells[done - 1], image)

    def _picture(self, cell: Cell) -> Image.Image:
        size = (round(_HIGH * self.aspect), _HIGH)
        if cell.path is None:
            return _box(size, "no picture" if cell.sort != "sound" else "no sound")
        try:
            match cell.sort:
                case "picture":
                    return still_thumbnail(cell.path, size)
                case "footage":
                    return _beside(clip_thumbnails(cell.path, size, self.ffmpeg))
                case "sound":
                    return sound_thumbnail(cell.path, (2 * _NARROWEST, _HIGH), self.cache, self.ffmpeg)
        except Fault as fault:
            return _box((max(size[0], _NARROWEST), _HIGH), fault.code)


@record
class _Drawn:
    cell: Cell
    image: Image.Image

    @property
    def width(self) -> int:
        return max(self.image.width, _NARROWEST)

    @property
    def height(self) -> int:
        return _HIGH + 10 + _LINE * len(self.cell.captions)


@record
class _Laid:
    """A row with its takes in lines that fit the sheet's width."""

    row: Row
    lines: tuple[tuple[_Drawn, ...], ...]

    @property
    def height(self) -> int:
        return sum(_tall(line) for line in self.lines) + _GAP if self.lines else 3 * _LINE + _GAP


def _tall(line: Sequence[_Drawn]) -> int:
    return max(each.height for each in line) + _GAP


def _laid(row: Row, drawn: list[_Drawn]) -> _Laid:
    lines: list[list[_Drawn]] = []
    room = 0
    for each in drawn:
        if not lines or room + each.width > WIDTH - _MARGIN:
            lines.append([])
            room = _MARGIN + _LABEL
        lines[-1].append(each)
        room += each.width + _GAP
    return _Laid(row, tuple(map(tuple, lines)))


def _paged(rows: Sequence[_Laid]) -> Iterator[list[_Laid]]:
    page: list[_Laid] = []
    for row in rows:
        if page and sum(each.height for each in page) + row.height > _TALLEST:
            yield page
            page = []
        page.append(row)
    yield page


def _page(title: str, rows: Sequence[_Laid]) -> Image.Image:
    top = 2 * _MARGIN + 34
    image = Image.new("RGB", (WIDTH, top + sum(row.height for row in rows) + _MARGIN), _PAPER)
    pen = ImageDraw.Draw(image)
    write(pen, (_MARGIN, _MARGIN), title, Letters(30, "bold", _INK), WIDTH - 2 * _MARGIN)
    for row in rows:
        pen.line((_MARGIN, top, WIDTH - _MARGIN, top), _LINE_INK)
        _row(image, pen, row, top + _GAP)
        top += row.height
    return image


def _row(image: Image.Image, pen: ImageDraw.ImageDraw, row: _Laid, top: int) -> None:
    room = _LABEL - _GAP
    write(pen, (_MARGIN, top), row.row.title, Letters(18, "bold", _INK), room)
    write(pen, (_MARGIN, top + 26), row.row.under, Letters(14, "text", _PALE), room)
    for line in row.lines:
        left = _MARGIN + _LABEL
        for each in line:
            _cell(image, pen, each, (left, top))
            left += each.width + _GAP
        top += _tall(line)


def _cell(image: Image.Image, pen: ImageDraw.ImageDraw, drawn: _Drawn, at: tuple[int, int]) -> None:
    left, top = at
    picture = drawn.image
    if drawn.cell.faint:
        picture = Image.blend(picture, Image.new("RGB", picture.size, _PAPER), 0.55)
    image.paste(picture, at)
    if drawn.cell.framed:
        pen.rectangle((left - 5, top - 5, left + picture.width + 4, top + picture.height + 4), None, _FRAME, 4)
    for number, caption in enumerate(drawn.cell.captions):
        ink = _FRAME if drawn.cell.framed and not number else _PALE if number or drawn.cell.faint else _INK
        place = (left, top + _HIGH + 9 + number * _LINE)
        write(pen, place, caption, Letters(14, "text" if number else "bold", ink), drawn.width)


def _beside(images: Sequence[Image.Image]) -> Image.Image:
    width = sum(image.width for image in images) + 2 * (len(images) - 1)
    joined = Image.new("RGB", (width, images[0].height), _PAPER)
    left = 0
    for image in images:
        joined.paste(image, (left, 0))
        left += image.width + 2
    return joined


def _box(size: tuple[int, int], words: str) -> Image.Image:
    image = Image.new("RGB", size, GROUND)
    write(ImageDraw.Draw(image), (10, size[1] // 2 - 10), words, Letters(14, "text", _PALE), size[0] - 20)
    return image


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
