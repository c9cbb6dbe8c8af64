"""Code lenses: what can be done with the film and with each shot, by a click. What costs money says how much.

A lens is first only a place; its words are found when it comes into sight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lsprotocol import types

from filmc.ir.film import Shot
from filmc.tools.lsp.features.status import status
from filmc.tools.lsp.script import Page, Script
from filmc.tools.report.cells import count


def lenses(page: Page, _params: types.CodeLensParams) -> list[types.CodeLens]:
    """Return the lenses of a file: above the film's heading, and above each shot."""
    script, film = page.script, page.script.film
    found = []
    if page.file == script.main and film.shots:
        block = script.checked.loose.screenplay.film
        start = script.place(block.heading.span).start if block and block.span.file == page.file else 0
        found += [_lens(page, start, name, "") for name in ("preview", "price")]
    for shot in film.shots:
        if shot.span.file == page.file:
            start = script.place(shot.span).start
            found += [_lens(page, start, name, shot.id) for name in _names(script, shot)]
    return found


def _names(script: Script, shot: Shot) -> Iterator[str]:
    """Yield what can be done with a shot: something that costs money only where it is known how much."""
    yield "preview"
    standing = script.standing
    if any(each.surveyed.block and len(each.surveyed.block.takes) > 1 for each in standing.of(shot.id)):
        yield "takes"
    if any(each.surveyed.job.model for each in standing.of(shot.id)):
        yield "prompt"
    if standing.price(shot.id) and not script.is_outdated:
        yield "make"


def _lens(page: Page, offset: int, name: str, shot: str) -> types.CodeLens:
    return types.CodeLens(page.range(offset, offset), data={"uri": page.uri, "do": name, "shot": shot})


def resolved(scripts: list[Script], lens: types.CodeLens) -> types.CodeLens:
    """Return a lens with its command; one whose shot or price is gone does nothing, and says so."""
    data: Mapping[str, Any] = lens.data if isinstance(lens.data, dict) else {}
    uri, shot, name = (str(data.get(key, "")) for key in ("uri", "shot", "do"))
    script = next((each for each in scripts if any(page.uri == uri for page in each.pages())), None)
    title = _title(script, name, shot) if script else ""
    arguments = [uri, *([shot] if shot else [])]
    lens.command = types.Command(title, f"filmc.{name}", arguments=arguments) if title else types.Command("–", "")
    return lens


def _title(script: Script, name: str, shot: str) -> str:
    """Return the words of a lens; empty where there is nothing to do."""
    match name:
        case "preview":
            return "▶ Preview"
        case "takes":
            return f"Compare {count(_takes(script, shot), 'take')}"
        case "prompt":
            return "Show prompt"
        case "make":
            price = script.standing.price(shot)
            return f"Make ({price})" if price else ""
        case "price":
            return _summary(script)
    return ""


def _takes(script: Script, shot: str) -> int:
    blocks = [each.surveyed.block for each in script.standing.of(shot)]
    return max((len(block.takes) for block in blocks if block), default=0)


def _summary(script: Script) -> str:
    """Return how long the film is and what finishing it costs."""
    told = status(script)
    minutes, rest = divmod(round(told["seconds"]), 60)
    price = f" · {told['price']} to finish" if told["price"] else ""
    return f"{count(told['shots'], 'shot')} · {minutes}:{rest:02}{price}"
