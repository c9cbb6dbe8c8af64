"""`python -m filmc` and the `filmc` command."""

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    from filmc.tools.cli import run  # noqa: PLC0415  -- `--version` must not pay for the compiler

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
