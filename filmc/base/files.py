"""Files that are written whole or not at all, and the folders that filmc may use on this machine."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import cache
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees all of it or what was there before. OSError where it can not."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o7777)
        else:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@cache
def cache_folder() -> Path | None:
    """Return `cache_home`, made if need be; None where it can not be written, and then nothing is kept."""
    folder = cache_home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def cache_home() -> Path:
    """Return the folder for what can be made again: FILMC_CACHE, else the usual place (it may not exist yet)."""
    if named := os.environ.get("FILMC_CACHE"):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "filmc"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "filmc" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "filmc"


def store_home() -> Path:
    """Return the folder for takes, which are no cache: FILMC_STORE, else the user's own data (it may not exist yet)."""
    if named := os.environ.get("FILMC_STORE"):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "filmc" / "store"
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "filmc" / "store"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "filmc" / "store"
