"""`filmc table`: the crew's shot table."""

from __future__ import annotations

import argparse
import shutil
from base64 import b64encode

from filmc.session import Checked, Session
from filmc.tools import paper
from filmc.tools.commands.check import no_film, show, told
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.report import counted
from filmc.tools.shot_table import HEADERS, as_csv, as_html, as_text, objects, rows

STORY = """\
Number, size, picture, length, camera, line and sound of every shot, as a crew wants it on paper.

  filmc table
  filmc table --html -o shots.html      with a drawn panel for each shot
  filmc table --csv --language zh       镜号 景别 画面 时长 运镜 台词 声音"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `table` takes."""
    paper.configure(parser, "a page with a picture of each shot")
    parser.add_argument("--language", choices=sorted(HEADERS), default="en", help="of the headers (default: en)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the table; return 1 where the film has errors (the table shows what could be read)."""
    try:
        project = project_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    session = Session(project.world, project.main)
    checked = session.check()
    table = rows(checked.film, arguments.language)
    if console.as_json:
        console.answer(checked.ok, **told(checked), table=list(objects(table)))
        return int(not checked.ok)
    text = _text(arguments, session, checked, console)
    paper.hand_over(arguments, console, text, f": {counted(len(table), 'shot')}")
    show(checked, console)
    return int(not checked.ok)


def _text(arguments: argparse.Namespace, session: Session, checked: Checked, console: Console) -> str:
    table = rows(checked.film, arguments.language)
    if arguments.csv:
        return as_csv(table, arguments.language)
    if arguments.html:
        pictures = session.pictures(checked, 440, console.progress)
        uris = {number: f"data:image/jpeg;base64,{b64encode(data).decode()}" for number, data in pictures.items()}
        return as_html(checked.film.settings.title, table, arguments.language, uris)
    return as_text(table, arguments.language, shutil.get_terminal_size((160, 24)).columns)
