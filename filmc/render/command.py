"""Filter graphs to ffmpeg's arguments: the one file that knows ffmpeg-python.

Every input is a file of ours, or a foreign one opened so that its bytes can not make ffmpeg open another: the `file:`
protocol alone, a whitelist of demuxers, no numbered patterns. The graph's text goes through a file, not through argv.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ffmpeg

from filmc.base.ffmpeg import FFmpeg
from filmc.base.record import record
from filmc.lower.graph import FilterGraph, printed

Options = Mapping[str, str | int]

FORMATS = ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "mpegts", "wav", "w64", "flac", "ogg", "mp3", "aiff")
"""The demuxers that foreign media may be read by: each holds its own samples and names no other file."""

SAFE: dict[str, str] = {
    "protocol_whitelist": "file,pipe",
    "format_whitelist": ",".join(FORMATS),
    "max_pixels": str(64 << 20),
}


def file_url(path: Path) -> str:
    """Return a path as ffmpeg takes it for a file and nothing else (no `concat:`, no `-option`)."""
    return f"file:{path.absolute()}"


@record
class End:
    """One end of a graph: a file or pipe, and its options, named without their dash."""

    url: str
    options: Options


def arguments(
    ffmpeg_binary: FFmpeg, source: End, graph: FilterGraph, target: End, script: Path | None = None
) -> list[str]:
    """Return the argument list that reads `source`, passes `graph` and writes `target`.

    With `script` the graph's text is written there and read from there.
    """
    stream: Any = ffmpeg.input(source.url, **source.options)
    stream = stream.video if graph.medium == "video" else stream.audio
    for filter_ in graph.filters:
        stream = stream.filter(filter_.name, **{name: printed(value) for name, value in filter_.options})
    built = ffmpeg.output(stream, target.url, **target.options).get_args()
    return ffmpeg_binary.command(*(built if script is None else _through_file(built, ffmpeg_binary, script)))


def _through_file(built: list[str], ffmpeg_binary: FFmpeg, script: Path) -> list[str]:
    at = built.index("-filter_complex")
    script.write_text(built[at + 1], "utf-8")
    return [*built[:at], ffmpeg_binary.graph_flag, str(script), *built[at + 2 :]]
