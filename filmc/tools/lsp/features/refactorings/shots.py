"""A shot split at the caret, moved, or made as long as what is said in it."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.base.diagnostic import Edit
from filmc.base.source import NOWHERE, Span
from filmc.frontend.ast import Block
from filmc.ir.film import Shot
from filmc.ir.frames import snap
from filmc.ir.passes.timing import TAIL
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.features.refactorings import splitting
from filmc.tools.lsp.features.selection import path_to
from filmc.tools.lsp.script import Page
from filmc.tools.rewriting import lengthened, reordered

_REWRITE, _MOVE = types.CodeActionKind.RefactorRewrite, types.CodeActionKind.RefactorMove


def refactorings(page: Page, span: Span) -> Iterator[types.CodeAction]:
    """Yield what can be done with the shot in which a range begins."""
    block = shot_block(page, span.start)
    shot = block and shot_of(page, block)
    if block and shot:
        yield from _fitted(page, shot)
        yield from splitting.split(page, block, shot, span.start)
        yield from _moved(page, shot)


def shot_block(page: Page, offset: int) -> Block | None:
    """Return the block of the shot at an offset."""
    blocks = [item for item in path_to(page, offset) if isinstance(item, Block)]
    return next((block for block in reversed(blocks) if block.heading.word == "shot"), None)


def shot_of(page: Page, block: Block) -> Shot | None:
    """Return the film's shot that a block is."""
    return next((shot for shot in page.script.checked.film.shots if shot.span == block.heading.span), None)


def _action(page: Page, title: str, kind: types.CodeActionKind, *edits: Edit) -> types.CodeAction:
    return types.CodeAction(title, kind, edit=workspace_edit(page.script, edits))


def _fitted(page: Page, shot: Shot) -> Iterator[types.CodeAction]:
    """Yield the lengths that fit what is said in a shot whose length is written; too short a one is W0510's to mend."""
    rate = page.script.checked.film.settings.rate
    if shot.written is None or not shot.lines or shot.written_span == NOWHERE or _is_short(shot):
        return
    frames = max(line.shot_range.end for line in shot.lines) + snap(TAIL, rate)
    if frames != shot.frames:
        edit = lengthened(page.source, shot, frames, rate)
        yield _action(page, f"fit the length to what is said: {edit.text}", _REWRITE, edit)
    auto = Edit(shot.written_span, "auto")
    yield _action(page, "let what is said decide the length: auto", _REWRITE, auto)


def _is_short(shot: Shot) -> bool:
    seen = (line for line in shot.lines if not (line.voice_over or line.off_screen))
    return any(line.shot_range.end > shot.frames for line in seen)


def _moved(page: Page, shot: Shot) -> Iterator[types.CodeAction]:
    """Yield the moves of a shot by one place, also into the scene before or after."""
    here = [each for each in page.script.checked.film.shots if each.span.file == page.file]
    at = next(number for number, each in enumerate(here) if each is shot)
    if at > 0:
        yield _action(page, f"move the shot up, before {here[at - 1].number}", _MOVE, *_order(page, shot, here[at - 1]))
    if at + 1 < len(here):
        after = here[at + 2] if at + 2 < len(here) else None
        yield _action(page, f"move the shot down, after {here[at + 1].number}", _MOVE, *_order(page, shot, after))


def _order(page: Page, shot: Shot, before: Shot | None) -> tuple[Edit, ...]:
    return reordered(page.tree, shot, before)
