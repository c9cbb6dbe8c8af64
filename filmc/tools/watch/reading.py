"""A reading: the whole film as it stands on disk, down to the plan. Free; the ledger is read if there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.files import config_home
from filmc.base.memo import Memo
from filmc.base.record import record, replace
from filmc.base.witness import Asked, Witness
from filmc.base.world import MemoryWorld
from filmc.lower.options import Options
from filmc.lower.panels import Panels
from filmc.produce.desk import Desk, lock_path
from filmc.produce.hands.place import watched
from filmc.produce.ledger.budget import Rates
from filmc.produce.plan.plan import Plan
from filmc.produce.plan.planner import plan_of
from filmc.produce.playing import playing
from filmc.session import Checked, Lowered, Progress, Session
from filmc.tools.desk_notes import beside
from filmc.tools.hands.intake import NOTHING_CAME, Intake, Taker, joined
from filmc.tools.project import NoFilmError, Project, project_of

_PATIENCE = 3.0
"""Seconds that a file is waited for that is being written; after that it is looked at again when it has grown."""


@record
class Missing:
    """The film's file is not there."""

    path: Path


@record
class Broken:
    """The text, the lock or the configuration has errors."""

    checked: Checked


@record
class Version:
    """A film without errors, what must be made for it, and what that would cost."""

    session: Session
    checked: Checked
    lowered: Lowered
    plan: Plan
    desk: Desk
    """Open as long as the reader goes on."""
    intake: Intake = NOTHING_CAME
    """What people made and came in while it was read."""
    noted: int = 0
    """The number of the ledger's newest event when it was looked into."""

    @property
    def rates(self) -> Rates:
        """What currencies are worth to this user."""
        return self.desk.config.rates


Reading = Missing | Broken | Version


class Reader:
    """Reads one film again and again: what has not changed is not judged again.

    Its desk stays open while lock and configuration are as they were. `unsaved` are texts of an editor, by project
    path, that count instead of the files.
    """

    def __init__(self, project: Project, target: str | None) -> None:
        self.project = project
        self.unsaved: Mapping[str, bytes] = {}
        self._target = target
        self._desk: Desk | None = None
        self._found = Notes()
        self._opened: list[Asked] = []
        self._refused: dict[Path, tuple[int, int]] = {}
        self._memo, self._panels = Memo(), Panels()

    def read(self, began: Callable[[dict[str, Asked]], None], tell: Progress) -> Reading:
        """Return the film as it is now; `began` is given what will hold the files that are asked for.

        Files that people have dropped for order cards are taken in first. Faults and OSError of the machine, as
        `Session.lower`, `plan_of` and `Taker.take_in`.
        """
        came: list[Intake] = []
        while True:
            reading, intake = self._read(began, tell)
            came.append(intake)
            if not intake.taken:
                return replace(reading, intake=joined(came)) if isinstance(reading, Version) else reading

    def _read(self, began: Callable[[dict[str, Asked]], None], tell: Progress) -> tuple[Reading, Intake]:
        if self.project.path.is_file():  # a filmc.toml above it makes another project of it
            with suppress(NoFilmError):
                self.project = project_of(str(self.project.path))
        witness = Witness(self.project.world.root)
        began(witness.seen)
        witness.look(self.project.path)
        if not self.project.path.is_file():
            return Missing(self.project.path), NOTHING_CAME
        world = MemoryWorld(self.unsaved, witness) if self.unsaved else witness
        session = Session(world, self.project.main)
        desk = self._desk_of(session, witness)
        checked = session.check(self._memo)
        broken = beside(checked, desk, self._found)
        if not broken.ok:
            return Broken(broken), NOTHING_CAME
        checked = replace(broken, notes=checked.notes)
        for path in watched(self.project.path):
            witness.look(path)
        noted = desk.noted
        lowered = replace(session.lower(checked, desk, Options(size=desk.target.size), tell), panels=self._panels)
        checked = replace(checked, film=lowered.film, notes=Notes.of([*lowered.notes, *self._found]))
        if not checked.ok:
            return Broken(checked), NOTHING_CAME
        intake = Taker(desk, session.lab(), _PATIENCE, self._refused).take_in(lowered)
        plan = plan_of(lowered.film, lowered.graph, lowered.survey, desk)
        return Version(session, checked, lowered, plan, desk, noted=noted), intake

    def is_outdated(self, version: Version) -> bool:
        """Tell whether more was noted of the film than `version` knows. Faults of the ledger (E1001 to E1006)."""
        film, desk = version.plan.film, version.desk
        if film is None or desk is not self._desk or not desk.has_ledger:
            return False
        return desk.ledger.has_news(film, version.noted)

    def restated(self, version: Version) -> Version:
        """Return a version with where its jobs stand now: no text, lock or configuration is read. Faults as `read`."""
        desk, lowered = version.desk, version.lowered
        noted, survey = desk.noted, desk.survey(lowered.graph)
        now = replace(lowered, survey=survey, playing=playing(lowered.graph, survey))
        plan = plan_of(now.film, now.graph, survey, desk)
        return replace(version, lowered=now, plan=plan, intake=NOTHING_CAME, noted=noted)

    def _desk_of(self, session: Session, witness: Witness) -> Desk:
        """Return the open desk, or a new one where anything that it was opened with has changed."""
        paths = (lock_path(self.project.path), witness.root / "filmc.toml", config_home())
        for path in paths:
            witness.look(path)
        now = [witness.seen[str(path)] for path in paths]
        if self._desk is None or now != self._opened:
            self.close()
            self._found, self._opened = Notes(), now
            self._desk = session.desk(self._found, self._target)
        return self._desk

    def close(self) -> None:
        """Give the desk's files back."""
        if self._desk:
            self._desk.close()
            self._desk = None
