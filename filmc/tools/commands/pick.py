"""`filmc pick`: choose a take."""

from __future__ import annotations

import argparse

from filmc.produce.choice import add, pick
from filmc.produce.choosing import for_job
from filmc.produce.locked import Lock
from filmc.produce.who import today, who
from filmc.tools import production
from filmc.tools.choosing import changed, named_take, told_take
from filmc.tools.console import Console
from filmc.tools.production import Production

STORY = """\
Says which take plays for a shot. The choice is text in film.lock, beside the film: who chose, on which day, for what
the film asked for then. It holds until the film asks for something else; `filmc pin` holds it longer. Choosing another
take of a still makes the clip stale that begins with it, and you are told; choosing what is chosen changes nothing.

  SHOT   a label, scene/label, or number as 3-2; if need be with the kind: `waits clip`, `waits speech 2`
  TAKE   its number as `filmc takes` lists it, or the first digits (four or more) of its SHA-256"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `pick` takes."""
    parser.add_argument("shot", metavar="SHOT", nargs="+", help="the shot, or the job of it that is meant")
    parser.add_argument("take", metavar="TAKE", help="the take: its number, or the first digits of its SHA-256")
    production.configure(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Choose the take; faults E1050, E1052, E104x."""
    return production.opened(arguments, console, lambda film: _pick(film, arguments))


def _pick(film: Production, arguments: argparse.Namespace) -> int:
    found, take = named_take(film, arguments.shot, arguments.take)
    by, on = who(film.desk.film.parent), today()

    def chosen(lock: Lock) -> Lock:
        return for_job(lock, film.survey, found, lambda block: pick(add(block, take), take, found.want.what, by, on))

    changed(film, found, chosen, f"{told_take(found, take)} is chosen by {by}", take=take.digest)
    return 0
