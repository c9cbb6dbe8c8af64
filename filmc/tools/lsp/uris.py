"""Addresses of files as editors write them, and paths as the compiler does."""

from __future__ import annotations

import os
from pathlib import Path

from pygls.uris import from_fs_path, to_fs_path


def path_of(uri: str) -> Path | None:
    """Return the path of a `file:` address; None for what is on no disk (`untitled:…`, `git:…`)."""
    try:
        named = to_fs_path(uri)
    except ValueError:  # no address at all
        return None
    return Path(os.path.abspath(named)) if named and "\0" not in named else None  # noqa: PTH100  -- links stay as named


def uri_of(path: Path) -> str:
    """Return the address of a file."""
    return from_fs_path(str(path)) or path.as_uri()


def name_of(uri: str) -> str:
    """Return a file name for what is on no disk, as `Untitled-1.film`."""
    name = uri.replace(":", "/").replace("\\", "/").rpartition("/")[2] or "untitled"
    return name if name.endswith(".film") else f"{name}.film"
