"""Paths in the text: links to the files that they name."""

from __future__ import annotations

from lsprotocol import types

from filmc.base.world import OutsideProjectError
from filmc.ir.occurrences.paths import PathAt, paths_in
from filmc.tools.lsp.script import Page


def links(page: Page, _params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """Return a link for each path to a file that is there."""
    return [
        types.DocumentLink(page.script.range(path.span), page.script.uri(path.target), f"open {path.target}")
        for path in paths(page)
        if path.target and _is_there(page, path.target)
    ]


def paths(page: Page) -> list[PathAt]:
    """Return every path that the file names."""
    return list(paths_in(page.script.checked.screenplay.names, page.tree))


def path_at(page: Page, offset: int) -> PathAt | None:
    """Return the path at an offset, if there is one."""
    return next((path for path in paths(page) if path.span.start <= offset <= path.span.end), None)


def _is_there(page: Page, path: str) -> bool:
    try:
        return page.script.world.exists(path)
    except (OSError, ValueError, OutsideProjectError):
        return False
