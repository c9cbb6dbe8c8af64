"""Loads the grammars of `grammar/`, with lark's tables kept in the user's cache folder."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filmc.base.assets import asset

if TYPE_CHECKING:
    from lark import Lark


def load(name: str, start: tuple[str, ...], **options: Any) -> Lark:
    """Return the parser of `grammar/NAME.lark` (LALR, contextual lexer) for the start symbols `start`."""
    from lark import Lark  # noqa: PLC0415  -- 60 ms that `filmc --help` should not pay

    grammar = asset("grammar") / f"{name}.lark"
    folder = cache_folder()
    tables = str(folder / f"{name}-{sys.implementation.cache_tag}.tables") if folder else False
    return Lark(
        grammar.read_text("utf-8"), parser="lalr", lexer="contextual", start=list(start), cache=tables, **options
    )


@cache
def cache_folder() -> Path | None:
    """Return the folder for what can be made again: `FILMC_CACHE`, or the system's place for it; None if unwritable."""
    folder = Path(os.environ["FILMC_CACHE"]) if os.environ.get("FILMC_CACHE") else _system_cache() / "filmc"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _system_cache() -> Path:
    if sys.platform == "darwin":
        return Path("~/Library/Caches").expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path("~/AppData/Local").expanduser())
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
