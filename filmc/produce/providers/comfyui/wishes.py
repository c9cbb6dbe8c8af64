"""A job as slots of a workflow: its words, seed, shape, length, and how much may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from filmc.base.digest import digest
from filmc.lower.request import ClipRequest, EditRequest, EnhanceRequest, EnlargeRequest, LipSyncRequest, StillRequest
from filmc.produce.protocol.adapter import Asked
from filmc.produce.protocol.pixels import size_of
from filmc.produce.protocol.shapes import seconds_of, sides_near, sides_of
from filmc.produce.protocol.voices import style_of
from filmc.produce.providers.comfyui.workflow import CONTROLS, Value, WorkflowError

_SETTINGS: Mapping[str, Callable[[str], Value]] = {
    "checkpoint": str,
    "control-model": str,
    **{f"control-{kind}": str for kind in CONTROLS},
    "steps": int,
    "cfg": float,
    "guidance": float,
    "sampler": str,
    "scheduler": str,
    "strength": float,
}
"""What the table or the user sets of how it is made."""


def wishes_of(asked: Asked, how: Mapping[str, str]) -> dict[str, Value]:
    """Return what a job wishes, by slot, made as `how` says. WorkflowError for a number that is none.

    Its files and LoRAs are put in by who sends them.
    """
    try:
        return _wishes(asked, how)
    except (ArithmeticError, ValueError) as error:
        raise WorkflowError(f"what is set for it is no number: {error}") from None


def _wishes(asked: Asked, how: Mapping[str, str]) -> dict[str, Value]:
    what = asked.job.sent
    seed = asked.seed if asked.seed is not None else int(digest([asked.job.key, asked.number])[:8], 16)
    said: dict[str, Value] = {"prompt": _words(what), "avoid": getattr(what, "avoid", ""), "seed": seed}
    if isinstance(what, StillRequest | EditRequest | ClipRequest) and "area" in how:
        said["width"], said["height"] = sides_near(what.aspect, int(how["area"]), int(how.get("step", "8")))
    else:
        said["width"], said["height"] = sides_of(asked.job)
    if not isinstance(what, StillRequest | EditRequest | EnlargeRequest | EnhanceRequest | LipSyncRequest):
        said |= _length(asked, float(how.get("fps", "0")))
    if isinstance(what, EditRequest):
        said |= _repair(what, asked)
    return {**_settings(how), **said}


def _settings(how: Mapping[str, str]) -> dict[str, Value]:
    return {name: kind(how[name]) for name, kind in _SETTINGS.items() if how.get(name)}


def _words(what: Any) -> str:
    if hasattr(what, "moods"):
        return style_of(what)
    return str(getattr(what, "prompt", "") or getattr(what, "text", "") or getattr(what, "words", ""))


def _length(asked: Asked, fps: float) -> dict[str, Value]:
    """Return length as seconds and as frames: a multiple of four and one, as these models want it."""
    seconds = float(seconds_of(asked.job))
    return {"seconds": seconds, **({"fps": fps, "frames": round(seconds * fps / 4) * 4 + 1} if fps else {})}


def _repair(what: EditRequest, asked: Asked) -> dict[str, Value]:
    said: dict[str, Value] = {}
    if what.keep:
        _, said["keep-weight"], said["keep-start"], said["keep-end"] = what.keep
    if what.repair == "extend":
        width, height = size_of(asked.files["picture"]) or sides_of(asked.job)
        sides = {"top": height, "bottom": height, "left": width, "right": width}
        said |= {name: round(edge * side / 8) * 8 for (name, side), edge in zip(sides.items(), what.edges, strict=True)}
    return said
