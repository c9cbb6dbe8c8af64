"""Checks every cue against the table of cues: is it known, may it stand here, once or often, with these words."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.diagnostic import Edit, Fix, Label, Notes
from filmc.frontend.ast import Cue, Item, Text
from filmc.frontend.cues import LINE, OPEN, TRANSLATION, CueKind, cues_in, find_cue, places_of
from filmc.frontend.manner import entries, match_how, words_of
from filmc.frontend.screenplay import Declaration, Kind, Names, fold
from filmc.frontend.suggest import nearest

HEADINGS = {"scene": ("shot",), "top": ("film", "use", "act", "scene", "cover", "credits")}
"""Heading words that a mistyped one may have meant, by the place."""

WORDS: tuple[Kind, ...] = ("size", "angle", "move", "setup", "performance", "blocking", "transition", "light", "look")


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


def _explain(notes: Notes, names: Names, where: str, cue: Cue) -> None:
    """Note why the cue can not be what it says it is: the most telling reason only."""
    key = cue.key
    speaker = names.find("character", key.value)
    places = places_of(key.value)
    if speaker and where == "scene":
        message = f"`{key.value}` speaks in the scene, but in none of its shots"
        notes.add("E0332", key.span, message, "put the line under a `shot`, indented deeper")
    elif not cue.forced and (places or speaker or find_cue("line:", key.value)):
        allowed = [_place(place) for place in places] or [_place("shot" if speaker else "line:")]
        message = f"`{key.value}:` can not stand {_place(where)}"
        notes.add("E0331", key.span, message, f"it belongs {' or '.join(allowed)}")
    else:
        word = word_named(names, key.value)
        if word:
            not_somebody(notes, word, key)
        elif not _mistyped_heading(notes, where, cue):
            _unknown(notes, names, where, cue)


def _unknown(notes: Notes, names: Names, where: str, cue: Cue) -> None:
    key = cue.key
    people = _spoken(names) if where == "shot" else []
    near = nearest(key.value, [*people, *({} if cue.forced else cues_in(where))])
    fixes = [Fix(f"change it to `{name}`", (Edit(key.span, name),)) for name in near]
    hints = [f"did you mean {' or '.join(f'`{name}`' for name in near)}?"] if near else []
    if where == "shot":
        hints.append(f"declare `character {key.value}`, or begin the line with `!` to make it action")
        start = cue.span.part(0, 0)
        fixes.append(Fix("make the line action", (Edit(start, "!"),)))
    elif not near:
        hints.append(f"known here are: {', '.join(dict.fromkeys(kind.key for kind in cues_in(where).values()))}")
    what = "nobody is declared as" if cue.forced else "there is no cue or character" if people else "there is no cue"
    notes.add(
        "E0330", key.span, f"{what} `{key.value}`{'' if cue.forced else f' {_place(where)}'}", *hints, fixes=fixes
    )


def _mistyped_heading(notes: Notes, where: str, cue: Cue) -> bool:
    word, _, rest = cue.key.value.partition(" ")
    near = nearest(word, HEADINGS.get(where, ()), 1) if rest else []
    if near:
        span = cue.key.span.part(0, len(word))
        fix = Fix(f"change it to `{near[0]}`", (Edit(span, near[0]),))
        notes.add("W0336", span, f"`{word}` is no heading word", f"did you mean `{near[0]}`?", fixes=[fix])
    return bool(near)


def word_named(names: Names, text: str) -> Declaration | None:
    return next((found for kind in (*WORDS, "prop", "place") if (found := names.find(kind, text))), None)


def not_somebody(notes: Notes, word: Declaration, text: Text) -> None:
    use = "only characters speak" if word.kind in ("prop", "place") else f"it belongs {_USE[word.kind]}"
    notes.add("E0311", text.span, f"`{text.value}` is a {word.kind}, not a character", use)


def _repeated(notes: Notes, cue: Cue, first: Cue) -> None:
    message = f"`{cue.key.value}:` stands here twice; one is enough"
    label = Label(first.key.span, "first here")
    notes.add("E0333", cue.key.span, message, "keep one of them, with everything in it", labels=[label])


def _check_how(notes: Notes, names: Names, kind: CueKind, cue: Cue) -> None:
    played = "PERFORMANCE" in kind.how
    for how in entries(cue.how):
        if match_how(kind, how) or (played and names.find("performance", how.value)):
            continue
        words = [*words_of(kind), *(spelt(names, "performance") if played else ())]
        near = nearest(how.value, words)
        fixes = [Fix(f"change it to `{word}`", (Edit(how.span, word),)) for word in near]
        if not kind.how:
            message, hint = f"`{kind.key}` takes nothing in parentheses", f"as in `{kind.example}`"
        elif near:
            message, hint = _odd(kind, how), f"did you mean {' or '.join(f'`{word}`' for word in near)}?"
        else:
            message, hint = _odd(kind, how), f"possible are: {', '.join(form.split('|')[0] for form in kind.how)}"
        notes.add("E0334", how.span, message, hint, fixes=fixes)


def _odd(kind: CueKind, how: Text) -> str:
    what = "a line" if kind is LINE else f"`{kind.key}`"
    return f"`{how.value}` says nothing about {what} that filmc knows"


def _spoken(names: Names) -> list[str]:
    return spelt(names, "character")


def spelt(names: Names, kind: Kind) -> list[str]:
    return [name.value for found in names.all(kind) for name in (found.name, *found.also)]


_USE = {
    "performance": "in the parenthesis of a line: `MEI (sad): …`",
    "blocking": "in the action: what somebody does",
    "transition": "in a `transition:` between shots",
    "look": "in a `look:` cue",
    "light": "in a `light:` cue",
    "move": "in the shot's heading or in `camera:`",
    "size": "in the shot's heading",
    "angle": "in the shot's heading",
    "setup": "in the shot's heading",
}


def _place(where: str) -> str:
    if where == "top":
        return "between scenes"
    if where == "line:":
        return "under a line of dialogue"
    if where == "as":
        return "in a variant"
    return f"under `{where}`" if where.endswith(":") else f"in a `{where}`"
