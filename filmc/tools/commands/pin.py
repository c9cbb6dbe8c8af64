"""`filmc pin`: hold a choice, whatever the film asks for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from filmc.base.fault import Fault
from filmc.produce.choice import add, find, pin, unpin
from filmc.produce.choosing import for_job, in_place
from filmc.produce.locked import Lock, Take
from filmc.produce.survey import Surveyed
from filmc.produce.who import today, who
from filmc.tools import production
from filmc.tools.choosing import block_of, changed, named_take, told_take
from filmc.tools.console import Console
from filmc.tools.production import Production

STORY = """\
A pinned take plays whatever the film asks for, and no plan makes another, not even with --remake. Without TAKE it is
the one that plays now. A pinned take can not be rejected; --off takes the pin away, and the choice stays.

  SHOT   a label, scene/label, or number as 3-2; if need be with the kind: `waits clip`, `waits speech 2`
  TAKE   its number as `filmc takes` lists it, or the first digits (four or more) of its SHA-256"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `pin` takes."""
    parser.add_argument("words", metavar="SHOT [TAKE]", nargs="+", help="the shot; and the take, if not what plays now")
    parser.add_argument("--off", action="store_true", help="take the pin away")
    production.configure(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Pin or unpin; faults E1050, E1052, E104x."""
    act = _off if arguments.off else _on
    return production.opened(arguments, console, lambda film: act(film, arguments.words))


def _on(film: Production, words: Sequence[str]) -> int:
    found, take = _meant(film, words)
    by, on = who(film.desk.film.parent), today()

    def pinned(lock: Lock) -> Lock:
        return for_job(lock, film.survey, found, lambda block: pin(add(block, take), take, found.want.what, by, on))

    changed(film, found, pinned, f"{told_take(found, take)} is pinned by {by}", take=take.digest)
    return 0


def _off(film: Production, words: Sequence[str]) -> int:
    found, _ = _meant(film, words)
    changed(film, found, lambda lock: in_place(lock, found, unpin), f"{found.job.name} is no longer pinned")
    return 0


def _meant(film: Production, words: Sequence[str]) -> tuple[Surveyed, Take]:
    """Return what is meant by SHOT alone, where that names something, else by SHOT and TAKE."""
    try:
        found = film.job_with_takes(words, None)
    except Fault:
        if len(words) < 2:
            raise
        return named_take(film, words[:-1], words[-1])
    if found.standing.take is None:
        return found, find(block_of(found), "1")
    return found, found.standing.take
