"""What rots on the disk is found before it is used, costs nothing a second time, and has a way out.

Each case breaks one file of a film of which everything was bought: a take, a note of origin, the lock, the ledger.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from bought import BoughtFilm, at, bought_film, unlocked

from filmc.base.diagnostic import Notes
from filmc.base.digest import digest_file
from filmc.base.fault import Fault
from filmc.produce.gc import check
from filmc.produce.store import Damaged, Missing, Store, Whole
from filmc.produce.survey import Survey, Surveyed
from filmc.tools.cli import run

SOAK = os.environ.get("FILMC_SOAK") == "1"
CASES = 1000 if SOAK else 60


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoughtFilm]:
    folder = tmp_path_factory.mktemp("intact") / "all"
    with at(folder):
        yield bought_film(folder, takes=2)


# Ways of breaking


def flip(rng: Random, path: Path, _: list[Path]) -> None:
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def truncate(rng: Random, path: Path, _: list[Path]) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: rng.randrange(len(data))])


def zero(rng: Random, path: Path, _: list[Path]) -> None:
    data = bytearray(path.read_bytes())
    start = rng.randrange(len(data))
    end = min(start + rng.choice((1, 16, 512, 4096)), len(data))
    data[start:end] = bytes(end - start)
    path.write_bytes(data)


def delete(_: Random, path: Path, __: list[Path]) -> None:
    path.unlink()


def swap(rng: Random, path: Path, others: list[Path]) -> None:
    """Exchange two files of one kind; of a single file, two of its parts."""
    others = [other for other in others if other != path]
    if others:
        other = unlocked(rng.choice(others))
        ours, theirs = path.read_bytes(), other.read_bytes()
        path.write_bytes(theirs)
        other.write_bytes(ours)
        return
    lines = path.read_bytes().split(b"\n")
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    path.write_bytes(b"\n".join(lines))


WAYS = (flip, truncate, zero, delete, swap)


def victims(film: BoughtFilm) -> dict[str, list[Path]]:
    store = film.folder / "store"
    return {
        "take": sorted(path for path in (store / "blobs").rglob("*") if path.is_file()),
        "origin": sorted((store / "origins").rglob("*.json")),
        "lock": [film.lock],
        "ledger": [store / "ledger.sqlite"],
        "head": [store / "ledger.sqlite.head"],
    }


# What must hold


@dataclass(frozen=True)
class Outcome:
    """What the program found: the fault or the survey, and what was noted of the lock."""

    fault: Fault | None
    survey: Survey | None
    notes: Notes

    @property
    def told(self) -> bool:
        return self.fault is not None or bool(self.notes.found)


def look(film: BoughtFilm) -> Outcome:
    notes = Notes()
    try:
        return Outcome(None, film.survey(notes), notes)
    except Fault as fault:
        return Outcome(fault, None, notes)


@pytest.fixture(scope="module")
def intact_paid(intact: BoughtFilm) -> set[str]:
    """What was asked of whom, and paid."""
    desk = intact.desk()
    taken = {purchase.intent.take.rpartition(".")[0] for purchase in desk.ledger.purchases()}
    desk.close()
    return taken


def essence(survey: Survey) -> dict[str, tuple[str, str | None, bool]]:
    return {
        name: (found.standing.state, found.standing.take.digest if found.standing.take else None, found.whole)
        for name, found in survey.jobs.items()
    }


def playing(outcome: Outcome) -> Iterator[str]:
    assert outcome.survey
    for found in outcome.survey.jobs.values():
        if found.job.model:
            assert found.standing.take, f"{found.job.name} has lost its takes"
            yield found.standing.take.digest


def asked(found: Surveyed) -> str:
    return f"{found.want.what}.{found.want.how}"


def hold(film: BoughtFilm, outcome: Outcome, bought: set[str]) -> None:
    """Nothing rotten plays, nothing that was paid for is due, and what is in the way has a way out."""
    if outcome.fault:
        assert outcome.fault.hints
        return
    assert outcome.survey
    if outcome.notes.errors:
        assert all(note.hints for note in outcome.notes.errors)
        return  # a film whose lock is damaged is not built, and nothing is bought
    for name, found in outcome.survey.jobs.items():
        assert not (found.standing.due and asked(found) in bought), f"{name} would be bought again"
        take = found.standing.take
        if take and found.whole:
            assert digest_file(film.folder / "store" / "blobs" / take.digest[:2] / take.digest) == take.digest
        elif take:
            assert found.standing.state == "blocked", name
            assert any(way in found.standing.reason for way in ("bring in a copy", "waits for")), found.standing.reason


@pytest.mark.parametrize("seed", range(CASES))
def test_corruption_is_found_before_use(seed: int, intact: BoughtFilm, intact_paid: set[str], tmp_path: Path) -> None:
    rng = Random(seed)
    before = look(intact)
    assert before.survey
    film = intact.copied(tmp_path / "broken")
    kind, files = rng.choice(sorted(victims(film).items()))
    victim, way = rng.choice(files), rng.choice(WAYS)
    whole = victim.read_bytes()
    with at(film.folder, intact.folder / "cache"):
        assert essence(look(film).survey) == essence(before.survey)  # type: ignore[arg-type]
        way(rng, unlocked(victim), files)
        harmed = not victim.exists() or victim.read_bytes() != whole
        outcome = look(film)
        hold(film, outcome, intact_paid)
        if harmed:
            _found(film, kind, victim, before, outcome)
        _mended(intact, film, before)


def _found(film: BoughtFilm, kind: str, victim: Path, before: Outcome, outcome: Outcome) -> None:
    """The harm was told, or shows in what stands where, or is in nothing that anybody uses."""
    match kind:
        case "take":
            store = Store(film.folder / "store")
            assert isinstance(store.look(victim.name), Damaged | Missing)
            assert check(store).bits & 1 or not victim.exists()
            store.close()
        case "origin":
            store = Store(film.folder / "store")
            origins = store.origins(victim.name.partition(".")[0])
            assert origins.dear, "cleaning never drops it"
            assert origins.damaged or not victim.exists()
            store.close()
        case "lock":  # as text it may say something else and still be a lock: then only takes that were there play
            assert outcome.told or {*playing(outcome)} <= {*before.survey.lock.named}  # type: ignore[union-attr]
        case _:
            assert outcome.told or essence(outcome.survey) == essence(before.survey)  # type: ignore[arg-type]


def _mended(intact: BoughtFilm, film: BoughtFilm, before: Outcome) -> None:
    """Bringing the right bytes back is the way out of everything."""
    store = Store(film.folder / "store")
    for path in victims(intact)["take"]:
        if not isinstance(store.look(path.name), Whole):
            for note in Store(intact.folder / "store").origins(path.name).notes:
                store.add(path.read_bytes(), note)
    store.close()
    for name in ("ledger.sqlite", "ledger.sqlite.head"):
        for end in ("", "-wal", "-shm"):
            (film.folder / "store" / f"{name}{end}").unlink(missing_ok=True)
        shutil.copy(intact.folder / "store" / name, film.folder / "store" / name)
    shutil.copy(intact.lock, film.lock)
    assert essence(look(film).survey) == essence(before.survey)  # type: ignore[arg-type]


# What each kind of harm comes to, told by the commands


def broken(film: BoughtFilm, name: str, harm: Callable[[Path], None]) -> str:
    """Break the take that plays for a job; return its digest."""
    take = film.survey().jobs[name].standing.take
    assert take
    harm(unlocked(film.folder / "store" / "blobs" / take.digest[:2] / take.digest))
    return take.digest


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    code = run([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_damaged_take_is_named_by_every_command(
    intact: BoughtFilm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = intact.copied(tmp_path / "broken")
    with at(film.folder, intact.folder / "cache"):
        assert answer(capsys, "store", "verify")[0] == 0
        digest = broken(film, "home/four clip", lambda path: path.write_bytes(b"rust"))
        code, verified = answer(capsys, "store", "verify")
        assert (code, verified["bits"], verified["damaged"]) == (7, 1, [digest])
        assert answer(capsys, "store", "verify")[1]["damaged"] == [digest], "set aside, and not forgotten"
        _, why = answer(capsys, "why", "four", "clip", "--film", str(film.path))
        (job,) = why["jobs"]  # type: ignore[misc]
        assert (job["state"], job["next"]) == ("blocked", None)
        assert "job of home/four clip 1" in job["reason"]
        run(["takes", "four", "clip", "--film", str(film.path)])
        assert "damaged" in capsys.readouterr().out
        assert answer(capsys, "reject", "four", "clip", "1", "--why", "lost", "--film", str(film.path))[0] == 0
        playing = film.survey().jobs["home/four clip"]
        assert (playing.standing.state, playing.whole) == ("fresh", True), "the other take serves"


def test_the_choice_of_a_take_that_the_block_lacks_is_damage(intact: BoughtFilm, tmp_path: Path) -> None:
    film = intact.copied(tmp_path / "broken")
    text = film.lock.read_text("utf-8")
    chosen = next(line.split()[1] for line in text.splitlines() if line.strip().startswith("chosen:"))
    film.lock.write_text(text.replace(f"chosen: {chosen}", f"chosen: {'0' * 64}"), "utf-8")
    with at(film.folder, intact.folder / "cache"):
        notes = Notes()
        film.desk(notes).close()
        assert [note.code for note in notes] == ["E1044"]
