"""Completion: what could be typed at the caret, each with its card when it is looked at."""

from __future__ import annotations

from typing import NamedTuple

from lsprotocol import types

from filmc.base.patterns import late
from filmc.frontend.screenplay import fold
from filmc.tools.lsp.features.candidate import Candidate
from filmc.tools.lsp.features.candidates import candidates
from filmc.tools.lsp.features.cards import card_of
from filmc.tools.lsp.features.caret import caret_at
from filmc.tools.lsp.script import Page, Script

_MOST = 300
"""Items that are sent; when more fit, the editor asks again as the word grows."""
_SPACED = ("value", "heading", "how")
"""Parts of a line in which a space calls for completion: elsewhere it ends a word of running text."""
_TOLD = late(r"[^\s:：(（]*\s*[:：(（]")
"""The end of a key that has its colon or its parenthesis already."""
_KINDS = {
    "heading": types.CompletionItemKind.Keyword,
    "cue": types.CompletionItemKind.Property,
    "how": types.CompletionItemKind.Keyword,
    "value": types.CompletionItemKind.Value,
    "file": types.CompletionItemKind.File,
    "model": types.CompletionItemKind.Module,
    "character": types.CompletionItemKind.Class,
    "place": types.CompletionItemKind.Folder,
    "prop": types.CompletionItemKind.Struct,
    "variant": types.CompletionItemKind.EnumMember,
    "look": types.CompletionItemKind.Color,
    "theme": types.CompletionItemKind.Event,
    "shot": types.CompletionItemKind.Reference,
    "scene": types.CompletionItemKind.Reference,
}
_WORD = types.CompletionItemKind.Function


def completion(page: Page, params: types.CompletionParams) -> types.CompletionList | None:
    """Return what fits at a position; a space calls for nothing in the middle of running text."""
    offset = page.offset(params.position)
    caret = caret_at(page, offset)
    context = params.context
    if context and context.trigger_character == " " and caret.part not in _SPACED:
        return None
    if caret.cue and caret.cue.value in ("dialogue", "text") and caret.part == "value" and not caret.typed:
        return None
    typed = _last_words(page, caret.typed) if caret.cue and caret.cue.value == "dialogue" else caret.typed
    found = [each for each in dict.fromkeys(candidates(page, caret)) if _fits(typed, each)]
    found.sort(key=lambda each: not _spelt(typed, each)[0].casefold().startswith(typed.casefold()))
    place = _Place(offset - len(typed), offset, _follows(page, offset), caret.start)
    items = [_item(page, each, place, number) for number, each in enumerate(found[:_MOST])]
    return types.CompletionList(is_incomplete=len(found) > _MOST or bool(typed), items=items)


def _last_words(page: Page, typed: str) -> str:
    """Return the end of running text that could be the beginning of a name."""
    words = typed.split(" ")
    names = [fold(name.value) for each in page.script.names.own for name in (each.name, *each.also)]
    for count in range(min(len(words), 4), 0, -1):
        last = " ".join(words[-count:])
        if last and any(name.startswith(fold(last)) for name in names):
            return last
    return words[-1]


def _fits(typed: str, candidate: Candidate) -> bool:
    """Tell whether each word that is typed begins a word of one of the candidate's names, in order."""
    wanted = fold(typed).split()
    return not wanted or any(_begins(wanted, fold(name)) for name in (candidate.label, *candidate.also))


def _begins(wanted: list[str], name: str) -> bool:
    if not name.isascii():
        return " ".join(wanted) in name
    words = iter(name.replace("-", " ").split())
    return all(any(word.startswith(each) for word in words) for each in wanted)


class _Place(NamedTuple):
    """Where something is typed, and what stands after it on its line."""

    start: int
    end: int
    after: str
    start_of_line: int
    """Where what stands on the line begins, after its margin."""

    def fitted(self, insert: str) -> str:
        """Return what is inserted, without a colon or a space that is there already."""
        if self.after and _TOLD.match(self.after):
            insert = insert.removesuffix(": ")
        return insert.rstrip() if self.after else insert


def _follows(page: Page, offset: int) -> str:
    line = page.source.position(offset).line
    return page.source.line_text(line)[offset - page.source.line_starts[line] :].rstrip()


def _item(page: Page, candidate: Candidate, place: _Place, number: int) -> types.CompletionItem:
    label, insert = _spelt(page.source.text[place.start : place.end], candidate)
    body = candidate.snippet if page.script.abilities.snippets and label == candidate.label and not place.after else ""
    return types.CompletionItem(
        label=label,
        kind=_KINDS.get(candidate.kind, _WORD),
        detail=candidate.detail or None,
        sort_text=f"{number:04}",
        filter_text=" ".join([label, *candidate.also]) if candidate.also else None,
        text_edit=types.TextEdit(page.range(place.start, place.end), body or place.fitted(insert)),
        insert_text_format=types.InsertTextFormat.Snippet if body else None,
        additional_text_edits=_moved(page, candidate, place),
        data={"uri": page.uri, "kind": candidate.kind, "name": candidate.card or candidate.label},
    )


def _moved(page: Page, candidate: Candidate, place: _Place) -> list[types.TextEdit] | None:
    """Return the edit that has the line begin further out, where the candidate does."""
    if candidate.margin is None:
        return None
    begin = page.source.line_starts[page.source.position(place.start_of_line).line]
    return [types.TextEdit(page.range(begin, place.start_of_line), candidate.margin)]


def _spelt(typed: str, candidate: Candidate) -> tuple[str, str]:
    """Return label and text in the spelling that is being typed: a word begun in Chinese goes on in Chinese."""
    insert = candidate.insert or candidate.label
    if typed and not typed.isascii() and typed not in candidate.label:
        other = next((name for name in candidate.also if typed in name), None)
        if other:
            return other, insert.replace(candidate.label, other)
    return candidate.label, insert


def resolved(scripts: list[Script], item: types.CompletionItem) -> types.CompletionItem:
    """Return an item with the card of what it stands for."""
    data = item.data if isinstance(item.data, dict) else {}
    for script in scripts:
        if any(page.uri == data.get("uri") for page in script.pages()):
            card = card_of(script, str(data.get("kind", "")), str(data.get("name", "")))
            item.documentation = types.MarkupContent(types.MarkupKind.Markdown, card) if card else None
    return item
