"""Finding ffmpeg, and what differs between its versions (5.1 to 9).

`FILMC_FFMPEG` names a binary; without it the one that imageio-ffmpeg brings along is used, so that no system package
is needed. A program is never looked for on PATH: what runs is what the environment or the installation says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import imageio_ffmpeg

from filmc.base.fault import Fault
from filmc.base.process import run
from filmc.base.record import record

OLDEST = 5
"""The oldest major version whose options are known to do."""

_VERSION = re.compile(r"ffmpeg version (\S+)")


@record
class FFmpeg:
    """A binary that has been run once. `version` is as it calls itself and goes into cache keys: bits depend on it."""

    path: Path
    version: str

    @property
    def major(self) -> int:
        """The major version; a build from git (`N-12345-g…`) counts as the newest."""
        number = re.match(r"n?(\d+)\.", self.version)
        return int(number[1]) if number else 99

    @property
    def graph_flag(self) -> str:
        """The option that reads a filter graph from a file: the old one is gone in 8, the new one begins with 7."""
        return "-/filter_complex" if self.major >= 7 else "-filter_complex_script"

    def command(self, *arguments: str) -> list[str]:
        """Return a whole argument list: quiet, not reading the keyboard, overwriting what is there."""
        return [str(self.path), "-hide_banner", "-nostdin", "-nostats", "-v", "error", "-y", *arguments]


def find_ffmpeg(environ: Mapping[str, str] | None = None) -> FFmpeg:
    """Return the ffmpeg to use.

    Fault E0901 where there is none or it does not run, E0902 where it is older than `OLDEST`.
    """
    chosen = (os.environ if environ is None else environ).get("FILMC_FFMPEG")
    ffmpeg = _tried(chosen or _bundled(), named=bool(chosen))
    if ffmpeg.major < OLDEST:
        raise Fault(
            "E0902",
            f"ffmpeg {ffmpeg.version} at {ffmpeg.path} is too old: {OLDEST}.1 or newer is needed",
            "unset FILMC_FFMPEG to use the one that comes with filmc",
        )
    return ffmpeg


def _bundled() -> str:
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        raise Fault(
            "E0901",
            "no ffmpeg was found",
            "reinstall imageio-ffmpeg, or set FILMC_FFMPEG to the path of an ffmpeg binary",
        ) from None


@cache
def _tried(path: str, *, named: bool) -> FFmpeg:
    hint = (
        "unset FILMC_FFMPEG to use the one that comes with filmc, or set it to the path of an ffmpeg binary"
        if named
        else "reinstall imageio-ffmpeg"
    )
    try:
        answer = run([path, "-hide_banner", "-version"], timeout=20)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Fault("E0901", f"ffmpeg can not be run at {path}: {why[:1].lower()}{why[1:]}", hint) from None
    version = _VERSION.search(answer.output.decode("utf-8", "replace"))
    if answer.code != 0 or not version:
        raise Fault("E0901", f"{path} does not answer like ffmpeg", hint)
    return FFmpeg(Path(path).absolute(), version[1])
