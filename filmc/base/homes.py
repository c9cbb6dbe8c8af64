"""Where filmc keeps what can be made again, as plain text: a Path takes longer than a build of nothing."""

from __future__ import annotations

import os
import sys


def cache_home() -> str:
    """Return the folder for what can be made again: FILMC_CACHE, else the usual place."""
    if named := os.environ.get("FILMC_CACHE"):
        return os.path.expanduser(named)
    if sys.platform == "darwin":
        return os.path.join(_user(), "Library", "Caches", "filmc")
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA", _user()), "filmc", "cache")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(_user(), ".cache"), "filmc")


def _user() -> str:
    return os.path.expanduser("~")
