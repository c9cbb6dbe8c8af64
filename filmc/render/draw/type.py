"""Words as pictures: titles, lower thirds, subtitles, cards, credits. Text is drawn as written, and is no syntax."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from filmc.base.digest import seed
from filmc.base.record import record, replace
from filmc.lower import subtitles
from filmc.lower.lettering import Lettering
from filmc.lower.linebreak import balanced
from filmc.lower.timeline import Roll, Slate, Text
from filmc.render.draw.fonts import Weight, drawable, face, runs
from filmc.render.draw.layer import Pixels

Colour = tuple[int, int, int]
Mask = NDArray[np.float32]

WHITE: Colour = (250, 249, 246)
LEADING = 1.32
SMALLEST = 0.012
"""Of the frame's height: the size below which text is rather cut than made smaller."""


@record
class Style:
    """How a kind of text is set; lengths are parts of the frame's height (`width` of its width).

    `x` and `y` are where the block's anchor lies in the frame, `anchor` which of its points that is.
    """

    size: float
    weight: Weight
    width: float
    height: float
    x: float
    y: float
    anchor: Literal["left", "centre"]
    vertical: Literal["top", "middle", "bottom"]
    outline: float = 0.0
    shadow: float = 0.35
    bar: bool = False
    plate: float = 0.0
    ground: Colour = (0, 0, 0)
    colour: Colour = WHITE
    italic: bool = False
    brush: bool = False


STYLES: dict[str, Style] = {
    "title": Style(0.105, "bold", 0.84, 0.62, 0.5, 0.46, "centre", "middle", shadow=0.55),
    "centre": Style(0.062, "text", 0.8, 0.7, 0.5, 0.5, "centre", "middle", shadow=0.5),
    "top": Style(0.05, "text", 0.8, 0.4, 0.5, 0.08, "centre", "top", shadow=0.5),
    "lower third": Style(0.05, "bold", 0.6, 0.3, 0.07, 0.8, "left", "bottom", bar=True, shadow=0.5),
    "subtitle": Style(
        subtitles.letter_size(1.0),
        "text",
        subtitles.WIDTH,
        0.24,
        0.5,
        0.945,
        "centre",
        "bottom",
        outline=0.09,
        shadow=0.6,
    ),
    "footage": Style(0.028, "text", 0.4, 0.1, 0.04, 0.05, "left", "top", plate=0.5, shadow=0.0),
    "quad": Style(0.7, "text", 0.94, 0.94, 0.5, 0.5, "centre", "middle", shadow=0.0),
}


@record
class Block:
    """Text that has been set: its lines, and the size in pixels at which they fit."""

    lines: tuple[str, ...]
    size: int
    weight: Weight

    @property
    def width(self) -> int:
        """The longest line, in pixels."""
        return round(max((line_width(line, self.size, self.weight) for line in self.lines), default=0.0))

    @property
    def height(self) -> int:
        """All lines, in pixels."""
        return round(len(self.lines) * self.size * LEADING)


def paint_text(text: Text, width: int, height: int) -> Pixels:
    """Return a whole frame, transparent but for `text` in its style; for words in a quad, the board that they fill."""
    style = lettered(STYLES[text.style], text.lettering)
    if text.style != "quad":
        style = replace(style, size=style.size * subtitles.narrowed(width / height))
    board = style if text.style == "quad" and style.plate else None
    style = replace(style, plate=0.0) if board else style
    words = _painted(set_text(text.text, style, width, height), style, width, height)
    return _on_board(words, board) if board else words


def _on_board(words: Pixels, style: Style) -> Pixels:
    """Return words on a ground that reaches from edge to edge."""
    board = np.empty_like(words)
    board[:] = (np.array([*style.ground, 255]) * style.plate).astype(np.uint8)
    _over(board, words)
    return board


def lettered(style: Style, lettering: Lettering) -> Style:
    """Return `style` as the author wants it set: what they say nothing about stays."""
    weights: dict[str, Weight] = {"bold": "bold", "light": "text"}
    if lettering.ground:
        style = replace(style, plate=0.85, ground=lettering.ground, shadow=0.0)
    return replace(
        style,
        size=style.size * lettering.size,
        weight=weights.get(lettering.weight, style.weight),
        colour=lettering.ink or style.colour,
        italic=lettering.italic,
        brush=lettering.brush,
    )


def set_text(text: str, style: Style, width: int, height: int) -> Block:
    """Return `text` in lines at the largest size, up to the style's own, at which it fits its part of the frame."""
    words = "\n".join(drawable(line) for line in text.split("\n"))
    room_x, room_y = style.width * width, style.height * height
    size = style.size * height
    while True:
        pixels = max(round(size), 6)
        block = Block(_lines(words, pixels, style.weight, room_x), pixels, style.weight)
        if block.height <= room_y or size <= SMALLEST * height:
            return _cut(block, room_y)
        size *= 0.88


def _lines(words: str, size: int, weight: Weight, room: float) -> tuple[str, ...]:
    def measure(line: str) -> float:
        return line_width(line, size, weight)

    return tuple(balanced(words, lambda line: measure(line) <= room, measure))


def _cut(block: Block, room: float) -> Block:
    most = max(int(room / (block.size * LEADING)), 1)
    if len(block.lines) <= most:
        return block
    return Block((*block.lines[: most - 1], block.lines[most - 1][:-1] + "…"), block.size, block.weight)


@lru_cache(maxsize=4096)
def line_width(line: str, size: int, weight: Weight) -> float:
    """Return the width of one line in pixels."""
    return sum(face(run.font, size).getlength(run.text) for run in runs(line, weight))


def _painted(block: Block, style: Style, width: int, height: int) -> Pixels:
    """Return a whole frame with the block in it; only the block and its surroundings are worked on."""
    left, top = _corner(block, style, width, height)
    pad = round(block.size * 0.7) + 2
    x, y = max(left - pad, 0), max(top - pad, 0)
    right, bottom = min(left + block.width + pad, width), min(top + block.height + pad, height)
    frame = np.zeros((height, width, 4), np.uint8)
    if right > x and bottom > y:
        frame[y:bottom, x:right] = _part(block, style, (right - x, bottom - y), (left - x, top - y))
    return frame


def _part(block: Block, style: Style, size: tuple[int, int], corner: tuple[int, int]) -> Pixels:
    mask = _letters(block, style, size, corner)
    canvas = np.zeros((size[1], size[0], 4), np.float32)
    if style.plate:
        _plate(canvas, block, corner, style)
    if style.shadow:
        _lay(canvas, _soft(mask, block.size * 0.09, block.size * 0.03) * style.shadow * 1.6, (0, 0, 0))
    if style.outline:
        _lay(canvas, _grown(mask, max(block.size * style.outline * 0.5, 1.0)), (0, 0, 0))
    _lay(canvas, mask, style.colour)
    if style.bar:
        _bar(canvas, block, corner)
    return np.asarray(np.clip(canvas + 0.5, 0, 255), np.uint8)


def _corner(block: Block, style: Style, width: int, height: int) -> tuple[int, int]:
    left = style.x * width - (block.width / 2 if style.anchor == "centre" else 0)
    top = style.y * height - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[style.vertical] * block.height
    return round(left), round(min(max(top, 0), max(height - block.height, 0)))


def block_mask(block: Block, style: Style, frame: tuple[int, int]) -> Mask:
    """Return the letters' coverage, 0..1, over a whole frame of (width, height)."""
    return _letters(block, style, frame, _corner(block, style, *frame))


def _letters(block: Block, style: Style, frame: tuple[int, int], corner: tuple[int, int]) -> Mask:
    """Return the letters' coverage by the hand that sets them: upright or slanted, printed or brushed."""
    mask = _mask(block, style.anchor, frame, corner)
    if style.italic:
        mask = _slanted(mask, block, corner)
    return _brushed(mask, "\n".join(block.lines), block.size) if style.brush else mask


def _slanted(mask: Mask, block: Block, corner: tuple[int, int]) -> Mask:
    """Lean each line to the right about its middle, as no font that comes along does."""
    height, width = mask.shape
    step = block.size * LEADING
    leaning = np.zeros_like(mask)
    for index in range(len(block.lines)):
        top, bottom = round(corner[1] + index * step), round(corner[1] + (index + 1) * step)
        top, bottom = max(top, 0), min(bottom, height)
        middle = (bottom - top) / 2
        lean = np.array([[1.0, -_LEAN, _LEAN * middle], [0.0, 1.0, 0.0]])
        leaning[top:bottom] = cv2.warpAffine(mask[top:bottom], lean, (width, bottom - top))
    return leaning


_LEAN = 0.21
"""How far italics lean: twelve degrees."""


def _brushed(mask: Mask, text: str, size: int) -> Mask:
    """Give the letters the edge and the dry streaks of a brush."""
    dice = np.random.default_rng(seed("cover", text))
    height, width = mask.shape
    coarse = dice.normal(0, 1, (height // 3 + 1, width // 12 + 1)).astype(np.float32)
    grain = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    bold = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size // 22 * 2 + 1,) * 2))
    soft = cv2.GaussianBlur(bold, (0, 0), max(size / 60, 0.5))
    edge = np.clip((soft - 0.5 + grain * 0.1) * 5 + 0.5, 0, 1)
    streaks = np.clip(1.35 - np.maximum(grain - 0.9, 0) * 1.1, 0.25, 1)
    return np.asarray(edge * streaks, np.float32)


def _mask(block: Block, align: str, frame: tuple[int, int], corner: tuple[int, int]) -> Mask:
    """Return the letters' coverage, 0..1, over the whole frame."""
    image = Image.new("L", frame, 0)
    pen = ImageDraw.Draw(image)
    for index, line in enumerate(block.lines):
        x = float(corner[0])
        if align == "centre":
            x += (block.width - line_width(line, block.size, block.weight)) / 2
        baseline = corner[1] + (index + 0.5) * block.size * LEADING + block.size * 0.36
        for run in runs(line, block.weight):
            font = face(run.font, block.size)
            pen.text((x, baseline), run.text, fill=255, font=font, anchor="ls")
            x += font.getlength(run.text)
    return np.asarray(image, np.float32) / 255.0


def _lay(canvas: NDArray[np.float32], mask: Mask, colour: Colour) -> None:
    """Put `colour` over the premultiplied canvas where the mask is."""
    cover = np.clip(mask, 0.0, 1.0)[..., None]
    canvas *= 1.0 - cover
    canvas += cover * np.array([*colour, 255], np.float32)


def _soft(mask: Mask, blur: float, drop: float) -> Mask:
    moved = np.roll(mask, round(drop), axis=0)
    return np.asarray(cv2.GaussianBlur(moved, (0, 0), max(blur, 0.6)), np.float32)


def _grown(mask: Mask, pixels: float) -> Mask:
    reach = 2 * int(np.ceil(pixels)) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    return np.asarray(cv2.GaussianBlur(cv2.dilate(mask, kernel), (0, 0), 0.7), np.float32)


def _bar(canvas: NDArray[np.float32], block: Block, corner: tuple[int, int]) -> None:
    """Draw the short upright line that a lower third leans on."""
    thick = max(round(block.size * 0.09), 2)
    x = max(corner[0] - 3 * thick, 0)
    canvas[corner[1] + thick : corner[1] + block.height - thick, x : x + thick] = (242, 196, 92, 255)


def _plate(canvas: NDArray[np.float32], block: Block, corner: tuple[int, int], style: Style) -> None:
    pad = round(block.size * 0.4)
    top, left = max(corner[1] - pad // 2, 0), max(corner[0] - pad, 0)
    area = canvas[top : corner[1] + block.height + pad // 2, left : corner[0] + block.width + pad]
    area[:] = np.array([*style.ground, 255]) * style.plate


def paint_slate(slate: Slate, width: int, height: int) -> Pixels:
    """Return an opaque card: a heading, and the words under it, on dark paper."""
    canvas = np.empty((height, width, 4), np.uint8)
    canvas[:] = (38, 40, 46, 255)
    for text, style in ((slate.heading, _SLATE_HEAD), (slate.words, _SLATE_WORDS)):
        _over(canvas, _painted(set_text(text, style, width, height), style, width, height))
    return canvas


_SLATE_HEAD = Style(0.06, "bold", 0.84, 0.2, 0.5, 0.4, "centre", "bottom", shadow=0.0)
_SLATE_WORDS = Style(0.042, "text", 0.76, 0.4, 0.5, 0.46, "centre", "top", shadow=0.0, colour=(178, 182, 190))


def _over(canvas: Pixels, painted: Pixels) -> None:
    rest = 255 - painted[..., 3:].astype(np.uint16)
    canvas[:] = np.minimum(painted + (canvas * rest + 127) // 255, 255).astype(np.uint8)


def paint_roll(roll: Roll, width: int, height: int) -> Pixels:
    """Return the end credits as one tall opaque picture; it begins and ends with an empty frame."""
    entries = [_credit(roles, names, width, height) for roles, names in roll.entries]
    gap = round(height * 0.07)
    tall = 2 * height + sum(entry.shape[0] + gap for entry in entries)
    canvas = np.empty((tall, width, 4), np.uint8)
    canvas[:] = (*roll.colour, 255)
    top = height
    for entry in entries:
        _over(canvas[top : top + entry.shape[0]], entry)
        top += entry.shape[0] + gap
    return canvas


def _credit(roles: str, names: str, width: int, height: int) -> Pixels:
    small = set_text(roles, Style(0.03, "text", 0.8, 0.3, 0.5, 0, "centre", "top"), width, height)
    large = set_text(names, Style(0.05, "text", 0.8, 9.0, 0.5, 0, "centre", "top"), width, height)
    tall = small.height + large.height
    top = Style(0, "text", 1, 1, 0.5, 0, "centre", "top", shadow=0, colour=(168, 170, 176))
    below = Style(0, "text", 1, 1, 0.5, small.height / tall, "centre", "top", shadow=0)
    canvas = _painted(small, top, width, tall)
    _over(canvas, _painted(large, below, width, tall))
    return canvas


def paint_sign(text: str, width: int, height: int, colour: Colour) -> Pixels:
    """Return `text` filling a transparent box of `width` × `height` pixels: words on a board, a letter, a sign."""
    style = Style(0.8, "text", 0.94, 0.94, 0.5, 0.5, "centre", "middle", shadow=0.0, colour=colour)
    return _painted(set_text(text, style, width, height), style, width, height)
