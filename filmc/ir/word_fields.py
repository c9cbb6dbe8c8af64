"""Which cue of a word's block fills which field of its model, and how its text is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast, get_args

from filmc.base.diagnostic import Notes
from filmc.base.patterns import late
from filmc.base.world import OutsideProjectError, beside
from filmc.frontend.ast import Text
from filmc.frontend.files import INSIDE
from filmc.frontend.screenplay import Kind
from filmc.frontend.value import Duration
from filmc.frontend.values import (
    read_axes,
    read_choice,
    read_colour,
    read_degrees,
    read_duration,
    read_length,
    read_list,
    read_moment,
    read_number,
    read_percent,
    read_traits,
    read_yes_no,
)
from filmc.frontend.values.amounts import within
from filmc.frontend.written import part
from filmc.ir.node import Node
from filmc.ir.vocabulary import (
    Axis,
    Blocking,
    Curve,
    Face,
    LightWord,
    Look,
    Mood,
    Move,
    Performance,
    Setup,
    Size,
    TransitionWord,
)

Reader = Callable[[Notes, Text], Any]
"""Returns the field's value, or None after noting what is wrong."""

RATE = 24
"""Frames a second for a word that counts its length in frames: a library belongs to no film."""

SPOTS: dict[str, tuple[str, str]] = {
    **{word: ("side", word) for word in ("left", "right")},
    **dict.fromkeys(("centre", "center", "middle", "中"), ("side", "centre")),
    "左": ("side", "left"),
    "右": ("side", "right"),
    **dict.fromkeys(("near", "近"), ("depth", "near")),
    **dict.fromkeys(("far", "远"), ("depth", "far")),
    **dict.fromkeys(("front", "facing front", "正面"), ("facing", "front")),
    **dict.fromkeys(("back", "facing back", "背面"), ("facing", "back")),
    "facing left": ("facing", "left"),
    "facing right": ("facing", "right"),
    **{word: ("posture", word) for word in ("standing", "sitting", "lying", "kneeling", "leaning")},
    "站": ("posture", "standing"),
    "坐": ("posture", "sitting"),
    "躺": ("posture", "lying"),
    "跪": ("posture", "kneeling"),
    **{word: ("level", word) for word in ("high", "low")},
}
"""Words of a placement, folded: which field of a `Spot` they fill, and with what."""

_TRAITS = {
    "brows": (-1.0, 1.0),
    "slant": (-1.0, 1.0),
    "eyes": (0.0, 1.3),
    "mouth": (-1.0, 1.0),
    "open": (0.0, 1.0),
    "tears": (0.0, 1.0),
    "blush": (0.0, 1.0),
}
"""What a face is made of, from least to most."""

_BEATS = late(r"\s*(bpm|拍)\s*", re.IGNORECASE)


def _text(_notes: Notes, text: Text) -> str:
    return " ".join(text.value.split())


def _list(notes: Notes, text: Text) -> tuple[str, ...]:
    return tuple(entry.value for entry in read_list(notes, text))


def _number(low: float, high: float) -> Reader:
    def read(notes: Notes, text: Text) -> float | None:
        found = read_number(notes, text, low, high)
        return None if found is None else float(found)

    return read


def _choice(model: type[Node], field: str) -> Reader:
    def read(notes: Notes, text: Text) -> str | None:
        return read_choice(notes, text, get_args(model.model_fields[field].annotation))

    return read


def _degrees(notes: Notes, text: Text) -> float | None:
    found = read_degrees(notes, text)
    return None if found is None else float(found)


def _figure(notes: Notes, text: Text) -> float | None:
    """Read how many times as tall as the frame a standing adult is: from 1% to 5000%."""
    found = read_percent(notes, text, None)
    bounded = None if found is None else within(notes, text, found * 100, 1, 5000)
    return None if bounded is None else float(bounded / 100)


def _seconds(read: Callable[[Notes, Text], Duration | None]) -> Reader:
    def seconds(notes: Notes, text: Text) -> float | None:
        found = read(notes, text)
        if found is None:
            return None
        return float(found.seconds) if found.seconds is not None else (found.frames or 0) / RATE

    return seconds


def _tempo(notes: Notes, text: Text) -> float | None:
    return cast("float | None", _number(20, 300)(notes, part(text, 0, len(_BEATS.sub("", text.value)))))


def _axes(notes: Notes, text: Text) -> tuple[Curve, ...]:
    curves = read_axes(notes, text)
    return tuple(Curve(axis=cast("Axis", curve.axis), values=tuple(map(float, curve.values))) for curve in curves)


def _face(notes: Notes, text: Text) -> Face:
    traits = read_traits(notes, text, tuple(_TRAITS))
    kept = {name: within(notes, text, value, *_TRAITS[name]) for name, value in traits.items()}
    known = {name: float(value) for name, value in kept.items() if value is not None}
    face: dict[str, Any] = known | {name: known[name] > 0 for name in ("tears", "blush") if name in known}
    return Face(**face)


def _travel(notes: Notes, text: Text) -> tuple[float, float] | None:
    ways = [part(text, found.start(), found.end()) for found in re.finditer(r"\S+", text.value)]
    lengths = [read_length(notes, way) for way in ways]
    if len(lengths) != 2 or any(length and length.unit == "px" for length in lengths):
        notes.add("E0405", text.span, "a way is two shares of the frame", "across and up, as `40% 0%`")
        return None
    across, up = lengths
    return (float(across.amount), float(up.amount)) if across and up else None


def _grade(notes: Notes, text: Text) -> str | None:
    try:
        return beside(text.span.file, text.value)
    except OutsideProjectError:
        notes.add("E0602", text.span, f"`{text.value}` lies outside the project", INSIDE)
        return None


_EVERY: dict[str, tuple[str, Reader]] = {"meaning": ("meaning", _text), "prompt": ("prompt", _text)}
_GAIN = _number(0, 4)
_SHARE = _number(0, 1)

_FIELDS: dict[Kind, dict[str, tuple[str, Reader]]] = {
    "size": {"figure": ("figure", _figure), "aim": ("aim", _choice(Size, "aim"))},
    "angle": {key: (key, _degrees) for key in ("pitch", "roll", "yaw")},
    "move": {"axes": ("axes", _axes), "ease": ("ease", _choice(Move, "ease"))},
    "setup": {"crop": ("crop", _choice(Setup, "crop"))},
    "performance": {
        "face": ("face", _face),
        "voice": ("voice", _text),
        "rate": ("rate", _number(0.25, 4)),
        "pitch": ("pitch", _number(0.25, 4)),
        "energy": ("energy", _GAIN),
        "bearing": ("bearing", _choice(Performance, "bearing")),
    },
    "blocking": {"action": ("action", _choice(Blocking, "action")), "travel": ("travel", _travel)},
    "transition": {
        "mix": ("mix", _choice(TransitionWord, "mix")),
        "direction": ("direction", _choice(TransitionWord, "direction")),
        "colour": ("colour", read_colour),
        "lasts": ("seconds", _seconds(read_moment)),
    },
    "light": {
        "brightness": ("brightness", _GAIN),
        "contrast": ("contrast", _GAIN),
        "warmth": ("warmth", _number(-1, 1)),
        "key": ("key", _choice(LightWord, "key")),
        "colour": ("colour", read_colour),
    },
    "mood": {
        "tempo": ("tempo", _tempo),
        "scale": ("scale", _choice(Mood, "scale")),
        "energy": ("energy", _SHARE),
        "brightness": ("brightness", _SHARE),
        "instruments": ("instruments", _list),
    },
    "sound": {
        "recipe": ("recipe", _text),
        "lasts": ("seconds", _seconds(read_duration)),
        "loop": ("loop", read_yes_no),
    },
    "look": {
        "avoid": ("avoid", _text),
        "grade": ("grade", _grade),
        "treatment": ("treatment", _choice(Look, "treatment")),
        "saturation": ("saturation", _GAIN),
        "contrast": ("contrast", _GAIN),
        "warmth": ("warmth", _number(-1, 1)),
        "grain": ("grain", _SHARE),
    },
}

FIELDS = {kind: _EVERY | fields for kind, fields in _FIELDS.items()}
"""Kind → cue's key → field of the model, and its reader."""
