"""The yardstick film's pens; a module of their own, because workers get them by name."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from filmc.lower.panel import Panel
from filmc.lower.timeline import Roll, Text
from filmc.render.draw.layer import Drawing, Pixels
from filmc.render.draw.reach import Reach
from filmc.render.media import premultiplied


def draw_panel(panel: Panel, height: int, reach: Reach) -> Drawing:
    raise NotImplementedError(panel, height, reach)  # the yardstick has stills only


def paint_roll(roll: Roll, width: int, height: int) -> Pixels:
    raise NotImplementedError(roll, width, height)


def paint_text(text: Text, width: int, height: int) -> Pixels:
    image = Image.new("RGBA", (width, height))
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(height // 12)
    pen.text((width / 2, height * 0.82), text.text, "white", font, "mm", stroke_width=3, stroke_fill="#000000")
    return premultiplied(np.asarray(image))
