"""`filmc watch`: the film as it is being written. Nothing is spent by it."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path
from types import FrameType

from filmc.render.preview import standing_crew
from filmc.tools.commands.build import default_output, refusal_of, size_of
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.watch.loop import Watch
from filmc.tools.watch.reading import Reader
from filmc.tools.watch.screen import Screen
from filmc.tools.watch.voice import Voice

STORY = """\
On every save it reads the film, renews the preview (out/<title>.preview.mp4, a small quick draft in which only what
changed is drawn), and says in one line what is another, what became stale, and what making that would cost. Nothing
is ever bought by it. Where the text has errors, the last good film stays. Ctrl-C ends it.

  filmc watch
  filmc watch main.film -o draft.mp4 --size 480p
  filmc watch --no-preview             only check and plan
  filmc watch --once --json            one round, for scripts"""

HUNG_UP = 129
"""The exit code where the terminal was closed: 128 + SIGHUP."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `watch` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("-o", "--output", metavar="OUT", help="the preview (default: out/<title>.preview.mp4)")
    parser.add_argument("--size", metavar="SIZE", help="as 640x360, 480p (default: the film's, at most 640 wide)")
    parser.add_argument("--target", metavar="TARGET", help="which models serve (default: the configured one)")
    parser.add_argument("--no-preview", action="store_true", help="only check and plan")
    parser.add_argument("--once", action="store_true", help="one round, and end; exit code 1 where it did not go well")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Watch until interrupted; return 2 where there is no film or the preview can not be written."""
    try:
        project = project_of(arguments.film)
        size = size_of(arguments.size) if arguments.size else None
    except NoFilmError as missing:
        return no_film(console, missing)
    usual = default_output(project)
    out = Path(arguments.output) if arguments.output else usual.with_name(f"{usual.stem}.preview.mp4")
    if not arguments.no_preview and (refused := refusal_of(out)):
        console.say(f"filmc: {refused}")
        return 2
    return _watch(arguments, console, Reader(project, arguments.target), Screen(out.absolute(), size))


def _watch(arguments: argparse.Namespace, console: Console, reader: Reader, screen: Screen) -> int:
    gone = hang_up()
    watch = Watch(reader, None if arguments.no_preview else screen, Voice(console), screen.out)
    try:
        if arguments.once:
            return 0 if watch.round() else 1
        with standing_crew() as screen.crew:
            watch.follow()
    except KeyboardInterrupt:
        if gone:
            return HUNG_UP
        watch.voice.end("")
        raise
    finally:
        reader.close()
    return 0


def hang_up() -> list[int]:
    """Take a closed terminal for an interrupt; what is returned is filled when that happens."""
    gone: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        gone.append(number)
        raise KeyboardInterrupt

    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, note)
    return gone
