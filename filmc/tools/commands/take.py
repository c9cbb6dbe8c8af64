"""`filmc take`: bring in a file that was made elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path

from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.digest import digest_file
from filmc.base.fault import Fault
from filmc.base.record import replace
from filmc.produce.arrival import Announced
from filmc.produce.choice import add, pick
from filmc.produce.choosing import for_job
from filmc.produce.locked import Lock, Take
from filmc.produce.origin import Origin
from filmc.produce.survey import Surveyed
from filmc.produce.who import today, who
from filmc.render.brought import Brought, look_at
from filmc.tools import production
from filmc.tools.bringing import KINDS, doubts, served
from filmc.tools.choosing import changed, told_take
from filmc.tools.commands.check import show
from filmc.tools.console import Console
from filmc.tools.hands.intake import Taker, lines
from filmc.tools.production import Production
from filmc.tools.report import Found
from filmc.tools.report.json import objects

STORY = """\
A still, a clip, a line or a piece of music from anywhere: from a camera, an editor, a friend, a page in a browser. The
file is opened by what its bytes are, decoded at its start and its end, copied into the store with a note of where it
came from, and chosen for what the film asks for now. The film plays it from the next build on, with any target.

A picture serves the shot's still, a video its clip; of a sound say what it is. Without SHOT and FILE it takes in what
lies among the order cards of the film (see `filmc build`).

  SHOT   a label, scene/label, or number as 3-2; if need be with the kind: `waits clip`, `waits speech 2`"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `take` takes."""
    parser.usage = "%(prog)s [SHOT FILE] [options]"
    shot = "the shot, or the job of it that is meant; then FILE, a finished picture, video or sound"
    parser.add_argument("words", metavar="SHOT FILE", nargs="*", help=shot)
    parser.add_argument("--kind", choices=KINDS, help="what it serves (default: by what it is)")
    parser.add_argument("--note", metavar="WORDS", help="where it comes from, for people; kept with it")
    production.configure(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Bring the file in; faults E0920 to E0924, E102x, E1052, E1053, E104x."""
    if not arguments.words:
        return production.opened(arguments, console, _take_in)
    if len(arguments.words) == 1:
        console.say("filmc: take needs SHOT and FILE, or neither")
        return 2
    return production.opened(arguments, console, lambda film: _take(film, arguments))


def _take_in(film: Production) -> int:
    """Take in what lies among the order cards; return 1 where a file was refused."""
    intake = Taker(film.desk, film.session.lab()).take_in(film.lowered)
    told = replace(film.checked, notes=Notes.of(intake.notes))
    if film.console.as_json:
        found = objects(Found(list(intake.notes), film.checked.sources))
        film.console.answer(ok=not intake.notes, **intake.dump(), diagnostics=found)
        return 1 if intake.notes else 0
    show(told, film.console)
    for line in lines(intake):
        film.console.say(line)
    if not intake.taken:
        film.console.say("nothing was taken in")
    return 1 if intake.notes else 0


def _take(film: Production, arguments: argparse.Namespace) -> int:
    *shot, file = arguments.words
    path = Path(file)
    if not path.is_file():
        raise Fault("E1029", f"{path} is no file", "give the path of a finished media file")
    seen = digest_file(path)
    brought = look_at(path)
    found = served(film, shot, arguments.kind, brought)
    worries = list(doubts(film, found, brought))
    if not film.console.as_json:
        show(replace(film.checked, notes=Notes.of(worries)), film.console)
    with film.desk.store.using():  # or cleaning might come between the take and its name in the lock
        take = _kept(film, path, seen, arguments.note)
        _choose(film, found, replace(take, parts=found.want.parts), _told(film, brought, worries))
    return 0


def _kept(film: Production, path: Path, seen: str, note: str | None) -> Take:
    """Put the file into the store. Fault E1028 where it is no longer what was looked at."""
    origin = Origin(how="brought", date=today(), name=path.name, note=" ".join(note.split()) if note else None)
    film.desk.store.bring_in(path, origin, Announced(digest=seen))
    return Take(seen, made=origin.date)


def _choose(film: Production, found: Surveyed, take: Take, told: dict[str, object]) -> None:
    by = who(film.desk.film.parent)

    def chosen(lock: Lock) -> Lock:
        return for_job(
            lock, film.survey, found, lambda block: pick(add(block, take), take, found.want.what, by, today())
        )

    said = f"{told_take(found, take)} is there, and chosen by {by}"
    changed(film, found, chosen, said, take=take.digest, **told)


def _told(film: Production, brought: Brought, worries: list[Diagnostic]) -> dict[str, object]:
    return {
        "is": brought.sort,
        "seconds": None if brought.seconds is None else round(float(brought.seconds), 3),
        "width": brought.width,
        "height": brought.height,
        "diagnostics": objects(Found(worries, film.checked.sources)),
    }
