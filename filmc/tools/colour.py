"""Whether to talk in colour."""

from __future__ import annotations

import os


def wants_colour(choice: str, *, terminal: bool) -> bool:
    """Tell whether to colour: the option, then NO_COLOR and FORCE_COLOR (any non-empty value), then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"
