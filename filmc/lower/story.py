"""A story as somebody has it: prose, or the storyboard that chats and crews write, a table with a shot in each row.

Tables are found as Markdown and as columns parted by tabs, whatever stands before and after them, and as comma- or
semicolon-separated values from end to end: by a first row that names at least two of the usual columns (镜号 景别 画面
时长 运镜 台词 音效, or shot, size, picture …). Each row becomes one line, with the author's own words for the columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby, zip_longest

from filmc.base.record import record

Row = Sequence[str]

_CHINESE = (
    "镜号 镜头 镜头号 序号 编号 场景 场次 景别 角度 机位 构图 画面 画面内容 画面描述 内容 描述 时长 时间 运镜 运动 "
    "镜头运动 摄法 台词 对白 旁白 字幕 解说 音乐 音效 声音 配乐 人物 角色 备注"
)
_ENGLISH = (
    "shot scene size framing angle picture image visual visuals action description duration length camera move "
    "movement dialogue dialog line lines voiceover narration vo sound sounds sfx audio music character characters notes"
)
_COLUMNS = frozenset(f"{_CHINESE} {_ENGLISH}".split())
"""Words by which a column is known."""
_BESIDE = frozenset({"no", "number", "id", "type", "content", "effect", "effects", "and", "seconds", "s", "秒"})
"""Words that may stand with them."""
_LEAST = 2
_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
"""The line under the headings of a Markdown table."""
_BREAK = re.compile(r"\s*(?:<br\s*/?>|\n)\s*", re.IGNORECASE)


@record
class Story:
    """The story as one text; `shots` is how many rows its storyboard has, 0 where it has none."""

    text: str
    shots: int = 0


def read_story(text: str) -> Story:
    """Return a story with its tables as lines, a shot in each."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    for mark in ",;\t":
        rows = _values(text, mark)
        if rows and _is_heading(rows[0]):
            return Story("\n".join(_told(rows)), len(rows) - 1)
    parts = [_part(tabled, list(lines)) for tabled, lines in groupby(text.split("\n"), _is_tabled)]
    return Story("\n".join(part.text for part in parts), sum(part.shots for part in parts))


def _values(text: str, mark: str) -> list[Row]:
    """Return the rows of a text that is a table from end to end; none where it is no such table."""
    try:
        rows: list[Row] = [
            row for row in csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True) if any(row)
        ]
    except csv.Error:
        return []
    return rows if len(rows) > 1 and len(rows[1]) > 1 else []


def _is_tabled(line: str) -> bool:
    return "\t" in line.strip() or line.strip().startswith("|")


def _part(tabled: bool, lines: Sequence[str]) -> Story:  # noqa: FBT001 - what `groupby` has grouped by
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)] if tabled else []
    if len(rows) < 2 or not _is_heading(rows[0]):
        return Story("\n".join(lines))
    return Story("\n".join(_told(rows)), len(rows) - 1)


def _cells(line: str) -> Row:
    line = line.strip()
    if not line.startswith("|"):
        return line.split("\t")
    return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))]


def _is_heading(row: Row) -> bool:
    known = sum(map(_is_column, row))
    return known >= _LEAST and 2 * known >= len(row)


def _is_column(cell: str) -> bool:
    words = {word for word in re.split(r"[\W_]+", cell.casefold()) if word}
    return bool(words & _COLUMNS) and words <= _COLUMNS | _BESIDE


def _told(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a line for each row: every cell that says something, after what its column is called."""
    names = [_cell(name) for name in rows[0]]
    for number, row in enumerate(rows[1:], 1):
        cells = [(name, _cell(cell)) for name, cell in zip_longest(names, row, fillvalue="")]
        yield f"{number}. " + " | ".join(f"{name}: {cell}" if name else cell for name, cell in cells if cell)


def _cell(text: str) -> str:
    return " ".join(_BREAK.sub(" / ", text.strip()).replace("**", "").split())
