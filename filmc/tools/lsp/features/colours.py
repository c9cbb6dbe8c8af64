"""Colours in the text, as swatches, and the ways in which a colour can be written."""

from __future__ import annotations

from lsprotocol import types

from filmc.base.diagnostic import Notes
from filmc.frontend.ast import Block, Cue, walk
from filmc.frontend.cues import find_cue
from filmc.frontend.values import read_colour
from filmc.tools.lsp.script import Page

_PLACES = ("transition", "light")
"""Blocks whose `colour:` is one."""


def colours(page: Page, _params: types.DocumentColorParams) -> list[types.ColorInformation]:
    """Return every colour that a file states, with its place."""
    blocks = [item for item in page.tree.items if isinstance(item, Block) and item.heading.word in _PLACES]
    cues = [cue for block in blocks for cue in walk(block) if isinstance(cue, Cue) and cue.value]
    found = []
    for cue in cues:
        kind = find_cue("light", cue.key.value)
        colour = read_colour(Notes(), cue.value) if kind and kind.value == "colour" and cue.value else None
        if colour and cue.value:
            found.append(types.ColorInformation(page.range(cue.value.span.start, cue.value.span.end), _read(colour)))
    return found


def written(page: Page, params: types.ColorPresentationParams) -> list[types.ColorPresentation]:
    """Return how a colour is written in a film."""
    del page
    red, green, blue = map(_byte, (params.color.red, params.color.green, params.color.blue))
    label = f"#{red:02x}{green:02x}{blue:02x}"
    return [types.ColorPresentation(label, types.TextEdit(params.range, label))]


def _byte(part: float) -> int:
    """Return a part of a colour from 0 to 255; what is out of bounds is at the nearest one, what is no number at 0."""
    return round(min(max(0.0, part), 1.0) * 255)


def _read(colour: str) -> types.Color:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return types.Color(red, green, blue, 1.0)
