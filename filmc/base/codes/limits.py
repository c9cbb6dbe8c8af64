"""Codes of the stage: limits."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_SCENE = "scene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n"
_CHAIN = {f"{at}.film": f"use {at + 1}.film\n".encode() for at in range(1, 20)} | {"20.film": b""}

CODES: tuple[Code, ...] = (
    Code(
        "E0710",
        "use-too-deep",
        "files use each other more than 16 deep",
        "Nobody finds a name again behind so many files. Let the main file use them side by side.",
        Example(f"use 1.film\n\n{_SCENE}", _CHAIN),
        Example(f"use 19.film\n\n{_SCENE}", _CHAIN),
    ),
    Code(
        "E0711",
        "too-many-shots",
        "a film has more than 10,000 shots",
        "That is some fourteen hours of film. Make it in parts, each a film of its own.",
        Example("scene INT. KITCHEN - DAY\n" + "    shot medium, 1s\n" * 10_001),
        Example("scene INT. KITCHEN - DAY\n" + "    shot medium, 1s\n" * 9),
    ),
)
