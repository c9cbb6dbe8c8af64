"""An effect or ambience from its recipe's name: picks the recipe, performs it, sets its level."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from filmc.lower.request import SoundRequest
from filmc.produce.animatic import creatures, engines, fantastic, foley, nature, struck
from filmc.produce.animatic.level import edged, levelled
from filmc.produce.animatic.stage import Stage
from filmc.produce.animatic.synth import Samples, count, dice, filtered, low_pass

Recipe = tuple[Callable[[Stage], None], float]
"""How it is performed, and its level: dB below full scale, gated rms."""

RECIPES: dict[str, Recipe] = {
    **foley.RECIPES,
    **struck.RECIPES,
    **nature.RECIPES,
    **creatures.RECIPES,
    **engines.RECIPES,
    **fantastic.RECIPES,
}
"""Every recipe by its name, as `SoundWord.recipe` gives it."""

PLAIN = "tick"
"""What an unknown recipe sounds like: a small neutral touch."""

_FAR = ("distant", "far", "faint", "muffled", "outside", "远", "隐约")
_SOFT = ("soft", "quiet", "gentle", "light", "faint", "轻", "柔", "微")
_LOUD = ("loud", "heavy", "violent", "huge", "大声", "巨", "猛", "重")


def effect(request: SoundRequest) -> Samples:
    """Return the stereo sound (n, 2) of a request, exactly as long as it asks.

    The same request is always the same sound; other words make another take of the recipe. A loop has no seam.
    """
    words = request.words.lower()
    perform, decibels = RECIPES.get(request.recipe) or RECIPES[PLAIN]
    rng = dice("effect", request.recipe, words, str(request.milliseconds))
    stage = Stage(count(request.milliseconds / 1000), rng, words, ring=request.loop)
    perform(stage)
    if stage.says(*_FAR):
        _distance(stage)
        decibels -= 7
    decibels += 2.0 * stage.says(*_LOUD) - 4.0 * stage.says(*_SOFT)
    sound = levelled(stage.sound, decibels)
    return sound if request.loop else edged(sound)


def _distance(stage: Stage) -> None:
    """Air takes the treble away and the surroundings answer."""
    sides = [filtered(stage.sound[:, side], low_pass(1400, 0.6), ring=stage.ring) for side in (0, 1)]
    stage.sound = np.stack(sides, axis=1)
    stage.room(1.4, 0.5)
