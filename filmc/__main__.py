"""`python -m filmc` and the `filmc` command."""

from __future__ import annotations

import sys

from filmc import __version__


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
    try:
        from filmc.tools.cli import run  # noqa: PLC0415

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while the command was being loaded
        return 130


if __name__ == "__main__":
    sys.exit(main())
