"""`filmc why`: tell where a shot stands, and why."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from filmc.base.files import cache_home
from filmc.produce.survey import Surveyed
from filmc.render.readiness import Ready, readiness
from filmc.tools import production
from filmc.tools.console import Console
from filmc.tools.production import Production, options_of
from filmc.tools.reasons import reasons
from filmc.tools.report.cells import neutral

STORY = """\
Of everything that is made for a shot: its state, the reason in words, what it is made from down to the files, the take
that plays with who chose it and when, what was paid so far, and what the next plan would do. Then the shot's segments:
which the cache has, and which a build would encode. Nothing is made and nothing is spent.

fresh    its take is made for just this       usable   by another model than the target names now
stale    the film asks for something else     missing  it was never made
failed   the last try failed                  blocked  something is missing before it can be made
unknown  it was ordered, and its fate is not clear

  SHOT   a label, scene/label, or number as 3-2; if need be with the kind: `waits clip`, `waits speech 2`"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `why` takes."""
    parser.add_argument("shot", metavar="SHOT", nargs="+", help="the shot, or the job of it that is meant")
    production.configure(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Tell; fault E1052."""
    return production.opened(arguments, console, lambda film: _why(film, arguments.shot))


def _why(film: Production, words: Sequence[str]) -> int:
    found = film.jobs_of(words)
    items = {item.job: item for item in film.plan().items}
    told = [reasons(each, film.survey.jobs, film.desk.bought, items) for each in found]
    segments = list(_segments(film, found))
    if film.console.as_json:
        film.console.answer(
            ok=True,
            jobs=[each.object() for each in told],
            segments=[
                {"frames": list(each.film_range), "transition": each.transition, "cached": each.cached}
                for each in segments
            ],
        )
        return 0
    for each in told:
        for line in each.lines():
            film.console.write(neutral(line) + "\n")
    for segment in segments:
        film.console.write(_told(segment) + "\n")
    return 0


def _segments(film: Production, found: Sequence[Surveyed]) -> Iterator[Ready]:
    """Yield the segments of the one shot that all of `found` belong to; sounds are not made for that."""
    shots = {each.job.shot for each in found}
    if len(shots) != 1 or "" in shots:
        return
    timeline = film.session.laid(film.lowered, options_of(film.desk))
    yield from readiness(timeline, film.lowered.takes, film.session.world.locate("."), cache_home(), shots.pop())


def _told(segment: Ready) -> str:
    start, end = segment.film_range
    what = "transition" if segment.transition else "segment"
    return f"{what} of frames {start} to {end}: {'in the cache' if segment.cached else 'to be encoded'}"
