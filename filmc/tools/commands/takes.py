"""`filmc takes`: list what was made for each shot."""

from __future__ import annotations

import argparse
from pathlib import Path

from filmc.tools import production
from filmc.tools.console import Console
from filmc.tools.production import Production
from filmc.tools.report.cells import neutral
from filmc.tools.take_list import Listed, as_text, in_film_order, listed, objects, strays

STORY = """\
Every job of the film with its takes: number, first digits of the SHA-256, whether it fits what the film asks for now,
who chose it and when, model, seed, price, day, verdict. What plays has a ▶. Without SHOT, jobs that have no take are
only counted. Nothing is made and nothing is spent.

  filmc takes
  filmc takes --sheet        a picture and a page of all takes, in out/takes beside the film

  SHOT   a label, scene/label, or number as 3-2; if need be with the kind: `waits clip`, `waits speech 2`"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `takes` takes."""
    parser.add_argument("shot", metavar="SHOT", nargs="*", help="only of this shot, or of this job of it")
    parser.add_argument("--sheet", action="store_true", help="write a contact sheet: PNG, and HTML with players")
    parser.add_argument("-o", "--output", metavar="DIR", help="the sheet's folder (default: out/takes)")
    production.configure(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """List the takes; faults E1052, E104x, and of the sheet E102x."""
    return production.opened(arguments, console, lambda film: _takes(film, arguments))


def _takes(film: Production, arguments: argparse.Namespace) -> int:
    jobs = listed(in_film_order(film.jobs_of(arguments.shot), film.lowered.film), film.desk.shelf)
    if not arguments.shot:
        jobs += strays(film.survey.lock, film.survey.jobs.values(), film.desk.shelf)
    files: list[Path] = []
    if arguments.sheet or arguments.output:
        files = _sheet(film, jobs, arguments.output)
    if film.console.as_json:
        film.console.answer(ok=True, jobs=objects(jobs), files=[str(path) for path in files])
    elif files:
        for path in files:
            film.console.say(str(path))
    else:
        _tell(film.console, jobs, all_of_them=bool(arguments.shot))
    return 0


def _tell(console: Console, jobs: list[Listed], *, all_of_them: bool) -> None:
    shown = [job for job in jobs if all_of_them or job.entries or job.state in ("failed", "unknown")]
    for line in as_text(shown):
        console.write(neutral(line) + "\n")
    if len(shown) < len(jobs):
        console.say(f"{len(jobs) - len(shown)} jobs have no take yet")


def _sheet(film: Production, jobs: list[Listed], named: str | None) -> list[Path]:
    from filmc.tools.contact_sheet import write_sheet  # noqa: PLC0415 - codecs and fonts only for who wants a sheet

    return write_sheet(film, jobs, Path(named) if named else film.desk.film.parent / "out" / "takes")
