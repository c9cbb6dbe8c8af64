"""Says of a cue that is not known where it stands what it may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from filmc.base.diagnostic import Edit, Fix, Label, Notes
from filmc.base.source import Span
from filmc.frontend.ast import Cue, Text
from filmc.frontend.cues import cues_in, places_of
from filmc.frontend.hints import did_you_mean, near, renames, set_aside, spelt
from filmc.frontend.screenplay import Declaration, Kind, Names, fold

_LANGUAGES = ("ar", "cmn", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "pt", "ru", "th", "vi", "yue", "zh")


class Stranger(NamedTuple):
    """A cue, and the place in which it stands without being known there."""

    where: str
    cue: Cue


def explain(notes: Notes, names: Names, strangers: Iterable[Stranger], door: Span) -> None:
    """Note of each stranger the most telling reason; of a key that nobody knows once, however often it stands.

    `door` is where a new declaration may be put. Codes: E0311, E0330, E0331, E0332, E0336.
    """
    unknown: dict[tuple[str, str], list[Stranger]] = {}
    for stranger in strangers:
        if not _explained(notes, names, stranger):
            unknown.setdefault((stranger.where, fold(stranger.cue.key.value)), []).append(stranger)
    for (where, _), found in unknown.items():
        _unknown(notes, names, where, [cue for _, cue in found], door)


def word_named(names: Names, text: str) -> Declaration | None:
    """Return what `text` means that is no character: a word of film, a prop, a place; or None."""
    return next((found for kind in _USE if (found := names.find(kind, text))), None)


def not_somebody(notes: Notes, word: Declaration, text: Text, *fixes: Fix) -> None:
    """Note that `text` names `word`, where a character is wanted; `fixes` are what a machine can do about it."""
    told = f"`{text.value}` is a {word.kind}, not a character"
    notes.add("E0311", text.span, told, _USE[word.kind], fixes=fixes)


def _explained(notes: Notes, names: Names, stranger: Stranger) -> bool:
    where, cue = stranger
    key = cue.key
    speaker = names.find("character", key.value)
    places = _places(key.value, speaker)
    word = word_named(names, key.value) if where in ("scene", "shot") else None
    if speaker and where == "scene":
        message = f"`{key.value}` speaks in the scene, but in none of its shots"
        notes.add("E0332", key.span, message, "put the line under a `shot`, indented deeper")
    elif places and not cue.forced:
        message = f"`{key.value}:` can not stand {_place(where)}"
        fixes = [] if cue.body else [set_aside(cue.span)]
        notes.add("E0331", key.span, message, f"it belongs {' or '.join(map(_place, places))}", fixes=fixes)
    elif word:
        not_somebody(notes, word, key, _action(cue))
    elif where in ("scene", "shot") and key.value.partition(" ")[0] in ("shot", "scene"):
        return True  # a heading astray, and told as one
    else:
        return where == "scene" and _mistyped_shot(notes, key)
    return True


def _places(key: str, speaker: Declaration | None) -> tuple[str, ...]:
    known = places_of(key) or (("shot",) if speaker else ())
    return known or (("line:",) if key in _LANGUAGES else ())


def _mistyped_shot(notes: Notes, key: Text) -> bool:
    word = key.value.split(maxsplit=1)[0]
    close = near(word, ["shot"])
    if close:
        span = key.span.part(0, len(word))
        notes.add("E0336", span, f"`{word}` is no heading word", *did_you_mean(close), fixes=renames(span, close))
    return bool(close)


def _unknown(notes: Notes, names: Names, where: str, cues: list[Cue], door: Span) -> None:
    first, *others = cues
    key = first.key
    speaks = where == "shot"
    people = spelt(names, "character") if speaks else []
    close = near(key.value, [*people, *({} if first.forced else cues_in(where))])
    hints = [*did_you_mean(close)]
    if speaks:
        hints.append(f"declare `character {key.value}`, or begin the line with `!` to make it action")
    elif not close:
        hints.append(f"known here are: {', '.join(dict.fromkeys(kind.key for kind in cues_in(where).values()))}")
    message = f"there is no {'cue or character' if speaks else 'cue'} `{key.value}`"
    if first.forced:
        message = f"no character is called `{key.value}`"
    labels = [Label(other.key.span, "here too") for other in others]
    fixes = [*_renamed(cues, close), *(_speaker_fixes(first, door) if speaks else ())]
    notes.add("E0330", key.span, message, *hints, labels=labels, fixes=fixes)


def _renamed(cues: list[Cue], close: list[str]) -> list[Fix]:
    return [Fix(f"change it to `{name}`", tuple(Edit(cue.key.span, name) for cue in cues)) for name in close]


def _speaker_fixes(cue: Cue, door: Span) -> list[Fix]:
    declare = Fix(f"declare `character {cue.key.value}`", (Edit(door, f"character {cue.key.value}\n\n"),))
    return [declare, _action(cue)]


def _action(cue: Cue) -> Fix:
    return Fix("make the line action", (Edit(cue.span.part(0, 0), "!"),))


_USE: dict[Kind, str] = {
    "performance": "it belongs in the parenthesis of a line: `MEI (sad): …`",
    "blocking": "it belongs in the action: what somebody does",
    "transition": "it belongs in a `transition:` between shots",
    "look": "it belongs in a `look:` cue",
    "light": "it belongs in a `light:` cue",
    "move": "it belongs in the shot's heading or in `camera:`",
    "size": "it belongs in the shot's heading",
    "angle": "it belongs in the shot's heading",
    "setup": "it belongs in the shot's heading",
    "prop": "only a character speaks: declare it as one, if it does",
    "place": "only a character speaks: declare it as one, if it does",
}


def _place(where: str) -> str:
    if where == "top":
        return "between scenes"
    if where == "line:":
        return "under a line of dialogue"
    if where == "as":
        return "in a variant"
    return f"under `{where}`" if where.endswith(":") else f"in a `{where}`"
