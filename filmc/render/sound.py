"""The film's sound: mixed by us, brought to its loudness and encoded by ffmpeg, measured on the result.

What is encoded is kept in stretches (`stretches.py`), so that an edit pays for the seconds in which it is heard.
"""

from __future__ import annotations

import os
import wave
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import run, started
from filmc.base.record import record
from filmc.ir.frames import to_samples
from filmc.lower.graph import master_graph, sound_graph
from filmc.lower.timeline import Timeline
from filmc.produce.take import SoundTake
from filmc.render.command import SAFE, End, arguments, file_url
from filmc.render.encode import check
from filmc.render.kept import keep
from filmc.render.loudness import SILENT, Heard, Loudness, loudness_of
from filmc.render.media import require
from filmc.render.mix import SAMPLE_RATE, Samples, mixed, place
from filmc.render.splice import splice
from filmc.render.stretches import BARE, Coder, Level, Raw, Stretch, divided, encoded, heard

T = TypeVar("T")

_TRIES = 4
_GUESSES = 12
_HEADROOM = 0.7
"""Decibels that the limiter first stays below the true peak wanted: the encoder adds overshoots of its own."""


def make_sound(timeline: Timeline, takes: Mapping[str, SoundTake], out: Path, coder: Coder) -> Loudness:
    """Write the film's whole sound to the AAC file `out` (48 kHz stereo, as long as the picture).

    Returns what was measured on it. Fault E0903/E0904 where it can not be made.
    """
    total = to_samples(timeline.frames, timeline.rate, SAMPLE_RATE)
    plain = out.with_name(f"{out.name}.{os.getpid()}.f32")
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        _write(plain, mixed(place(timeline.sounds, takes, total), total))
        master = _mastered(divided(plain), timeline, coder)
        if not splice(master.stretches, part):
            _encode(plain, master.level, part, coder)
        keep(part, out, (master.loudness.programme, master.loudness.peak))
    finally:
        plain.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return master.loudness


@record
class Master:
    """The sound at the level asked for, in stretches, and what was measured on them as they are encoded."""

    level: Level
    stretches: Sequence[Stretch]
    loudness: Loudness


def _mastered(mix: Sequence[Raw], timeline: Timeline, coder: Coder) -> Master:
    """Encode until loudness and true peak are as asked."""
    before = _of_each(mix, lambda raw: heard(raw, coder))
    master = _encoded(mix, _first(before, timeline, coder), coder)
    for _ in range(_TRIES - 1):
        if (better := _corrected(master, before, timeline, coder)) == master.level:
            break
        master = _encoded(mix, better, coder)
    return master


def _first(mix: Sequence[Heard], timeline: Timeline, coder: Coder) -> Level:
    """Return the level to begin with, from how the mix sounds by itself."""
    ceiling = timeline.true_peak - _HEADROOM
    if loudness_of(mix).programme <= SILENT:
        return Level(0.0, ceiling)
    return Level(_gain(mix, timeline.loudness, ceiling, coder), ceiling)


def _gain(mix: Sequence[Heard], wanted: float, ceiling: float, coder: Coder) -> float:
    """Return the gain by which the mix is as loud as wanted, as far as that can be known: more is more to limit."""
    gain = 0.0
    for _ in range(_GUESSES):
        off = wanted - loudness_of(part.at(gain, ceiling) for part in mix).programme
        gain += off
        if abs(off) < coder.step / 4:
            break
    return round(gain / coder.step) * coder.step


def _encoded(mix: Sequence[Raw], level: Level, coder: Coder) -> Master:
    stretches = _of_each(mix, lambda raw: encoded(raw, level, coder))
    return Master(level, stretches, loudness_of([stretch.heard for stretch in stretches]))


def _of_each(mix: Sequence[Raw], work: Callable[[Raw], T]) -> list[T]:
    """Return what `work` makes of each stretch, and keeps; those that differ are worked on side by side."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(work, {raw.digest: raw for raw in mix}.values()))
    return [work(raw) for raw in mix]


def _corrected(master: Master, mix: Sequence[Heard], timeline: Timeline, coder: Coder) -> Level:
    """Return the level that comes nearer; the same where it is near enough, or nothing can be heard."""
    level, told = master.level, master.loudness
    off, over = timeline.loudness - told.programme, told.peak - timeline.true_peak
    if told.programme <= SILENT or (abs(off) <= coder.tolerance and over <= 0):
        return level
    ceiling = level.ceiling - (over + 0.1 if over > 0 else 0.0)
    guessed = loudness_of(part.at(level.gain, level.ceiling) for part in mix).programme
    return Level(_gain(mix, guessed + off, ceiling, coder), ceiling)


def _write(path: Path, blocks: Iterable[Samples]) -> None:
    """Write the mix as bare 32-bit floats: many sounds at once may pass full scale before they are levelled."""
    with path.open("wb") as file:
        for block in blocks:
            file.write(block.astype("<f4").data)


def _encode(plain: Path, level: Level, out: Path, coder: Coder) -> None:
    """Level and encode the mix in one go, where stretches do not fit together."""
    graph = master_graph(level.gain, level.ceiling)
    with started(
        arguments(coder.ffmpeg, End(file_url(plain), BARE), graph, End(file_url(out), coder.options))
    ) as program:
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
