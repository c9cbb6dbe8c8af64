"""The whole film: timeline and takes in, one mp4 out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from filmc.base.diagnostic import Diagnostic
from filmc.base.digest import digest
from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg, find_ffmpeg
from filmc.base.process import stop_all
from filmc.base.record import record, replace
from filmc.lower.panel import Panel
from filmc.lower.timeline import Timeline
from filmc.produce.take import SoundTake
from filmc.render.crew import Crew, Work, perform
from filmc.render.encode import Quality
from filmc.render.join import join
from filmc.render.kept import digest_of, kept
from filmc.render.key import code_version, plain, segment_keys
from filmc.render.loudness import Loudness
from filmc.render.segments import SegmentMaker, pieces
from filmc.render.sound import make_sound
from filmc.render.stand_in import with_slates
from filmc.render.stretches import Coder
from filmc.render.studio import Painters, Studio

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what is being done (`picture`: frames)."""

T = TypeVar("T")

_ALONE = 40_000_000
"""Pixels of work below which starting workers costs more than it saves."""


@record
class Rendered:
    """What came of it. `faults` are media that could not be opened: a slate stands in their place."""

    path: Path
    frames: int
    loudness: Loudness
    made: int
    """Segments that were encoded now; the others were there."""
    reused: int
    faults: tuple[Diagnostic, ...]


@record
class Means:
    """What rendering works with: project folder, cache folder, quality, pens, and who is told how far it is."""

    root: Path
    cache: Path
    quality: Quality
    painters: Painters
    progress: Progress
    crew: Crew | None = None
    """Workers that are kept from one rendering to the next, where there will be a next."""


def render_film(timeline: Timeline, takes: Mapping[str, SoundTake], out: Path, means: Means) -> Rendered:
    """Make the film: segments that are not in the cache, then the sound, then their join at `out`.

    Fault 09xx where the machine fails; `out` appears whole or not at all.
    """
    shown, studio, faults = _opened(timeline, takes, means)
    with _beside(lambda: render_sound(shown, takes, studio.ffmpeg, means)) as sounding:
        segments, made = render_picture(shown, studio, means)
        means.progress(0, 1, "sound")
        sound, loudness = sounding.result()
        means.progress(1, 1, "sound")
    _folder(out.parent)
    join(segments, sound, out, title=shown.title, frames=shown.frames, rate=shown.rate)
    return Rendered(out, shown.frames, loudness, made, len(shown.segments) - made, faults)


def encode_ahead(timeline: Timeline, takes: Mapping[str, SoundTake], means: Means) -> None:
    """Encode the segments of `timeline` that are not in the cache, and nothing else. Fault 09xx as `render_film`."""
    shown, studio, _ = _opened(timeline, takes, means)
    render_picture(shown, studio, means)


def _opened(
    timeline: Timeline, takes: Mapping[str, SoundTake], means: Means
) -> tuple[Timeline, Studio, tuple[Diagnostic, ...]]:
    """Return the timeline at an even size with slates for what can not be opened, its studio, and what was found."""
    even = replace(timeline, width=timeline.width + timeline.width % 2, height=timeline.height + timeline.height % 2)
    studio = Studio(
        even.width, even.height, even.rate, means.root, takes, means.painters, find_ffmpeg(), means.cache / "stills"
    )
    shown, faults = with_slates(even, studio)
    return shown, studio, faults


@contextmanager
def _beside(work: Callable[[], T]) -> Iterator[Future[T]]:
    """Do `work` in a thread; whatever goes wrong here ends the programs that it runs."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()  # of a thread that is just starting an interrupt has the pool lose sight
        try:
            yield pool.submit(work)
        except BaseException:
            stop_all()
            raise


def render_picture(timeline: Timeline, studio: Studio, means: Means) -> tuple[list[Path], int]:
    """Return the files of the picture in order, and how many segments had to be made now, wholly or in part."""
    folder = _folder(means.cache / "segments")
    cut = [pieces(segment, means.quality.piece) for segment in timeline.segments]
    keys = iter(segment_keys([piece for parts in cut for piece in parts], studio, means.quality))
    paths: list[Path] = []
    missing: dict[Path, Work] = {}
    made = 0
    for parts in cut:
        wanted = [(piece, folder / f"{next(keys)}.mp4") for piece in parts]
        fresh = {path: (piece, path) for piece, path in wanted if path not in missing and kept(path) is None}
        missing |= fresh
        made += bool(fresh)
        paths += [path for _, path in wanted]
    if missing:
        _make(list(missing.values()), studio, means)
    return paths, made


def _make(work: list[Work], studio: Studio, means: Means) -> None:
    total = sum(segment.film_range.length for segment, _ in work)
    done = 0

    def seen() -> None:
        nonlocal done
        done += 1
        means.progress(done, total, "picture")

    means.progress(0, total, "picture")
    workers = min(_workers(work, means.quality), len(work))
    if workers > 1 and means.crew:
        means.crew.free(lambda: means.progress(done, total, "picture"))
        faults = means.crew.perform(work, studio, means.quality, seen)
    elif workers == 1 or total * studio.width * studio.height < _ALONE:
        _make_alone(work, studio, means.quality, seen)
        return
    else:
        faults = perform(work, studio, means.quality, workers, seen)
    for fault in faults.values():
        raise fault


def _workers(work: list[Work], quality: Quality) -> int:
    """Return how many processes to work in: drawing wants a core, a careful encoder beside mere warping takes two."""
    cores = os.cpu_count() or 1
    drawn = any(isinstance(segment.clip.picture, Panel) for segment, _ in work)
    return cores if drawn or quality.piece else max(cores // 2, 1)


def _make_alone(work: list[Work], studio: Studio, quality: Quality, seen: Callable[[], None]) -> None:
    maker = SegmentMaker(studio, quality)
    try:
        maker.make_all(work, seen)
    finally:
        maker.close()


def render_sound(
    timeline: Timeline, takes: Mapping[str, SoundTake], ffmpeg: FFmpeg, means: Means
) -> tuple[Path, Loudness]:
    """Return the film's sound as an AAC file, and its loudness; made anew only when something in it changed."""
    folder = _folder(means.cache / "sound")
    used = {sound.key: digest_of(takes[sound.key].path) for sound in timeline.sounds if sound.key in takes}
    wanted = [timeline.frames, str(timeline.rate), timeline.loudness, timeline.true_peak]
    made_by = [means.quality.audio, means.quality.tolerance, ffmpeg.version, code_version()]
    path = folder / f"{digest([plain(timeline.sounds), used, wanted, made_by])}.m4a"
    match kept(path):
        case [programme, peak]:
            return path, Loudness(programme, peak)
    coder = Coder(ffmpeg, means.quality.audio, means.quality.tolerance, _folder(means.cache / "stretches"))
    return path, make_sound(timeline, takes, path, coder)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault("E0907", f"{path} can not be written: {error.strerror}", "choose another place with -o") from None
    return path
