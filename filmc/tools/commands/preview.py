"""`filmc preview`: the film on a page, live as it is being written."""

from __future__ import annotations

import argparse
import webbrowser
from functools import partial

from filmc.render.preview import standing_crew
from filmc.tools.commands.build import default_output, refusal_of, size_of
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.guard import Door
from filmc.tools.preview.routes import app_of
from filmc.tools.preview.server import Server
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.watch.loop import Watch
from filmc.tools.watch.reading import Reader
from filmc.tools.watch.screen import Screen
from filmc.tools.watch.voice import Voice

STORY = """\
Watches the film as `filmc watch` does, and shows it on a page: the film with its timeline and storyboard, takes, states
and prices, the script that follows, and what is wrong. On every save the page shows what changed; where the text has
errors, the last good film stays. It is served to this machine only, at an address that works once. Ctrl-C ends it.

  filmc preview                 and open the page in the browser
  filmc preview main.film --no-open"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `preview` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("--size", metavar="SIZE", help="as 640x360, 480p (default: the film's, at most 640 wide)")
    parser.add_argument("--target", metavar="TARGET", help="which models serve (default: the configured one)")
    parser.add_argument("--port", metavar="PORT", type=int, default=0, help="where to serve it (default: any)")
    parser.add_argument("--no-open", action="store_true", help="only print the address")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Serve until interrupted; return 2 where there is no film or the preview can not be written."""
    try:
        project = project_of(arguments.film)
        size = size_of(arguments.size) if arguments.size else None
    except NoFilmError as missing:
        return no_film(console, missing)
    usual = default_output(project)
    out = usual.with_name(f"{usual.stem}.preview.mp4")
    if refused := refusal_of(out):
        console.say(f"filmc: {refused}")
        return 2
    reader, screen = Reader(project, arguments.target), Screen(out.absolute(), size)
    booth, door, server = Booth(project.world.root), Door(), Server(arguments.port)
    watch = Watch(reader, screen, Voice(console), screen.out, booth)
    server.start(partial(app_of, booth, door))
    address = f"http://127.0.0.1:{server.port}/?code={door.code()}"
    if not console.as_json:
        console.say(f"The film is at {address}")
    watch.voice.event("address", address=address)
    if not arguments.no_open:
        webbrowser.open(address)
    try:
        with standing_crew() as screen.crew:
            watch.follow()
    finally:
        server.stop()
        booth.close()
        reader.close()
    return 0
