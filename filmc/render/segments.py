"""Segments: each run of frames made once, kept under its key, and made again only when the key is new."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path

from filmc.base.record import record, replace
from filmc.ir.frames import FrameRange
from filmc.lower.timeline import Clip, Footage, Segment
from filmc.render.clip import OpenClip, open_clip
from filmc.render.draw.memory import Drawn
from filmc.render.encode import Encoding, Quality, encode
from filmc.render.planes import Frame
from filmc.render.studio import Studio
from filmc.render.transitions import mixer

_OPEN = 2
"""How many clips stay open: those on both sides of a transition."""

_READY = 12
"""How many frames are composed ahead."""

Seen = Callable[[], None]


def pieces(segment: Segment, most: int | None) -> list[Segment]:
    """Return `segment` in even pieces of at most `most` frames; one that can not be begun in its middle stays whole.

    Frames know their number in the shot, so the pieces show what the whole would. A transition counts from its own
    first frame, and footage would be decoded from its start for each piece.
    """
    start, end = segment.shot_range
    count = -(-(end - start) // most) if most else 1
    if count == 1 or segment.transition or isinstance(segment.clip.picture, Footage):
        return [segment]
    cuts = [start + (end - start) * i // count for i in range(count + 1)]
    offset = segment.film_range.start - start
    ranges = (FrameRange(low, high) for low, high in pairwise(cuts))
    return [replace(segment, shot_range=part, film_range=part.shifted(offset)) for part in ranges]


@record
class Start:
    """What all segments of a rendering share; the first thing that a worker is told."""

    studio: Studio
    quality: Quality
    drawn: Sequence[Drawn] = ()
    """What the teller has drawn lately."""


class SegmentMaker:
    """Makes segments one after the other; neighbours share the clips that are open."""

    def __init__(self, studio: Studio, quality: Quality) -> None:
        self._studio, self._quality = studio, quality
        self._open: OrderedDict[Clip, OpenClip] = OrderedDict()

    def make(self, segment: Segment, path: Path, seen: Seen) -> None:
        """Encode `segment` to `path`; `seen` is called after each frame. Fault where it can not be made."""
        self._begun(self._watched(segment, seen), path).finish()

    def make_all(self, work: Iterable[tuple[Segment, Path]], seen: Seen) -> None:
        """Make one segment after the other; while an encoder finishes one, the next is already composed."""
        before: Encoding | None = None
        try:
            for segment, path in work:
                frames = self._watched(segment, seen)
                ready = _ahead(frames, before) if before else []
                if before:
                    before.finish()
                before = self._begun(chain(ready, frames), path)
            if before:
                before.finish()
        finally:
            if before:
                before.cancel()

    def _begun(self, frames: Iterable[Frame], path: Path) -> Encoding:
        return encode(frames, path, self._studio.ffmpeg, self._studio.rate, self._quality)

    def _watched(self, segment: Segment, seen: Seen) -> Iterator[Frame]:
        for frame in self.frames(segment):
            yield frame
            seen()

    def frames(self, segment: Segment) -> Iterator[Frame]:
        """Yield the segment's frames; each is valid until the next."""
        outgoing = self._opened(segment.clip)
        start, end = segment.shot_range
        target = Frame(self._studio.width, self._studio.height)
        if segment.transition is None or segment.incoming is None:
            for number in range(start, end):
                outgoing.draw(number, target)
                yield target
            return
        incoming = self._opened(segment.incoming)
        mix = mixer(segment.transition.word, target.width, target.height)
        other = Frame(target.width, target.height)
        for i in range(end - start):
            outgoing.draw(start + i, target)
            incoming.draw(i, other)
            yield mix(target, other, (i + 1) / (end - start + 1))

    def close(self) -> None:
        """Close every clip."""
        while self._open:
            self._open.popitem()[1].close()

    def _opened(self, clip: Clip) -> OpenClip:
        found = self._open.pop(clip, None)
        if found is None:
            found = open_clip(clip, self._studio)
        self._open[clip] = found
        while len(self._open) > _OPEN:
            self._open.popitem(last=False)[1].close()
        return found


def _ahead(frames: Iterator[Frame], before: Encoding) -> list[Frame]:
    """Return frames composed while the encoder `before` still works: two encoders at once would cost twice the memory.

    They fill the next one's look-ahead at a stroke, so that no core waits for it.
    """
    ready: list[Frame] = []
    while before.running and len(ready) < _READY and (frame := next(frames, None)):
        ready.append(frame.copy())
    return ready
