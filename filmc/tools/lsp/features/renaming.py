"""Another name for what is named: everywhere at once, and only where the film stays what it is.

Names are compared without regard to case, so one name may be written in several: each place keeps its own. The film
is checked as it would be with the new name, and a name that would change what another word means is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import capwords

from lsprotocol import types

from filmc.base.diagnostic import Edit
from filmc.frontend.screenplay import fold
from filmc.ir.occurrences import Occurrence, Symbol
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.features.navigation import name_at
from filmc.tools.lsp.features.proof import changed_meaning
from filmc.tools.lsp.refusal import RefusedError
from filmc.tools.lsp.script import Page, Script

_LONGEST = 60
"""Characters of a name: a longer one is no key of a cue."""
_PARTING = ",;()、，；（）:：\\"
"""Characters that part names from each other and from what follows."""
_MARKS = ("#", "!", "@", "=")
_VIEWER = "viewer"
"""The parameter through whose eyes a setup looks: it is known by its name."""


def preparation(page: Page, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Return what can be renamed at a position; RefusedError where something is named that can not be."""
    found = name_at(page, params.position)
    if found is None:
        return None
    _refuse_unnameable(page.script, found)
    return types.PrepareRenamePlaceholder(page.script.range(found.span), _written(page.script, found))


def renaming(page: Page, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Return the edits that give what is named at a position another name; RefusedError where that can not be."""
    script, found = page.script, name_at(page, params.position)
    if found is None:
        return None
    name = " ".join(params.new_name.split())
    _refuse_unnameable(script, found)
    _refuse_illegal(found, name)
    _refuse_taken(script, found, name)
    edits = list(renamed(script, found, name))
    changed = changed_meaning(script, found, name, edits)
    if changed:
        raise RefusedError(changed)
    return workspace_edit(script, edits)


def renamed(script: Script, found: Occurrence, name: str) -> Iterable[Edit]:
    """Yield an edit for each place where the same name of the same thing stands, in the case that it has there."""
    spelled = _written(script, found)
    for each in script.index.of(found.symbol):
        if each.spelling == found.spelling and each.role not in ("quoted", "number"):
            yield Edit(each.span, as_written(_written(script, each), spelled, name))


def as_written(there: str, here: str, name: str) -> str:
    """Return `name` as it is to be written where the old name stands as `there`; it is given for where it is `here`.

    In capitals, small, with the first letter of each word in capitals, or only that of the first word.
    """
    forms: Mapping[str, str] = {
        here: name,
        here.upper(): name.upper(),
        here.lower(): name.lower(),
        capwords(here): capwords(name) if name.isupper() or name.islower() else name,
        here[:1].upper() + here[1:]: name[:1].upper() + name[1:],
        here[:1].lower() + here[1:]: name[:1].lower() + name[1:],
    }
    if there == here:
        return name
    return forms.get(there, name.upper() if there.isupper() else name)


def _written(script: Script, found: Occurrence) -> str:
    text = script.checked.sources[found.span.file].text[found.span.start : found.span.end]
    return " ".join(text.split())


# ---- what is refused


def _refuse_unnameable(script: Script, found: Occurrence) -> None:
    declared = script.index.declaration(found.symbol)
    if declared and declared.standard:
        raise RefusedError(f"`{declared.name.value}` is a word of the standard library: declare your own")
    if found.role == "number":
        raise RefusedError("this is the shot's number: give the shot a label, and name it by that")
    if found.role == "quoted":
        raise RefusedError("what stands in quotes is words to be read, and names nobody")
    if found.symbol.kind == "parameter" and found.symbol.name == _VIEWER:
        raise RefusedError("a setup looks through the eyes of its parameter VIEWER: it is known by this name")


def _refuse_illegal(found: Occurrence, name: str) -> None:
    kind = found.symbol.kind
    odd = next((mark for mark in name if mark in _PARTING or not mark.isprintable()), None)
    if not name:
        raise RefusedError("a name has at least one letter")
    if odd is not None:
        raise RefusedError(f"a name can not hold `{odd}`" if odd.isprintable() else "a name holds only what is seen")
    if name.startswith(_MARKS):
        raise RefusedError(f"a name can not begin with `{name[0]}`")
    if len(name) > _LONGEST:
        raise RefusedError(f"a name has at most {_LONGEST} characters")
    if "." in name and kind in ("scene", "shot"):
        raise RefusedError("a label can not hold a full stop: `scene.shot` is how a shot is named")
    if kind == "parameter" and (not name.isidentifier() or fold(name) == _VIEWER):
        raise RefusedError("a parameter is one word of letters, as NEAR, and only a viewer is called VIEWER")


def _refuse_taken(script: Script, found: Occurrence, name: str) -> None:
    """Refuse a name that something else of the same kind has; characters, places and props are of one kind here."""
    symbol = found.symbol
    taken = script.index.named(symbol, name)
    if taken and taken != symbol:
        raise RefusedError(f"`{name}` is already {_what(script, taken)}")


def _what(script: Script, symbol: Symbol) -> str:
    declared = script.index.declaration(symbol)
    if symbol.kind in ("variant", "parameter") and declared:
        return f"a {symbol.kind} of `{declared.name.value}`"
    if declared and fold(declared.name.value) == symbol.name:
        return f"the {symbol.kind} `{declared.name.value}`"
    return f"the label of a {symbol.kind}"
