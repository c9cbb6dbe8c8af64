"""`filmc unpick`: take a choice back."""

from __future__ import annotations

import argparse

from filmc.produce.choice import unpick
from filmc.produce.choosing import in_place
from filmc.tools import production
from filmc.tools.choosing import changed
from filmc.tools.console import Console
from filmc.tools.production import Production

STORY = """\
Takes a choice back, and its pin with it: the first take that was made for what the film asks for and passes its checks
plays again, as if nobody had chosen. Several takes stay in the lock, and none is lost.

  SHOT   a label, scene/label, or number as 3-2; if need be with the kind: `waits clip`, `waits speech 2`"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `unpick` takes."""
    parser.add_argument("shot", metavar="SHOT", nargs="+", help="the shot, or the job of it that is meant")
    production.configure(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Take the choice back; fault E1052, E104x."""
    return production.opened(arguments, console, lambda film: _unpick(film, arguments))


def _unpick(film: Production, arguments: argparse.Namespace) -> int:
    found = film.job_with_takes(arguments.shot, None)
    changed(
        film,
        found,
        lambda lock: in_place(lock, found, unpick),
        f"{found.job.name}: nobody's choice plays now, but the first take that passes",
    )
    return 0
