"""Finds a speech program and has it say lines: eSpeak NG from its wheel, or the system's `espeak-ng`."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Timer
from typing import NamedTuple, Self

import numpy as np

from filmc.base.record import record
from filmc.produce.animatic.synth import Samples

_SCRIPT = Path(__file__).with_name("espeak.py")
_PATIENCE = 30.0
"""Seconds for one line; a whole page takes less than one."""
_WAV_HEADER = 44


@record
class Engine:
    """What speaks. `name` goes into the keys of takes; `program` is None for the wheel's own library."""

    name: str
    program: Path | None = None


class Utterance(NamedTuple):
    """One line for the engine: its voice (`cmn+f2`), the text, words a minute, pitch and range (0 to 99)."""

    voice: str
    text: str
    rate: int
    pitch: int
    range: int


class Recording(NamedTuple):
    """What the engine answered: mono samples (-1..1) and their rate."""

    samples: Samples
    rate: int


def find_engine() -> Engine | None:
    """Return the engine to speak with, or None where there is none.

    `FILMC_ESPEAK` names a program, or is `none` for no voice at all; else the wheel, else `espeak-ng` on the path.
    """
    wish = os.environ.get("FILMC_ESPEAK", "")
    if wish == "none":
        return None
    if not wish and importlib.util.find_spec("espeakng_loader"):
        return Engine(f"espeakng_loader {_wheel()}")
    program = shutil.which(wish or "espeak-ng")
    return Engine(f"espeak-ng {program}", Path(program)) if program else None


@cache
def _wheel() -> str:
    """Return the wheel's version; who watches a film asks at each save."""
    return importlib.metadata.version("espeakng_loader")


def recorded(engine: Engine, lines: Sequence[Utterance]) -> list[Recording | None]:
    """Return what `engine` says for each line, in order; None where it has no such voice, crashed twice or hung."""
    if engine.program:
        return [_ask_program(engine.program, line) for line in lines]
    with _Talker() as talker:
        return [talker.say(line) or talker.say(line) for line in lines]


class _Talker:
    """The process of `espeak.py`, started at need and again after a crash."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def say(self, line: Utterance) -> Recording | None:
        """Return the recording, or None; after a crash the next call has a new process."""
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        alarm = Timer(_PATIENCE, process.kill)
        alarm.start()
        try:
            process.stdin.write(json.dumps(line._asdict()).encode() + b"\n")
            process.stdin.flush()
            header = json.loads(process.stdout.readline() or b"{}")
            samples = process.stdout.read(2 * header.get("samples", 0))
        except (OSError, ValueError):
            header, samples = {}, b""
        finally:
            alarm.cancel()
        if not header:
            self._end()
        return _recording(samples, header.get("rate", 0))

    def _start(self) -> subprocess.Popen[bytes]:
        """In a session of its own, so that Ctrl-C reaches us only; the closed pipe then ends it."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None


def _ask_program(program: Path, line: Utterance) -> Recording | None:
    """The text goes through standard input: it can never be an option."""
    settings = ["-v", line.voice, "-s", str(line.rate), "-p", str(line.pitch)]
    try:
        done = subprocess.run(
            [str(program), *settings, "--stdin", "--stdout"],
            input=line.text.encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    wav = done.stdout
    return _recording(wav[_WAV_HEADER:], int.from_bytes(wav[24:28], "little")) if wav.startswith(b"RIFF") else None


def _recording(samples: bytes, rate: int) -> Recording | None:
    heard = np.frombuffer(samples[: len(samples) // 2 * 2], "<i2").astype(np.float32) / 32768
    return Recording(heard, rate) if rate and len(heard) else None
