"""One frame of a foreign clip as a PNG file, at the clip's own size: what another clip begins or ends with."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.files import write_whole
from filmc.ir.frames import snap
from filmc.render.footage import FootageReader
from filmc.render.planes import to_rgb
from filmc.render.probe import MediaInfo, probe
from filmc.render.snapshot import as_png


def moment_of(clip: Path, moment: str, out: Path, ffmpeg: FFmpeg) -> Path:
    """Write the frame of `clip` at `moment` (`first`, `last`, or seconds) to `out` as PNG, if it is not there yet.

    Fault E092x where the clip can not be opened or has no picture there.
    """
    if out.exists():
        return out
    info = probe(clip, "footage", ffmpeg)
    rate = info.rate or Fraction(24)
    size = (info.width + info.width % 2, info.height + info.height % 2)
    reader = FootageReader(ffmpeg, clip, Fraction(0), size, rate)
    try:
        frame = reader.read(_number(moment, info, rate)).copy()
    finally:
        reader.close()
    out.parent.mkdir(parents=True, exist_ok=True)
    write_whole(out, as_png(to_rgb(frame)))
    return out


def _number(moment: str, info: MediaInfo, rate: Fraction) -> int:
    """Return the frame that is meant; one past the end reads as the last one."""
    if moment == "first":
        return 0
    if moment != "last":
        return snap(Fraction(moment), rate)
    if info.seconds is None:
        raise Fault("E0924", "a clip that does not say how long it is has no last frame", "convert it to MP4")
    return snap(info.seconds, rate)
