"""`filmc plan`: what would be bought, why, and for how much. Nothing is spent by it."""

from __future__ import annotations

import argparse
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.files import write_whole
from filmc.base.record import record, replace
from filmc.lower.options import Options
from filmc.produce.desk import Desk
from filmc.produce.models import known_providers
from filmc.produce.plan.ceilings import Account, Left, ceilings_of, what_is_left
from filmc.produce.plan.plan import Plan, Wish
from filmc.produce.plan.planner import plan_of
from filmc.produce.plan.saved import LASTS, dump, saved_text
from filmc.session import Checked, Lowered, Session
from filmc.tools.commands.check import no_film, show, told
from filmc.tools.commands.ledger import ceiling_object
from filmc.tools.console import Console
from filmc.tools.desk_notes import beside
from filmc.tools.plan_diff import compare
from filmc.tools.plan_table import Free, View, as_text
from filmc.tools.project import NoFilmError, Project, project_of
from filmc.tools.sums import Exchange

STORY = """\
Each take that a build would buy, with its reason, its model, the length that is billed, the price with its date, and
what it can cost at most; in all, by provider, and held against every ceiling. It asks nobody and spends nothing.

  filmc plan
  filmc plan --shot exam/desk --remake
  filmc plan -o plan.json               for somebody to approve
  filmc plan --without-keys             what it would cost if every key were there
  filmc plan --json --exit-code         exit code 3 where something would be bought"""

CHANGES = 3
"""The exit code of `--exit-code` where something would be bought."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `plan` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("--target", metavar="TARGET", help="which models serve (default: the configured one)")
    parser.add_argument(
        "--scene", metavar="SCENE", action="append", help="only this scene and what it needs; may repeat"
    )
    parser.add_argument("--shot", metavar="SHOT", action="append", help="only this shot and what it needs; may repeat")
    parser.add_argument(
        "--remake",
        metavar="SHOT",
        action="append",
        nargs="?",
        const="",
        help="make again what another model made; without SHOT all of it; pinned takes stay",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write the plan there, to be approved")
    parser.add_argument("--diff", metavar="REV", help="compare with the film at another git revision")
    parser.add_argument("--without-keys", action="store_true", help="plan as if every provider's key were there")
    parser.add_argument("--all", action="store_true", help="list what is made already, too")
    parser.add_argument("--exit-code", action="store_true", help="exit code 3 where something would be bought")


def wish_of(arguments: argparse.Namespace) -> Wish:
    """Return the part of the film that the options name."""
    remake = None if arguments.remake is None else tuple(word for word in arguments.remake if word)
    return Wish(tuple(arguments.scene or ()), tuple(arguments.shot or ()), remake)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the plan; return 1 where film or configuration have errors, 3 as `--exit-code` says."""
    try:
        project = project_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    session = Session(project.world, project.main)
    checked, found = session.check(), Notes()
    desk = session.desk(found, arguments.target)
    if arguments.without_keys:
        desk.agency = desk.agency.imagined()
    checked = beside(checked, desk, found)
    try:
        if not _readable(checked):
            return stop(checked, console)
        lowered = session.lower(checked, desk, Options(size=desk.target.size), console.progress)
        checked = replace(checked, film=lowered.film, notes=Notes.of([*lowered.notes, *found]))
        if not _readable(checked):
            return stop(checked, console)
        return _plan(arguments, console, _Work(project, checked, lowered, desk))
    finally:
        desk.close()


def _tell_missing(console: Console, desk: Desk, plan: Plan) -> None:
    """Say which providers can not be asked, and how their prices are seen all the same."""
    names = sorted({item.provider for item in plan.items if item.state == "blocked"})
    missing = [name for name in names if name in known_providers() and desk.agency.lacking(name)]
    for name in missing:
        console.say(f"there is no {desk.agency.lacking(name)}")
    if missing:
        console.say("`filmc plan --without-keys` tells what it would cost")


def _readable(checked: Checked) -> bool:
    """Tell whether there is something to plan. What nobody has agreed to yet stops buying; a plan does without it."""
    return all(note.code == "E1030" for note in checked.notes.errors)


def stop(checked: Checked, console: Console) -> int:
    """Tell the errors that stand in the way; return 1."""
    if console.as_json:
        console.answer(ok=False, **told(checked), message=checked.notes.errors[0].message)
    else:
        show(checked, console)
        console.say("a film with errors is not planned")
    return 1


@record
class _Work:
    """What a plan is made of."""

    project: Project
    checked: Checked
    lowered: Lowered
    desk: Desk


def _plan(arguments: argparse.Namespace, console: Console, work: _Work) -> int:
    lowered, desk = work.lowered, work.desk
    plan = plan_of(lowered.film, lowered.graph, lowered.survey, desk, wish_of(arguments))
    compared = compare(work.project, lowered, desk, arguments.diff, console) if arguments.diff else None
    if arguments.output:
        write_whole(Path(arguments.output), saved_text(plan, datetime.now(UTC).date()).encode())
    exchange, columns = Exchange.of(lowered.film, desk.config.rates), shutil.get_terminal_size((160, 24)).columns
    view = View(_left(lowered, desk, plan), _free(lowered), exchange, columns, everything=arguments.all)
    if console.as_json:
        console.answer(
            ok=work.checked.ok,
            **told(work.checked),
            plan=dump(plan),
            ceilings=[ceiling_object(each) for each in view.left],
            free=asdict(view.free),
            compared=compared.dump() if compared else None,
        )
    else:
        show(work.checked, console)
        console.write(compared.text(exchange) if compared else as_text(plan, view))
        _tell_missing(console, desk, plan)
        if arguments.output:
            console.say(f"{arguments.output} is there; it is good for {LASTS.days} days")
    if not work.checked.ok:
        return 1
    return CHANGES if arguments.exit_code and plan.due else 0


def _left(lowered: Lowered, desk: Desk, plan: Plan) -> list[Left]:
    """Return what each ceiling leaves. A film that never bought anything has no id, and one that nobody has counts."""
    ceilings = ceilings_of(lowered.film, lowered.graph, desk.config, Account(plan.film or "", ""))
    return [*what_is_left(ceilings, desk.bought.all, desk.config.rates)]


def _free(lowered: Lowered) -> Free:
    heard = {name for name in lowered.graph.heard.values() if lowered.graph.jobs[name].model is None}
    drawn = [shot for shot in lowered.film.shots if shot.source is None and shot.id not in lowered.playing.seen]
    return Free(len(heard), len(drawn))
