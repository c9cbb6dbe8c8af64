"""A film with a target that costs money, and takes made for it by hand: what tests of plans and reports work with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.world import DiskWorld
from filmc.frontend.value import Money
from filmc.lower.jobgraph import JobGraph, job_graph
from filmc.produce.choice import add
from filmc.produce.desk import Desk
from filmc.produce.locked import Block, Take
from filmc.produce.origin import Origin
from filmc.produce.plan.plan import Item, Plan, Wish
from filmc.produce.plan.planner import plan_of
from filmc.produce.survey import Surveyor
from filmc.session import Checked, Session

FILM = """\
film Letters

character MEI
    appearance: woman of thirty, short black hair

scene home: INT. ROOM - DAY

    shot one: wide, 4s
        Mei waits.

    shot two: medium, 4s
        Mei sleeps.
"""
CONFIG = """\
target = "t"

[targets.t]
image = "emulator:still-1"
video = "emulator:clip-1"
"""
FILM_ID = "5d41402abc4b2a76"


@dataclass
class Production:
    """A film on disk with its desk; every plan is made anew from both."""

    home: Path
    checked: Checked
    desk: Desk
    graph: JobGraph

    def plan(self, wish: Wish | None = None) -> Plan:
        return plan_of(self.checked.film, self.graph, self.desk.survey(self.graph), self.desk, wish or Wish())

    def items(self, wish: Wish | None = None) -> dict[str, Item]:
        return {item.job: item for item in self.plan(wish).items}

    def make(self, names: Collection[str], *, count: int = 1, price: Money | None = None, **values: object) -> None:
        """Put takes for these jobs into store and lock, as if they had been made for what they ask for now."""
        looking = Surveyor(self.desk.lock.lock, self.desk.shelf, self.desk.bought, lambda _: None)
        for name, job in self.graph.jobs.items():
            found = looking.look(job)
            for number in range(count if name in names else 0):
                digest = self.desk.store.add(f"{name} {number} {found.want.what}".encode(), _ORIGIN)
                take = replace(Take(digest, found.want.what, found.want.how, found.want.parts, price=price), **values)
                block = looking.lock.block(name) or Block(name)
                looking.renew(looking.lock.with_block(add(block, take)), looking.bought)
            looking.look(job)
        self.desk.change(lambda lock: replace(looking.lock, film=lock.film))


_ORIGIN = Origin(how="made", date="2026-11-21")


def production(home: Path, film: str = FILM, config: str = CONFIG, **files: bytes) -> Production:
    """Write a film with its configuration to `home`, and open its desk."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "main.film").write_text(film, "utf-8")
    (home / "filmc.toml").write_text(config, "utf-8")
    for name, data in files.items():
        (home / name.replace("_", ".")).write_bytes(data)
    session = Session(DiskWorld(home), "main.film")
    checked, notes = session.check(), Notes()
    desk = session.desk(notes)
    assert checked.ok, [note.message for note in checked.notes.errors]
    assert not notes.errors, [note.message for note in notes.errors]
    return Production(home, checked, desk, job_graph(notes, checked.film, desk.target, session.digest))
