"""What is typed while the board is drawn: a terminal shows `^C` where the cursor stands, and the board knows not."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform == "win32":  # its console writes no `^C`

    def _show(*, typed: bool) -> bool:
        del typed
        return False

else:
    import termios

    def _show(*, typed: bool) -> bool:
        """Let the terminal show control characters or not; return whether that changed something.

        One who is not in the foreground must leave a terminal's modes alone: the system would stop it.
        """
        with suppress(OSError, ValueError, termios.error):
            terminal = sys.stderr.fileno()
            if os.tcgetpgrp(terminal) == os.getpgrp():
                modes = termios.tcgetattr(terminal)
                before, modes[3] = modes[3], modes[3] | termios.ECHOCTL if typed else modes[3] & ~termios.ECHOCTL
                termios.tcsetattr(terminal, termios.TCSANOW, modes)
                return bool(modes[3] != before)
        return False


@contextmanager
def unseen() -> Iterator[None]:
    """Have control characters that are typed not shown; the terminal is left as it was found."""
    changed = _show(typed=False)
    try:
        yield
    finally:
        if changed:
            _show(typed=True)
