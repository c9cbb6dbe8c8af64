"""Finds what is shipped beside the code (grammar, stdlib, codes.md), in a wheel, an editable install or a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def asset(name: str) -> Path:
    """Return the path of the shipped file or folder `name`, as `grammar/film.lark` or `stdlib`.

    A wheel carries them inside the package, a checkout beside it. FileNotFoundError where neither has it.
    """
    for home in (_PACKAGE / "data", _PACKAGE.parent):
        path = home / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is missing from this installation of filmc; reinstall it")
