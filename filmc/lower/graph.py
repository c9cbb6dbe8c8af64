"""`FilterGraph`: what ffmpeg is asked to do, as our own small tree of filters from an allow-list.

No word of the author ever stands in a graph: options are numbers or words of ours, and a filter or option that is not
listed here can not be built. `render/command.py` turns a graph into ffmpeg's arguments. Pictures are composed and
sounds are mixed by filmc itself (exact to the sub-pixel and to the sample); ffmpeg decodes, normalises, measures and
encodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from filmc.base.record import record
from filmc.lower.timeline import Clip, Footage, Strip, Timeline

Value = int | float | Fraction | str

ALLOWED: dict[str, frozenset[str]] = {
    "aformat": frozenset({"sample_fmts", "sample_rates", "channel_layouts"}),
    "alimiter": frozenset({"limit", "attack", "release", "level", "asc", "latency"}),
    "aresample": frozenset({"out_sample_rate"}),
    "crop": frozenset({"out_w", "out_h"}),
    "ebur128": frozenset({"peak", "framelog"}),
    "format": frozenset({"pix_fmts"}),
    "fps": frozenset({"fps", "start_time", "round"}),
    "scale": frozenset(
        {"width", "height", "flags", "force_original_aspect_ratio", "out_color_matrix", "out_range"},
    ),
    "setparams": frozenset({"range", "colorspace", "color_primaries", "color_trc"}),
    "setpts": frozenset({"expr"}),
    "setsar": frozenset({"sar"}),
    "tpad": frozenset({"stop_mode", "stop"}),
    "trim": frozenset({"start_frame", "end_frame"}),
    "volume": frozenset({"volume"}),
}
"""Every filter that may be used, with every option that may be set. None of them opens a file."""

_WORD = re.compile(r"[A-Za-z0-9_.+*/()-]*")


@record
class Filter:
    """One filter with its options, in the order in which they are printed. ValueError: not on the list."""

    name: str
    options: tuple[tuple[str, Value], ...] = ()

    def __post_init__(self) -> None:
        for option, value in self.options:
            if option not in ALLOWED.get(self.name, ()):
                raise ValueError(f"{self.name}={option} is not on the list of filters")
            if not _WORD.fullmatch(printed(value)):
                raise ValueError(f"{self.name}={option}: {value!r} is no number and no plain word")
        if self.name not in ALLOWED:
            raise ValueError(f"{self.name} is not on the list of filters")

    def __str__(self) -> str:
        options = ":".join(f"{option}={printed(value)}" for option, value in self.options)
        return f"{self.name}={options}" if options else self.name


@record
class FilterGraph:
    """A chain of filters on one picture or sound stream, with the name of what it is for."""

    purpose: str
    medium: str
    """`video` or `audio`."""
    filters: tuple[Filter, ...]

    def __str__(self) -> str:
        return f"{self.purpose}: " + ", ".join(map(str, self.filters))


def filter_(name: str, **options: Value) -> Filter:
    """Return the filter `name` with `options`."""
    return Filter(name, tuple(options.items()))


def printed(value: Value) -> str:
    """Return a value as ffmpeg reads it: fractions exactly, floats without trailing noise."""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


_BT709: dict[str, Value] = {
    "range": "tv",
    "colorspace": "bt709",
    "color_primaries": "bt709",
    "color_trc": "bt709",
}


def encode_graph() -> FilterGraph:
    """Return what composed frames pass on their way to the encoder: only their colours' names."""
    return FilterGraph("picture", "video", (filter_("setparams", **_BT709),))


def footage_graph(width: int, height: int, rate: Fraction, lead: int) -> FilterGraph:
    """Return what makes foreign footage ours: filling `width` × `height`, at `rate`, BT.709, square pixels.

    The first `lead` frames are run-in: they settle which source frame is shown first and are dropped.
    """
    return FilterGraph(
        "footage",
        "video",
        (
            filter_("fps", fps=rate, start_time=0),
            filter_("trim", start_frame=lead),
            filter_("setpts", expr="PTS-STARTPTS"),
            filter_(
                "scale",
                width=width,
                height=height,
                force_original_aspect_ratio="increase",
                flags="bicubic+accurate_rnd",
                out_color_matrix="bt709",
                out_range="tv",
            ),
            filter_("crop", out_w=width, out_h=height),
            filter_("setsar", sar=1),
            filter_("format", pix_fmts="yuv420p"),
        ),
    )


def master_graph(gain: float, ceiling: float | None) -> FilterGraph:
    """Return what brings the mix to its loudness: `gain` decibels, then peaks held under `ceiling` dBFS.

    The limiter works at four times the rate, where the peaks between samples show.
    """
    filters = [filter_("volume", volume=f"{gain:.3f}dB")]
    if ceiling is not None:
        limit = filter_("alimiter", limit=10 ** (ceiling / 20), attack=4, release=60, level="false", latency="true")
        filters += [filter_("aresample", out_sample_rate=192_000), limit]
    filters += [
        filter_("aresample", out_sample_rate=48_000),
        filter_("aformat", sample_fmts="fltp", channel_layouts="stereo"),
    ]
    return FilterGraph("master", "audio", tuple(filters))


def measure_graph() -> FilterGraph:
    """Return what tells momentary loudness and true peak (EBU R 128) of every 0.1 s."""
    return FilterGraph("measure", "audio", (filter_("ebur128", peak="true", framelog="info"),))


def sound_graph(rate: int) -> FilterGraph:
    """Return what makes a foreign sound ours: `rate`, 16 bits, stereo."""
    stereo = filter_("aformat", sample_fmts="s16", channel_layouts="stereo")
    return FilterGraph("sound", "audio", (filter_("aresample", out_sample_rate=rate), stereo))


def film_graphs(timeline: Timeline) -> Iterator[FilterGraph]:
    """Yield each graph that rendering `timeline` hands to ffmpeg, in order; `filmc dump --stage graph` prints them."""
    seen: list[Clip] = []
    for segment in timeline.segments:
        for clip in (segment.clip, segment.incoming):
            if clip is not None and isinstance(clip.picture, Footage | Strip) and clip not in seen:
                seen.append(clip)
                yield footage_graph(timeline.width, timeline.height, timeline.rate, 0)
    yield encode_graph()
    if timeline.sounds:
        yield measure_graph()
    yield master_graph(0.0, timeline.true_peak)
