"""`filmc new NAME`: start a film."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from filmc.base.assets import asset
from filmc.base.files import write_whole
from filmc.tools.console import Console

STORY = """\
Makes a folder with a small screenplay that builds as it is: change it line by line and build again.

  filmc new my-film
  filmc build my-film/main.film"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `new` takes."""
    parser.add_argument("name", metavar="NAME", help="the folder, and the film's title")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Make the folder NAME with its files; refuse one that exists."""
    folder = Path(arguments.name)
    title = " ".join(folder.name.replace("-", " ").replace("_", " ").split()).capitalize()
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return _refuse(f"{folder} is already there; nothing was changed", console)
    except OSError as error:
        return _refuse(f"{folder} can not be made: {error.strerror}", console)
    if not title:
        return _refuse("a film needs a name", console)
    template = asset("stdlib/templates/new")
    for path in sorted(template.rglob("*")):
        text = path.read_text("utf-8").replace("{{title}}", title)
        write_whole(folder / path.relative_to(template), text.encode())
    main = folder / "main.film"
    if console.as_json:
        console.answer(ok=True, film=str(main))
    else:
        console.say(f"{main} is there. Next: filmc build {shlex.quote(str(main))}")
    return 0


def _refuse(message: str, console: Console) -> int:
    if console.as_json:
        console.answer(ok=False, message=message)
    else:
        console.say(f"filmc: {message}")
    return 2
