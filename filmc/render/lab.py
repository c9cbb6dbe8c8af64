"""The lab that a shoot works with: takes are looked at, frames taken out of clips, masks made, clips put together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from filmc.base.digest import digest
from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.files import cache_home, write_whole
from filmc.lower.request import WritingRequest
from filmc.produce.shoot.lab import Lab
from filmc.render.assembler import Assembler
from filmc.render.kept import digest_of
from filmc.render.lines import track_of
from filmc.render.moment import moment_of
from filmc.render.props import brush_of, inlaid, mask_of
from filmc.render.review import review, undecodable
from filmc.render.shown import shown


def lab_of(locate: Callable[[str], Path], faults: Callable[[Path, WritingRequest], str]) -> Lab:
    """Return the lab of a film: `locate` finds its files, `faults` tells what is wrong with a text that was written."""
    ffmpeg, folder = find_ffmpeg(), cache_home() / "moments"
    assembler = Assembler(folder, ffmpeg)

    def made(*of: object, kind: str = "png") -> Path:
        return folder / f"{digest([*of])}.{kind}"

    return Lab(
        moment=lambda clip, when: moment_of(clip, when, made(clip.name, when), ffmpeg),
        inlaid=lambda picture, inlays: inlaid(
            picture,
            [(locate(inlay.file), inlay.corners) for inlay in inlays],
            made(digest_of(picture), [[inlay.digest, inlay.corners] for inlay in inlays]),
        ),
        mask=lambda picture, box: mask_of(picture, box, made(digest_of(picture), "mask", box)),
        brush=lambda picture, point: brush_of(picture, point, made(digest_of(picture), "brush", point)),
        track=lambda lines, length: track_of(
            lines, length, made([[digest_of(line), start] for line, start in lines], length, kind="wav"), ffmpeg
        ),
        masked=assembler.masked,
        merged=assembler.merged,
        joined=assembler.joined,
        undecodable=partial(undecodable, ffmpeg=ffmpeg),
        shown=lambda take, kind, most: shown(take, kind, most, folder, ffmpeg),
        review=partial(review, ffmpeg=ffmpeg),
        faults=lambda answer, what: _noted(faults(answer, what), made(answer.name, "faults", kind="txt")),
        locate=locate,
        now=lambda: datetime.now(UTC),
    )


def _noted(words: str, path: Path) -> Path:
    """Write words into a file, for who is given files; return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, words.encode())
    return path
