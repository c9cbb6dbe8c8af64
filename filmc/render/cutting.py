"""Many cells of a table as few boxes: whoever works in boxes pays for each, and for what it holds in vain."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in cells."""


@lru_cache(maxsize=4096)
def boxes_of(cells: bytes, across: int, price: int | None) -> tuple[Box, ...]:
    """Return few boxes (in cells) that hold all of `cells` that are 1; the camera is slow, so they come again.

    `price` is how many other cells they may hold to be one less; None: they hold no other.
    """
    table = np.frombuffer(cells, np.bool_).reshape(-1, across)
    return tuple(_cut(_bits(table), _bits(table.T), price))


def _bits(table: NDArray[np.bool_]) -> list[int]:
    """Return each row as a number: its first cell is the lowest bit."""
    return [int.from_bytes(row.tobytes(), "little") for row in np.packbits(table, axis=1, bitorder="little")]


def _cut(rows: list[int], columns: list[int], price: int | None) -> Iterator[Box]:
    """Yield boxes around the bits of `rows` (`columns` are the same bits), cut in two where that is cheaper."""
    (top, bottom), (left, right) = _ends(rows), _ends(columns)
    area = (bottom - top) * (right - left)
    spare = area - sum(row.bit_count() for row in rows)
    if area and spare <= (price or 0):
        yield left, top, right, bottom
    elif area:
        down, across = _best(rows), _best(columns)
        if price is not None and area <= min(down, across)[0] + price:
            yield left, top, right, bottom
            return
        first = (1 << min(down, across)[1]) - 1
        for mask in (first, ~first):
            if down <= across:
                yield from _cut(_masked(rows, mask), [column & mask for column in columns], price)
            else:
                yield from _cut([row & mask for row in rows], _masked(columns, mask), price)


def _masked(lines: list[int], mask: int) -> list[int]:
    return [line if mask >> number & 1 else 0 for number, line in enumerate(lines)]


def _ends(lines: list[int]) -> tuple[int, int]:
    """Return the first line that is not empty, and the one after the last."""
    used = [number for number, line in enumerate(lines) if line]
    return (used[0], used[-1] + 1) if used else (0, 0)


def _best(lines: list[int]) -> tuple[int, int]:
    """Return how many cells the boxes before and after the best cut have, and before which line that is."""
    first, last = _areas(lines), _areas(lines[::-1])[::-1]
    cuts = ((first[at - 1] + last[at], at) for at in range(1, len(lines)) if first[at - 1] and last[at])
    return min(cuts, default=(1 << 30, 0))


def _areas(lines: list[int]) -> list[int]:
    """Return how many cells the box around the first line has, that around the first two, and so on."""
    mask, start, area, areas = 0, 0, 0, []
    for number, line in enumerate(lines):
        if line:
            start = start if mask else number
            mask |= line
            area = (number + 1 - start) * (mask.bit_length() - (mask & -mask).bit_length() + 1)
        areas.append(area)
    return areas
