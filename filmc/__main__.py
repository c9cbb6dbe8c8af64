"""`python -m filmc` and the `filmc` command."""

import signal
import sys
from types import FrameType


def main() -> int:
    """Run the command line and return its exit code."""
    _interrupt_once()
    try:
        from filmc.tools.cli import run  # noqa: PLC0415  -- `--version` must not pay for the compiler

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while the command was being loaded
        return 130


_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def _interrupt_once() -> None:
    """Let Ctrl-C and a polite kill interrupt us, but for who started us deaf to them."""
    for number in _INTERRUPTS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Interrupt the work, and let nothing disturb the tidying up that follows."""
    for number in _INTERRUPTS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
