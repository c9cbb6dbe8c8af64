"""`filmc check`: read the screenplay and tell what is wrong with it."""

from __future__ import annotations

import argparse
from importlib import import_module

from filmc.base.fault import Fault
from filmc.session import Checked, Session
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.report import Found, counted, summary

STORY = """\
Nothing is made and nothing is spent. Every fault has a code, the line it is about, and what to write instead;
one broken shot never hides the rest.

  filmc check                     the film of this folder
  filmc check main.film --format short
  filmc check --json > faults.json"""

FORMATS = {"full": "terminal", "short": "short", "json": "json", "sarif": "sarif"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `check` takes."""
    parser.add_argument("films", metavar="FILM", nargs="*", help="the films (default: the film of this folder)")
    parser.add_argument("--format", choices=FORMATS, default="full", help="how faults are shown (default: full)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Check every film and return 1 where one has an error, 2 where one can not be found."""
    try:
        projects = [project_of(named) for named in arguments.films or [None]]
    except NoFilmError as missing:
        return no_film(console, missing)
    codes = [_check(Session(project.world, project.main).check(), arguments.format, console) for project in projects]
    return max(codes)


def _check(checked: Checked, style: str, console: Console) -> int:
    if console.as_json:
        console.answer(checked.ok, **told(checked))
    elif style == "full":
        show(checked, console)
        console.say(verdict(checked))
    else:
        report = import_module(f"filmc.tools.report.{FORMATS[style]}").report
        console.write(report(Found(checked.notes.found, checked.sources)))
    return 0 if checked.ok else 1


def verdict(checked: Checked) -> str:
    """Return the line that sums a checked film up: its title, its size, and how much there is to say against it."""
    film, found = checked.film, summary(checked.notes.found)
    seconds = float(film.frames / film.settings.rate)
    size = f"{counted(len(film.scenes), 'scene')}, {counted(len(film.shots), 'shot')}"
    length = f"{int(seconds // 60)}:{seconds % 60:04.1f}"
    return f"{film.settings.title}: {size}, {length}; {found or 'nothing to say against it'}"


def no_film(console: Console, missing: NoFilmError) -> int:
    """Say that no film could be found, in words or as JSON, and return the code of a usage fault."""
    if console.as_json:
        console.answer(ok=False, message=str(missing))
    else:
        console.say(f"filmc: {missing}")
    return 2


def show(checked: Checked, console: Console) -> None:
    """Write the diagnostics, with excerpts, on stderr."""
    from filmc.tools.report import terminal  # noqa: PLC0415  -- the other formats do without

    if checked.notes.found:
        console.say(terminal.report(Found(checked.notes.found, checked.sources, console.colour)))


def tell_fault(fault: Fault, console: Console) -> None:
    """Tell what the machine refused, as a diagnostic in no file."""
    try:
        from filmc.tools.report import json, terminal  # noqa: PLC0415  -- a command that goes well does without
    except OSError:  # what it tells may be just that no file can be opened any more
        _tell_plainly(fault, console)
        return
    found = Found([fault.diagnostic()], {}, console.colour)
    if console.as_json:
        console.answer(ok=False, message=fault.message, diagnostics=json.objects(found))
    else:
        console.say(terminal.report(found))


def _tell_plainly(fault: Fault, console: Console) -> None:
    message = f"{fault.code}: {fault.message}"
    if console.as_json:
        console.answer(ok=False, message=message, diagnostics=[])
    else:
        console.say(f"filmc: {message}")


def told(checked: Checked) -> dict[str, object]:
    """Return what every command's JSON says of a checked film."""
    from filmc.tools.report.json import objects  # noqa: PLC0415  -- only `--json` needs it

    film = checked.film
    return {
        "title": film.settings.title,
        "scenes": len(film.scenes),
        "shots": len(film.shots),
        "frames": film.frames,
        "seconds": round(float(film.frames / film.settings.rate), 3),
        "diagnostics": objects(Found(checked.notes.found, checked.sources)),
    }
