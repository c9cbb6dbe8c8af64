"""`filmc reject`: say that a take will not do, and why."""

from __future__ import annotations

import argparse

from filmc.produce.choice import reject
from filmc.produce.choosing import in_place
from filmc.tools import production
from filmc.tools.choosing import changed, named_take, told_take
from filmc.tools.console import Console
from filmc.tools.production import Production

STORY = """\
A rejected take does not play, unless somebody picks it. It stays in the store and in the lock, with your words. Where
no other take of the shot will do, the next plan makes a new one. A pinned take can not be rejected.

  SHOT   a label, scene/label, or number as 3-2; if need be with the kind: `waits clip`, `waits speech 2`
  TAKE   its number as `filmc takes` lists it, or the first digits (four or more) of its SHA-256"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `reject` takes."""
    parser.add_argument("shot", metavar="SHOT", nargs="+", help="the shot, or the job of it that is meant")
    parser.add_argument("take", metavar="TAKE", help="the take: its number, or the first digits of its SHA-256")
    parser.add_argument("--why", metavar="WORDS", required=True, help="what is wrong with it, for people")
    production.configure(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Reject the take; faults E1050 to E1052, E104x."""
    return production.opened(arguments, console, lambda film: _reject(film, arguments))


def _reject(film: Production, arguments: argparse.Namespace) -> int:
    found, take = named_take(film, arguments.shot, arguments.take)
    why = " ".join(arguments.why.split())
    changed(
        film,
        found,
        lambda lock: in_place(lock, found, lambda block: reject(block, take, why)),
        f"{told_take(found, take)} is rejected: {why or 'no reason given'}",
        take=take.digest,
    )
    return 0
