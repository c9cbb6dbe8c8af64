"""The film's sound: mixed by us, brought to its loudness and encoded by ffmpeg, measured on the result.

What is encoded is kept in stretches (`stretches.py`), so that an edit pays for the seconds in which it is heard. That
needs levels that do not follow every breath of the mix: they go by steps of `_STEP`.
"""

from __future__ import annotations

import os
import wave
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import run, started
from filmc.ir.frames import to_samples
from filmc.lower.graph import master_graph, sound_graph
from filmc.lower.timeline import Timeline
from filmc.produce.take import SoundTake
from filmc.render.command import SAFE, End, arguments, file_url
from filmc.render.encode import check
from filmc.render.kept import keep
from filmc.render.loudness import SILENT, Loudness, Meter, measure, meter
from filmc.render.media import require
from filmc.render.mix import SAMPLE_RATE, Samples, mixed, place
from filmc.render.splice import splice
from filmc.render.stretches import BARE, Coder, cuts, encoded

_TRIES = 4
_CLOSE_ENOUGH = 0.15
"""Loudness units that the result may be off before it is made again."""
_HEADROOM = 0.7
"""Decibels that the limiter first stays below the true peak wanted: the encoder adds overshoots of its own."""
_HERE = End("pipe:1", {"f": "f32le"})
_STEP = 0.2
"""Decibels from one level to the next. The loudness that is measured is told in tenths."""


def make_sound(timeline: Timeline, takes: Mapping[str, SoundTake], out: Path, coder: Coder) -> Loudness:
    """Write the film's whole sound to the AAC file `out` (48 kHz stereo, as long as the picture).

    Returns what was measured on it. Fault E0903/E0904 where it can not be made.
    """
    total = to_samples(timeline.frames, timeline.rate, SAMPLE_RATE)
    plain = out.with_name(f"{out.name}.{os.getpid()}.f32")
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        with meter(End("pipe:0", BARE), coder.ffmpeg) as loudness:
            _write(plain, mixed(place(timeline.sounds, takes, total), total), loudness)
            before = loudness.read()
        result = _mastered(plain, part, before, timeline, coder)
        keep(part, out, (result.programme, result.peak))
    finally:
        plain.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return result


def _mastered(plain: Path, out: Path, before: Loudness, timeline: Timeline, coder: Coder) -> Loudness:
    """Encode until loudness and true peak, measured on the encoded sound, are as asked; `before` is the mix's own."""
    if before.programme <= SILENT:
        _encode(plain, out, 0.0, None, coder)
        return measure(End(file_url(out), SAFE), coder.ffmpeg)
    gain = _stepped(timeline.loudness - before.programme)
    peaks = before.peak + gain > timeline.true_peak - _HEADROOM
    ceiling = timeline.true_peak - _HEADROOM if peaks else None
    result = before
    for _ in range(_TRIES):
        _encode(plain, out, gain, ceiling, coder)
        result = measure(End(file_url(out), SAFE), coder.ffmpeg)
        off, over = timeline.loudness - result.programme, result.peak - timeline.true_peak
        if abs(off) <= _CLOSE_ENOUGH and over <= 0:
            break
        if over > 0:
            ceiling = (timeline.true_peak - _HEADROOM if ceiling is None else ceiling) - over - 0.1
        gain = _stepped(gain + off)
    return result


def _stepped(decibels: float) -> float:
    return round(decibels / _STEP) * _STEP


def _write(path: Path, blocks: Iterable[Samples], loudness: Meter) -> None:
    """Write the mix as bare 32-bit floats: many sounds at once may pass full scale before they are levelled."""
    with path.open("wb") as file:
        for block in blocks:
            data = block.astype("<f4").tobytes()
            file.write(data)
            loudness.feed(data)


def _encode(plain: Path, out: Path, gain: float, ceiling: float | None, coder: Coder) -> None:
    """Level the mix and encode it: in stretches, or where these do not fit together in one go."""
    at = cuts(plain.stat().st_size // (2 * 4))
    with _levelled(plain, gain, ceiling, coder.ffmpeg) as sound:
        stretches = list(encoded(sound, at, coder))
    if not splice(stretches, at, out):
        with _levelled(plain, gain, ceiling, coder.ffmpeg, End(file_url(out), coder.options)):
            pass


@contextmanager
def _levelled(
    plain: Path, gain: float, ceiling: float | None, ffmpeg: FFmpeg, target: End = _HERE
) -> Iterator[IO[bytes]]:
    """Bring the mix to its level and write it to `target`; by itself that is what is yielded, to be read to its end."""
    command = arguments(ffmpeg, End(file_url(plain), BARE), master_graph(gain, ceiling), target)
    with started(command, read=True) as program:
        yield program.stdout
        check(program, "the sound")


def import_sound(path: Path, out: Path, ffmpeg: FFmpeg) -> SoundTake:
    """Return the foreign sound file `path` as a take of ours, written to `out` (WAV, 48 kHz, 16 bits, stereo).

    Fault E0920/E0921 where it is no sound file, E0924 where it can not be decoded.
    """
    require(path, "sound")
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    plain: dict[str, str | int] = {"c:a": "pcm_s16le", "fflags": "+bitexact", "f": "wav"}
    command = arguments(ffmpeg, End(file_url(path), SAFE), sound_graph(SAMPLE_RATE), End(file_url(part), plain))
    try:
        answer = run(command, timeout=600)
        if answer.code != 0:
            raise Fault("E0924", f"{path.name} holds no sound that can be played", "open it in a player to check it")
        with wave.open(str(part), "rb") as file:
            samples = file.getnframes()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return SoundTake(out, samples, 2)
