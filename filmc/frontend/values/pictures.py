"""What names pictures and steers them: places of scenes, frames of shots, weights, controls, retries, axes, traits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, cast

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.patterns import late
from filmc.frontend.ast import Text
from filmc.frontend.value import AxisCurve, Control, FrameReference, Reroll, Slugline, Weighted
from filmc.frontend.values.amounts import money_of, within
from filmc.frontend.values.reading import measure, note_shape, piece, piece_between, shape, shown, writing
from filmc.frontend.values.time import duration_of
from filmc.frontend.values.words import read_choice
from filmc.frontend.written import split_list

AXES = ("pan", "tilt", "roll", "truck", "pedestal", "dolly", "zoom", "orbit", "shake", "focus")
"""The axes of the canonical camera (`ir/vocabulary.py` says what each counts)."""

_NO_PARENTHESES = str.maketrans("", "", "()（）")
_NUMBER = late(r"[+\-−]?(?:\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})")
"""As in the grammar, which takes a number at the end of some words for one of them."""
_TAKES = ("take", "takes", "次", "条")


def read_slugline(notes: Notes, text: Text) -> Slugline | None:
    """Return `INT. CLASSROOM - NIGHT` (or `内景 教室 - 夜`) in its parts. Code E0425."""
    found = shape("slugline", text)
    if found is None:
        notes.add(
            "E0425",
            text.span,
            f"`{shown(text.value)}` does not say where the scene is",
            "write `INT. PLACE - TIME OF DAY`, or `EXT.` for outside",
            fixes=[Fix("an interior", (Edit(text.span.part(0, 0), "INT. "),))],
        )
        return None
    where, place, time = found
    return Slugline(_where(where), piece(text, place), piece(text, time) if time else None, text.span)


def _where(word: str) -> Literal["INT", "EXT", "INT/EXT"]:
    word = word.upper()
    inside = "INT" in word or "I/E" in word.replace(" ", "") or "内" in word
    outside = "EXT" in word or "I/E" in word.replace(" ", "") or "外" in word
    return "INT/EXT" if inside and outside else "INT" if inside else "EXT"


def read_frame_reference(notes: Notes, text: Text) -> FrameReference | None:
    """Return a picture by name: `refs/street.png`, `desk.last`, `desk.at 2s`. Codes E0401, E0402, E0426."""
    found = shape("frame_of_shot", text)
    if found is None and "." in text.value and not text.value.startswith(".") and "\n" not in text.value:
        return FrameReference(text, None, None, text.span)
    if found is None:
        close = f"`{shown(text.value)}.last`"
        notes.add(
            "E0426",
            text.span,
            f"`{shown(text.value)}` is neither a file nor a frame of a shot",
            f"write {close} for the last frame of a shot, or a file such as `refs/street.png`",
            fixes=writing(text, *(f"{text.value}.{moment}" for moment in ("last", "first"))),
        )
        return None
    label, moment = found
    if moment.type in ("FIRST", "LAST"):
        return FrameReference(None, piece(text, label), cast("Literal['first', 'last']", str(moment)), text.span)
    at = duration_of(notes, piece(text, moment), moment)
    return FrameReference(None, piece(text, label), at, text.span) if at else None


def read_axes(notes: Notes, text: Text) -> tuple[AxisCurve, ...]:
    """Return `dolly 0 -> 0.15, pan 0 -> 5`: axes of the camera with their keyframes. Codes E0419, E0427."""
    curves: list[AxisCurve] = []
    for entry in split_list(text):
        found = shape("axis", entry)
        if found is None:
            curve = [f"{entry.value} 0 -> 0.1"] if entry.value in AXES else []
            note_shape(notes, "E0427", entry, "a curve of a camera axis", "`dolly 0 -> 0.15, pan 0 -> 5`", *curve)
            continue
        axis = read_choice(notes, piece(entry, found[0]), AXES)
        if axis:
            curves.append(AxisCurve(axis, tuple(measure(token)[0] for token in found[1:]), entry.span))
    return tuple(curves)


def read_traits(notes: Notes, text: Text, choices: Sequence[str] = ()) -> dict[str, Fraction]:
    """Return `brows -0.6, eyes 0.7, tears` as a number for each name, 1 where none stands. Codes E0419, E0428.

    Names are those of `choices`, if there are any.
    """
    traits: dict[str, Fraction] = {}
    for entry in split_list(text):
        found = shape("trait", entry)
        if found is None:
            first, between, rest = entry.value.partition(" ")
            turned = [f"{rest.strip()} {first}"] if between and _is_number(first) else []
            example = "a name and a number, as `brows -0.6`, or a name alone"
            note_shape(notes, "E0428", entry, "a trait", example, *turned)
            continue
        name, amount = piece(entry, found[0]), found[1]
        known = read_choice(notes, name, choices) if choices else name.value
        number, unit = measure(amount) if amount else (Fraction(1), "")
        if known:
            traits[known] = number / 100 if unit == "%" else number
    return traits


def read_lora(notes: Notes, text: Text) -> Weighted | None:
    """Return `texture-enhancer 0.6`: a name and its weight from -2 to 2, 1 where none stands. Codes E0415, E0429."""
    found = shape("weighted", text)
    *words, weight = found or [None]
    if not words:
        bare = text.value.translate(_NO_PARENTHESES)
        instead = [bare] if bare != text.value else []
        note_shape(notes, "E0429", text, "a LoRA", "its name and weight, as `texture-enhancer 0.6`", *instead)
        return None
    number: Fraction | None = Fraction(1)
    if weight is None and len(words) > 1 and _is_number(words[-1]):
        weight = words.pop()
    if weight is not None:
        number = within(notes, piece(text, weight), measure(weight)[0], -2, 2)
    name = piece_between(text, words)
    return Weighted(name, number) if number is not None else None


def _is_number(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word))


def read_reroll(notes: Notes, text: Text) -> Reroll | None:
    """Return `at most 6 takes or 20 CNY`: a bound on takes, on money, or on both. Codes E0411, E0415, E0430."""
    found = shape("reroll", text)
    takes, *money = found or [""]
    if measure(takes)[1] in _TAKES if found and takes.type == "AMOUNT" else False:
        number = _takes(notes, piece(text, takes))
        budget = money_of(notes, text, [str(token) for token in money[0].children]) if money else None
        return Reroll(number, budget) if number and (budget or not money) else None
    if found is None or any(hasattr(entry, "children") for entry in found):
        note_shape(notes, "E0430", text, "a bound on retries", "`at most 6 takes or 20 CNY`", "at most 6 takes")
        return None
    budget = money_of(notes, text, [str(token) for token in found])
    return Reroll(None, budget) if budget else None


def _takes(notes: Notes, text: Text) -> int | None:
    """Return a whole number of takes from 1 to 100."""
    number = within(notes, text, measure(text.value)[0], 1, 100)
    if number is not None and number.denominator != 1:
        notes.add("E0415", text.span, f"`{shown(text.value)}` is no whole number", "write `6 takes`")
        return None
    return int(number) if number is not None else None


def read_control(notes: Notes, text: Text) -> Control | None:
    """Return `canny 0.6 from 0% to 80%`: strength 0 to 2, steps from 0 to 1. Codes E0404, E0415, E0431."""
    found = shape("control", text)
    if found is None:
        note_shape(notes, "E0431", text, "a control", "`canny 0.6 from 0% to 80%`", *text.value.split()[:1])
        return None
    name, strength, first, last = found
    amount = within(notes, piece(text, strength), measure(strength)[0], 0, 2) if strength else Fraction(1)
    start = _share(notes, piece(text, first), first) if first else Fraction(0)
    end = _share(notes, piece(text, last), last) if last else Fraction(1)
    if amount is None or start is None or end is None:
        return None
    if end <= start:
        notes.add(
            "E0404", text.span, f"`{shown(text.value)}` ends before it has begun", "write the smaller share first"
        )
        return None
    return Control(piece(text, name), amount, start, end)


def _share(notes: Notes, text: Text, token: str) -> Fraction | None:
    amount, unit = measure(token)
    if unit != "%":
        notes.add("E0414", text.span, f"`{shown(text.value)}` is not a percentage", "write `80%`")
        return None
    bounded = within(notes, text, amount, 0, 100)
    return bounded / 100 if bounded is not None else None
