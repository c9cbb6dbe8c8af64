"""The production desk of one film: its target, its lock, the store and the ledger, opened together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.files import store_home
from filmc.base.source import NOWHERE
from filmc.base.world import World
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph
from filmc.lower.model import Need
from filmc.lower.target import Target
from filmc.produce.buying.frozen import answers_folder
from filmc.produce.buying.runs import busy
from filmc.produce.config import Config, chosen_target, read_config, with_model
from filmc.produce.hiring import Agency
from filmc.produce.ledger.book import Ledger, open_ledger
from filmc.produce.ledger.head import was_there
from filmc.produce.lock import LockFile, read_lock, update_lock
from filmc.produce.locked import Lock
from filmc.produce.origin import Origins
from filmc.produce.protocol.facts import REPLAY
from filmc.produce.register import enter
from filmc.produce.store import Found, Store
from filmc.produce.survey import Bought, Survey, Surveyor, survey
from filmc.produce.takes import Shelf

LEDGER = "ledger.sqlite"


def lock_path(film: Path) -> Path:
    """Return the lock of the film at `film`: `film.lock` beside a `main.film`, else named as the film."""
    return film.with_name("film.lock" if film.stem == "main" else f"{film.stem}.lock")


@dataclass
class Desk:
    """What production works with. `lock` is as it was read last; `config` and `target` are settled for the run.

    `unseen` is the base of a plan of whose purchases nothing is seen.
    """

    film: Path
    config: Config
    target: Target
    lock: LockFile
    unseen: str | None = None

    @cached_property
    def store(self) -> Store:
        """The user's store of takes. Faults E1020 to E1022, E1026."""
        return Store()

    @cached_property
    def ledger(self) -> Ledger:
        """The user's ledger, made if there is none. Faults E1001 to E1006."""
        return open_ledger(store_home() / LEDGER)

    @property
    def has_ledger(self) -> bool:
        """Whether anything was ever noted; none is made by asking."""
        return "ledger" in self.__dict__ or was_there(store_home() / LEDGER)

    @property
    def idle(self) -> bool:
        """No take can be there and none can be bought: everything is left to the animatic."""
        return self.target.free and not self.lock.lock.blocks

    @cached_property
    def agency(self) -> Agency:
        """Who hires providers for this desk."""
        return Agency(answers_folder(store_home() / LEDGER), self.config.providers)

    def by_hand(self, job: Job) -> bool:
        """Tell whether a person is to make `job`, from an order card: it is never bought."""
        return job.model is not None and self.agency.by_hand(job.model.provider)

    def lacking(self, job: Job) -> str | None:
        """Return what is missing before `job` can be ordered: a model, a price, a provider, its key."""
        if job.here:
            return None
        if job.model is None:
            return "model for it in this target"
        if self.by_hand(job):
            return None
        if job.model.price is None:
            return f"price for {job.maker}"
        return self.agency.lacking(job.model.provider)

    @property
    def bought(self) -> Bought:
        """Everything that the ledger knows."""
        purchases = self.ledger.purchases() if self.has_ledger else []
        return Bought.of(each for each in purchases if each.intent.plan != self.unseen)

    @property
    def noted(self) -> int:
        """The number of the ledger's newest event, 0 where nothing was ever noted."""
        return self.ledger.newest() if self.has_ledger else 0

    @property
    def shelf(self) -> Shelf:
        """What standings ask of the store; who has no take to ask for makes no store by that."""
        return Shelf(self._looked, self._origins)

    def _looked(self, digest: str) -> Found:
        return self.store.look(digest)

    def _origins(self, digest: str) -> Origins:
        return self.store.origins(digest)

    def survey(self, graph: JobGraph) -> Survey:
        """Return where the jobs of `graph` stand; of nothing where the desk is idle."""
        if self.idle:
            return Survey({}, self.lock.lock)
        if self.lock.lock.blocks:
            enter(self.store.root, self.lock.path)
        return survey(graph, self.lock.lock, self.shelf, self.bought, self.lacking)

    def surveyor(self) -> Surveyor:
        """Return who looks at jobs while takes come in.

        What another filmc buys right now does not count as pending: who wants the same take waits at the counter.
        """
        bought = Bought.of(self.ledger.purchases(), busy(self.ledger.path))
        return Surveyor(self.lock.lock, self.shelf, bought, self.lacking)

    def change(self, change: Callable[[Lock], Lock]) -> None:
        """Change the lock on disk, whatever others have written meanwhile. Faults as `write_lock`."""
        enter(self.store.root, self.lock.path)  # first: no take is ever named by a lock that cleaning does not know
        self.lock = update_lock(self.lock, change)

    def before(self, plan: str) -> Desk:
        """Return the desk as if no run had carried out the plan of this base. It is only looked at, never closed."""
        ours = [each for each in self.bought.all if each.intent.plan == plan]
        made = {(each.facts.get("digest", ""), each.intent.take.rpartition(".")[0]) for each in ours}
        lock = replace(self.lock, lock=self.lock.lock.without(made))
        desk = replace(self, lock=lock, unseen=plan)
        desk.__dict__ |= {name: self.__dict__[name] for name in ("store", "ledger") if name in self.__dict__}
        return desk

    def close(self) -> None:
        """Give files back."""
        for name in ("store", "ledger"):
            held: Any = self.__dict__.pop(name, None)
            if held is not None:
                held.close()


def open_desk(
    notes: Notes, world: World, film: Path, target: str | None, models: Mapping[Need, str] | None = None
) -> Desk:
    """Return the desk of the film at `film`; what is wrong with configuration and lock is noted (E101x, E104x).

    `models` are those that the command line names, whatever the target says.
    """
    config = read_config(notes, world)
    chosen = chosen_target(notes, config, target)
    for need, model in (models or {}).items():
        chosen = with_model(notes, config, chosen, need, model)
    if config.untrusted and not chosen.free:
        told = "this project's own file says where providers are reached, or what they cost"
        notes.add("E1030", config.untrusted, told, "read it; `filmc trust` lets it be obeyed")
    for name, settings in sorted(config.providers.items()):
        if (folder := settings.options.get(REPLAY)) and not chosen.free:
            told = f"the answers of {name} are played from {folder}: nothing is sent to it and nothing is bought"
            notes.add("W1088", NOWHERE, told, "take `replay` out of your configuration to buy again")
    return Desk(film, config, chosen, read_lock(lock_path(film), notes))
