"""What the editor is told of each check: the diagnostics of each file, by one film alone, and taken back in the end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from lsprotocol import types

from filmc.tools.lsp.features.diagnostics import diagnostics, nothing_against
from filmc.tools.lsp.script import Home, Page, Script


class _Told(NamedTuple):
    home: Home
    version: int | None
    items: list[types.Diagnostic]


class Publisher:
    """Remembers what the editor was told of each file, by its address."""

    def __init__(self) -> None:
        self._told: dict[str, _Told] = {}

    def publish(self, fresh: Collection[Script], homes: Mapping[str, Home]) -> Iterator[types.PublishDiagnosticsParams]:
        """Yield what there is to tell after the films `fresh` were checked; `homes` is the film of each open document.

        A file that several films use is told of by its own film; one that is not open, by the first that has it.
        """
        alive = set(homes.values())
        for uri in [uri for uri, told in self._told.items() if told.home not in alive]:
            yield self._take_back(uri)
        for script in fresh:
            mine = {page.uri: page for page in script.pages() if self._tells(script.home, page, homes)}
            for uri in [uri for uri, told in self._told.items() if told.home == script.home and uri not in mine]:
                yield self._take_back(uri)
            for uri, page in mine.items():
                told = _Told(script.home, page.version, diagnostics(page))
                if page.version is not None or self._told.get(uri) != told:
                    yield types.PublishDiagnosticsParams(uri, told.items, told.version)
                self._told[uri] = told

    def notice(self, fresh: Collection[Script]) -> bool:
        """Take note of what an editor that pulls will hear; tell whether more has changed than what was edited."""
        pages = [page for script in fresh for page in script.pages()]
        now = {page.uri: _Told(page.script.home, page.version, diagnostics(page)) for page in pages}
        before = self._told
        self._told = {**before, **now}
        return any(
            uri in before and before[uri].version == told.version and before[uri].items != told.items
            for uri, told in now.items()
        )

    def completed(
        self, report: types.WorkspaceDiagnosticReport, params: types.WorkspaceDiagnosticParams
    ) -> types.WorkspaceDiagnosticReport:
        """Return a report in which nothing is said any more against files that have gone.

        A file that is renamed or closed may belong to no film then: editors show what they last heard of it for ever.
        """
        there = {item.uri for item in report.items}
        gone = [nothing_against(uri, params) for uri in self._told if uri not in there]
        return types.WorkspaceDiagnosticReport([*report.items, *gone])

    def _tells(self, home: Home, page: Page, homes: Mapping[str, Home]) -> bool:
        told = self._told.get(page.uri)
        return homes.get(page.uri, told.home if told else home) == home

    def _take_back(self, uri: str) -> types.PublishDiagnosticsParams:
        del self._told[uri]
        return types.PublishDiagnosticsParams(uri, [])
