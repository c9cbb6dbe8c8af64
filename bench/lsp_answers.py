"""How long the language server takes to answer: at 200 places of films of 2,000 and 10,000 lines, in this process.

    python bench/lsp_answers.py [PLACES]

Each row gives processor milliseconds: the middle, the 95th of a hundred, the worst, the bar. `after an edit` is what
stands between a keystroke and its answer: the check of the film, then the completion, or a hover over a shot.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from check import film_of  # noqa: E402  -- the checkout's own
from lsprotocol import types  # noqa: E402

from filmc.tools.lsp.features import completion, hints, hover, lenses, signature  # noqa: E402
from filmc.tools.lsp.films import Films  # noqa: E402
from filmc.tools.lsp.script import Page  # noqa: E402

URI = "untitled:long.film"
BAR = 80.0
"""Milliseconds."""


def main() -> None:
    """Measure, and print a row for each request."""
    places = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"load {os.getloadavg()[0]:.1f}; milliseconds of processor time, {places} places")
    for lines in (2_000, 10_000):
        films, text = Films(), film_of(lines)
        films.open(types.TextDocumentItem(URI, "film", 1, text))
        page = asked(films)
        page.script.index  # noqa: B018  -- built once, and kept up with edits from then on
        for name, ask in requests(page).items():
            told(f"{lines:,} lines, {name}", [spent(ask, page, place) for place in positions(text, places)])
        edits = [after_edit(films, text, number) for number in range(places // 10)]
        for number, name in enumerate(("the check", "completion", "hover")):
            told(f"{lines:,} lines, after an edit: {name}", [times[number] for times in edits])


def asked(films: Films) -> Page:
    """Return the long film's page."""
    page = films.page(URI)
    assert page
    return page


def requests(page: Page) -> dict[str, Callable[[Page, types.Position], object]]:
    """Return what is asked, by name."""
    document = types.TextDocumentIdentifier(page.uri)
    return {
        "completion": lambda page, at: completion.completion(page, types.CompletionParams(document, at)),
        "hover": lambda page, at: hover.hover(page, types.HoverParams(document, at)),
        "signature": lambda page, at: signature.signature(page, types.SignatureHelpParams(document, at)),
        "hints of a screen": lambda page, at: hints.hints(page, types.InlayHintParams(document, screen(at))),
        "lenses": lambda page, _: lenses.lenses(page, types.CodeLensParams(document)),
    }


def screen(at: types.Position) -> types.Range:
    """Return the sixty lines from a place on."""
    return types.Range(types.Position(at.line, 0), types.Position(at.line + 60, 0))


def positions(text: str, count: int) -> list[types.Position]:
    """Return places anywhere in the text, the same each time."""
    dice, lines = random.Random(7), text.split("\n")
    picked = [dice.randrange(len(lines)) for _ in range(count)]
    return [types.Position(line, dice.randrange(len(lines[line]) + 1)) for line in picked]


def spent(ask: Callable[[Any, types.Position], object], page: Page | None, place: types.Position) -> float:
    """Return the processor milliseconds of one answer."""
    began = time.process_time()
    ask(page, place)
    return (time.process_time() - began) * 1000


def after_edit(films: Films, text: str, number: int) -> list[float]:
    """Return the milliseconds of the check after an edit in the middle, of a completion there, and of a hover."""
    line = len(text.split("\n")) // 2
    place = types.Position(line, 0)
    change = types.TextDocumentContentChangePartial(types.Range(place, place), f"# {number}\n")
    films.change(URI, number + 2, [change])
    checked = spent(lambda *_: asked(films), None, place)
    page, heading = asked(films), types.Position(headings(text)[number], 6)
    ways = requests(page)
    return [checked, spent(ways["completion"], page, place), spent(ways["hover"], page, heading)]


def headings(text: str) -> list[int]:
    """Return the lines of shot headings."""
    return [number for number, line in enumerate(text.split("\n")) if line.startswith("    shot")]


def told(name: str, times: list[float]) -> None:
    """Print a row."""
    times.sort()
    middle, late = times[len(times) // 2], times[min(int(len(times) * 0.95), len(times) - 1)]
    print(f"{name:34} {middle:8.1f} {late:8.1f} {times[-1]:8.1f}   bar {BAR:.0f}")


if __name__ == "__main__":
    main()
