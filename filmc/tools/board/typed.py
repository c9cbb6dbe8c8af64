"""What is typed while the board is drawn must leave it alone.

A terminal shows `^C` where the cursor stands (ECHOCTL), and throws away what was written and not yet shown (POSIX,
General Terminal Interface, NOFLSH): either way something else stands there than the board knows of.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform == "win32":  # its console does neither

    def _modes() -> int | None:
        return None

    def _set_modes(modes: int) -> None:
        del modes

    def _left_alone(modes: int) -> int:
        return modes

else:
    import termios

    _LOCAL = 3  # where the local modes stand in what `tcgetattr` returns

    def _modes() -> int | None:
        """Return the terminal's local modes, if they are ours to set.

        One who is not in the foreground must leave a terminal's modes alone: the system would stop it.
        """
        with suppress(OSError, ValueError, termios.error):
            terminal = sys.stderr.fileno()
            if os.tcgetpgrp(terminal) == os.getpgrp():
                return int(termios.tcgetattr(terminal)[_LOCAL])
        return None

    def _set_modes(modes: int) -> None:
        if _modes() is not None:
            with suppress(OSError, ValueError, termios.error):
                attributes = termios.tcgetattr(sys.stderr.fileno())
                attributes[_LOCAL] = modes
                termios.tcsetattr(sys.stderr.fileno(), termios.TCSANOW, attributes)

    def _left_alone(modes: int) -> int:
        return modes & ~termios.ECHOCTL | termios.NOFLSH


@contextmanager
def unseen() -> Iterator[None]:
    """Have what is typed leave no trace in what is drawn; the terminal is left as it was found."""
    found = _modes()
    if found is not None:
        _set_modes(_left_alone(found))
    try:
        yield
    finally:
        if found is not None:
            _set_modes(found)
