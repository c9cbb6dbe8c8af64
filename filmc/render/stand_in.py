"""Missing media is a value: where a picture can not be opened, a slate says so and the film goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from filmc.base.diagnostic import Diagnostic
from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.record import replace
from filmc.base.source import NOWHERE
from filmc.base.world import OutsideProjectError
from filmc.lower.graph import printed
from filmc.lower.timeline import (
    Clip,
    Footage,
    Grade,
    Morph,
    PanelFrame,
    Picture,
    Segment,
    Slate,
    Still,
    Strip,
    Timeline,
)
from filmc.render.grade import read_cube
from filmc.render.media import check_picture
from filmc.render.probe import probe
from filmc.render.studio import Studio


@dataclass
class _Inspection:
    """Every media file is opened once before the first frame is made."""

    studio: Studio
    seen: dict[tuple[str, str, Fraction], Fault | None] = field(default_factory=dict)
    told: list[Diagnostic] = field(default_factory=list)
    clips: dict[Clip, Clip] = field(default_factory=dict)

    def clip(self, clip: Clip) -> Clip:
        """Return `clip` with slates for what can not be opened, and without insets and a grade that can not."""
        if clip not in self.clips:
            insets = tuple(
                i for i in clip.insets if i.path is None or not self._fault(clip, "picture", i.path, i.digest)
            )
            picture, grade = self._picture(clip, clip.picture), self._grade(clip, clip.grade)
            self.clips[clip] = replace(clip, picture=picture, insets=insets, grade=grade)
        return self.clips[clip]

    def _grade(self, clip: Clip, grade: Grade | None) -> Grade | None:
        return None if grade is None or self._fault(clip, "grade", grade.path, grade.digest) else grade

    def _picture(self, clip: Clip, picture: Picture) -> Picture:
        match picture:
            case Still(path=path, digest=digest):
                fault = self._fault(clip, "picture", path, digest)
            case Footage(path=path, digest=digest, start=start):
                fault = self._fault(clip, "footage", path, digest, start)
            case Strip(clips=parts):
                faults = [self._fault(clip, "footage", part.path, part.digest, part.start) for part in parts]
                fault = next((fault for fault in faults if fault), None)
            case PanelFrame(picture=inner):
                return replace(picture, picture=self._picture(clip, inner), grade=self._grade(clip, picture.grade))
            case Morph(start=first, end=last):
                return Morph(self._picture(clip, first), self._picture(clip, last))
            case _:
                return picture
        return Slate(clip.shot, fault.message) if fault else picture

    def _fault(self, clip: Clip, kind: str, path: str, digest: str, start: Fraction = Fraction(0)) -> Fault | None:
        if (kind, path, start) not in self.seen:
            self.seen[kind, path, start] = fault = self._opened(kind, path, digest, start)
            if fault:
                self.told.append(fault.diagnostic(clip.span or NOWHERE))
        return self.seen[kind, path, start]

    def _opened(self, kind: str, path: str, digest: str, start: Fraction) -> Fault | None:
        try:
            file = self.studio.file(path)
            match kind:
                case "picture":
                    self._check_picture(file, digest)
                case "grade":
                    read_cube(file)
                case _:
                    _check_footage(file, start, self.studio.ffmpeg)
        except Fault as fault:
            return fault
        except (OutsideProjectError, OSError):
            return Fault("E0920", f"{path} can not be read: it lies outside the project")
        return None

    def _check_picture(self, file: Path, digest: str) -> None:
        """Open a picture, but none with bytes that were opened before: a JPEG must be decoded for it."""
        known = self.studio.stills / f"{digest}.good" if self.studio.stills and digest else None
        if known and known.exists():
            return
        check_picture(file)
        if known:
            with suppress(OSError):  # nothing is lost but time
                known.parent.mkdir(parents=True, exist_ok=True)
                known.touch()


def _check_footage(file: Path, start: Fraction, ffmpeg: FFmpeg) -> None:
    info = probe(file, "footage", ffmpeg)
    if info.seconds is not None and start >= info.seconds:
        lasts, wanted = (printed(float(seconds)) for seconds in (info.seconds, start))
        raise Fault("E0924", f"{file.name} lasts {lasts}s, so there is nothing of it at {wanted}s")


def with_slates(timeline: Timeline, studio: Studio) -> tuple[Timeline, tuple[Diagnostic, ...]]:
    """Return `timeline` with a slate for each picture that can not be opened, and what there is to tell of them."""
    inspection = _Inspection(studio)

    def checked(segment: Segment) -> Segment:
        incoming = None if segment.incoming is None else inspection.clip(segment.incoming)
        return replace(segment, clip=inspection.clip(segment.clip), incoming=incoming)

    return replace(timeline, segments=tuple(map(checked, timeline.segments))), tuple(inspection.told)
