"""What is asked of nearly every film, found out while nobody asks: in steps so small that nobody has to wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filmc.tools.lsp.features.outline import entries
from filmc.tools.lsp.features.tokens import painted
from filmc.tools.lsp.script import Page, Script

_MEMO = "ahead"


def ahead(scripts: Iterable[Script]) -> Iterator[None]:
    """Get films ready, a passage a step."""
    from filmc.base.codes import catalogue  # noqa: PLC0415  -- as whoever asks why something is wrong

    catalogue()
    yield
    for script in scripts:
        for page in script.pages():
            yield from _page(page)


def _page(page: Page) -> Iterator[None]:
    for stand in page.passages:
        if _MEMO not in stand.passage.memo:
            stand.passage.memo[_MEMO] = True
            painted(page, stand.passage)
            entries(page, stand.passage)
            yield
