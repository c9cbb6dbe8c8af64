"""What a shoot works with beyond the desk: eyes, ears and files, which live in later stages and are handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from filmc.base.record import record
from filmc.lower.job import Inlay
from filmc.lower.request import Region, WritingRequest


@record
class Lab:
    """Functions of later stages.

    `moment(clip, first/last/seconds)` gives a frame as a PNG file; `inlaid(picture, inlays)` that picture with files
    set into it; `mask(picture, box)` and `brush(picture, point)` what goes with it; `track(lines with their
    milliseconds, length)` a speaker's lines as one sound; `masked(clip, region, length)` a clip with one face alone;
    `merged(clip, mouths with their regions, length)` and `joined(clips with their milliseconds)` put takes together;
    `shown(file, media type, most)` frames of a take for somebody to see, as JPEG files; `undecodable(file, media type)`
    tells why a file is none; `review(file, media type, seconds ordered)` gives a take's verdict; `faults(answer,
    request)` a file with what is wrong with a text that was written, in words for its writer, empty where nothing is;
    `locate` finds a file of the project.
    """

    moment: Callable[[Path, str], Path]
    inlaid: Callable[[Path, Sequence[Inlay]], Path]
    mask: Callable[[Path, Region], Path]
    brush: Callable[[Path, tuple[float, float]], Path]
    track: Callable[[Sequence[tuple[Path, int]], int], Path]
    masked: Callable[[Path, Region, int], Path]
    merged: Callable[[Path, Sequence[tuple[Path, Region]], int], Path]
    joined: Callable[[Sequence[tuple[Path, int]]], Path]
    undecodable: Callable[[Path, str], str | None]
    shown: Callable[[Path, str, int], Sequence[Path]]
    review: Callable[[Path, str, Fraction | None], str]
    faults: Callable[[Path, WritingRequest], Path]
    locate: Callable[[str], Path]
    now: Callable[[], datetime]
