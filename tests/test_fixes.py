"""What a machine can mend: of most codes that a text can have, a fix of the wrong example removes it and adds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from test_codes import CODES, OUTSIDE

from filmc.base.codes import Code, Example
from filmc.base.diagnostic import Edit, Fix
from filmc.session import Checked
from filmc.tools.commands.explain import check_example
from filmc.tools.rewriting import applied

ENOUGH = 0.6
"""Part of the errors and warnings that have a fix."""


def mended(example: Example, checked: Checked, fix: Fix) -> Checked:
    """Return the check of an example after a fix."""
    edits: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        edits.setdefault(edit.span.file, []).append(edit)
    texts = {file: applied(checked.sources[file].text, listed) for file, listed in edits.items()}
    main = texts.pop("main.film", checked.sources["main.film"].text)
    return check_example(Example(main, {**example.files, **{file: text.encode() for file, text in texts.items()}}))


def mends(entry: Code) -> bool:
    """Tell whether a fix of the wrong example makes one fault less, and no other one more."""
    before = check_example(entry.wrong)
    codes = Counter(note.code for note in before.notes)
    return any(
        after[entry.code] < codes[entry.code] and not after - codes
        for after in _after(
            entry, before, (fix for note in before.notes if note.code == entry.code for fix in note.fixes)
        )
    )


def _after(entry: Code, before: Checked, fixes: Iterable[Fix]) -> Iterator[Counter[str]]:
    yield from (Counter(note.code for note in mended(entry.wrong, before, fix).notes) for fix in fixes)


def test_a_length_without_its_unit_gets_one() -> None:
    example = Example("scene INT. ROOM - DAY\n    shot wide, 2.5\n        Rain.\n", {})
    (note,) = (checked := check_example(example)).notes
    assert (note.code, note.hints) == ("E0502", ("a length has its unit: `2.5s`",))
    assert not [*mended(example, checked, note.fixes[0]).notes]


def test_most_errors_and_warnings_have_a_fix_that_mends_them() -> None:
    asked = [entry for entry in CODES if entry.code[0] in "EW" and entry.code not in OUTSIDE]
    without = [entry.code for entry in asked if not mends(entry)]
    assert len(asked) - len(without) >= ENOUGH * len(asked), without
