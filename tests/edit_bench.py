"""A film with everything made, on which edits are tried: which jobs they leave to be done, which segments they change.

`Bench` is one machine with one clone of the project: its folder, its store, its cache. Takes are fabricated: bytes of
the right kind that no other take has, put into the store and the lock as a provider's would be; nothing is ordered.
"""

from __future__ import annotations

import shutil
import wave
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from io import BytesIO
from itertools import count
from pathlib import Path

import cv2
import numpy as np

from filmc.base.diagnostic import Notes
from filmc.base.digest import digest
from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.world import DiskWorld
from filmc.frontend.value import Size
from filmc.lower.breakdown import sound_jobs
from filmc.lower.job import Job
from filmc.lower.material import estimated_lengths, material_of
from filmc.lower.place import place
from filmc.lower.request import SpeechRequest
from filmc.lower.target import ANIMATIC
from filmc.lower.timeline import Segment, Timeline
from filmc.produce.choice import add
from filmc.produce.desk import Desk
from filmc.produce.jobs import lengths
from filmc.produce.lock import LockFile
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.origin import Origin
from filmc.produce.survey import Surveyed
from filmc.produce.take import SoundTake
from filmc.render.delivery import Options
from filmc.render.encode import DRAFT
from filmc.render.key import plain, segment_keys
from filmc.render.painters import PAINTERS
from filmc.render.studio import Studio
from filmc.session import Built, Checked, Lowered, Session

PROJECT = Path(__file__).parent / "projects" / "edits"
SMALL = Options(size=Size(160, 90), quality="draft")
WHOLE = Options(quality="draft")
MAIN, CAST, WORDS = "main.film", "library/cast.film", "library/words.film"
WORD = 0.3
"""Seconds that a fabricated voice takes for a word."""

Files = dict[str, bytes]
_numbers = count(1)


@dataclass
class Bench:
    """One clone of the film in `folder`. FILMC_STORE and FILMC_CACHE say which machine it is on."""

    folder: Path
    _checked: Checked | None = field(default=None, repr=False)

    @property
    def session(self) -> Session:
        return Session(DiskWorld(self.folder), MAIN)

    def write(self, files: Files) -> None:
        """Make the project's files these and no other; the lock stays."""
        self._checked = None
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.name != "film.lock":
                path.unlink()
        for name, data in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def check(self) -> Checked:
        """Return the film as its text says it; read once for each `write`."""
        if self._checked is None:
            self._checked = self.session.check()
            notes = self._checked.notes
            assert self._checked.ok, [(note.code, note.message) for note in notes.errors]
        return self._checked

    # -- what was made and what is to be made ------------------------------------------------------------------------

    def lower(self) -> Lowered:
        """Return where the film stands for the target that makes everything with models."""
        checked = self.check()
        desk = self.session.desk(Notes())
        try:
            return self.session.lower(checked, desk, WHOLE, _silent)
        finally:
            desk.close()

    def undone(self) -> dict[str, str]:
        """Return the state of each job that is not fresh, by name."""
        return _undone(self.lower())

    def make_all(self) -> list[str]:
        """Make every job that is due, speech first and inputs before who needs them; return their names in order."""
        done: list[str] = []
        while ready := _ready(self.lower().survey.jobs):
            self._keep([(one, fabricated(one.job)) for one in ready])
            done += (one.job.name for one in ready)
        return done

    def another(self, name: str) -> str:
        """Add another take of the job, and return its digest; it is not chosen."""
        one = self.lower().survey.jobs[name]
        return self._keep([(one, fabricated(one.job))])[0]

    def change(self, change: Callable[[Lock], Lock]) -> None:
        """Change the lock."""
        desk = self.session.desk(Notes())
        desk.change(change)
        desk.close()

    def _keep(self, made: list[tuple[Surveyed, bytes]]) -> list[str]:
        desk = self.session.desk(Notes())
        takes = []
        with desk.store.using():
            for one, data in made:
                found = desk.store.add(data, Origin(how="made", date="2026-11-26"))
                want = one.want
                takes.append((want.name, Take(found, want.what, want.how, want.parts, model=one.job.maker)))
        desk.change(lambda lock: _with(lock, takes))
        desk.close()
        return [take.digest for _, take in takes]

    # -- what is seen and heard --------------------------------------------------------------------------------------

    def look(self) -> Looked:
        """Return what is to be made, and what rendering would make of the animatic and of the takes."""
        lowered = self.lower()
        return Looked(_undone(lowered), self.drawn(), self._shown(lowered, WHOLE))

    def drawn(self) -> Rendered:
        """Return what rendering would make of the animatic."""
        return self._shown(self.session.lower(self.check(), self._free(), SMALL, _silent), SMALL)

    def _shown(self, lowered: Lowered, options: Options) -> Rendered:
        """Cut the film with real speech. Of other sounds only what is asked counts: they need not be made for that."""
        film = lowered.film
        seconds = estimated_lengths(film, sound_jobs(film)) | lengths(lowered.takes)
        seconds |= {key: Fraction(1) for key in lowered.playing.heard.values() if key not in seconds}
        material = material_of(film, seconds, self.session.digest, lowered.playing)
        return Rendered.of(place(film, material, options.burned(film)), lowered.takes, self.folder)

    def build(self, out: Path) -> Built:
        """Render the animatic to `out`."""
        lowered = self.session.lower(self.check(), self._free(), SMALL, _silent)
        return self.session.build(self.check(), lowered, self.session.order(out, SMALL, _silent))

    def _free(self) -> Desk:
        """Return a desk on which nothing was made and nothing is asked of a model."""
        desk = self.session.desk(Notes(), ANIMATIC.name)
        return replace(desk, lock=LockFile(desk.lock.path, Lock(), None))


@dataclass(frozen=True)
class Looked:
    """What an edit leaves to be done, what the animatic shows, and what the film of the takes shows."""

    undone: dict[str, str]
    drawn: Rendered
    made: Rendered


@dataclass(frozen=True)
class Rendered:
    """What rendering would make, by keys: the segments in order with the shots that they show, and the sound."""

    segments: tuple[tuple[str, str], ...]
    """(shots, key)."""
    sound: str

    @classmethod
    def of(cls, line: Timeline, takes: Mapping[str, SoundTake], folder: Path) -> Rendered:
        studio = Studio(line.width, line.height, line.rate, folder, takes, PAINTERS, find_ffmpeg())
        keys = zip(map(_shots, line.segments), segment_keys(line.segments, studio, DRAFT), strict=True)
        mix = [plain(line.sounds), line.frames, str(line.rate), line.loudness, line.true_peak]
        return cls(tuple(keys), digest(mix))

    @property
    def keys(self) -> list[str]:
        return [key for _, key in self.segments]

    @property
    def bag(self) -> Counter[str]:
        """The segments whatever their order."""
        return Counter(self.keys)

    def new_since(self, before: Rendered) -> list[str]:
        """Return the shots of each segment that `before` does not have."""
        return [shots for shots, key in self.segments if key not in before.keys]


def _shots(one: Segment) -> str:
    return f"{one.clip.shot} > {one.incoming.shot}" if one.incoming else one.clip.shot


def _ready(jobs: Mapping[str, Surveyed]) -> list[Surveyed]:
    """Return the jobs that can be made now: none whose inputs, or what those are made from, are still to be made."""
    waiting: set[str] = set()
    for one in jobs.values():
        if one.standing.due or any(each.job in waiting for each in one.job.inputs):
            waiting.add(one.job.name)
    due = [one for one in jobs.values() if one.standing.due]
    speech = [one for one in due if one.job.kind == "speech"]
    return speech or [one for one in due if not any(each.job in waiting for each in one.job.inputs)]


def _fresh(one: Surveyed) -> bool:
    return one.standing.state == "fresh"


def _undone(lowered: Lowered) -> dict[str, str]:
    return {name: one.standing.state for name, one in lowered.survey.jobs.items() if not _fresh(one)}


def _with(lock: Lock, takes: list[tuple[str, Take]]) -> Lock:
    for name, take in takes:
        lock = lock.with_block(add(lock.block(name) or Block(name), take))
    return lock


def _silent(*_: object) -> None:
    pass


def files_of(folder: Path = PROJECT) -> Files:
    """Return the project's files by their paths."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "film.lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def fresh_bench(folder: Path) -> Bench:
    """Return a bench in `folder` with the film as it stands in the repository and everything made."""
    folder.mkdir(parents=True)
    bench = Bench(folder)
    bench.write(files_of())
    bench.make_all()
    return bench


def clone(bench: Bench, folder: Path) -> Bench:
    """Return a copy of the bench's project, lock and all, in another folder of the same machine."""
    shutil.copytree(bench.folder, folder)
    return Bench(folder)


# -- takes -----------------------------------------------------------------------------------------------------------


def fabricated(job: Job) -> bytes:
    """Return a take for `job`: a WAV, a PNG, or bytes that begin as an MP4 does; never the same twice."""
    number = next(_numbers)
    match job.kind:
        case "speech":
            assert isinstance(job.what, SpeechRequest)
            return _sound(WORD * len(job.what.text.split()), number)
        case "music" | "sound":
            return _sound(getattr(job.what, "milliseconds", 1000) / 1000, number)
        case "still":
            return _still(number)
    return b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + number.to_bytes(8, "big")


def _sound(seconds: float, number: int) -> bytes:
    samples = np.random.default_rng(number).integers(-3000, 3000, round(48_000 * seconds), np.int16)
    held = BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(samples.tobytes())
    return held.getvalue()


def _still(number: int) -> bytes:
    colours = np.random.default_rng(number).integers(0, 255, (9, 16, 3)).astype(np.uint8)
    return cv2.imencode(".png", colours)[1].tobytes()


# -- edits of text ---------------------------------------------------------------------------------------------------


def swapped(text: str, first: str, second: str) -> str:
    """Return `text` with two parts of it in each other's place; each must be there once."""
    assert text.count(first) == text.count(second) == 1, (text.count(first), text.count(second))
    return text.replace(first, "\0").replace(second, first).replace("\0", second)


def block(text: str, heading: str) -> str:
    """Return the block that begins with `heading`: its line and everything deeper, with the blank lines after it."""
    lines = text.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.strip().startswith(heading))
    return "".join(_block(lines, start))


def _block(lines: list[str], start: int) -> Iterator[str]:
    depth = _depth(lines[start])
    yield lines[start]
    for line in lines[start + 1 :]:
        if line.strip() and _depth(line) <= depth:
            return
        yield line


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
