"""`filmc preview`: the film on a page, live as it is being written."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Mapping
from functools import partial

from filmc.render.preview import standing_crew
from filmc.tools.commands.build import default_output, refusal_of, size_of
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.preview.attached import Attached
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.buying import Buyer
from filmc.tools.preview.guard import Door
from filmc.tools.preview.opening import Editor, opener
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
    parser.add_argument(
        "--editor", metavar="COMMAND", help="what opens your editor, as 'code -g {file}:{line}:{column}'"
    )
    parser.add_argument("--stdio", action="store_true", help="for editors: talk with the editor on stdin and stdout")
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
    return _serve(arguments, console, reader, screen)


def _serve(arguments: argparse.Namespace, console: Console, reader: Reader, screen: Screen) -> int:
    project = reader.project
    booth, door, server = Booth(project.world.root), Door(), Server(arguments.port)
    watch = Watch(reader, screen, Voice(console), screen.out, booth)
    buyer = Buyer(project, screen, booth.feed)
    editor = _attached(reader, watch, booth) if arguments.stdio else opener(arguments.editor)
    server.start(partial(app_of, booth, door, editor, buyer))
    address = f"http://127.0.0.1:{server.port}/?code={door.code()}"
    _tell(arguments, console, watch, editor, address)
    try:
        with standing_crew() as screen.crew:
            watch.follow()
    finally:
        buyer.close()
        server.stop()
        booth.close()
        reader.close()
    return 0


def _tell(arguments: argparse.Namespace, console: Console, watch: Watch, editor: Editor, address: str) -> None:
    """Say where the page is, and open it."""
    if isinstance(editor, Attached):
        editor.tell("address", {"address": address})
        return
    if not console.as_json:
        console.say(f"The film is at {address}")
    watch.voice.event("address", address=address)
    if not arguments.no_open:
        webbrowser.open(address)


def _attached(reader: Reader, watch: Watch, booth: Booth) -> Attached:
    """Return the editor at the other end of stdin, already listened to; when it goes, we go."""

    def changed(texts: Mapping[str, bytes]) -> None:
        reader.unsaved = texts
        watch.ear.call()

    def listen() -> None:
        editor.listen(sys.stdin)
        os.kill(os.getpid(), signal.SIGINT)

    editor = Attached(reader.project.world.root, sys.stdout, changed, booth.go_to)
    threading.Thread(target=listen, name="editor", daemon=True).start()
    return editor
