"""`filmc dump`: show what a stage of the compiler makes of the screenplay."""

from __future__ import annotations

import argparse

from filmc.session import STAGES, Session
from filmc.tools.commands.check import no_film, show, told
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError, project_of

STORY = """\
The same film always gives the same text, without places in the file, so that two versions can be compared.

  filmc dump --stage ast         what the page says, block by block
  filmc dump --stage film        the film: typed, timed, names settled
  filmc dump --stage jobs        what must be made
  filmc dump --stage timeline    what is seen and heard when
  filmc dump --stage graph       how sound and footage are filtered"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `dump` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("--stage", choices=STAGES, default="film", help="which stage (default: film)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the stage's text; return 1 where the film has errors."""
    try:
        project = project_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    session = Session(project.world, project.main)
    checked = session.check()
    text = session.dump(checked, arguments.stage)
    if console.as_json:
        console.answer(checked.ok, **told(checked), stage=arguments.stage, text=text)
    else:
        console.write(text)
        show(checked, console)
    return int(not checked.ok)
