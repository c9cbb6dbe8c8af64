"""`filmc storyboard`: the shots as cards, to print, to send, to hang on a wall."""

from __future__ import annotations

import argparse
from pathlib import Path

from filmc.base.files import write_whole
from filmc.session import Session
from filmc.tools.commands.check import no_film, show, told
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.report import counted
from filmc.tools.shot_table import HEADERS
from filmc.tools.storyboards import FORMS, WIDTH

STORY = """\
A card for each shot: its picture, number, size, camera, length, action, line and sound. The ending says in which form.

  filmc storyboard -o board.pdf         six shots a page
  filmc storyboard -o board.html        a page that needs nothing else
  filmc storyboard -o board.png         all on one sheet
  filmc storyboard -o board.webp        each shot for a second (or .gif)
  filmc storyboard -o board.pdf --language zh"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `storyboard` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("-o", "--output", metavar="FILE", default="storyboard.pdf", help="default: storyboard.pdf")
    parser.add_argument("--language", choices=sorted(HEADERS), default="en", help="of the words (default: en)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the storyboard; return 1 where the film has errors (it shows what could be read), 2 for another ending."""
    out = Path(arguments.output)
    form = FORMS.get(out.suffix.lower().removeprefix("."))
    if form is None:
        console.say(f"filmc: {out}: a storyboard ends with {', '.join(each.ending for each in FORMS.values())}")
        return 2
    try:
        project = project_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    session = Session(project.world, project.main)
    checked = session.check()
    if not checked.film.shots:
        console.say("filmc: this film has no shot, so there is nothing to see")
        return 1
    data = form.make(checked.film, session.pictures(checked, WIDTH, console.progress), arguments.language)
    write_whole(out, data)
    shots = len(checked.film.shots)
    if console.as_json:
        console.answer(checked.ok, **told(checked), path=str(out), bytes=len(data), shots=shots)
    else:
        show(checked, console)
        console.say(f"{out} is there: {counted(shots, 'shot')}")
    return int(not checked.ok)
