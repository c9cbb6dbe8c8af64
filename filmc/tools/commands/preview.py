"""`filmc preview`: the film on a page, live as it is being written."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import ExitStack, suppress

from filmc.render.preview import standing_crew
from filmc.tools.commands.build import default_output, refusal_of, size_of
from filmc.tools.commands.check import no_film
from filmc.tools.commands.watch import HUNG_UP, hang_up
from filmc.tools.console import Console
from filmc.tools.preview import kept, status
from filmc.tools.preview.acts import Acts
from filmc.tools.preview.attached import Attached
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.buying import Buyer
from filmc.tools.preview.door import Door
from filmc.tools.preview.editor import Editor
from filmc.tools.preview.elsewhere import Elsewhere
from filmc.tools.preview.kept import Kept
from filmc.tools.preview.opening import opener
from filmc.tools.preview.routes import app_of
from filmc.tools.preview.server import Server
from filmc.tools.preview.terminal import on_enter, open_in_browser
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.report.cells import neutral
from filmc.tools.watch.loop import Watch
from filmc.tools.watch.reading import Reader
from filmc.tools.watch.screen import Screen
from filmc.tools.watch.voice import Voice

STORY = """\
Watches the film as `filmc watch` does, and shows it on a page: the film with its timeline and storyboard, takes, states
and prices, the script that follows, and what is wrong. On every save the page shows what changed; where the text has
errors, the last good film stays. It is served to this machine only, at an address that works once; Enter prints another
one. Ctrl-C ends it, and a page that is open finds the next preview of the film again.

  filmc preview                 and open the page in the browser
  filmc preview main.film --no-open
  filmc preview --editor 'code -g {file}:{line}:{column}'"""

_TURN = 0.001
"""Seconds after which the thread that draws lets the server's have its turn: what is drawn is also to be sent."""
FRAMES = "vscode-webview: vscode-file:"
"""Who may show the page in a frame with --embed: a panel of VS Code and the window around it, for all around count."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `preview` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("--size", metavar="SIZE", help="as 640x360, 480p (default: the film's, at most 640 wide)")
    parser.add_argument("--target", metavar="TARGET", help="which models serve (default: the configured one)")
    parser.add_argument("--port", metavar="PORT", type=_port, help="where to serve it (default: where it was last)")
    parser.add_argument(
        "--editor", metavar="COMMAND", help="what opens your editor, as 'code -g {file}:{line}:{column}'"
    )
    parser.add_argument("--stdio", action="store_true", help="for editors: talk with the editor on stdin and stdout")
    parser.add_argument("--embed", action="store_true", help="for editors: the page may stand in a frame of VS Code")
    parser.add_argument("--no-open", action="store_true", help="only print the address")


def _port(word: str) -> int:
    number = int(word)
    if not 0 < number < 2**16:
        raise ValueError(word)
    return number


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Serve until interrupted; return 2 where there is no film or the preview can not be written."""
    try:
        project = project_of(arguments.film)
        size = size_of(arguments.size) if arguments.size else None
    except NoFilmError as missing:
        return no_film(console, missing)
    if arguments.stdio and console.as_json:
        console.say("filmc: with --stdio, stdout is the editor's: leave out --json")
        return 2
    usual = default_output(project)
    out = usual.with_name(f"{usual.stem}.preview.mp4")
    if refused := refusal_of(out):
        console.say(f"filmc: {refused}")
        return 2
    return _serve(arguments, console, Reader(project, arguments.target), Screen(out.absolute(), size))


def _serve(arguments: argparse.Namespace, console: Console, reader: Reader, screen: Screen) -> int:
    gone = hang_up()
    with ExitStack() as held:
        held.callback(reader.close)
        booth = Booth(reader.project.world.root)
        held.callback(booth.close)
        watch = Watch(reader, screen, Voice(console), screen.out, booth)
        server, door = _opened(arguments, console, reader)
        held.callback(server.stop)
        buyer = Buyer(reader.project, screen.out, booth.feed, lambda told: _bought(watch, told))
        watch.ear.besides = Elsewhere(reader, booth, lambda: buyer.is_buying, watch.ear.call).look
        held.callback(buyer.close)  # first of all: what is ordered is noted, and the page is told
        editor = _attached(reader, watch, booth) if arguments.stdio else opener(arguments.editor)
        sys.setswitchinterval(_TURN)
        try:
            server.start(app_of(booth, door, Acts(reader.project, booth, editor, buyer).table()))
            _tell(arguments, console, watch, editor, door)
            with standing_crew() as screen.crew:
                booth.crew = screen.crew
                watch.follow()
        except KeyboardInterrupt:
            if gone:
                return HUNG_UP
            if isinstance(editor, Attached) and editor.gone:
                return 0
            watch.voice.end("")
            raise
    return 0


def _bought(watch: Watch, told: str) -> None:
    """Tell at the terminal, too, how a purchase of the page has ended; then have the film read anew."""
    with suppress(BrokenPipeError):
        watch.voice.aside(f"from the page: {neutral(told)}")
    watch.ear.call()


def _opened(arguments: argparse.Namespace, console: Console, reader: Reader) -> tuple[Server, Door]:
    """Return the server and its door: where they were last, so that an open page finds them."""
    place = kept.place_of(reader.project.path, "embedded" if arguments.embed else "")
    before = kept.read(place)
    wanted = arguments.port or before.port
    server = Server(wanted, console.say)
    if arguments.port and server.port != arguments.port:
        console.say(f"port {arguments.port} is taken; it is {server.port} instead")

    def keep(sessions: list[str]) -> None:
        if server.port == wanted or not before.port:  # else another preview of the film is there, and keeps its own
            kept.write(place, Kept(server.port, tuple(sessions)))

    sessions = list(before.sessions) if server.port == before.port else []
    return server, Door(server.port, sessions, FRAMES if arguments.embed else None, keep)


def _tell(arguments: argparse.Namespace, console: Console, watch: Watch, editor: Editor, door: Door) -> None:
    """Say where the page is, and open it."""
    address = door.address()
    if isinstance(editor, Attached):
        editor.tell("address", {"address": address})
        return
    if not console.as_json:
        console.say(f"The film is at {address}")
        on_enter(lambda: console.say(f"The film is also at {door.address()}"))
    watch.voice.event("address", address=address)
    if not arguments.no_open:
        open_in_browser(address)


def _attached(reader: Reader, watch: Watch, booth: Booth) -> Attached:
    """Return the editor at the other end of stdin, already listened to; when it goes, we go."""

    def changed(texts: Mapping[str, bytes]) -> None:
        reader.unsaved = texts
        watch.ear.call()

    def listen() -> None:
        editor.listen(sys.stdin.buffer)
        editor.gone = True
        os.kill(os.getpid(), signal.SIGINT)

    editor = Attached(reader.project.world.root, sys.stdout, changed, booth.go_to)
    threading.Thread(target=listen, name="editor", daemon=True).start()
    status.follow(booth.feed, editor.tell)
    return editor
