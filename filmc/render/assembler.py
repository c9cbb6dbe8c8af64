"""Clips put together of clips: one face shown alone, mouths merged into the clip that they were made for, parts joined.

All of it is at the clip's own size and rate, without sound, and the same for the same bytes. What comes back from a
model at another size or rate is brought to the clip's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmc.base.digest import digest
from filmc.base.ffmpeg import FFmpeg
from filmc.base.record import record
from filmc.ir.frames import snap
from filmc.lower.request import Region
from filmc.render.encode import Quality, encode
from filmc.render.footage import FootageReader
from filmc.render.kept import digest_of, kept
from filmc.render.planes import Frame, filled
from filmc.render.probe import probe

ASSEMBLY_VERSION = 1
"""Goes up whenever the same clips would be put together in another way."""
MASTER = Quality("master", "veryfast", 10, 192, 0.15)
"""What is put together goes on to be encoded again, by a model or into the film."""
SOFT = 0.04
"""How wide the edge of a region is in which a mouth's picture goes over into the clip's, in heights of the picture."""
_PAINT = (118, 118, 118)
"""What lies over what is not to be seen: no face, and no edge that looks like one."""
_LOST = 3
"""Frames that a clip may be shorter than it was ordered without being cut off."""


@record
class Assembler:
    """Puts clips together, each under the digest of what it is made of, in `folder`; what is there is not made again.

    Faults E092x where a clip can not be opened, E0903 and E0904 where the new one can not be written.
    """

    folder: Path
    ffmpeg: FFmpeg

    def masked(self, clip: Path, region: Region, milliseconds: int) -> Path:
        """Return `clip` with everything outside of `region` painted over, as long as is said."""

        def frames(reels: _Reels) -> Iterator[Frame]:
            reel, painted = reels.open(clip), filled(*reels.size, _PAINT)
            for number in range(reels.frames(milliseconds)):
                for shown, plane in zip(painted.planes, reel.read(number).planes, strict=True):
                    part = _part(region, plane.shape)
                    shown[part] = plane[part]
                yield painted

        return self._made(clip, frames, "masked", digest_of(clip), region, milliseconds)

    def merged(self, clip: Path, mouths: Sequence[tuple[Path, Region]], milliseconds: int) -> Path:
        """Return `clip` with the region of each of `mouths` out of that one's file, as long as is said.

        Outside of the regions nothing is changed, nor after the end of a file that is too short.
        """

        def frames(reels: _Reels) -> Iterator[Frame]:
            ground = reels.open(clip)
            layers = [(reels.open(file), _softened(region, reels.size), reels.end(file)) for file, region in mouths]
            for number in range(reels.frames(milliseconds)):
                frame = ground.read(number).copy()  # past its end the last one comes again
                for reel, soft, end in layers:
                    if number < end:
                        _lay(frame, reel.read(number), soft)
                yield frame

        made_of = [[digest_of(file), region] for file, region in mouths]
        return self._made(clip, frames, "merged", digest_of(clip), made_of, milliseconds)

    def joined(self, parts: Sequence[tuple[Path, int]]) -> Path:
        """Return the clips of `parts`, each for its milliseconds, one after the other."""

        def frames(reels: _Reels) -> Iterator[Frame]:
            end, time = 0, 0
            for clip, milliseconds in parts:
                start, time = end, time + milliseconds
                end = reels.frames(time)
                reel = reels.open(clip)
                yield from (reel.read(number) for number in range(end - start))

        return self._made(parts[0][0], frames, "joined", [[digest_of(clip), length] for clip, length in parts])

    def _made(self, clip: Path, frames: Callable[[_Reels], Iterator[Frame]], *of: object) -> Path:
        """Return the file of what `of` tells; its size and its rate are those of `clip`."""
        out = self.folder / f"{digest([ASSEMBLY_VERSION, *of])}.mp4"
        if kept(out) is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            info = probe(clip, "footage", self.ffmpeg)
            size = (info.width + info.width % 2, info.height + info.height % 2)
            with ExitStack() as held:
                reels = _Reels(self.ffmpeg, size, info.rate or Fraction(24), held)
                encode(frames(reels), out, self.ffmpeg, reels.rate, MASTER).finish()
        return out


@record
class _Reels:
    """Opens clips at one size (even pixels) and rate; `held` closes them all together."""

    ffmpeg: FFmpeg
    size: tuple[int, int]
    rate: Fraction
    held: ExitStack

    def open(self, clip: Path) -> FootageReader:
        """Return a clip, ready to be read."""
        reader = FootageReader(self.ffmpeg, clip, Fraction(0), self.size, self.rate)
        self.held.callback(reader.close)
        return reader

    def frames(self, milliseconds: int) -> int:
        """Return how many frames a time has; at least one."""
        return max(snap(Fraction(milliseconds, 1000), self.rate), 1)

    def end(self, clip: Path) -> float:
        """Return the frame after the last that a clip has; a few are lost in encoding, and its last one stays."""
        seconds = probe(clip, "footage", self.ffmpeg).seconds
        return math.inf if seconds is None else snap(seconds, self.rate) + _LOST


def _part(region: Region, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Return the pixels of a region in a plane."""
    height, width = shape[:2]
    x, y, wide, high = region
    return (
        slice(round(y * height), max(round((y + high) * height), round(y * height) + 1)),
        slice(round(x * width), max(round((x + wide) * width), round(x * width) + 1)),
    )


@record
class _Soft:
    """A region of a plane, and how much of a picture is seen there, pixel by pixel."""

    part: tuple[slice, slice]
    weights: NDArray[np.float32]


def _softened(region: Region, size: tuple[int, int]) -> tuple[_Soft, _Soft]:
    """Return a region with soft edges, of luma and of chroma."""
    width, height = size
    return _soft(region, width, height, SOFT * height), _soft(region, width // 2, height // 2, SOFT * height / 2)


def _soft(region: Region, width: int, height: int, soft: float) -> _Soft:
    x, y, wide, high = region
    weights = np.outer(_ramp(y, y + high, height, soft), _ramp(x, x + wide, width, soft))
    part = _part(region, (height, width))
    return _Soft(part, weights[part])


def _ramp(start: float, end: float, pixels: int, soft: float) -> NDArray[np.float32]:
    """Return 1 within a stretch and 0 outside, with a soft edge inside where it does not end with the frame."""
    at = np.arange(pixels, dtype=np.float32) + 0.5
    from_start = (at - start * pixels) / soft if start > 0 else np.ones_like(at)
    to_end = (end * pixels - at) / soft if end < 1 else np.ones_like(at)
    edge = np.clip(np.minimum(from_start, to_end), 0.0, 1.0)
    return np.asarray(edge * edge * (3.0 - 2.0 * edge), np.float32)


def _lay(ground: Frame, layer: Frame, soft: tuple[_Soft, _Soft]) -> None:
    """Lay a region of a picture over `ground`."""
    luma, chroma = soft
    for plane, over, of in zip(ground.planes, layer.planes, (luma, chroma, chroma), strict=True):
        here = plane[of.part]
        here[:] = np.rint(here + (over[of.part].astype(np.float32) - here) * of.weights)
