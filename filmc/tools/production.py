"""A film opened for production: read, lowered for a target, and where each of its jobs stands.

SHOT on the command line is a shot by label, `scene/shot` or number (`3-2`), which may be followed by what of it is
meant (`waits clip`, `waits speech 2`); or a job of its own, as `music letters-flying`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.record import record, replace
from filmc.ir.film import Shot
from filmc.lower.jobgraph import JobGraph
from filmc.lower.options import Options
from filmc.produce.desk import Desk
from filmc.produce.plan.plan import Plan
from filmc.produce.plan.planner import plan_of
from filmc.produce.survey import Survey, Surveyed, survey
from filmc.session import Checked, Lowered, Session
from filmc.tools.commands.check import no_film, show, told
from filmc.tools.console import Console
from filmc.tools.desk_notes import at_desk
from filmc.tools.project import NoFilmError, project_of

Act = Callable[["Production"], int]
"""What a command does with an open film; returns its exit code."""


@record
class Production:
    """An open film. `lowered` and `survey` are as of the moment when it was opened."""

    session: Session
    checked: Checked
    desk: Desk
    lowered: Lowered
    survey: Survey
    console: Console

    @property
    def graph(self) -> JobGraph:
        """The film's jobs."""
        return self.lowered.graph

    def again(self) -> Production:
        """Return the film as it stands now: a take of speech may have changed its timing, and so its jobs."""
        lowered = self.session.lower(self.checked, self.desk, options_of(self.desk), self.console.progress)
        return replace(self, lowered=lowered, survey=whole_survey(self.desk, lowered.graph))

    def plan(self) -> Plan:
        """Return what the next build would buy."""
        return plan_of(self.lowered.film, self.graph, self.survey, self.desk)

    def jobs_of(self, words: Sequence[str]) -> tuple[Surveyed, ...]:
        """Return the jobs that SHOT names, in order; all of them where it names none. Fault E1052."""
        named = " ".join(words)
        if not words:
            return tuple(self.survey.jobs.values())
        if named in self.survey.jobs:
            return (self.survey.jobs[named],)
        shot = self.shot_of(words[0])
        own = [each for each in self.survey.jobs.values() if each.job.shot == shot.id]
        found = _of_kind(own, shot.id, " ".join(words[1:]))
        if not found:
            raise _no_job(shot, named, own)
        return tuple(found)

    def shot_of(self, word: str) -> Shot:
        """Return the one shot that is called so. Fault E1052."""
        shots = [shot for shot in self.lowered.film.shots if word in (shot.label, shot.id, shot.number)]
        if len(shots) == 1:
            return shots[0]
        names = ", ".join(shot.id for shot in (shots or self.lowered.film.shots)[:12])
        if shots:
            raise Fault("E1052", f"{len(shots)} shots are called {word}", f"say which: {names}")
        raise Fault("E1052", f"no shot is called {word}", f"the shots are: {names}")

    def job_with_takes(self, words: Sequence[str], take: str | None) -> Surveyed:
        """Return the one job of SHOT that has takes, or that has the take of this digest. Fault E1052."""
        found = self.jobs_of(words)
        with_takes = [each for each in found if each.block and each.block.takes] or list(found)
        if len(with_takes) > 1 and take and len(take) >= 4:
            of_digest = [each for each in with_takes if _has(each, take.lower())]
            with_takes = of_digest if len(of_digest) == 1 else with_takes
        if len(with_takes) == 1:
            return with_takes[0]
        names = ", ".join(each.job.name for each in with_takes)
        raise Fault("E1052", f"{' '.join(words)} has takes of more than one kind", f"say which: {names}")


def _of_kind(own: Sequence[Surveyed], shot: str, kind: str) -> Sequence[Surveyed]:
    """Return the job of `shot` that is called so, else all that are of this kind; with no kind, all."""
    exact = [each for each in own if each.job.name == f"{shot} {kind}"]
    return exact or [each for each in own if kind in ("", each.job.kind)]


def _has(found: Surveyed, prefix: str) -> bool:
    return found.block is not None and any(take.digest.startswith(prefix) for take in found.block.takes)


def _no_job(shot: Shot, named: str, own: Sequence[Surveyed]) -> Fault:
    if shot.source:
        return Fault("E1052", f"{shot.id} plays footage: nothing is made for it", "its `source` says which")
    there = ", ".join(each.job.name.removeprefix(f"{shot.id} ") for each in own)
    return Fault("E1052", f"nothing is made as {named}", f"of {shot.id} there is: {there}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Give a command the options by which it finds film and target."""
    parser.add_argument("--film", metavar="FILM", help="the film (default: the film of this folder)")
    parser.add_argument("--target", metavar="TARGET", help="the target (default: the one that filmc.toml names)")


def opened(arguments: argparse.Namespace, console: Console, act: Act) -> int:
    """Open the film that the arguments name and do `act` with it; return its code.

    1 where the film, its configuration or its lock has errors, 2 where there is no film.
    """
    try:
        project = project_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    session = Session(project.world, project.main)
    checked = session.check()
    if not checked.ok:
        return stopped(checked, console)
    notes = Notes()
    desk = session.desk(notes, arguments.target)
    around = replace(at_desk(checked, desk), notes=notes)
    if notes.errors:
        return stopped(around, console)
    if not console.as_json:
        show(around, console)
    try:
        lowered = session.lower(checked, desk, options_of(desk), console.progress)
        return act(Production(session, checked, desk, lowered, whole_survey(desk, lowered.graph), console))
    finally:
        desk.close()


def stopped(checked: Checked, console: Console) -> int:
    """Tell why nothing is done, and return 1."""
    if console.as_json:
        console.answer(ok=False, **told(checked), message=checked.notes.errors[0].message)
    else:
        show(checked, console)
        console.say("nothing was changed")
    return 1


def options_of(desk: Desk) -> Options:
    """Return what a build without options of its own is asked for."""
    return Options(size=desk.target.size)


def whole_survey(desk: Desk, graph: JobGraph) -> Survey:
    """Return where every job stands, also where neither lock nor target say anything: for who brings a take in."""
    found = desk.survey(graph)
    if len(found.jobs) == len(graph.jobs):
        return found
    return survey(graph, desk.lock.lock, desk.shelf, desk.bought, desk.lacking)
