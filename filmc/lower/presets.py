"""Camera moves that have names of their own at a vendor: which of them is the move of a clip."""

from __future__ import annotations

from collections.abc import Iterable

from filmc.lower.model import Model

_DOES = "preset."
"""What an option of a model's table begins with that tells which moves a preset does: `dolly+ pedestal+`."""

Move = tuple[str, float, float]
"""An axis, from where, to where."""


def preset_for(camera: Iterable[Move], model: Model) -> str | None:
    """Return the preset that does the moves of a clip's camera and no others, in the vendor's word; None for none."""
    signs = {f"{axis}{'+' if end > start else '-'}" for axis, start, end in camera if start != end}
    named = {name.removeprefix(_DOES): moves for name, moves in model.options if name.startswith(_DOES)}
    return next((word for word in model.can.presets if signs and {*named.get(word, "").split()} == signs), None)
