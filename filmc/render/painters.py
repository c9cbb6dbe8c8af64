"""The pens that rendering works with: panels, words, credits."""

from __future__ import annotations

from filmc.render.draw.picture import draw, pieces
from filmc.render.draw.type import paint_roll, paint_text
from filmc.render.studio import Painters

PAINTERS = Painters(draw, paint_text, paint_roll, pieces)
"""The animatic's own."""
