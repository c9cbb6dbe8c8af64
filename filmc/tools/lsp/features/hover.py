"""Hover: the card of the name, cue, shot, model or length under the pointer, and why what is wrong there is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.base.source import Span
from filmc.frontend.ast import Block, Cue
from filmc.frontend.cue_check import kind_of
from filmc.frontend.cues import LINE, CueKind
from filmc.ir.film import Shot
from filmc.ir.occurrences import Occurrence
from filmc.tools.lsp.features.cards import card_of, cue_card, scene_card, shot_card
from filmc.tools.lsp.features.making import making_card, picture_of
from filmc.tools.lsp.features.measures import measure_at
from filmc.tools.lsp.features.model_card import model_card
from filmc.tools.lsp.features.navigation import name_at
from filmc.tools.lsp.features.selection import path_to
from filmc.tools.lsp.script import Page

Found = tuple[str, Span]
"""A card and what it is about."""


def hover(page: Page, params: types.HoverParams) -> types.Hover | None:
    """Return the card of what is at a position, in Markdown, with its range."""
    offset = page.offset(params.position)
    named = name_at(page, params.position)
    found = (
        (named and _of_name(page, named))
        or measure_at(page, offset)
        or _of_cue(page, offset)
        or _of_model(page, offset)
        or _of_heading(page, offset)
    )
    faults = list(_faults(page, offset))
    if not found and not faults:
        return None
    card, span = found or ("", faults[0][1])
    told = "\n\n".join(part for part in (card, *(fault for fault, _ in faults)) if part)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, told), page.range(span.start, span.end))


def _faults(page: Page, offset: int) -> Iterator[Found]:
    """Yield why each thing that is wrong here is wrong; the editor itself shows what it is."""
    from filmc.base.codes import catalogue  # noqa: PLC0415  -- a film without faults needs none of it

    for note in page.notes:
        if note.span.start <= offset <= note.span.end and (told := catalogue().get(note.code)):
            yield f"**{note.code}** {told.title}: {told.why}", note.span


def _of_name(page: Page, named: Occurrence) -> Found | None:
    script, symbol = page.script, named.symbol
    if symbol.kind in ("shot", "scene"):
        labels = script.index.loose_labels.all
        spans = (each.block.heading.span for each in labels if each.symbol == symbol)
        card = _story(page, next((script.place(span) for span in spans), None))
    elif symbol.kind in ("variant", "parameter"):
        declared = script.index.loose_declaration(symbol)
        card = card_of(script, declared.kind, declared.name.value) if declared else None
    else:
        card = card_of(script, symbol.kind, symbol.name)
    return (card, named.span) if card else None


def _story(page: Page, heading: Span | None) -> str | None:
    """Return the card of the shot or scene with this heading."""
    film, place = page.script.film, page.script.place
    shot = next((each for each in film.shots if place(each.span) == heading), None)
    if shot:
        return _of_shot(page, shot)
    scene = next((each for each in film.scenes if place(each.span) == heading), None)
    return scene_card(film, scene) if scene else None


def _of_shot(page: Page, shot: Shot) -> str:
    script = page.script
    parts = [shot_card(script.film, shot, picture_of(script, shot)), making_card(script, shot)]
    return "\n\n".join(part for part in parts if part)


def _of_cue(page: Page, offset: int) -> Found | None:
    """Return the card of the cue whose key is at `offset`."""
    path = path_to(page, offset)
    cue = next((item for item in reversed(path) if isinstance(item, Cue)), None)
    if cue is None or not cue.key.span.start <= offset <= cue.key.span.end:
        return None
    kind = _kind(page, [item for item in path if isinstance(item, Block | Cue)], cue)
    return (cue_card(kind), cue.key.span) if kind and kind is not LINE else None


def _kind(page: Page, path: list[Block | Cue], cue: Cue) -> CueKind | None:
    """Return what a cue is where it stands."""
    names, place = page.script.names, "top"
    for item in path[: path.index(cue)]:
        if isinstance(item, Block):
            place = item.heading.word
        else:
            kind = kind_of(names, place, item)
            place = kind.inside if kind else place
    return kind_of(names, place, cue)


def _of_model(page: Page, offset: int) -> Found | None:
    """Return the card of the model that `via` names at `offset`."""
    cue = next((item for item in reversed(path_to(page, offset)) if isinstance(item, Cue)), None)
    if cue is None or cue.key.value.casefold() != "via" or cue.value is None:
        return None
    card = model_card(cue.value.value)
    return (card, cue.value.span) if card else None


def _of_heading(page: Page, offset: int) -> Found | None:
    """Return the card of the shot or scene in whose heading `offset` is."""
    blocks = [item for item in path_to(page, offset) if isinstance(item, Block)]
    if not blocks or not blocks[-1].heading.span.start <= offset <= blocks[-1].heading.span.end:
        return None
    card = _story(page, blocks[-1].heading.span)
    return (card, blocks[-1].heading.span) if card else None
