"""Small pictures of shots, drawn in this process: panels, and stills that were made. Clips would take a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.files import cache_home
from filmc.base.record import replace
from filmc.session import Checked, Session
from filmc.tools.lsp.standing import Drawn, Standing

if TYPE_CHECKING:
    from filmc.ir.film import Shot
    from filmc.lower.material import Playing
    from filmc.lower.timeline import Picture, Timeline
    from filmc.render.studio import Studio

WIDTH = 320
"""Pixels. Such a picture has some 10 kB; editors show none of more than 180."""


_NONE = FFmpeg(Path("no-ffmpeg-here"), "none")


def drawn(session: Session, checked: Checked, standing: Standing | None, shots: Mapping[str, Shot]) -> Iterator[Drawn]:
    """Yield a picture of each of `shots` of the checked film, with the stills that play in them."""
    from filmc.ir.select import select  # noqa: PLC0415  -- pens and pictures only for who wants to see one
    from filmc.lower.material import Playing, material_of  # noqa: PLC0415
    from filmc.lower.place import place  # noqa: PLC0415
    from filmc.render.preview import picture_of  # noqa: PLC0415

    film, playing = checked.film, _stills(standing.playing if standing else None) or Playing()
    for shot in shots.values():
        try:
            part = select(film, film, (), (shot.id,))
            timeline = place(part, material_of(part, {}, session.digest, playing))
            if any(_is_moving(segment.clip.picture) for segment in timeline.segments):
                continue
            picture = picture_of(timeline, shot.id, _studio(timeline, session.world.locate(".")))
        except (Fault, OSError, ValueError):  # it is gone, or shows what can not be opened
            continue
        if picture:
            yield Drawn(shot.timeless, picture)


def _studio(timeline: Timeline, root: Path) -> Studio:
    """Return a studio that has no ffmpeg: what is asked of that is refused as by a machine without one."""
    from filmc.render.painters import PAINTERS  # noqa: PLC0415
    from filmc.render.studio import Studio  # noqa: PLC0415

    high = round(timeline.height * Fraction(WIDTH, timeline.width) / 2) * 2
    home = cache_home() / "stills"
    return Studio(WIDTH, high, timeline.rate, root, {}, PAINTERS, _NONE, home, single=True)


def _stills(playing: Playing | None) -> Playing | None:
    """Return what plays as far as it stands still: clips are opened by ffmpeg."""
    if playing is None:
        return None
    return replace(playing, seen={shot: seen for shot, seen in playing.seen.items() if not _is_moving(seen)})


def _is_moving(picture: Picture) -> bool:
    """Tell whether something of a picture is a video file."""
    from filmc.lower.timeline import Footage, Morph, PanelFrame, Strip  # noqa: PLC0415

    if isinstance(picture, PanelFrame):
        return _is_moving(picture.picture)
    if isinstance(picture, Morph):
        return _is_moving(picture.start) or _is_moving(picture.end)
    return isinstance(picture, Footage | Strip)
