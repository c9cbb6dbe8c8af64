"""Checks every cue against the table of cues: may it stand here, once or often, with these words in parentheses."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.diagnostic import Label, Notes
from filmc.frontend.ast import Cue, Item
from filmc.frontend.cues import LINE, OPEN, TRANSLATION, CueKind, find_cue
from filmc.frontend.hints import did_you_mean, near, renames, set_aside, spelt
from filmc.frontend.manner import entries, match_how, parted, words_of
from filmc.frontend.screenplay import Names, fold
from filmc.frontend.strangers import Stranger


def check_cues(notes: Notes, names: Names, where: str, body: Sequence[Item]) -> list[Stranger]:
    """Note what is wrong with the cues of `body`, which stands in the place `where`; return those not known there.

    Codes: E0333, E0334, E0335.
    """
    strangers: list[Stranger] = []
    first: dict[str, Cue] = {}
    for cue in body:
        if not isinstance(cue, Cue) or not cue.key or where == OPEN:  # a line of nobody's was told when it was read
            continue
        kind = kind_of(names, where, cue)
        if kind is None:
            strangers.append(Stranger(where, cue))
            continue
        same = f"{kind.key} {fold(cue.key.value)}" if kind is TRANSLATION else kind.key
        if first.setdefault(same, cue) is not cue and not kind.repeats:
            _repeated(notes, cue, first[same])
        _check_how(notes, names, kind, cue)
        if cue.full_value() is None and kind.value != "steps":
            told, fixes = f"`{cue.key.value}:` says nothing", [] if cue.body else [set_aside(cue.span)]
            notes.add("E0335", cue.key.span, told, f"as in `{kind.example}`", fixes=fixes)
        strangers += check_cues(notes, names, kind.inside, cue.body)
    return strangers


def kind_of(names: Names, where: str, cue: Cue) -> CueKind | None:
    """Return what the cue is in the place `where` (`LINE` for dialogue), or None where it can not stand."""
    found = None if cue.forced else find_cue(where, cue.key.value)
    if found is None and where == "shot" and names.find("character", cue.key.value):
        return LINE
    return found


def _repeated(notes: Notes, cue: Cue, first: Cue) -> None:
    message = f"`{cue.key.value}:` stands here twice; one is enough"
    label = Label(first.key.span, "first here")
    fixes = [set_aside(each.span) for each in (cue, first) if not each.body]
    notes.add("E0333", cue.key.span, message, "keep one of them, with everything in it", labels=[label], fixes=fixes)


def _check_how(notes: Notes, names: Names, kind: CueKind, cue: Cue) -> None:
    played = "PERFORMANCE" in kind.how
    for how in entries(cue.how):
        if match_how(kind, how) or (played and names.find("performance", how.value)):
            continue
        if not kind.how:
            notes.add("E0334", how.span, f"`{kind.key}` takes nothing in parentheses", f"as in `{kind.example}`")
            continue
        meant, argument = parted(how)
        known = [*words_of(kind, argument), *(spelt(names, "performance") if played and not argument else ())]
        close = near(meant.value, known)
        hints = did_you_mean(close) or (f"possible are: {', '.join(form.split('|')[0] for form in kind.how)}",)
        message = f"filmc does not know what `{how.value}` says about {'a line' if kind is LINE else f'`{kind.key}`'}"
        notes.add("E0334", how.span, message, *hints, fixes=renames(meant.span, close))
