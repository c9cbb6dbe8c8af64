"""What a shot asks → what its model is told: the prompt in the model's style, and the wishes it has a place for."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.record import replace
from filmc.ir.film import Film, Shot
from filmc.lower.capabilities import Capabilities
from filmc.lower.model import Model
from filmc.lower.prompts import Part, Tongue, motion_parts, still_parts
from filmc.lower.request import ClipRequest, StillRequest
from filmc.lower.styles import Kind, Styled, styled
from filmc.lower.veil import Veil


def ask_still(film: Film, veil: Veil, shot: Shot, what: StillRequest, model: Model) -> tuple[StillRequest, Styled]:
    """Return the still as `model` is told it, and what of its prompt had no room."""
    can = model.can
    parts = still_parts(veil.film, veil.shot(shot), _tongue(film, can))
    prompt = _prompt("still", veil, parts, can, what.avoid, aspect=_ratio(what.aspect))
    told = replace(
        what,
        prompt=prompt.text,
        avoid=what.avoid if can.negative else "",
        loras=what.loras[: can.loras],
        steps=tuple(veil.told(step) for step in what.steps),
    )
    return told, prompt


def ask_clip(  # noqa: PLR0913 -- a clip and what it is of
    film: Film, veil: Veil, shot: Shot, what: ClipRequest, model: Model, *, from_words: bool
) -> tuple[ClipRequest, Styled]:
    """Return the clip as `model` is told it; `from_words` where no picture says what is in it."""
    can, veiled = model.can, veil.shot(shot)
    tongue = _tongue(film, can)
    numbered = by_numbers(what, can)
    moving = [part for part in motion_parts(veiled, tongue) if not (numbered and part.slot == "camera")]
    seen = {part.text for part in moving}
    parts = moving
    if from_words:
        parts = [*(part for part in still_parts(veil.film, veiled, tongue) if part.text not in seen), *moving]
    moves = (
        [] if numbered else [[_signed(curve.axis, curve.values) for curve in move.move.axes] for move in shot.camera]
    )
    prompt = _prompt(
        "clip", veil, parts, can, what.avoid, aspect=_ratio(what.aspect), seconds=what.milliseconds / 1000, moves=moves
    )
    told = replace(
        what,
        prompt=prompt.text,
        avoid=what.avoid if can.negative else "",
        camera=what.camera if numbered else (),
        paths=what.paths[: can.brush],
        holds=what.holds if can.holds else (),
    )
    return told, prompt


def by_numbers(what: ClipRequest, can: Capabilities) -> bool:
    """Tell whether the whole camera can be told in numbers."""
    axes = {axis for axis, start, end in what.camera if start != end}
    return bool(axes) and axes <= {*can.camera} and len(axes) <= (can.axes_at_once or len(axes))


def _prompt(kind: Kind, veil: Veil, parts: Sequence[Part], can: Capabilities, avoid: str, **more: object) -> Styled:
    named = [part._replace(text=veil.told(part.text)) for part in parts]
    return styled(can.style, kind, named, can.text, avoid="" if can.negative else avoid, **more)


def _tongue(film: Film, can: Capabilities) -> Tongue:
    """Return the language for the words of film: the model's own where the film is in that, else English.

    A Chinese film goes to a model that reads Chinese best in Chinese; an English one is not mixed with it.
    """
    chinese = film.settings.language.partition("-")[0] in ("zh", "cmn", "yue")
    return "zh" if can.language == "zh" and chinese else "en"


def _ratio(aspect: str) -> str:
    return aspect.replace("/", ":") if "/" in aspect else f"{aspect}:1"


def _signed(axis: str, values: Sequence[float]) -> str:
    """Return an axis with the way it goes: `pan-` is to the left."""
    return f"{axis}{'-' if values[-1] < values[0] else '+'}"
