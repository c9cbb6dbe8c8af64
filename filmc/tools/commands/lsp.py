"""`filmc lsp`: the language server, for editors."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from typing import BinaryIO

from filmc.tools.console import Console

STORY = """\
Editors start it; you need not. It speaks the Language Server Protocol on stdin and stdout, logs on stderr, and reads
films as they stand in the editor, saved or not. It asks no network, runs no program and buys nothing.

An editor is told to run `filmc lsp` for files that end in .film. Column units (UTF-8, UTF-16, UTF-32) are agreed on
with it. --json means nothing here: every message is JSON already. FILMC_DEBUG=1 logs what is said."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `lsp` takes."""
    parser.add_argument("--stdio", action="store_true", help="speak on stdin and stdout (what it does anyway)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Serve the editor until it leaves; return 0 where it took its leave, 2 for --json, 1 else."""
    del arguments
    if console.as_json:
        console.answer(ok=False, message="the language server speaks JSON-RPC by itself: leave --json out")
        return 2
    if sys.stdin.isatty():
        console.say("filmc lsp speaks with an editor, on stdin and stdout; Ctrl-C ends it")
    _log_on_stderr()
    from filmc.tools.lsp.conversation import converse  # noqa: PLC0415  -- half a second that `--help` does without
    from filmc.tools.lsp.server import FilmServer  # noqa: PLC0415

    with _voice() as sink:
        return converse(FilmServer(), os.fdopen(os.dup(sys.stdin.fileno()), "rb"), sink)


def _log_on_stderr() -> None:
    """Log what goes wrong, and all that is said where FILMC_DEBUG is set; pygls would tell each fault twice."""
    debugged = bool(os.environ.get("FILMC_DEBUG"))
    logging.basicConfig(stream=sys.stderr, level=logging.DEBUG if debugged else logging.WARNING)
    logging.getLogger("pygls").setLevel(logging.DEBUG if debugged else logging.CRITICAL)


def _voice() -> BinaryIO:
    """Return stdout for the protocol alone: what else is printed goes to stderr, and spoils no message."""
    sys.stdout.flush()
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sink
