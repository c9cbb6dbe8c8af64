"""Loads the grammars of `grammar/`, with lark's tables kept in the user's cache folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from filmc.base.assets import asset
from filmc.base.files import cache_folder

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
