"""Models on a terminal: a list by provider, everything about one, several side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from filmc.lower.model import Model
from filmc.produce.readiness import Readiness
from filmc.tools.model_facts import Told, lengths_of, short_cost, told, told_of_provider
from filmc.tools.report.cells import neutral, padded, width

_GAP = "  "
_LEAST = 10
"""Cells below which no column is squeezed."""
_LENGTHS = 2
_LISTS = (_LENGTHS, 3)
"""Columns of the list whose cells are lists themselves: lengths and modes."""
_LISTS_BELOW = (0, 1, 2)
"""The same, where the name has a line of its own: what is made is a list too."""


def as_list(models: Sequence[Model], ready: Mapping[str, Readiness], columns: int) -> Iterator[str]:
    """Yield the lines of a list: a heading for each provider, then its models, `columns` wide where they can."""
    providers = dict.fromkeys(model.provider for model in models)
    for number, provider in enumerate(providers):
        if number:
            yield ""
        yield from _filled(ready[provider].words, columns)
        rows = [tuple(map(neutral, _row(model))) for model in models if model.provider == provider]
        yield from _table(rows, columns, "  ", _LISTS) if _fit(rows, columns) else _stacked(rows, columns)


def _fit(rows: Sequence[tuple[str, ...]], columns: int) -> bool:
    """Tell whether rows have room on lines of their own, when only lengths are squeezed."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    widths[_LENGTHS] = min(widths[_LENGTHS], _LEAST)
    return sum(widths) + len(_GAP) * len([room for room in widths if room]) <= columns


def _stacked(rows: Sequence[tuple[str, ...]], columns: int) -> Iterator[str]:
    """Yield each row under its name."""
    for name, row in zip(rows, _cells([row[1:] for row in rows], columns - 4, _LISTS_BELOW), strict=True):
        yield f"  {name[0]}"
        yield from (f"    {line}" for line in row)


def _row(model: Model) -> tuple[str, ...]:
    makes = ", ".join(model.makes)
    lengths = lengths_of(model) if model.lengths else ""
    date = model.price.date or "your own" if model.price else ""
    modes = " ".join(model.can.modes).replace("references", "refs")
    return model.id, makes, lengths, modes, short_cost(model), date


def as_sheet(model: Model, ready: Readiness, columns: int) -> Iterator[str]:
    """Yield the lines of all that is known of one model and its provider."""
    yield neutral(model.id)
    yield from _facts(told(model), columns)
    yield ""
    yield from _filled(ready.words, columns)
    yield from _facts(told_of_provider(ready.facts), columns)


def _facts(facts: Iterator[Told], columns: int) -> Iterator[str]:
    yield from _table([(each.label, neutral(str(each)).replace("`", "")) for each in facts], columns, indent="  ")


def as_comparison(models: Sequence[Model], columns: int) -> Iterator[str]:
    """Yield the lines of models side by side: first what differs."""
    rows = [
        (facts[0].label, *(neutral(str(each)) for each in facts))
        for facts in zip(*(told(model, models) for model in models), strict=True)
    ]
    differ = [row for row in rows if len(set(row[1:])) > 1]
    same = [(label, value) for label, value, *others in rows if {*others} == {value}]
    yield from _table([("", *(neutral(model.id) for model in models)), *differ], columns)
    if same:
        yield ""
        yield "the same of all:"
        yield from _table(same, columns, indent="  ")


def _table(rows: Sequence[tuple[str, ...]], columns: int, indent: str = "", soft: Sequence[int] = ()) -> Iterator[str]:
    """Yield rows as lines. Where they are too wide, cells are wrapped: those of the `soft` columns (else all) first."""
    yield from (f"{indent}{line}" for lines in _cells(rows, columns - len(indent), soft) for line in lines)


def _cells(rows: Sequence[tuple[str, ...]], columns: int, soft: Sequence[int]) -> Iterator[list[str]]:
    """Yield the lines of each row."""
    used = [number for number in range(len(rows[0])) if any(row[number] for row in rows)]
    rows = [tuple(row[number] for number in used) for row in rows]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    room = columns - len(_GAP) * (len(widths) - 1)
    _squeeze(widths, room, [place for place, number in enumerate(used) if number in soft])
    _squeeze(widths, room, range(1, len(widths)))
    for row in rows:
        cells = [_wrapped(cell, room) for cell, room in zip(row, widths, strict=True)]
        yield [
            _GAP.join(padded(part, room) for part, room in zip(parts, widths, strict=True)).rstrip()
            for parts in zip_longest(*cells, fillvalue="")
        ]


def _squeeze(widths: list[int], room: int, soft: Sequence[int]) -> None:
    """Make the widest of the `soft` columns narrower until all fit into `room`, or none of them can be narrower."""
    while soft and sum(widths) > room:
        widest = max(soft, key=widths.__getitem__)
        if widths[widest] <= _LEAST:
            break
        widths[widest] -= 1


def _wrapped(cell: str, room: int) -> list[str]:
    """Return the lines of a cell: broken between words, and within those that have no room."""
    lines = [""]
    for word in cell.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width(joined) <= room:
            lines[-1] = joined
        else:
            lines += _broken(word, room)
    return lines if lines[0] else lines[1:] or [""]


def _broken(word: str, room: int) -> Iterator[str]:
    while width(word) > room:
        most = next(number for number in range(len(word), 0, -1) if width(word[:number]) <= room or number == 1)
        yield word[:most]
        word = word[most:]
    yield word


def _filled(text: str, columns: int) -> list[str]:
    first, *others = _wrapped(neutral(text), columns - 4)
    return [first, *(f"    {line}" for line in others)]
