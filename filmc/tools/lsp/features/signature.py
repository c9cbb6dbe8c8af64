"""Signature help: what may stand in the parentheses that are being typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lsprotocol import types

from filmc.frontend.cues import LINE
from filmc.frontend.screenplay import fold
from filmc.tools.lsp.features.caret import Caret, caret_at
from filmc.tools.lsp.script import Page

_OPENED = re.compile(r"(?:^|.*[,，])\s*(?P<phrase>[^,，()（）]+)[(（](?P<inside>[^()（）]*)$")
_COMMA = re.compile("[,，]")


def signature(page: Page, params: types.SignatureHelpParams) -> types.SignatureHelp | None:
    """Return the form of the parenthesis at a position, with the entry that is being typed."""
    caret = caret_at(page, page.offset(params.position))
    if caret.part == "how" and caret.cue and caret.cue.how:
        forms = [form.partition("|")[0] for form in caret.cue.how]
        name = "CHARACTER" if caret.cue is LINE else caret.cue.key
        return _help(name, forms, _form_of(caret, caret.cue.how), caret.cue.meaning)
    opened = _OPENED.match(caret.rest) if caret.part == "heading" and caret.word == "shot" else None
    declared = page.script.names.find("setup", opened["phrase"].strip()) if opened else None
    if opened is None or declared is None or not declared.block.heading.parameters:
        return None
    names = [name.value for name in declared.block.heading.parameters]
    meaning = next((cue.value.value for cue in declared.block.cues if cue.key.value == "meaning" and cue.value), "")
    number = len(_COMMA.findall(opened["inside"]))
    return _help(declared.name.value, names, number, meaning) if number < len(names) else None


def _form_of(caret: Caret, forms: Sequence[str]) -> int:
    """Return which form is being typed: the one that begins so, else as many as there are commas before."""
    typed = fold(caret.typed)
    for number, form in enumerate(forms):
        if typed and any(fold(spelling).startswith(typed) for spelling in form.split("|")):
            return number
    return min(len(_COMMA.findall(caret.rest)), len(forms) - 1)


def _help(name: str, parameters: Sequence[str], active: int, meaning: str) -> types.SignatureHelp:
    label = f"{name} ({', '.join(parameters)})"
    told = [types.ParameterInformation(parameter) for parameter in parameters]
    return types.SignatureHelp([types.SignatureInformation(label, meaning or None, told)], 0, active)
