"""A line of dialogue or a caption given its missing translation: the words as they are, to be translated in place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from filmc.base.diagnostic import Edit
from filmc.base.source import Span
from filmc.frontend.ast import Cue
from filmc.frontend.screenplay import fold
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.features.refactorings.places import indent
from filmc.tools.lsp.features.refactorings.shots import shot_block, shot_of
from filmc.tools.lsp.script import Page


def refactorings(page: Page, span: Span) -> Iterator[types.CodeAction]:
    """Yield a translation into each language that the film has and the line at a range has not."""
    block = shot_block(page, span.start)
    cue = next((each for each in (block.cues if block else ()) if each.span.start <= span.start <= each.span.end), None)
    shot = shot_of(page, block) if block else None
    line = next((each for each in (shot.lines if shot else ()) if cue and each.span == cue.span), None)
    if cue is None or line is None or cue.value is None:
        return
    there = {fold(each.key.value) for each in cue.modifiers}
    for language in _languages(page):
        if fold(language) not in there and language != _spoken(line.language):
            yield _translated(page, cue, language)


def _translated(page: Page, cue: Cue, language: str) -> types.CodeAction:
    step = re.search(r"(?m)^(?:\t|  +)(?=\S)", page.source.text)
    depth = indent(page, cue.span.start) + (step[0] if step else "    ")
    words = " ".join((cue.value.value if cue.value else "").split())
    edit = Edit(Span(page.file, cue.span.end, cue.span.end), f"\n{depth}{language}: {words}")
    title = f"add a line for `{language}`, to be translated"
    return types.CodeAction(title, types.CodeActionKind.RefactorRewrite, edit=workspace_edit(page.script, [edit]))


def _languages(page: Page) -> list[str]:
    """Return the languages in which the film is subtitled, and those in which any of its lines is."""
    film = page.script.checked.film
    used = {language for shot in film.shots for line in shot.lines for language in line.translations}
    return list(dict.fromkeys([*map(_spoken, film.settings.subtitles.languages), *sorted(map(_spoken, used))]))


def _spoken(language: str) -> str:
    """Return a language as authors write it: Mandarin is `zh`."""
    return "zh" if language == "cmn" else language
