"""The timeline → everything that is delivered: the film, its subtitles beside it, its poster."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.files import cache_home, write_whole
from filmc.frontend.value import Size
from filmc.ir.build.settings import sides
from filmc.ir.film import Film, Settings
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


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be asked for; None leaves it to the film."""

    size: Size | None = None
    subtitles: Literal["burned", "sidecar", "none"] | None = None
    language: str | None = None
    scenes: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    quality: Literal["draft", "final"] = "final"

    def sized(self, film: Film) -> Film:
        """Return the film at the size that was asked for; a size of one side keeps the film's aspect."""
        if self.size is None:
            return film
        named = (self.size.width, self.size.height) if self.size.width else None
        width, height = named or sides(film.settings.aspect, self.size.height)
        settings = film.settings.model_copy(update={"width": width, "height": height})
        return film.model_copy(update={"settings": settings})

    def mode(self, settings: Settings) -> str:
        """Return how subtitles are delivered."""
        return self.subtitles or settings.subtitles.mode

    def burned(self, film: Film) -> str | None:
        """Return the language whose subtitles are drawn into the picture, or None."""
        if self.mode(film.settings) != "burned":
            return None
        wanted = (self.language, *film.settings.subtitles.languages, *translated(film))
        return next((language for language in wanted if language), film.settings.language)


@dataclass(frozen=True, slots=True)
class Order:
    """Where a film goes, from which project, how, and who is told how far it is."""

    out: Path
    root: Path
    options: Options
    tell: Progress
    crew: Crew | None = None
    """Workers that are kept from one build to the next."""


@dataclass(frozen=True, slots=True)
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
    for language in languages:
        listed = events(timeline.subtitles, language, timeline.rate, timeline.frames)
        for suffix, text in ((".srt", srt(listed, timeline.rate)), (".vtt", vtt(listed, timeline.rate))):
            path = out.with_name(f"{out.stem}.{language}{suffix}")
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
    return Studio(wide, high, timeline.rate, root, {}, PAINTERS, find_ffmpeg(), cache_home() / "stills")


def translated(film: Film) -> tuple[str, ...]:
    """Return the languages that lines are translated to, in the order in which they first occur."""
    lines = [line for shot in film.shots for line in shot.lines]
    found = [language for line in lines for language in line.translations]
    return tuple(language for language in dict.fromkeys(found) if language != film.settings.language)
