"""Checks every cue against the table of cues: is it known, may it stand here, once or often, with these words."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.diagnostic import Edit, Fix, Label, Notes
from filmc.frontend.ast import Cue, Item, Text
from filmc.frontend.cues import LINE, OPEN, TRANSLATION, CueKind, cues_in, find_cue, places_of
from filmc.frontend.hints import did_you_mean, renames, spelt
from filmc.frontend.manner import entries, match_how, words_of
from filmc.frontend.screenplay import Declaration, Kind, Names, fold
from filmc.frontend.suggest import nearest

_TOLD = ("scene", "shot")
_COMMON_LANGUAGES = ("ar", "cmn", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "pt", "ru", "th", "vi", "yue", "zh")


def check_cues(notes: Notes, names: Names, where: str, body: Sequence[Item]) -> None:
    """Note what is wrong with the cues of `body`, which stands in the place `where`.

    Codes: E0330, E0311, E0331, E0332, E0333, E0334, E0335, W0336.
    """
    first: dict[str, Cue] = {}
    for cue in body:
        if not isinstance(cue, Cue) or where == OPEN:
            continue
        kind = kind_of(names, where, cue)
        if kind is None:
            _explain(notes, names, where, cue)
            continue
        same = f"{kind.key} {fold(cue.key.value)}" if kind is TRANSLATION else kind.key
        if first.setdefault(same, cue) is not cue and not kind.repeats:
            _repeated(notes, cue, first[same])
        _check_how(notes, names, kind, cue)
        if cue.full_value() is None and kind.value != "steps":
            notes.add("E0335", cue.span, f"`{cue.key.value}:` has nothing after the colon", f"as in `{kind.example}`")
        check_cues(notes, names, kind.inside, cue.body)


def kind_of(names: Names, where: str, cue: Cue) -> CueKind | None:
    """Return what the cue is in the place `where` (`LINE` for dialogue), or None where it can not stand."""
    found = None if cue.forced else find_cue(where, cue.key.value)
    if found is None and where == "shot" and names.find("character", cue.key.value):
        return LINE
    return found


def word_named(names: Names, text: str) -> Declaration | None:
    """Return what `text` means that is no character: a word of film, a prop, a place; or None."""
    return next((found for kind in _USE if (found := names.find(kind, text))), None)


def not_somebody(notes: Notes, word: Declaration, text: Text) -> None:
    """Note that `text` names `word`, where a character is wanted."""
    notes.add("E0311", text.span, f"`{text.value}` is a {word.kind}, not a character", _USE[word.kind])


def _explain(notes: Notes, names: Names, where: str, cue: Cue) -> None:
    """Note why the cue can not be what it says it is: the most telling reason only."""
    key = cue.key
    speaker = names.find("character", key.value)
    places = _places(key.value, speaker)
    word = word_named(names, key.value) if where in _TOLD else None
    if speaker and where == "scene":
        message = f"`{key.value}` speaks in the scene, but in none of its shots"
        notes.add("E0332", key.span, message, "put the line under a `shot`, indented deeper")
    elif places and not cue.forced:
        message = f"`{key.value}:` can not stand {_place(where)}"
        notes.add("E0331", key.span, message, f"it belongs {' or '.join(map(_place, places))}")
    elif word:
        not_somebody(notes, word, key)
    elif where != "scene" or not _mistyped_shot(notes, key):
        _unknown(notes, names, where, cue)


def _places(key: str, speaker: Declaration | None) -> tuple[str, ...]:
    known = places_of(key) or (("shot",) if speaker else ())
    return known or (("line:",) if key in _COMMON_LANGUAGES else ())


def _unknown(notes: Notes, names: Names, where: str, cue: Cue) -> None:
    key = cue.key
    people = spelt(names, "character") if where == "shot" else []
    near = nearest(key.value, [*people, *({} if cue.forced else cues_in(where))])
    hints, fixes = [*did_you_mean(near)], renames(key.span, near)
    if where == "shot":
        hints.append(f"declare `character {key.value}`, or begin the line with `!` to make it action")
        fixes.append(Fix("make the line action", (Edit(cue.span.part(0, 0), "!"),)))
    elif not near:
        hints.append(f"known here are: {', '.join(dict.fromkeys(kind.key for kind in cues_in(where).values()))}")
    what = "cue or character" if where == "shot" else "cue"
    message = f"no character is called `{key.value}`" if cue.forced else f"there is no {what} `{key.value}`"
    notes.add("E0330", key.span, message, *hints, fixes=fixes)


def _mistyped_shot(notes: Notes, key: Text) -> bool:
    word, _, rest = key.value.partition(" ")
    near = nearest(word, ["shot"]) if rest or word.islower() else []
    if near:
        span = key.span.part(0, len(word))
        notes.add("W0336", span, f"`{word}` is no heading word", *did_you_mean(near), fixes=renames(span, near))
    return bool(near)


def _repeated(notes: Notes, cue: Cue, first: Cue) -> None:
    message = f"`{cue.key.value}:` stands here twice; one is enough"
    label = Label(first.key.span, "first here")
    notes.add("E0333", cue.key.span, message, "keep one of them, with everything in it", labels=[label])


def _check_how(notes: Notes, names: Names, kind: CueKind, cue: Cue) -> None:
    played = "PERFORMANCE" in kind.how
    for how in entries(cue.how):
        if match_how(kind, how) or (played and names.find("performance", how.value)):
            continue
        if not kind.how:
            notes.add("E0334", how.span, f"`{kind.key}` takes nothing in parentheses", f"as in `{kind.example}`")
            continue
        near = nearest(how.value, [*words_of(kind), *(spelt(names, "performance") if played else ())])
        hints = did_you_mean(near) or (f"possible are: {', '.join(form.split('|')[0] for form in kind.how)}",)
        message = f"filmc does not know what `{how.value}` says about {'a line' if kind is LINE else f'`{kind.key}`'}"
        notes.add("E0334", how.span, message, *hints, fixes=renames(how.span, near))


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
