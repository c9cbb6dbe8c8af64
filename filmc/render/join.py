"""Joining: segments and sound to one mp4 by copying samples and rebuilding the tables, nothing encoded again.

The index stands before the samples (playback begins at once), picture and sound lie interleaved, every frame keeps
its time. Needs segments with one set of encoder parameters; ours have by construction, and it is checked.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import IO

from filmc.base.failpoints import failpoint
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.ir.frames import snap
from filmc.render.boxes import box, full
from filmc.render.mp4 import head, index, media, send
from filmc.render.track import Layout, Track, joined, placed, read_track, taken

_WIDE = 1 << 32


@record
class Reel:
    """What is joined: the segments' tracks, the sound's, and how many sound samples follow each segment."""

    videos: list[Track]
    audio: Track
    cuts: list[int]
    title: str
    seconds: Fraction

    @property
    def media(self) -> int:
        """Bytes of all samples."""
        return sum(sum(track.sizes) for track in (*self.videos, self.audio))

    @property
    def clock(self) -> int:
        """Ticks a second of the movie's own clock: the picture's, so that its length is exact."""
        return self.videos[0].timescale


def join(  # noqa: PLR0913 - the two halves of a film, and what is written on it
    segments: Sequence[Path], sound: Path, out: Path, *, title: str, frames: int, rate: Fraction
) -> None:
    """Write `out`: the `segments` in order, `frames` in all, with `sound` beside them, named `title`.

    `out` appears whole or not at all. It is not flushed to the disk, which would take longer than the join: what is
    lost in a power cut is joined again. Fault E0904 on a full disk, E0906 where a part is broken, E0907 where `out` can
    not be written.
    """
    videos = [read_track(path) for path in segments]
    audio = read_track(sound)
    _check(videos, frames)
    reel = Reel(videos, audio, _cuts(videos, audio), title, frames / rate)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        failpoint("render.before_join")
        with part.open("wb") as file:
            _write(file, reel)
        failpoint("render.joined_aside")
        part.replace(out)
        failpoint("render.after_join")
    except OSError as error:
        raise _unwritable(out, error) from None
    finally:
        part.unlink(missing_ok=True)


def _unwritable(out: Path, error: OSError) -> Fault:
    fault = Fault.of(error)
    if fault.code == "E0904":
        return fault
    return Fault("E0907", f"{out} can not be written: {error.strerror}", "choose another place with -o")


def _check(videos: Sequence[Track], frames: int) -> None:
    first = videos[0]
    same = all((video.description, video.timescale) == (first.description, first.timescale) for video in videos)
    if not same or sum(video.samples for video in videos) != frames:
        raise Fault("E0906", "the parts of the film do not fit together", "delete the film's cache and build again")


def _cuts(videos: list[Track], audio: Track) -> list[int]:
    """Return how many sound samples follow each segment: those that begin before it ends."""
    each = audio.durations[0][1]
    cuts, ticks, done = [], 0, 0
    for video in videos:
        ticks += video.ticks
        until = snap(Fraction(ticks, video.timescale), Fraction(audio.timescale, each))
        count = min(max(until - done, 0), audio.samples - done)
        cuts.append(count)
        done += count
    cuts[-1] += audio.samples - done
    return cuts


def _write(file: IO[bytes], reel: Reel) -> None:
    begin, mdat = head(b"iso2", b"avc1", b"mp41"), media(reel.media)
    traks = _traks(reel)
    start = len(begin) + len(_moov(reel, traks, 0)) + len(mdat)  # its length does not depend on the positions in it
    file.write(begin + _moov(reel, traks, start) + mdat)
    file.flush()
    _copy(file, reel)


def _traks(reel: Reel) -> tuple[bytes, bytes]:
    """Return both tracks, but for where their samples lie."""
    movie = snap(reel.seconds, Fraction(reel.clock))
    heard = snap(reel.seconds, Fraction(reel.audio.timescale))
    return joined(reel.videos, (movie, movie)), _second(joined([reel.audio], (movie, heard)))


def _moov(reel: Reel, traks: tuple[bytes, bytes], start: int) -> bytes:
    """Return the film's index, for samples that begin at `start` of the file."""
    wide = reel.media + (64 << 20) > _WIDE
    layouts = _layouts(reel, start)
    return index(
        reel.clock,
        snap(reel.seconds, Fraction(reel.clock)),
        *(box(b"trak", placed(trak, layout, wide=wide)) for trak, layout in zip(traks, layouts, strict=True)),
        _named(reel.title),
    )


def _layouts(reel: Reel, start: int) -> tuple[Layout, Layout]:
    pictures, sounds, at, sample = [], [], start, 0
    for video, count in zip(reel.videos, reel.cuts, strict=True):
        pictures.append((at, video.samples))
        at += sum(video.sizes)
        if count:
            sounds.append((at, count))
            at += sum(reel.audio.sizes[sample : sample + count])
            sample += count
    return Layout(pictures), Layout(sounds)


def _second(trak: bytes) -> bytes:
    """Return a track's body with the track number 2: every file that ffmpeg wrote for us has a number 1."""
    at = trak.index(b"tkhd") + 4 + 12
    return trak[:at] + struct.pack(">I", 2) + trak[at + 4 :]


def _named(title: str) -> bytes:
    """Return the metadata with the film's title: bytes in a box, whatever they are."""
    handler = full(b"hdlr", 0, 0, bytes(4), b"mdirappl", bytes(9))
    data = box(b"data", struct.pack(">II", 1, 0), title.encode("utf-8", "replace"))
    return box(b"udta", full(b"meta", 0, 0, handler, box(b"ilst", box(b"\xa9nam", data))))


def _copy(file: IO[bytes], reel: Reel) -> None:
    sample, left = 0, list(reversed(reel.audio.pieces))
    with reel.audio.path.open("rb") as sound:
        for video, count in zip(reel.videos, reel.cuts, strict=True):
            with video.path.open("rb") as picture:
                for position, size in video.pieces:
                    send(picture, file, position, size)
            for position, size in taken(left, sum(reel.audio.sizes[sample : sample + count])):
                send(sound, file, position, size)
            sample += count
            failpoint("render.half_joined")
