"""A film of which everything is bought, made without a network: project, store, ledger and lock as a shoot leaves them.

    film = bought_film(folder, takes=2)
    film.survey().jobs["home/one still"].standing.state == "fresh"

`at(folder)` puts the environment (store, cache, configuration, the emulator as provider) where the film lies.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from ledgers import NOON, PRICE, way

from filmc.base.diagnostic import Notes
from filmc.base.world import DiskWorld
from filmc.lower.jobgraph import JobGraph
from filmc.lower.options import Options
from filmc.produce.choice import pick
from filmc.produce.desk import Desk, open_desk
from filmc.produce.ledger.purchase import Intent
from filmc.produce.ledger.states import REQUIRED, State
from filmc.produce.locked import Lock
from filmc.produce.origin import Origin
from filmc.produce.survey import Bought, Survey, Surveyor, take_id
from filmc.session import Lowered, Session

CONFIG = """\
target = "t"

[targets.t]
image = "emulator:still-1"
video = "emulator:clip-5"
enhance = "emulator:better-1"
"""
FILM = """\
film Bought
    size: 160x90

character MEI
    appearance: woman of thirty

scene home: INT. ROOM - DAY

    shot one: wide, push in, 4s
        Mei waits.

    shot two: medium, 4s
        start: one.last
        Mei leaves.

    shot three: close-up, 3s
        MEI: Where is he?

    shot four: wide, 2s
        Nobody is here.
"""
BY = ("Anna", "2026-11-21")


@contextmanager
def at(folder: Path, cache: Path | None = None) -> Iterator[None]:
    """Let everything be looked for in `folder`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILMC_STORE", str(folder / "store"))
        patch.setenv("FILMC_CACHE", str(cache or folder / "cache"))
        patch.setenv("FILMC_CONFIG", str(folder / "none.toml"))
        patch.setenv("FILMC_EMULATOR_URL", "http://127.0.0.1:9")
        yield


@dataclass
class BoughtFilm:
    """The film in `folder`/film, with the graph of its jobs."""

    folder: Path
    graph: JobGraph
    lowered: Lowered

    @property
    def path(self) -> Path:
        return self.folder / "film" / "main.film"

    @property
    def lock(self) -> Path:
        return self.path.with_name("film.lock")

    def desk(self, notes: Notes | None = None) -> Desk:
        return open_desk(notes if notes is not None else Notes(), DiskWorld(self.path.parent), self.path, "t")

    def survey(self, notes: Notes | None = None) -> Survey:
        desk = self.desk(notes)
        try:
            return desk.survey(self.graph)
        finally:
            desk.close()

    def change(self, change: Callable[[Lock], Lock]) -> None:
        desk = self.desk()
        desk.change(change)
        desk.close()

    def copied(self, to: Path) -> BoughtFilm:
        """Return a copy of it all in another folder: to be broken."""
        shutil.copytree(self.folder, to, ignore=shutil.ignore_patterns("cache"))
        return BoughtFilm(to, self.graph, self.lowered)


def bought_film(folder: Path, takes: int = 1, text: str = FILM) -> BoughtFilm:
    """Write the film into `folder` and buy every job of it `takes` times; the first take is chosen by Anna."""
    project = folder / "film"
    project.mkdir(parents=True)
    (project / "main.film").write_text(text, "utf-8")
    (project / "filmc.toml").write_text(CONFIG, "utf-8")
    session = Session(DiskWorld(project), "main.film")
    checked = session.check()
    desk = session.desk(Notes(), "t")
    lowered = session.lower(checked, desk, Options(), lambda *_: None)
    _buy(desk, lowered.graph, takes)
    desk.close()
    return BoughtFilm(folder, lowered.graph, lowered)


def _buy(desk: Desk, graph: JobGraph, takes: int) -> None:
    surveyor = Surveyor(desk.lock.lock, desk.shelf, desk.bought, lambda _: None)
    for job in graph.bought:
        want = surveyor.look(job).want
        for number in range(1, takes + 1):
            _bring_home(desk, job.maker, take_id(want, number), f"{job.name} {number}")
        surveyor.renew(surveyor.lock, Bought.of(desk.ledger.purchases()))
        found = surveyor.look(job)
        assert found.block
        chosen = pick(found.block, found.block.takes[0], want.what, *BY)
        surveyor.renew(surveyor.lock.with_block(chosen), Bought.of(desk.ledger.purchases()))
        surveyor.look(job)
    desk.change(lambda lock: _with_all(lock, surveyor.lock))


def _with_all(lock: Lock, found: Lock) -> Lock:
    for block in found.blocks:
        lock = lock.with_block(block)
    return lock


def _bring_home(desk: Desk, maker: str, take: str, name: str) -> None:
    data = f"what was made of {name}, ".encode() * 40
    job = f"job of {name}"
    origin = Origin(how="bought", date="2026-11-21", model=maker, job=job, micros=PRICE.micros, currency="USD")
    digest = desk.store.add(data, origin)
    known = {"job": job, "digest": digest, "file": "there", "url": "http://127.0.0.1/file"}
    desk.ledger.reserve(Intent(name, take, "bought", "r1", "emulator", name, maker), PRICE, (), at=NOON)
    for state in way(State.COMMITTED)[1:]:
        facts = {fact: known.get(fact, f"{fact} of {name}") for fact in REQUIRED.get(state, ())}
        billed = PRICE if state is State.SUCCEEDED else None
        desk.ledger.record(name, state, at=NOON, billed=billed, **facts)


def unlocked(path: Path) -> Path:
    """Return `path`, made writable."""
    os.chmod(path, 0o644)  # noqa: PTH101 - as a rude program would
    return path
