"""Faults of the server's own: each is logged with where it happened, and the person is told of it once.

The log is what is written to stderr. Every editor keeps that of its servers, each in another place.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence

from pygls.exceptions import JsonRpcException

CODE = "E1190"

_LOGS = {
    "Visual Studio Code": "the log is the channel filmc of its output panel (`Film: Show Output`)",
    "Neovim": "the log is the file that `:lua print(vim.lsp.get_log_path())` names",
    "helix": "`:log-open` shows the log",
    "Zed": "`dev: open language server logs` shows the log",
    "Eglot": "`M-x eglot-stderr-buffer` shows the log",
}
"""Where a client keeps what its servers write to stderr, by the name that it gives itself."""
_ELSEWHERE = "the log is what your editor keeps of this server's stderr"

_log = logging.getLogger("filmc.lsp")


class Faults:
    """What has gone wrong so far; `client` is the name that the client gives itself."""

    def __init__(self) -> None:
        self.client = ""
        self._known: set[str] = set()

    def note(self, fault: Exception) -> str:
        """Log a fault; return what to tell the person, empty where it has been told: by where it happened."""
        frames = _frames(fault)
        _log.error("%s %s\n%s", CODE, _words(fault), "".join(frames))
        place = frames[-1] if frames else _words(fault)
        if place in self._known:
            return ""
        self._known.add(place)
        where = _LOGS.get(self.client, _ELSEWHERE)
        return f"{CODE}: a fault in filmc itself, not in your film: {_words(fault)}. It goes on; {where}"


def _frames(fault: Exception) -> Sequence[str]:
    """Return where a fault happened, the innermost last; pygls sends on one that came from a feature as words."""
    if isinstance(fault, JsonRpcException):
        return fault.data.get("traceback", ()) if isinstance(fault.data, dict) else ()
    return traceback.format_tb(fault.__traceback__)


def _words(fault: Exception) -> str:
    return str(fault) if isinstance(fault, JsonRpcException) else f"{type(fault).__name__}: {fault}"
