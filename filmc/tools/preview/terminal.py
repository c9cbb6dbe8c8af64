"""The terminal beside the preview: Enter prints a new address, for another browser or one that lost its cookie."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable

_PATIENCE = 0.5
"""Seconds between looks whether the terminal is ours again."""


def on_enter(act: Callable[[], None]) -> None:
    """Do `act` whenever somebody presses Enter; nothing where stdin is no terminal."""
    if os.name != "posix" or not sys.stdin.isatty():
        return
    signal.signal(signal.SIGTTIN, signal.SIG_IGN)  # in the background we wait, and do not stop
    threading.Thread(target=_listen, args=(sys.stdin.fileno(), act), name="enter", daemon=True).start()


def _listen(terminal: int, act: Callable[[], None]) -> None:
    while True:
        try:
            select.select([terminal], [], [])
            if os.tcgetpgrp(terminal) != os.getpgrp():
                time.sleep(_PATIENCE)  # it is somebody else's now
                continue
            if not os.read(terminal, 4096):
                return
        except OSError:  # it is gone
            return
        act()


def open_in_browser(address: str) -> None:
    """Open the address in the user's browser, where that has a window; one in this terminal would be in the way."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:  # its children run beside us
        browser.open(address)
