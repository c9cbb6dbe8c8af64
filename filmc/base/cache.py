"""A small memory on disk for what is costly to make and easy to make again: parser tables, the parsed standard library.

Nothing depends on it: an unreadable, foreign or damaged entry is none, and a folder that can not be written is no fault.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from filmc.base.digest import digest_bytes


def cache_folder() -> Path:
    """Return this user's folder for filmc's caches (`FILMC_CACHE` names another). It need not exist yet."""
    chosen = os.environ.get("FILMC_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", tempfile.gettempdir())) / "filmc" / "cache"
    if sys.platform == "darwin":
        return Path("~/Library/Caches/filmc").expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "filmc"


def recall(name: str, key: str) -> bytes | None:
    """Return what was remembered under `name` for just this `key`, whole and undamaged, or None."""
    with suppress(OSError, RuntimeError):
        head, _, data = (cache_folder() / name).read_bytes().partition(b"\n")
        if head == _head(key, data):
            return data
    return None


def remember(name: str, key: str, data: bytes) -> None:
    """Keep `data` under `name`, in place of what was there; on a full or read-only disk do nothing."""
    with suppress(OSError, RuntimeError):
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=name, delete=False) as file:
            file.write(_head(key, data) + b"\n" + data)
        Path(file.name).replace(folder / name)


def _head(key: str, data: bytes) -> bytes:
    return f"{key} {digest_bytes(data)}".encode()
