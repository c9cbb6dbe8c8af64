"""What has only been written in passing gets a declaration: words of the action, the place of a slugline, a look.

Names are found whatever their case, so that what is written goes on standing as it is: it is a reference then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from filmc.base.diagnostic import Edit
from filmc.base.source import Span
from filmc.frontend.ast import Action, Block, Cue
from filmc.frontend.cues import find_cue
from filmc.frontend.declaration import THINGS
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.features.refactorings.places import is_blank_above, with_comments
from filmc.tools.lsp.features.selection import path_to
from filmc.tools.lsp.script import Page

_PLAIN = re.compile(r"[^\W\d_][\w' -]*")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)


def refactorings(page: Page, span: Span) -> Iterator[types.CodeAction]:
    """Yield the declarations that could be made of what is marked, or of the place of the scene there."""
    path = path_to(page, span.start)
    words = _ARTICLE.sub("", page.source.text[span.start : span.end].strip(), count=1)
    if path and isinstance(path[-1], Action) and _PLAIN.fullmatch(words) and not _is_named(page, words):
        for kind in ("character",) if _speaks(page, words) else ("character", "place", "prop"):
            yield _extracted(page, kind, words)
    if path and isinstance(path[0], Block) and path[0].heading.word == "scene":
        yield from _place(page, path[0], span)
    if path and isinstance(path[-1], Block) and path[-1].heading.word in ("film", "scene", "shot"):
        return
    yield from _look(page, span)


def _is_named(page: Page, words: str) -> bool:
    names = page.script.names
    return any(names.find(kind, words) for kind in THINGS) or find_cue("shot", words) is not None


def _speaks(page: Page, words: str) -> bool:
    """Tell whether a line of dialogue of the file is given to `words`."""
    return re.search(rf"(?mi)^[ \t]*@?{re.escape(words)}[ \t]*(?:\([^\n]*\))?[ \t]*[:：]", page.source.text) is not None


def _extracted(page: Page, kind: str, words: str) -> types.CodeAction:
    """Return the declaration of a thing that the text only mentions; how often it does is told."""
    told = len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", page.source.text, re.IGNORECASE))
    name = words.upper() if words.isascii() else words
    times = f" (named {told} times)" if told > 1 else ""
    return _declared(page, f"declare the {kind} {name}{times}", f"{kind} {name}\n    appearance: {words}\n\n")


def _place(page: Page, block: Block, span: Span) -> Iterator[types.CodeAction]:
    scene = next((each for each in page.script.checked.film.scenes if each.span == block.heading.span), None)
    touched = block.heading.span.start <= span.start <= block.heading.span.end
    if scene and touched and scene.slug_place and scene.place is None:
        name = scene.slug_place
        text = f"place {name}\n    appearance: {name.lower()}\n\n"
        yield _declared(page, f"declare the place {name}", text)


def _look(page: Page, span: Span) -> Iterator[types.CodeAction]:
    """Yield the declaration of a look that a cue names and nobody has declared."""
    cue = next((item for item in reversed(path_to(page, span.start)) if isinstance(item, Cue)), None)
    value = cue.value if cue else None
    kind = find_cue("shot", cue.key.value) if cue else None
    if value and kind and kind.key == "look" and not page.script.names.find("look", value.value):
        text = f"look {value.value}\n    prompt: {value.value}\n\n"
        yield _declared(page, f"declare the look {value.value}", text)


def _declared(page: Page, title: str, text: str) -> types.CodeAction:
    """Return the action that puts a declaration before the first block that is neither `film` nor `use`.

    The comments right above that block stay with it.
    """
    blocks = [item for item in page.tree.items if isinstance(item, Block) and item.heading.word not in ("film", "use")]
    at = with_comments(page, page.tree.items, blocks[0].span.start) if blocks else len(page.source.text)
    gap = "" if is_blank_above(page, at) else "\n"
    edit = workspace_edit(page.script, [Edit(Span(page.file, at, at), gap + text)])
    return types.CodeAction(title, types.CodeActionKind.RefactorExtract, edit=edit)
