"""A shot's words: lists of phrases, camera sequences, transitions, and who stands where."""

from __future__ import annotations

import re
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.patterns import late
from filmc.frontend.ast import Text
from filmc.frontend.value import Phrase, Placement
from filmc.frontend.values.reading import piece, piece_between, shape, shown, writing
from filmc.frontend.values.time import duration_of
from filmc.frontend.values.words import note_gaps
from filmc.frontend.written import part, split_list

PLACES = frozenset(
    (
        "left", "centre", "center", "middle", "right", "near", "far", "front", "back",
        "standing", "sitting", "lying", "kneeling", "leaning", "high", "low",
        "左", "中", "右", "近", "远", "正面", "背面", "站", "坐", "躺", "跪",
    )
)  # fmt: skip
"""Words that say where a figure is and how it holds itself."""

_THEN = late(r"(?:\bthen\b|然后|接着)", re.IGNORECASE)
_PLACE_WORD = late(r"facing\s+(?:left|right|front|back)|\S+")
_BOX = late(r"\s+(?P<box>box(?:\s+[\d.+-]\S*)+)\s*\Z")
_AS = late(r"\s+as\s+", re.IGNORECASE)


def read_phrases(notes: Notes, text: Text) -> tuple[Phrase, ...]:
    """Return the phrases of a shot heading. A bare duration has no name, `auto` is a name. Codes E0420, E0421.

    A phrase that can not be read is noted and left out.
    """
    parts = split_list(text)
    note_gaps(notes, text, parts)
    phrases = [_phrase(notes, entry) for entry in parts if entry]
    return tuple(phrase for phrase in phrases if phrase)


def read_sequence(notes: Notes, text: Text) -> tuple[Phrase, ...]:
    """Return the moves of a camera cue in order: `static 1s, then pan left, then push in fast`. Codes E0421, E0422."""
    phrases: list[Phrase] = []
    for entry in split_list(text):
        start = 0
        for found in [*_THEN.finditer(entry.value), None]:
            end = found.start() if found else len(entry.value)
            move = part(entry, start, end)
            phrase = _phrase(notes, move) if move else None
            if phrase and phrase.name:
                phrases.append(phrase)
            elif phrase:
                told = f"`{shown(move.value)}` is a time without a move"
                fixes = writing(move, f"static {move.value}")
                notes.add("E0422", move.span, told, "write `static 1s`", fixes=fixes)
            start = found.end() if found else end
    if not phrases:
        notes.add("E0422", text.span, "this names no move", "write `static 1s, then pan left`")
    return tuple(phrases)


def read_transition(notes: Notes, text: Text) -> Phrase | None:
    """Return `dissolve 0.5s`: the transition's words and how long it lasts. Codes E0421, E0423."""
    phrase = _phrase(notes, text)
    if phrase and not phrase.name:
        fixes = writing(text, f"dissolve {text.value}")
        told = "this transition has no name"
        notes.add("E0423", text.span, told, "write `dissolve 0.5s` or `fade to black 1s`", fixes=fixes)
        return None
    return phrase


def read_placements(notes: Notes, text: Text) -> tuple[Placement, ...]:
    """Return who is in the picture, and where: `WOMAN left, MAN as OLD right near`. Codes E0420, E0424.

    `facing left` is one word of the place; `box 60% 10% 20% 40%` ends it, and is not read yet.
    """
    parts = split_list(text)
    note_gaps(notes, text, parts)
    placements = [_placement(notes, entry) for entry in parts if entry]
    return tuple(placement for placement in placements if placement)


def _phrase(notes: Notes, text: Text) -> Phrase | None:
    found = shape("phrase", text)
    if not found or not any(found):
        notes.add(
            "E0421",
            text.span,
            f"`{shown(text.value)}` is not a phrase",
            "words, then names in parentheses, then a time: `over the shoulder (MEI, HE) 3s`",
        )
        return None
    *words, arguments, time = found
    duration = duration_of(notes, piece(text, time), time) if time else None
    name = piece_between(text, words) if words else part(text, 0, 0)
    return Phrase(name, _arguments(text, arguments), duration, text.span)


def _arguments(text: Text, tree: Any) -> tuple[Text, ...]:
    return tuple(piece(text, token) for token in tree.children) if tree else ()


def _placement(notes: Notes, text: Text) -> Placement | None:
    """Read one figure: its place is the longest run of place words at the end that leaves a name, and then a box."""
    boxed = _BOX.search(text.value)
    box = part(text, boxed.start("box"), boxed.end()) if boxed else None
    end = boxed.start() if boxed else len(text.value)
    words = [(found.start(), found.end()) for found in _PLACE_WORD.finditer(text.value, 0, end)]
    first = len(words)
    while first > 0 and text.value[slice(*words[first - 1])].removeprefix("facing").strip() in PLACES:
        first -= 1
    if first == 0:
        notes.add("E0424", text.span, f"`{shown(text.value)}` names nobody", "write who, then where: `MEI left near`")
        return None
    places = tuple(part(text, *word) for word in words[first:])
    who = part(text, 0, words[first - 1][1])
    found = _AS.search(who.value)
    if not found:
        return Placement(who, None, places, box, text.span)
    return Placement(part(who, 0, found.start()), part(who, found.end(), len(who.value)), places, box, text.span)
