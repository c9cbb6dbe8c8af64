"""Waveforms of what is heard: for each line and sound of the film, in the sheet's order, the shape of what was made."""

from __future__ import annotations

import wave
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from filmc.ir.frames import to_seconds
from filmc.lower.timeline import SoundClip
from filmc.render.peaks import PER_SECOND, peaks
from filmc.session import Cut
from filmc.tools.preview.gallery import Gallery

_KIND = "application/octet-stream"


def waves_of(cut: Cut, gallery: Gallery) -> dict[str, Any]:
    """Return what the page draws into the blocks of lines and of sounds; None where nothing is made of one.

    Times are in seconds. A shape is a medium of its own, by the key of the take: it is reckoned once.
    """
    film, rate = cut.film, cut.film.settings.rate
    speech = [clip for clip in cut.timeline.sounds if clip.bus == "speech"]
    others = [clip for clip in cut.timeline.sounds if clip.bus != "speech"]
    said = (max(shot.film_range.start + line.shot_range.start, 0) for shot in film.shots for line in shot.lines)
    heard = (sound.film_range.start for sound in film.sounds)
    return {
        "per_second": PER_SECOND,
        "lines": [_told(clip, cut, gallery) for clip in _beside((to_seconds(at, rate) for at in said), speech)],
        "sounds": [_told(clip, cut, gallery) for clip in _beside((to_seconds(at, rate) for at in heard), others)],
    }


def _beside(starts: Iterable[Fraction], clips: list[SoundClip]) -> Iterator[SoundClip | None]:
    """Yield the clip of each thing that is heard; `clips` are in the same order, without those that are not made."""
    left = iter(clips)
    clip = next(left, None)
    for start in starts:
        if clip and clip.start == start:
            yield clip
            clip = next(left, None)
        else:
            yield None


def _told(clip: SoundClip | None, cut: Cut, gallery: Gallery) -> dict[str, Any] | None:
    shape = _shape(clip.key, cut, gallery) if clip else None
    if clip is None or shape is None:
        return None
    return {
        "shape": shape,
        "seconds": float(clip.length),
        "loop": clip.loop,
        "fades": [float(clip.fade_in), float(clip.fade_out)],
    }


def _shape(key: str, cut: Cut, gallery: Gallery) -> str | None:
    """Return the id of a take's shape; None where the take is not there any more."""
    name = f"peaks {key}"
    if known := gallery.ident(name):
        return known
    try:
        return gallery.draw(name, peaks(cut.takes[key]), _KIND) if key in cut.takes else None
    except (OSError, EOFError, wave.Error):  # somebody has emptied the cache
        return None
