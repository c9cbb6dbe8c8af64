"""The booth: where the film is shown from. It takes each version from the watch and tells the page of it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filmc.base.fault import Fault
from filmc.base.source import Source
from filmc.ir.film import Film
from filmc.lower.clips import CREDITS
from filmc.lower.options import Options
from filmc.lower.timeline import Timeline
from filmc.render.crew import Crew
from filmc.session import Built, Progress
from filmc.tools.preview.feed import Feed
from filmc.tools.preview.gallery import Gallery
from filmc.tools.preview.pictures import NOWHERE, Pictures, Playhead
from filmc.tools.preview.pointing import pointed
from filmc.tools.preview.problems import problems_of
from filmc.tools.preview.sheet import sheet_of, text_digest
from filmc.tools.preview.shots import MAKING
from filmc.tools.preview.waves import waves_of
from filmc.tools.watch.reading import Broken, Missing, Version

_PAUSE = 0.1
"""Seconds between two words on how far it is."""
_REELS = 3
"""How many previews are kept: a page may still be playing the last ones."""


@dataclass
class Booth:
    """What is shown now, and of what the page has been told. The watch calls it from its thread."""

    root: Path
    feed: Feed = field(default_factory=Feed)
    gallery: Gallery = field(default_factory=Gallery)
    version: Version | None = None
    """The newest film without errors."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The newest texts, right or wrong: what problems are told of."""
    drawn: bool = False
    """Whether all pictures of the version are there that can be drawn."""
    crew: Crew | None = None
    """Who helps to draw pictures."""
    playhead: Playhead = NOWHERE
    """Where the page stands: what is to be seen there is drawn first."""
    making: set[str] = field(default_factory=set)
    """The jobs of which the page was told that somebody has ordered them and waits for them."""
    _reels: list[tuple[Path, str]] = field(default_factory=list)
    _serial: int = 0
    _timeline: Timeline | None = None
    _drawn: Mapping[str, str] = field(default_factory=dict)
    _told: float = 0.0

    def __post_init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="filmc-preview-"))

    def close(self) -> None:
        """Remove what was kept for the page."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def read(self, version: Version, going: Progress) -> None:
        """Tell of a version, then draw its shots' pictures. What `going` raises ends it."""
        timeline = version.session.laid(version.lowered, Options())
        self.sources, self.drawn = version.checked.sources, False
        self._serial += 1
        self._tell_sheet(version, timeline)
        self.feed.tell("problems", problems_of(version.checked))

        def drawn(pictures: Mapping[str, str]) -> None:
            self._drawn = dict(pictures)
            self.feed.tell("pictures", {"serial": self._serial, "of": dict(pictures)})
            going(len(pictures), len(version.lowered.film.shots), "pictures")

        with Pictures(timeline, self.gallery, self.root, self.crew) as pictures:
            playhead = self.playhead
            if self._drawn.get(playhead.shot) != pictures.known.get(playhead.shot) and (ident := pictures.at(playhead)):
                at = {"shot": playhead.shot, "frame": playhead.frame, "picture": self._within(ident)}
                self.feed.tell("frame", {"text": text_digest(version), **at})
            pictures.renew(playhead.shot, drawn)
        self.drawn = True

    def restate(self, version: Version) -> None:
        """Tell where the jobs of the version that is shown stand now. Its texts and what plays are the same."""
        if self._timeline:
            self._tell_sheet(version, self._timeline)

    def _tell_sheet(self, version: Version, timeline: Timeline) -> None:
        self.version, self._timeline = version, timeline
        sheet = sheet_of(version, timeline, self.gallery)
        self.making = {name for name, job in sheet["jobs"].items() if job["state"] == MAKING}
        self.feed.tell("sheet", {"serial": self._serial, **sheet})

    def _within(self, ident: str) -> str:
        """Return a picture as an address that holds it: nobody has to ask for it any more."""
        medium = self.gallery.find(ident)
        return f"data:{medium.kind};base64,{b64encode(medium.data).decode()}" if medium else f"/media/{ident}"

    def going(self, done: int, total: int, stage: str) -> None:
        """Tell how far the moving preview is: now and then, and when it is there."""
        now = time.monotonic()
        if done >= total or now - self._told > _PAUSE:
            self._told = now
            self.feed.tell("progress", {"done": done, "total": total, "stage": stage})

    def shown(self, version: Version, built: Built) -> None:
        """Tell of the moving preview. It is served as it is now, whatever is written in its place later."""
        self._serial += 1
        path = self._folder / f"{self._serial}.mp4"
        _kept(built.delivered.rendered.path, path)
        ident = self.gallery.hang(path)
        self._reels.append((path, ident))
        for old, gone in self._reels[:-_REELS]:
            self.gallery.take_down(gone)
            old.unlink(missing_ok=True)
        del self._reels[:-_REELS]
        film = version.lowered.film
        cut = {"rate": _rate(film), "parts": _parts(film), "pictures": self._drawn}
        self.feed.tell("moving", {"video": ident, "text": text_digest(version), **cut})
        self.feed.tell("problems", problems_of(built.checked))
        self.feed.tell("waves", {"text": text_digest(version), **waves_of(built.cut, self.gallery)})

    def pictures(self) -> Mapping[str, bytes]:
        """Return the pictures of the newest film's shots, as JPEG files by number, as far as they are drawn."""
        shots = self.version.lowered.film.shots if self.version else ()
        found = {shot.number: self.gallery.find(self._drawn.get(shot.id, "")) for shot in shots}
        return {number: medium.data for number, medium in found.items() if medium}

    def go_to(self, file: str, line: int) -> None:
        """Have the page go where the editor's cursor is: a line, from 0, in a file of the film."""
        version = self.version
        files = version.checked.screenplay.files if version else ()
        found = next((each for each in files if each.source.file == file), None)
        if version and found and (place := pointed(version.lowered.film, found, line)):
            part, frame = place
            self.feed.mention("cursor", {"shot": part, "frame": frame})

    def troubled(self, trouble: Missing | Broken | Fault) -> None:
        """Tell what is in the way; all else stays as it was told."""
        self.feed.tell("progress", {"done": 0, "total": 0, "stage": ""})
        match trouble:
            case Missing(path):
                self.feed.tell("problems", _in_the_way(f"{path.name} is not there"))
            case Fault():
                self.feed.tell("problems", _in_the_way(f"{trouble.code} {trouble.message}"))
            case Broken(checked):
                self.sources = checked.sources
                self.feed.tell("problems", problems_of(checked))


def _rate(film: Film) -> list[int]:
    return [film.settings.rate.numerator, film.settings.rate.denominator]


def _parts(film: Film) -> list[tuple[str, int, int]]:
    """Return what plays one after the other, the shots and the credits: id, first frame, frames."""
    parts = [(shot.id, shot.film_range.start, shot.film_range.length) for shot in film.shots]
    if film.credit_frames:
        parts.append((CREDITS, film.frames - film.credit_frames, film.credit_frames))
    return parts


def _in_the_way(message: str) -> dict[str, Any]:
    return {"broken": True, "message": message, "found": []}


def _kept(made: Path, path: Path) -> None:
    """Have the file at `path`, as a link where that can be: it is replaced by the next one, never changed."""
    try:
        os.link(made, path)
    except OSError:
        shutil.copyfile(made, path)
