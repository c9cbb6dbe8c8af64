"""`python -m filmc` and the `filmc` command."""

from __future__ import annotations

import gc
import os
import sys

from filmc import __version__

_MANY = 1_000_000
"""Objects to be made before the collector looks for circles among them: looking costs a command more than it gets."""


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:] == ["--version"]:  # asked by scripts in loops: it loads nothing else
        print(f"filmc {__version__}")  # noqa: T201 -- the answer
        return 0
    from filmc.tools.unchanged import answer  # noqa: PLC0415  -- as above

    if (code := answer(sys.argv[1:])) is not None:
        return code
    from filmc.tools.interrupt import interrupt_once  # noqa: PLC0415  -- as above

    interrupt_once()
    gc.set_threshold(_MANY)
    try:
        from filmc.tools.cli import run  # noqa: PLC0415

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while the command was being loaded
        code = 130
    if code >= 128:
        _leave(code)
    gc.freeze()  # Python looks once more when it ends, though all that there is goes with it
    return code


def _leave(code: int) -> None:
    """End with the code of an interruption, whatever was being done when it came.

    Where an interrupt comes while Python executes a text (as it does to define a dataclass), Python ends the process by
    SIGINT in the end, though the interrupt was answered long ago. All is tidied up by now.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
