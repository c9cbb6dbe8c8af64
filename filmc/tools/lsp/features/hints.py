"""Inlay hints: when each shot begins, how long it is where the text does not say, what plays and what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.ir.film import Line, Shot
from filmc.tools.lsp.features.cards import seconds, shot_card, timecode
from filmc.tools.lsp.features.making import making_card
from filmc.tools.lsp.script import Page, Script


def hints(page: Page, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Return the hints of the shots whose headings, and of the lines that, are within a range."""
    within = page.span(params.range)
    return [
        _hint(page, at, label, shot.id)
        for shot in page.script.film.shots
        if shot.span.file == page.file
        for at, label in _labels(page.script, page.file, shot)
        if within.start <= at <= within.end
    ]


def _labels(script: Script, file: str, shot: Shot) -> Iterator[tuple[int, str]]:
    film = script.film
    length = seconds(film, shot.frames) if shot.written is None else ""
    yield script.place(shot.span).end, _joined(timecode(film, shot.film_range.start), length, *_making(script, shot))
    for line in shot.lines:
        if line.span.file == file:
            yield script.place(line.span).end, _spoken(script, shot, line)


def _spoken(script: Script, shot: Shot, line: Line) -> str:
    """Return how long a line is spoken; of how long a shot, where that is written and the line fills most of it."""
    film = script.film
    about = "" if line.measured else "≈ "
    long = seconds(film, line.shot_range.length)
    full = shot.written is not None and line.shot_range.end * 10 > shot.frames * 9
    return f"{about}{long}{f' of {seconds(film, shot.frames)}' if full else ''}"


def _making(script: Script, shot: Shot) -> Iterator[str]:
    """Yield which take plays for the shot's picture, and what finishing the shot costs; `?` where the text is newer."""
    standing, mark = script.standing, "?" if script.is_outdated else ""
    playing = [each for each in standing.of(shot.id) if each.chosen and each.surveyed.job.kind in ("clip", "still")]
    if playing:
        best = max(playing, key=lambda each: each.surveyed.job.kind == "clip")
        block = best.surveyed.block
        yield f"take {best.chosen}/{len(block.takes) if block else best.chosen}{mark}"
    if price := standing.price(shot.id):
        yield f"{price}{mark}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _hint(page: Page, offset: int, label: str, shot: str) -> types.InlayHint:
    place = page.range(offset, offset).start
    return types.InlayHint(place, label, padding_left=True, data={"uri": page.uri, "shot": shot})


def resolved(scripts: list[Script], hint: types.InlayHint) -> types.InlayHint:
    """Return a hint with the card of its shot."""
    data = hint.data if isinstance(hint.data, dict) else {}
    for script in scripts:
        film = script.film
        shot = next((each for each in film.shots if each.id == data.get("shot")), None)
        if shot and any(page.uri == data.get("uri") for page in script.pages()):
            card = "\n\n".join(part for part in (shot_card(film, shot), making_card(script, shot)) if part)
            hint.tooltip = types.MarkupContent(types.MarkupKind.Markdown, card)
    return hint
