"""The catalogue of error codes: for each a name, what, why, and a wrong and a right example.

The letter is the severity (E error, W warning, H hint), the first two digits are the stage:

    01 text · 02 structure · 03 names (from 0330 cues and words) · 04 values · 05 film sense · 06 files and media
    07 limits · 08 lowering to models · 09 rendering and the machine · 10 production: targets, takes, store, lock, money
    11 serving an editor

One file a stage; `filmc explain CODE` and `docs/codes.md` are printed from here, and a test
compiles every example. Import it only to explain: reporting needs no more than the code itself.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from filmc.base.record import field, record

STAGES = (
    "text",
    "structure",
    "names",
    "cues",
    "values",
    "sense",
    "media",
    "limits",
    "lowering",
    "models",
    "rendering",
    "production",
    "targets",
    "money",
    "plans",
    "hands",
    "serving",
)


@record
class Example:
    """A film that shows the point. `text` is `main.film`; `files` are its neighbours (path to content)."""

    text: str
    files: dict[str, bytes] = field(default_factory=dict)
    raw: bytes | None = None
    """The bytes of main.film, where no text can show the fault (`text` then tells it in words)."""


@record
class Code:
    """One entry. `title` names the fault, `why` tells the longer story in a few sentences."""

    code: str
    name: str
    title: str
    why: str
    wrong: Example
    right: Example


@cache
def catalogue() -> dict[str, Code]:
    """Return every code, sorted."""
    entries = [entry for stage in STAGES for entry in import_module(f"{__name__}.{stage}").CODES]
    codes = {entry.code: entry for entry in entries}
    assert len(codes) == len(entries), "a code stands twice in the catalogue"
    return dict(sorted(codes.items()))
