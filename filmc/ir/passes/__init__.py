"""The passes over the film, one file each: `settle` says who, what and how; `allot` says when.

Between the two the speech is made (or not), so that `allot` can use measured lengths.
"""

from __future__ import annotations

from fractions import Fraction

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.ir.film import Entity, Film, Line, Scene, Shot
from filmc.ir.passes.acting import act
from filmc.ir.passes.captions import lay_captions
from filmc.ir.passes.continuity import check_continuity
from filmc.ir.passes.guidance import gather_guidance
from filmc.ir.passes.inherit import around, inherit, styled
from filmc.ir.passes.layout import fit_shots, lay_shots
from filmc.ir.passes.mentions import bind_mentions
from filmc.ir.passes.numbering import number_scenes
from filmc.ir.passes.reading import check_reading
from filmc.ir.passes.references import resolve_references
from filmc.ir.passes.sense import check_sense
from filmc.ir.passes.setups import expand_setup
from filmc.ir.passes.sounds import lay_sounds
from filmc.ir.passes.speech import Spoken
from filmc.ir.passes.stage import Stage, stage_of
from filmc.ir.passes.timing import time_shots
from filmc.ir.words import Blockings


def settle(notes: Notes, film: Film, blockings: Blockings, memo: Memo = ONCE) -> Film:
    """Return the film as `build_film` made it with everything in each shot that does not depend on time.

    `blockings` are the words for what a body does, by all their names.
    """
    stage = stage_of(film, blockings, memo)
    settings = film.settings
    film = film.with_scenes(
        [memo.nest(notes, _staged, scene, around(scene, settings, memo), stage) for scene in film.scenes]
    )
    film = gather_guidance(film, memo)
    film = number_scenes(film, memo)
    return resolve_references(notes, film, memo)


def _staged(notes: Notes, memo: Memo, told: Scene, scene: Scene, stage: Stage) -> Scene:
    """Return a scene as it is `told` with its style and all its shots; `scene` is what they take from it."""
    shots = [memo.recall(notes, _played, shot, scene, stage) for shot in told.shots]
    return styled(told, scene).with_shots(shots)


def _played(notes: Notes, shot: Shot, scene: Scene, stage: Stage) -> Shot:
    """Return the shot with what it takes from its scene, and everybody who is in it at their place and at work."""
    shot = inherit(shot, scene)
    shot = expand_setup(notes, shot, scene)
    shot = bind_mentions(shot, scene, stage.mentioned)
    return act(shot, stage.actors, stage.blockings)


def allot(notes: Notes, film: Film, spoken: Spoken, memo: Memo = ONCE) -> Film:
    """Return the settled film on its time line, in whole frames; then look at it as a crew would.

    `spoken(line, speaker)` gives the exact seconds of a line that is made, or None (`estimated` for all).
    """
    film = time_shots(notes, film, spoken, memo)
    film = fit_shots(notes, film, memo)
    film = lay_shots(film, memo)
    film = lay_captions(notes, film, memo)
    film = lay_sounds(notes, film, memo)
    check_continuity(notes, film, memo)
    check_sense(notes, film, memo)
    check_reading(notes, film, memo)
    return film


def estimated(_line: Line, _speaker: Entity | None) -> Fraction | None:
    """Say of every line that it is not made yet, so that `allot` estimates."""
    return None
