"""One track of an mp4 file as its sample tables tell it: what joins, and what is written anew."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from filmc.base.fault import Fault
from filmc.base.record import record, replace
from filmc.render.boxes import find, full, numbers, replaced, table, top_level

Rows = list[tuple[int, ...]]


@record
class Track:
    """A file's only track. Times are in ticks of `timescale`."""

    path: Path
    trak: bytes
    """The whole box's body, as the template of the joined track."""
    description: bytes
    """The `stsd` box: the decoder's set-up."""
    timescale: int
    durations: Rows
    """Runs of (samples, ticks each)."""
    offsets: Rows
    """Runs of (samples, composition offset); empty where there is none."""
    sizes: tuple[int, ...]
    sync: tuple[int, ...]
    """Numbers of the key samples, from 1; empty when all are."""
    skip: int
    """Ticks at the start that are decoded but not shown."""
    pieces: Sequence[tuple[int, int]]
    """Where its samples lie in the file, in order: (position, bytes)."""

    @property
    def samples(self) -> int:
        """How many."""
        return len(self.sizes)

    @property
    def ticks(self) -> int:
        """Its whole length, with what is skipped."""
        return sum(count * each for count, each in self.durations)

    def part(self, low: int, high: int) -> Track:
        """Return the track of the samples `low` to `high`, counted from 0. Of sound only: each is a key sample."""
        left = list(reversed(self.pieces))
        for _ in taken(left, sum(self.sizes[:low])):
            pass  # they stay where they are
        pieces = list(taken(left, sum(self.sizes[low:high])))
        return replace(self, sizes=self.sizes[low:high], durations=_within(self.durations, low, high), pieces=pieces)


def taken(pieces: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Yield where the next `size` bytes of a track lie; `pieces` (the next one last) loses them."""
    while size:
        position, length = pieces.pop()
        used = min(length, size)
        if used < length:
            pieces.append((position + used, length - used))
        yield position, used
        size -= used


def _within(runs: Rows, low: int, high: int) -> Rows:
    """Return what `runs` of (samples, value) tell of the samples `low` to `high`."""
    found: Rows = []
    start = 0
    for count, value in runs:
        inside = min(start + count, high) - max(start, low)
        if inside > 0:
            found.append((inside, value))
        start += count
    return found


def read_track(path: Path) -> Track:
    """Return the track of an mp4 file that ffmpeg wrote for us. Fault E0906 where it is not whole."""
    try:
        with path.open("rb") as file:
            places = {kind: (start, size) for kind, start, size in top_level(file)}
            file.seek(places[b"moov"][0])
            moov = file.read(places[b"moov"][1])
        return _track(path, find(moov, b"trak"))
    except (KeyError, struct.error, IndexError, StopIteration, OSError):
        raise Fault("E0906", f"{path.name} is no whole mp4 file", "delete the film's cache and build again") from None


def _track(path: Path, trak: bytes) -> Track:
    stbl = find(trak, b"mdia", b"minf", b"stbl")
    (timescale,) = struct.unpack_from(">I", find(trak, b"mdia", b"mdhd"), 12)
    ctts = find(stbl, b"ctts")
    stss = find(stbl, b"stss")
    sizes = _sizes(find(stbl, b"stsz"))
    return Track(
        path=path,
        trak=trak,
        description=find(stbl, b"stsd"),
        timescale=timescale,
        durations=numbers(">II", find(stbl, b"stts"), 4),
        offsets=numbers(">Ii", ctts, 4) if ctts else [],
        sizes=sizes,
        sync=tuple(row[0] for row in numbers(">I", stss, 4)) if stss else (),
        skip=_skip(find(trak, b"edts", b"elst")),
        pieces=_pieces(stbl, sizes),
    )


def _sizes(stsz: bytes) -> tuple[int, ...]:
    same, count = struct.unpack_from(">II", stsz, 4)
    return (same,) * count if same else struct.unpack_from(f">{count}I", stsz, 12)


def _skip(elst: bytes) -> int:
    """Return the media time at which the first edit that shows anything begins."""
    if not elst:
        return 0
    times = [row[1] for row in numbers(">IiI", elst, 4)]
    return max((time for time in times if time >= 0), default=0)


def _pieces(stbl: bytes, sizes: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return (position, bytes) of each run of chunks that lie one behind the other."""
    pieces: list[tuple[int, int]] = []
    for position, size in _chunks(stbl, sizes):
        if pieces and sum(pieces[-1]) == position:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + size)
        else:
            pieces.append((position, size))
    return pieces


def _chunks(stbl: bytes, sizes: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    stco = find(stbl, b"stco")
    positions = numbers(">I", stco, 4) if stco else numbers(">Q", find(stbl, b"co64"), 4)
    runs = numbers(">III", find(stbl, b"stsc"), 4)
    sample = 0
    for number, (position,) in enumerate(positions, 1):
        count = next(run[1] for run in reversed(runs) if run[0] <= number)
        yield position, sum(sizes[sample : sample + count])
        sample += count


@record
class Layout:
    """Where the joined track's samples lie: (position in the file, samples) of each chunk, in order."""

    chunks: list[tuple[int, int]]

    def boxes(self, *, wide: bool) -> dict[bytes, bytes]:
        """Return the chunk tables, with 64-bit positions if `wide`."""
        runs = [(number, count, 1) for number, (_, count) in enumerate(self.chunks, 1)]
        firsts = [runs[0], *(b for a, b in pairwise(runs) if a[1] != b[1])]
        positions = table(b"co64" if wide else b"stco", ">Q" if wide else ">I", [(p,) for p, _ in self.chunks])
        return {b"stsc": table(b"stsc", ">III", firsts), b"stco": positions, b"co64": positions}


def placed(trak: bytes, layout: Layout, *, wide: bool) -> bytes:
    """Return the body of a joined `trak` that tells where its samples lie."""
    return replaced(trak, layout.boxes(wide=wide))


def joined(tracks: list[Track], lengths: tuple[int, int]) -> bytes:
    """Return a `trak` body for `tracks` one after the other, but for where their samples lie.

    `lengths`: on the movie's clock, and on its own.
    """
    first = max(tracks, key=lambda track: track.samples)  # a very short one may lack a table
    skip = max(track.skip for track in tracks)
    movie, shown = lengths
    sizes = [size for track in tracks for size in track.sizes]
    changes = {
        b"stts": table(b"stts", ">II", _runs(row for track in tracks for row in track.durations)),
        b"stsz": full(b"stsz", 0, 0, struct.pack(">II", 0, len(sizes)), struct.pack(f">{len(sizes)}I", *sizes)),
        b"ctts": table(b"ctts", ">Ii", _runs(row for track in tracks for row in _offsets(track, skip))),
        b"stss": table(b"stss", ">I", _keys(tracks)),
        b"sbgp": _one_group(find(first.trak, b"mdia", b"minf", b"stbl", b"sbgp"), len(sizes)),
        b"mdhd": _with_length(find(first.trak, b"mdia", b"mdhd"), b"mdhd", 16, shown + skip),
        b"tkhd": _with_length(find(first.trak, b"tkhd"), b"tkhd", 20, movie),
        b"elst": table(b"elst", ">IiI", [(movie, skip, 1 << 16)]),
    }
    return replaced(first.trak, changes)


def _offsets(track: Track, skip: int) -> Rows:
    """Return the composition offsets as they are when `skip` ticks are not shown: too short for B-frames, less are."""
    return [(count, offset + skip - track.skip) for count, offset in track.offsets or [(track.samples, 0)]]


def _runs(rows: Iterable[tuple[int, ...]]) -> Rows:
    """Return rows of (count, value) with equal neighbours put together."""
    return [(sum(row[0] for row in run), value) for value, run in groupby(rows, key=lambda row: row[1])]


def _keys(tracks: list[Track]) -> Iterator[tuple[int, ...]]:
    before = 0
    for track in tracks:
        yield from ((before + number,) for number in (track.sync or range(1, track.samples + 1)))
        before += track.samples


def _one_group(sbgp: bytes, samples: int) -> bytes:
    """Return the box that puts all samples into the one group that ffmpeg describes: how far sound is rolled in."""
    return full(b"sbgp", 0, 0, sbgp[4:8], struct.pack(">III", 1, samples, 1))


def _with_length(body: bytes, kind: bytes, at: int, length: int) -> bytes:
    """Return the box (version 0) with the 32-bit length at `at` set."""
    whole = bytearray(full(kind, body[0], int.from_bytes(body[1:4]), body[4:]))
    struct.pack_into(">I", whole, 8 + at, length)
    return bytes(whole)
