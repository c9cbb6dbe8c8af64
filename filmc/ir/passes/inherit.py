"""Gives every shot what it does not say itself: from its scene, else from the film. The nearest one wins.

Look, light, lens and footage are inherited one by one; light and its free words are one thing. The scene's
`with` places everybody in each of its shots that has no `with` of its own and is framed on nobody in particular;
whoever a shot names comes as the variant that the scene named.
"""

from __future__ import annotations

from typing import Any

from filmc.base.memo import Memo
from filmc.ir.film import Presence, Scene, Shot, Styled

_NOWHERE = Scene(id="", number=0, where="EXT", place=None, slug_place="", time_of_day="", shots=())


def around(scene: Scene, film: Styled, memo: Memo) -> Scene:
    """Return of a scene what its shots take from it, and nothing else: style (its own, else the film's) and cast."""
    return memo.copy(_NOWHERE, cast=scene.cast, props=scene.props, strangers=scene.strangers, **_style(scene, film))


def inherit(shot: Shot, scene: Scene) -> Shot:
    """Return the shot with the style and the cast of `scene`, as `around` gives it, where it has none of its own."""
    return shot.model_copy(update=_style(shot, scene) | _present(shot, scene))


def styled(scene: Scene, around: Styled) -> Scene:
    """Return the scene with the style of what is `around` its shots: its own, else the film's."""
    return scene.model_copy(update=_style(around, around))


def _style(near: Styled, far: Styled) -> dict[str, Any]:
    lit = near if near.light or near.light_words else far
    return {
        "look": near.look or far.look,
        "light": lit.light,
        "light_words": lit.light_words,
        "lens": near.lens or far.lens,
        "footage": near.footage or far.footage or "imagined",
    }


def _present(shot: Shot, scene: Scene) -> dict[str, Any]:
    """Return cast and props of the shot: its own, or those of a scene that names them for all its shots."""
    if shot.cast or shot.props:
        return {"cast": _own_cast(shot, scene)}
    framed = shot.subject or (shot.setup and shot.setup.parameters)
    return {} if framed else {"cast": scene.cast, "props": scene.props}


def _own_cast(shot: Shot, scene: Scene) -> tuple[Presence, ...]:
    variants = {presence.name: presence.variant for presence in scene.cast}
    return tuple(
        presence if presence.variant else presence.model_copy(update={"variant": variants.get(presence.name)})
        for presence in shot.cast
    )
