"""Codes of the stage: limits. They keep a broken or hostile file from taking all the time or memory there is."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_ROOM = "place ROOM\n    appearance: a bare room\n\nscene room: INT. ROOM - NIGHT\n\n    shot window: medium, 3s\n"


def _nested(levels: int) -> str:
    """Return notes, each indented under the one before."""
    return "".join(f"{'    ' * (level + 2)}note: level {level}\n" for level in range(levels))


CODES: tuple[Code, ...] = (
    Code(
        "E0701",
        "file-too-large",
        "a file of more than 8 MB",
        "The longest films fit into a tenth of that. A larger file is most likely not a screenplay, so nothing of it"
        " is read. What has grown too long can be split, and its parts named by `use`.",
        Example("A film with 9 MB of comments.", raw=_ROOM.encode() + b"# rain, rain, rain\n" * 500_000),
        Example(_ROOM),
    ),
    Code(
        "E0702",
        "nested-too-deep",
        "more than 64 levels of indentation",
        "A shot needs three levels and a cue's modifiers four. Deeper lines are read as if they stood at the last level"
        " that is allowed.",
        Example(_ROOM + _nested(70)),
        Example(_ROOM + _nested(3)),
    ),
)
