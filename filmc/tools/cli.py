"""The command line: finds the command, runs it, turns every outcome into an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import NoReturn, TextIO, cast

from filmc import __version__
from filmc.tools.console import Console

COMMANDS = {
    "new": "start a film: a folder with a small screenplay that builds",
    "draft": "let a model turn a story or a storyboard into a screenplay",
    "translate": "let a model fill in the translations that lines lack",
    "check": "read the screenplay and tell what is wrong with it",
    "fmt": "bring .film files into the house style",
    "build": "make the film: of what was made for it, and of drawn panels for the rest",
    "watch": "renew a preview on every save, and say what changed",
    "preview": "show the film on a page, live as you write",
    "plan": "show what a build would buy, why, and for how much",
    "resume": "bring home what was ordered and is not here yet",
    "reconcile": "settle orders whose fate nobody knows",
    "cancel": "stop what was ordered, where that is possible",
    "ledger": "show what was ordered and billed, event by event",
    "report": "show what the film has cost, by tool, stage, shot and day",
    "takes": "list what was made for each shot, and where it stands",
    "take": "bring in a file that was made elsewhere",
    "pick": "choose a take",
    "unpick": "take a choice back",
    "reject": "say that a take will not do, and why",
    "pin": "hold a choice, whatever the film asks for",
    "why": "tell where a shot stands, and why",
    "prompt": "show what would be asked of a model, to the letter",
    "gc": "make room: drop what no film uses and what can be made again",
    "store": "check the store of takes, or tell where it is",
    "models": "show which models are known, what they can and what they cost",
    "trust": "read what a project's own filmc.toml wants of you, and let it be obeyed",
    "storyboard": "draw the shots as cards: PDF, HTML, PNG, WebP, GIF",
    "table": "print the crew's shot table",
    "dump": "show what a stage of the compiler makes of the screenplay",
    "explain": "tell the longer story of a code, as E0312",
    "doctor": "look whether this machine has what filmc needs",
    "completion": "print a completion script for a shell",
    "lsp": "serve an editor that speaks the Language Server Protocol",
}
"""Each is a module of its name in `filmc/tools/commands/`."""

OK, FAULTS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 70, 130

_EPILOG = """\
A first film:
  filmc new my-film              a folder with a screenplay that builds
  filmc build my-film/main.film  makes out/my-film.mp4, free and offline
  filmc check my-film/main.film  tells what is wrong, with the line

FILM may be left out where the folder has a main.film or just one film.

exit codes:
  0 all is well     1 the screenplay has errors   2 the command was not understood
  3 a plan has changes (with --exit-code)         4 refused: over a ceiling, or nobody agreed
  5 a provider failed, part of it is there        6 a paid outcome is unknown
  7 the store is damaged                          70 a fault in filmc itself
  130 interrupted

NO_COLOR and FORCE_COLOR are obeyed. FILMC_FFMPEG names an ffmpeg to use, FILMC_CACHE the folder for what is
kept between runs.
"""

Run = Callable[[argparse.Namespace, Console], int]


def run(argv: Sequence[str]) -> int:
    """Run `filmc ARGV…` and return its exit code; never raises."""
    _open_closed()
    try:
        return _run(argv)
    finally:
        for stream in (sys.stdout, sys.stderr):
            _let_go(stream)


def _run(argv: Sequence[str]) -> int:
    _speak_utf8()
    parser = _parser(argv)
    try:
        arguments, left = parser.parse_known_args(argv)
        if left:
            arguments.parser.unknown(left)
    except SystemExit as left:  # --help, --version and usage errors
        return int(left.code or 0)
    console = Console.of(arguments)
    try:
        return cast(Run, arguments.run)(arguments, console)
    except KeyboardInterrupt as interrupt:
        console.say("interrupted: nothing is left half-written" + "".join(f"; {each}" for each in interrupt.args))
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        return OK
    except Exception as fault:  # noqa: BLE001 -- the last wall: a user never sees a traceback unasked
        return _refused(fault, console) or _bug(fault, console)


def _open_closed() -> None:
    """Have streams that whoever started us has closed tell and take nothing. Python leaves none in their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _let_go(stream: TextIO) -> None:
    """Let go of a stream that nobody reads any more: of what is left to say Python would make an error of its own."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _speak_utf8() -> None:
    """Make the streams able to say any name, whatever the machine's locale is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="filmc",
        description="Film as code: a screenplay in a .film file compiles to a film.",
        epilog=_EPILOG,
        formatter_class=_Help,
    )
    parser.add_argument("--version", action="version", version=f"filmc {__version__}")
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=_Parser, prog=parser.prog
    )
    wanted = next((word for word in argv if not word.startswith("-")), None)
    listed = {wanted: COMMANDS[wanted]} if wanted in COMMANDS and argv[0] == wanted else COMMANDS
    for name, summary in listed.items():
        command = commands.add_parser(name, help=summary, formatter_class=_Help)
        if name == wanted:  # only the command that is asked for is loaded
            _configure(command, name, summary)
    return parser


def _configure(command: argparse.ArgumentParser, name: str, summary: str) -> None:
    module = import_module(f"filmc.tools.commands.{name}")
    command.description = f"{summary[0].upper()}{summary[1:]}.\n\n{module.STORY}"
    module.configure(command)
    Console.configure(command)
    command.set_defaults(run=module.run, command=name, parser=command)


class _Help(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. Argparse would ask shutil, and load three packers of archives, to parse one option."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80 if sys.__stdout__ else 80
    except (OSError, ValueError):  # no terminal
        return 80


class _Parser(argparse.ArgumentParser):
    """An argument parser that answers a slip with the nearest command rather than the whole list."""

    def error(self, message: str) -> NoReturn:
        if "invalid choice" in message and self.prog == "filmc":
            word = message.split("'")[1]
            message = f"there is no command {word!r}" + _meant(_MEANT.get(word) or _nearest(word, COMMANDS))
        Console().say(f"{self.prog}: {message}\ntry '{self.prog} --help'")
        raise SystemExit(USAGE)

    def unknown(self, words: Sequence[str]) -> NoReturn:
        """Refuse what is left over: an option by its nearest one."""
        word = words[0].partition("=")[0]
        if not word.startswith("-"):
            self.error(f"there is no place for {word!r} here")
        self.error(f"there is no option {word!r}" + _meant(_nearest(word, self._option_string_actions)))


_MEANT = {
    **dict.fromkeys(("make", "render", "run", "buy", "compile", "export"), "build"),
    **dict.fromkeys(("cost", "price", "estimate", "status"), "plan"),
    **dict.fromkeys(("spent", "spending"), "report"),
    **dict.fromkeys(("keep", "choose", "select"), "pick"),
    **dict.fromkeys(("compare", "list"), "takes"),
    **dict.fromkeys(("open", "serve", "show", "play", "view"), "preview"),
    **dict.fromkeys(("format", "tidy"), "fmt"),
    **dict.fromkeys(("lint", "validate"), "check"),
    **dict.fromkeys(("init", "create"), "new"),
    **dict.fromkeys(("history", "log"), "ledger"),
    **dict.fromkeys(("stop", "abort"), "cancel"),
    **dict.fromkeys(("clean", "prune"), "gc"),
    **dict.fromkeys(("import", "add"), "take"),
    "shots": "table", "undo": "unpick", "unpin": "pin --off", "keys": "doctor", "continue": "resume",
}  # fmt: skip
"""What people call commands in other tools, and what does that here."""


def _nearest(word: str, among: Iterable[str]) -> str | None:
    import difflib  # noqa: PLC0415  -- only a slip needs it

    return next(iter(difflib.get_close_matches(word, among, 1)), None)


def _meant(near: str | None) -> str:
    return f"; did you mean {near!r}?" if near else ""


def _refused(fault: Exception, console: Console) -> int:
    """Tell what the machine refused and return the code for it; 0 where `fault` is something else."""
    from filmc.base.fault import Fault  # noqa: PLC0415  -- only a fault needs these two
    from filmc.tools.commands.check import tell_fault  # noqa: PLC0415

    if not isinstance(fault, Fault | OSError):
        return OK
    tell_fault(Fault.of(fault) if isinstance(fault, OSError) else fault, console)
    return FAULTS


def _bug(fault: Exception, console: Console) -> int:
    if os.environ.get("FILMC_DEBUG"):
        import traceback  # noqa: PLC0415  -- only a fault needs it

        traceback.print_exception(fault)
    console.say(f"this is a fault in filmc itself, not in your film: {type(fault).__name__}: {fault}")
    console.say("please report it; FILMC_DEBUG=1 shows where it happened. Your files are as they were")
    return BUG
