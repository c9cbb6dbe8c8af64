"""A cache in which grammar and shipped library are read already: a process that starts with it has a second less to do."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import filmc

FILM = "scene a: INT. ROOM - DAY\n    shot b: wide, 1s\n        Somebody waits.\n"


def warm(folder: Path) -> Path:
    """Make `folder` such a cache, and return it."""
    shutil.copytree(filled(), folder, dirs_exist_ok=True)
    return folder


@cache
def filled() -> Path:
    """Return such a cache that nobody else writes into."""
    home = Path(tempfile.mkdtemp(prefix="filmc-warm-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    (home / "main.film").write_text(FILM, "utf-8")
    cache = home / "cache"
    environment = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1]), "FILMC_CACHE": str(cache)}
    command = [sys.executable, "-m", "filmc", "check", str(home / "main.film")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    kept = home / "kept"
    shutil.copytree(cache / "parsed", kept / "parsed")
    for tables in cache.glob("*.tables"):
        shutil.copy(tables, kept)
    return kept
