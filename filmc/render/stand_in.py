"""Missing media is a value: where a picture can not be opened, a slate says so and the film goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from filmc.base.diagnostic import Diagnostic
from filmc.base.fault import Fault
from filmc.base.source import NOWHERE
from filmc.base.world import OutsideProjectError
from filmc.lower.timeline import Clip, Footage, Morph, PanelFrame, Picture, Segment, Slate, Still, Timeline
from filmc.render.media import check_picture
from filmc.render.probe import probe
from filmc.render.studio import Studio


@dataclass
class _Inspection:
    """Every media file is opened once before the first frame is made."""

    studio: Studio
    seen: dict[tuple[str, str], Fault | None] = field(default_factory=dict)
    told: list[Diagnostic] = field(default_factory=list)
    clips: dict[Clip, Clip] = field(default_factory=dict)

    def clip(self, clip: Clip) -> Clip:
        """Return `clip` with slates for what can not be opened, and without insets that can not."""
        if clip not in self.clips:
            insets = tuple(i for i in clip.insets if i.path is None or not self._fault(clip, "picture", i.path))
            self.clips[clip] = replace(clip, picture=self._picture(clip, clip.picture), insets=insets)
        return self.clips[clip]

    def _picture(self, clip: Clip, picture: Picture) -> Picture:
        match picture:
            case Still(path=path):
                return self._or_slate(clip, "picture", path, picture)
            case Footage(path=path):
                return self._or_slate(clip, "footage", path, picture)
            case PanelFrame(picture=inner):
                return replace(picture, picture=self._picture(clip, inner))
            case Morph(start=start, end=end):
                return Morph(self._picture(clip, start), self._picture(clip, end))
        return picture

    def _or_slate(self, clip: Clip, kind: str, path: str, picture: Picture) -> Picture:
        fault = self._fault(clip, kind, path)
        return Slate(clip.shot, fault.message) if fault else picture

    def _fault(self, clip: Clip, kind: str, path: str) -> Fault | None:
        if (kind, path) not in self.seen:
            self.seen[kind, path] = fault = self._opened(kind, path)
            if fault:
                self.told.append(fault.diagnostic(clip.span or NOWHERE))
        return self.seen[kind, path]

    def _opened(self, kind: str, path: str) -> Fault | None:
        openers: dict[str, Callable[[], object]] = {
            "picture": lambda: check_picture(self.studio.file(path)),
            "footage": lambda: probe(self.studio.file(path), "footage", self.studio.ffmpeg),
        }
        try:
            openers[kind]()
        except Fault as fault:
            return fault
        except (OutsideProjectError, OSError):
            return Fault("E0920", f"{path} can not be read: it lies outside the project")
        return None


def with_slates(timeline: Timeline, studio: Studio) -> tuple[Timeline, tuple[Diagnostic, ...]]:
    """Return `timeline` with a slate for each picture that can not be opened, and what there is to tell of them."""
    inspection = _Inspection(studio)

    def checked(segment: Segment) -> Segment:
        incoming = None if segment.incoming is None else inspection.clip(segment.incoming)
        return replace(segment, clip=inspection.clip(segment.clip), incoming=incoming)

    return replace(timeline, segments=tuple(map(checked, timeline.segments))), tuple(inspection.told)
