"""The timeline → everything that is delivered: the film, its subtitles beside it, its poster."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.files import cache_home, write_whole
from filmc.base.record import record, replace
from filmc.ir.film import Film
from filmc.lower.languages import broader
from filmc.lower.options import Options
from filmc.lower.subtitles import events
from filmc.lower.timeline import Segment, Timeline
from filmc.produce.take import SoundTake
from filmc.render.crew import Crew
from filmc.render.encode import DRAFT, FINAL
from filmc.render.exports.srt import srt
from filmc.render.exports.vtt import vtt
from filmc.render.film import Means, Progress, Rendered, encode_ahead, render_film
from filmc.render.painters import PAINTERS
from filmc.render.poster import kept_poster
from filmc.render.studio import Studio


@record
class Order:
    """Where a film goes, from which project, how, and who is told how far it is."""

    out: Path
    root: Path
    options: Options
    tell: Progress
    crew: Crew | None = None
    """Workers that are kept from one build to the next."""


@record
class Delivered:
    """What was written."""

    rendered: Rendered
    sidecars: tuple[Path, ...]
    cover: Path | None


def deliver(film: Film, timeline: Timeline, takes: Mapping[str, SoundTake], order: Order) -> Delivered:
    """Write the film, subtitles and poster beside it, each whole or not at all. Fault 09xx as `render_film`."""
    rendered = render_film(timeline, takes, order.out, _means(order))
    sidecars = tuple(_sidecars(timeline, order.out)) if order.options.mode(film.settings) != "none" else ()
    return Delivered(rendered, sidecars, _cover(film, timeline, order.out, studio_of(timeline, order.root)))


def prepare(timeline: Timeline, takes: Mapping[str, SoundTake], order: Order, but: Collection[str]) -> None:
    """Encode ahead all segments in which none of the shots `but` is seen. Fault 09xx as `deliver`."""
    kept = [segment for segment in timeline.segments if not _seen_in(segment) & set(but)]
    if kept:
        encode_ahead(replace(timeline, segments=tuple(kept)), takes, _means(order))


def _seen_in(segment: Segment) -> set[str]:
    return {clip.shot for clip in (segment.clip, segment.incoming) if clip}


def _means(order: Order) -> Means:
    quality = FINAL if order.options.quality == "final" else DRAFT
    return Means(order.root, cache_home(), quality, PAINTERS, order.tell, order.crew)


def _sidecars(timeline: Timeline, out: Path) -> Iterator[Path]:
    languages = sorted({language for subtitle in timeline.subtitles for language in subtitle.texts})
    aspect = timeline.width / timeline.height
    for language in languages:
        listed = events(timeline.subtitles, language, timeline.rate, timeline.frames, aspect)
        for suffix, text in ((".srt", srt(listed, timeline.rate)), (".vtt", vtt(listed, timeline.rate))):
            path = out.with_name(f"{out.stem}.{broader(language)}{suffix}")
            _write_new(path, text.encode())
            yield path


def _write_new(path: Path, data: bytes) -> None:
    """Write what is not there yet: waiting for the disk takes longer than reading a small file."""
    try:
        same = path.read_bytes() == data
    except OSError:
        same = False
    if not same:
        write_whole(path, data)


def _cover(film: Film, timeline: Timeline, out: Path, studio: Studio) -> Path | None:
    if not film.cover:
        return None
    path = out.with_name(f"{out.stem}.cover.png")
    made = kept_poster(film.cover, timeline, studio, cache_home() / "covers")
    _write_new(path, made)
    return path


def studio_of(timeline: Timeline, root: Path, width: int | None = None) -> Studio:
    """Return a studio for single pictures of the film, as large as its frames or `width` pixels wide; nobody speaks."""
    scale = Fraction(width, timeline.width) if width else Fraction(1)
    wide, high = (round(side * scale / 2) * 2 for side in (timeline.width, timeline.height))
    return Studio(wide, high, timeline.rate, root, {}, PAINTERS, find_ffmpeg(), cache_home() / "stills", single=True)
