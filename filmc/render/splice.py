"""Splicing: stretches of AAC to one track by copying packets, cut where both sides go on alike.

A packet is heard together with the one before it: their windows overlap, and the two halves must fit, or what each has
beside the sound does not cancel out. So a cut lies where the last packet before it has the same window in both
stretches. Both heard the same there, so this is nearly always the place that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import IO

from filmc.render.boxes import box
from filmc.render.mp4 import head, index, media, send
from filmc.render.stretches import Stretch
from filmc.render.track import Layout, Track, joined, placed

_NEAR = 16
"""Packets behind the place that was meant, in which another is looked for."""
_PAIR = 1
"""The kind of element that two channels are."""


def splice(stretches: Sequence[Stretch], out: Path) -> bool:
    """Write the sound of `stretches`, cut where each begins or near there, to the m4a file `out`.

    False where they do not fit together. OSError where it can not be written.
    """
    places = [_place(before, after) for before, after in pairwise(stretches)]
    found = [place for place in places if place is not None]
    if len(found) < len(places):
        return False
    ends = pairwise([0, *found, stretches[-1].end])
    _write([stretch.part(low, high) for stretch, (low, high) in zip(stretches, ends, strict=True)], out)
    return True


def _place(before: Stretch, after: Stretch) -> int | None:
    """Return before which packet `after` takes over; None where there is no such place near its beginning."""
    cut = after.low
    until = min(cut + _NEAR, before.end, after.end)
    both = zip(*(_windows(stretch.part(cut - 1, until - 1)) for stretch in (before, after)), strict=True)
    fitting = (cut + n for n, (one, other) in enumerate(both) if one is not None and one == other)
    return next(fitting, None)


def _windows(track: Track) -> Iterator[int | None]:
    """Yield of each packet what it says of its window: sequence and shape. None where each channel has its own."""
    with track.path.open("rb") as file:
        packets = b"".join(_read(file, position, size) for position, size in track.pieces)
    start = 0
    for size in track.sizes:
        kind, common, window = _first_bits(packets[start : start + 2])
        yield window if kind == _PAIR and common else None
        start += size


def _read(file: IO[bytes], position: int, size: int) -> bytes:
    file.seek(position)
    return file.read(size)


def _first_bits(packet: bytes) -> tuple[int, int, int]:
    """Return the kind of a packet's first element, whether both channels have one window, and which one that is."""
    bits = int.from_bytes(packet)
    return bits >> 13, bits >> 8 & 1, bits >> 4 & 7


def _write(parts: list[Track], out: Path) -> None:
    shown = sum(part.ticks for part in parts) - parts[0].skip
    begin, mdat = head(b"iso2", b"mp41"), media(sum(sum(part.sizes) for part in parts))
    trak = joined(parts, (shown, shown))

    def moov(start: int) -> bytes:
        layout = Layout([(start, sum(part.samples for part in parts))])
        return index(parts[0].timescale, shown, box(b"trak", placed(trak, layout, wide=False)))

    start = len(begin) + len(moov(0)) + len(mdat)  # its length does not depend on the position in it
    with out.open("wb") as file:
        file.write(begin + moov(start) + mdat)
        file.flush()
        for part in parts:
            with part.path.open("rb") as source:
                for position, size in part.pieces:
                    send(source, file, position, size)
