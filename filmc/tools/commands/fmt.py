"""`filmc fmt`: bring .film files into the house style."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.files import write_whole
from filmc.base.record import record
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.frontend.text import decode
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.report import Found, terminal
from filmc.tools.report.json import objects

STORY = """\
Formatting never changes what a film is: no take becomes stale by it. A file that can not be read whole is left alone.

  filmc fmt                       the film of this folder
  filmc fmt scenes/*.film
  filmc fmt --check               change nothing, exit 1 where something would change
  filmc fmt --diff                change nothing, show what would change"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `fmt` takes."""
    parser.add_argument("films", metavar="FILM", nargs="*", help="the files (default: the film of this folder)")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where something would change")
    parser.add_argument("--diff", action="store_true", help="change nothing; show what would change")


@record
class _Formatted:
    path: Path
    before: str
    after: str | None
    """None where the file can not be read whole."""
    found: Found

    @property
    def changes(self) -> bool:
        return self.after is not None and self.after != self.before


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Format every file; return 1 where one has errors, or (with --check) would change."""
    try:
        paths = [project_of(named).path for named in arguments.films or [None]]
    except NoFilmError as missing:
        return no_film(console, missing)
    results = [_format(path, console) for path in paths]
    dry = arguments.check or arguments.diff
    for result in results:
        _tell(result, arguments, console)
        if result.changes and not dry:
            write_whole(result.path.resolve(), (result.after or "").encode())
    broken = any(result.after is None for result in results)
    failed = broken or (arguments.check and any(result.changes for result in results))
    if console.as_json:
        console.answer(not failed, files=[_object(result) for result in results])
    return int(failed)


def _format(path: Path, console: Console) -> _Formatted:
    notes = Notes()
    data = path.read_bytes()
    source = decode(notes, path.name, data)
    file = parse(notes, source)
    after = None if notes.errors else format_file(file)
    return _Formatted(
        path, data.decode("utf-8", "replace"), after, Found(notes.found, {path.name: source}, console.colour)
    )


def _tell(result: _Formatted, arguments: argparse.Namespace, console: Console) -> None:
    if console.as_json:
        return
    if result.after is None:
        console.say(terminal.report(result.found) + f"\n{result.path} is left as it is")
    elif result.changes and arguments.diff:
        console.write(_difference(result))
    elif result.changes:
        console.say(f"{'would format' if arguments.check else 'formatted'} {result.path}")


def _difference(result: _Formatted) -> str:
    before, after = result.before.splitlines(keepends=True), (result.after or "").splitlines(keepends=True)
    return "".join(difflib.unified_diff(before, after, str(result.path), str(result.path)))


def _object(result: _Formatted) -> dict[str, object]:
    return {"file": str(result.path), "changes": result.changes, "diagnostics": objects(result.found)}
