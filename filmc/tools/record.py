"""Makes the record of a build, by which `tools/unchanged.py` knows that the next one has nothing to do."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from filmc.base.assets import asset
from filmc.base.diagnostic import Diagnostic
from filmc.base.fault import Fault
from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.files import config_home, store_home
from filmc.base.record import record
from filmc.base.stamps import Mark, mark, stamp
from filmc.base.witness import UNKNOWN, Asked, Witness
from filmc.frontend.ast import File
from filmc.frontend.library import LibraryFile
from filmc.frontend.meaning import meaning
from filmc.produce.desk import LEDGER, Desk, lock_path
from filmc.produce.hands.place import watched
from filmc.produce.ledger.head import place
from filmc.produce.store import blob
from filmc.produce.trust import trust_file
from filmc.session import Built
from filmc.tools.making import Made
from filmc.tools.project import Project
from filmc.tools.telling import Telling
from filmc.tools.unchanged import Question, Record, question

KEPT = 64
"""Records that are kept; the oldest go first."""

_OF_TEXT = ("01", "02", "07")
"""Stages of the codes for faults that a text has whatever it says."""


@record
class Outcome:
    """A build that went well: what it read, found and wrote, the film, and what `--json` says of it."""

    witness: Witness
    notes: tuple[Diagnostic, ...]
    files: tuple[File, ...]
    """Every .film file that took part."""
    written: tuple[Path, ...]
    """The film first, then what lies beside it."""
    answer: Mapping[str, Any]
    read: tuple[Path, ...] = ()
    """Files outside the project that the film depends on: takes."""


def witness_of(project: Project, named: str | None) -> Witness:
    """Return the project's world, remembering from now on what it is asked for, and what led to this project."""
    witness = Witness(project.world.root)
    folder = project.path.parent
    if project.path.name == "main.film" or (named and not Path(named).is_dir()):
        witness.look(project.path)
    else:
        witness.look(folder)
        witness.look(folder / "main.film")
    for up in (folder, *folder.parents):
        witness.look(up / "filmc.toml")
        if up == witness.root and (up / "filmc.toml").is_file():
            break
    own = (config_home(), trust_file(), store_home() / LEDGER, place(store_home() / LEDGER))
    for path in (lock_path(project.path), *own):
        witness.look(path)
    for path in watched(project.path):
        witness.look(path)
    return witness


def is_settled(made: Made, desk: Desk) -> bool:
    """Tell whether nothing was bought, nothing is left open, and every job has just the take that it asks for."""
    jobs = made.lowered.survey.jobs.values()
    fresh = all(each.whole and each.standing.state in ("fresh", "usable") for each in jobs)
    return fresh and made.code == 0 and not made.outcomes and not (desk.has_ledger and desk.ledger.unfinished())


def outcome_of(witness: Witness, built: Built, made: Made, answer: Mapping[str, Any]) -> Outcome:
    """Return what is to be remembered of a build that is settled."""
    delivered = built.delivered
    digests = {each.standing.take.digest for each in made.lowered.survey.jobs.values() if each.standing.take}
    cover = (delivered.cover,) if delivered.cover else ()
    return Outcome(
        witness,
        tuple(built.checked.notes),
        built.checked.screenplay.files,
        (delivered.rendered.path, *delivered.sidecars, *cover),
        answer,
        tuple(blob(store_home(), digest) for digest in sorted(digests)),
    )


def remember(outcome: Outcome) -> None:
    """Keep a record of the build that this process was started for; on any doubt keep none."""
    asked = question()
    if asked is None:
        return
    taken = time.time_ns()
    with suppress(OSError, ValueError, Fault):
        witnessed = [_unmoved(path, seen) for path, seen in outcome.witness.seen.items()]
        marks = [
            *witnessed,
            *(mark(str(path.absolute())) for path in (*outcome.read, *outcome.written)),
            *_machine(asked),
        ]
        own = {
            str(outcome.witness.root / file.source.file): file
            for file in outcome.files
            if not isinstance(file, LibraryFile)
        }
        films = {number: own[path].source.file for number, (path, _, _) in enumerate(witnessed) if path in own}
        answer = {**outcome.answer, "diagnostics": [], "segments": _reused(outcome.answer.get("segments")), "took": 0.0}
        texts = {name: file.source.text for file in own.values() if (name := file.source.file) in films.values()}
        meanings = {file.source.file: _meaning(file, outcome.notes) for file in own.values()}
        telling = Telling(outcome.notes, texts, meanings, films, answer)
        Record(asked.key, taken, marks, list(films), telling.saying()).keep(asked.path)
        _tidy(Path(asked.path).parent)


def _meaning(file: File, notes: tuple[Diagnostic, ...]) -> str:
    """Return what a file says; nothing where its text itself has a fault, which a look at the tree would not find."""
    faults = (note for note in notes if note.span.file == file.source.file and note.code[1:3] in _OF_TEXT)
    return "" if any(faults) else meaning(file)


def _unmoved(path: str, seen: Asked) -> Mark:
    """Return the mark of a file that the build read; OSError where it has changed since."""
    found = mark(path)
    moved = found[1] != seen.stamp and not Path(path).is_dir()
    if seen == UNKNOWN or moved or seen.digest not in ("", found[2]):
        raise OSError(f"{path} has changed while the film was made")
    return found


def _machine(asked: Question) -> Iterator[Mark]:
    """Yield what filmc itself is: code, library, packages, programs. Their stamps alone count."""
    homes = (Path(__file__).parents[1], asset("stdlib"), asset("grammar"))
    parts = {path for home in homes for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    packages = [Path(folder) for folder in sys.path if folder.endswith("-packages")]
    programs = [Path(folder) / "espeak-ng" for folder in os.get_exec_path()]
    for path in (*sorted(parts), *homes[1:], *packages, *programs, find_ffmpeg().path):
        found = stamp(str(path))
        if found and max(found[:2]) > asked.at:
            raise OSError(f"{path} has changed since filmc was started")
        yield str(path), found, ""


def _reused(segments: Any) -> Any:
    return {"made": 0, "reused": segments["made"] + segments["reused"]} if segments else segments


def _tidy(folder: Path) -> None:
    """Remove the oldest records over the number that is kept."""
    paths = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in paths[KEPT:]:
        path.unlink(missing_ok=True)
