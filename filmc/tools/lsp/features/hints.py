"""Inlay hints: when each shot begins, how long it is where the text does not say, how long each line is spoken."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.ir.film import Shot
from filmc.tools.lsp.features.cards import shot_card, timecode
from filmc.tools.lsp.script import Page, Script

OPTIONS = types.InlayHintOptions(resolve_provider=True)


def hints(page: Page, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Return the hints of the shots whose headings, and of the lines that, are within a range."""
    within = page.span(params.range)
    return [
        hint
        for shot in page.script.checked.film.shots
        if shot.span.file == page.file
        for at, hint in _hints(page, shot)
        if within.start <= at <= within.end
    ]


def _hints(page: Page, shot: Shot) -> Iterator[tuple[int, types.InlayHint]]:
    film = page.script.checked.film
    length = "" if shot.written is not None else f" · {float(shot.frames / film.settings.rate):.1f} s"
    yield shot.span.end, _hint(page, shot.span.end, f"{timecode(film, shot.film_range.start)}{length}", shot.id)
    for line in shot.lines:
        if line.span.file == page.file:
            spoken = f"{float(line.shot_range.length / film.settings.rate):.1f} s"
            yield line.span.end, _hint(page, line.span.end, spoken if line.measured else f"≈ {spoken}", shot.id)


def _hint(page: Page, offset: int, label: str, shot: str) -> types.InlayHint:
    place = page.range(offset, offset).start
    return types.InlayHint(place, label, padding_left=True, data={"uri": page.uri, "shot": shot})


def resolved(scripts: list[Script], hint: types.InlayHint) -> types.InlayHint:
    """Return a hint with the card of its shot."""
    data = hint.data if isinstance(hint.data, dict) else {}
    for script in scripts:
        film = script.checked.film
        shot = next((each for each in film.shots if each.id == data.get("shot")), None)
        if shot and any(page.uri == data.get("uri") for page in script.pages()):
            hint.tooltip = types.MarkupContent(types.MarkupKind.Markdown, shot_card(film, shot))
    return hint
