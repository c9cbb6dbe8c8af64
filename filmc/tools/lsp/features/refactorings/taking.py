"""Which take of a shot plays: chosen or pinned in the film's lock, by a command."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.base.source import Span
from filmc.tools.lsp.features.refactorings.shots import shot_block, shot_of
from filmc.tools.lsp.script import Page
from filmc.tools.lsp.standing import Work

_MOST = 8
"""Takes that are offered of each job; `filmc takes` lists all."""


def refactorings(page: Page, span: Span) -> Iterator[types.CodeAction]:
    """Yield the takes of the shot at a range that could play, and the pin of those that do."""
    block = shot_block(page, span.start)
    shot = shot_of(page, block) if block else None
    for work in page.script.standing.of(shot.id) if shot else ():
        yield from _of_job(page, work)


def _of_job(page: Page, work: Work) -> Iterator[types.CodeAction]:
    name, block = work.surveyed.job.name, work.surveyed.block
    takes = block.takes if block else ()
    for number, take in list(enumerate(takes, 1))[:_MOST]:
        if number != work.chosen and take.rejected is None:
            yield _action(page, f"play take {number} of {name}", "filmc.pick", name, number)
    if work.chosen and not work.surveyed.standing.pinned:
        yield _action(page, f"pin take {work.chosen} of {name}", "filmc.pin", name, work.chosen)


def _action(page: Page, title: str, command: str, job: str, take: int) -> types.CodeAction:
    told = types.Command(title, command, arguments=[page.uri, job, str(take)])
    return types.CodeAction(title, types.CodeActionKind.RefactorRewrite, command=told)
