"""Paths in the text: links to the files that they name."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.base.world import OutsideProjectError
from filmc.frontend.ast import File
from filmc.frontend.passages import Passage, Stand
from filmc.frontend.screenplay import Names
from filmc.ir.occurrences.paths import PathAt, paths_in
from filmc.tools.lsp.script import Page

_MEMO = "paths"


def links(page: Page, _params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """Return a link for each path to a file that is there."""
    return [
        types.DocumentLink(page.script.range(path.span), page.script.uri(path.target), f"open {path.target}")
        for path in paths(page)
        if path.target and _is_there(page, path.target)
    ]


def paths(page: Page) -> list[PathAt]:
    """Return every path that the file names."""
    return [path for stand in page.passages for path in _within(page, stand)]


def path_at(page: Page, offset: int) -> PathAt | None:
    """Return the path at an offset, if there is one."""
    stand = page.passages.at(offset)
    found = _within(page, stand) if stand else ()
    return next((path for path in found if path.span.start <= offset <= path.span.end), None)


def paths_of(page: Page, passage: Passage) -> list[PathAt]:
    """Return every path that a passage names, with its places there."""
    names = page.script.names.spelt
    known: tuple[Names, list[PathAt]] | None = passage.memo.get(_MEMO)
    if known is None or known[0] is not names:
        found = paths_in(names, File(passage.source, (passage.item,)))
        known = passage.memo[_MEMO] = names, list(found)
    return known[1]


def _within(page: Page, stand: Stand) -> Iterator[PathAt]:
    for path in paths_of(page, stand.passage):
        yield path._replace(span=path.span.part(stand.start, stand.start + path.span.end - path.span.start))


def _is_there(page: Page, path: str) -> bool:
    try:
        return page.script.world.exists(path)
    except (OSError, ValueError, OutsideProjectError):
        return False
