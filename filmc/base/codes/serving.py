"""Codes of the stage: serving an editor. No text has these faults, so the examples only tell what was open."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_OPEN = Example("film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n")

CODES: tuple[Code, ...] = (
    Code(
        "E1190",
        "server-fault",
        "the language server has a fault of its own",
        "Something that the editor asked could not be answered, and nothing in the film is to blame. What was asked "
        "stays unanswered, the server goes on, and each fault is told once. Its log, which editors keep of what a "
        "server writes to stderr, says where it happened: please report that, with the lines around the cursor. "
        "`docs/editors.md` tells where each editor keeps it.",
        _OPEN,
        _OPEN,
    ),
)
