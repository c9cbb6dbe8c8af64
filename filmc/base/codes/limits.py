"""Codes of the stage: limits. They keep a broken or hostile file from taking all the time or memory there is."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_SCENE = "scene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n"
_CHAIN = {f"{at}.film": f"use {at + 1}.film\n".encode() for at in range(1, 20)} | {"20.film": b""}
_CROWD = {f"{at}.film": b"" for at in range(300)}
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
    Code(
        "E0712",
        "too-many-files",
        "more than 256 files take part in a film",
        "A library of a few files serves any film. Files that name hundreds of others in turn would be read for minutes.",
        Example("".join(f"use {at}.film\n" for at in range(300)) + f"\n{_SCENE}", _CROWD),
        Example(f"use 1.film\nuse 2.film\n\n{_SCENE}", _CROWD),
    ),
)
