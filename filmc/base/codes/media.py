"""Codes of the stage: media. Whether the files that a film names are there, and may be opened."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_SCENE = "scene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n"
_MEI = b"character MEI\n    appearance: girl of twelve, red coat\n"


def _using(path: str, **files: str) -> Example:
    """Return a film that uses `path`, among neighbours: name of a .film file → its text."""
    neighbours = {f"{name}.film": text.encode() for name, text in files.items()}
    return Example(f"use {path}\n\n{_SCENE}", {"cast.film": _MEI, **neighbours})


CODES: tuple[Code, ...] = (
    Code(
        "E0601",
        "missing-file",
        "a file is not there",
        "Paths count from the .film file in which they stand, with forward slashes, in just the spelling that the file "
        "has. Files of the same folder with a name like it are named.",
        _using("cats.film"),
        _using("cast.film"),
    ),
    Code(
        "E0602",
        "outside-the-project",
        "a path leads out of the project",
        "A film reads only what is in its own folder, so that a copy of the folder is the whole film, and a film from "
        "somebody else can open nothing of yours. No `..`, no path from the root, no link that leads out.",
        _using("../cast.film"),
        _using("cast.film"),
    ),
    Code(
        "E0603",
        "unsupported-file",
        "a file is of a kind that is not opened here",
        "`use` takes .film files; pictures, footage, sound and colour tables have their own endings. Anything else "
        "is refused before a program opens it.",
        _using("cast.txt"),
        _using("cast.film"),
    ),
    Code(
        "E0605",
        "use-in-a-circle",
        "files use each other in a circle",
        "What a file declares may need what it uses, so the order must have an end. The whole circle is named. "
        "Two files may both use a third.",
        _using("a.film", a="use b.film\n", b="use a.film\n"),
        _using("a.film", a="use cast.film\n"),
    ),
    Code(
        "W0606",
        "used-twice",
        "a file uses another twice",
        "Once is enough; the second `use` changes nothing.",
        Example(f"use cast.film\nuse cast.film\n\n{_SCENE}", {"cast.film": _MEI}),
        _using("cast.film"),
    ),
)
