"""Files that are written whole or not at all, and the folders that filmc may use on this machine."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from filmc.base import homes


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees all of it or what was there before. OSError where it can not."""
    temporary = write_beside(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def write_beside(path: Path, data: bytes) -> Path:
    """Write `data` to a new file beside `path`, with the rights of that, and return it; OSError leaves none behind."""
    import tempfile  # noqa: PLC0415  -- a slow one, and most commands write nothing

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):  # a disk that knows no rights
            temporary.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        temporary.unlink()
        raise
    return temporary


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
    """Return the folder for what can be made again (it may not exist yet): see `base/homes.py`."""
    return Path(homes.cache_home())


def store_home() -> Path:
    """Return the folder for takes, which are no cache; it may not exist yet.

    FILMC_STORE, else `store` in the user's configuration, else the usual place for the user's own data.
    """
    if named := os.environ.get("FILMC_STORE") or _stated("store"):
        return Path(os.path.expanduser(named))  # noqa: PTH111  -- Path raises for a user that there is not
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "filmc" / "store"
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "filmc" / "store"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "filmc" / "store"


def config_home() -> Path:
    """Return the user's own configuration file: FILMC_CONFIG, else the usual place (it may not exist)."""
    if named := os.environ.get("FILMC_CONFIG"):
        return Path(os.path.expanduser(named))  # noqa: PTH111  -- as above
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "filmc" / "config.toml"
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "filmc" / "config.toml"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "filmc" / "config.toml"


def _stated(key: str) -> str | None:
    """Return a text of the user's configuration; None where it says nothing, or nothing that can be read."""
    from filmc.base.toml import read_toml  # noqa: PLC0415  -- a slow one, that only the store's place needs

    try:
        value = read_toml(config_home().read_text("utf-8")).get(key)
    except (OSError, ValueError):
        return None
    return value if isinstance(value, str) else None
