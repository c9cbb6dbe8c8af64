"""Which file a path in a cue means: inside the project, there, and of a kind that filmc opens."""

from __future__ import annotations

from pathlib import PurePosixPath

from filmc.base.diagnostic import Notes
from filmc.base.world import OutsideProjectError, World, beside
from filmc.frontend.ast import Text
from filmc.frontend.hints import did_you_mean, renames
from filmc.frontend.suggest import nearest

FILMS = (".film",)
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff")
FOOTAGE = (".mp4", ".mov", ".mkv", ".webm", ".m4v", ".avi", ".mpg", ".mxf")
SOUNDS = (".wav", ".mp3", ".flac", ".ogg", ".opus", ".m4a", ".aac", ".aif", ".aiff")
GRADES = (".cube",)
"""What a file's name may end in, by what it is used for. What is in it, the probe tells later."""

INSIDE = "copy the file into the film's folder and name it from there, as `refs/street.png`"
"""The hint for a path that leaves the project."""


def find_file(notes: Notes, world: World, path: Text, endings: tuple[str, ...]) -> str | None:
    """Return the project path of the file that `path` names, or None after noting what is wrong with it.

    Paths count from the .film file in which they stand. Codes: E0601 missing, E0602 outside, E0603 unsupported.
    """
    try:
        found = beside(path.span.file, path.value)
        there = world.exists(found)
    except OutsideProjectError:
        notes.add("E0602", path.span, f"`{path.value}` lies outside the project", INSIDE)
        return None
    except (OSError, ValueError):
        there, found = False, path.value
    if not found.lower().endswith(endings):
        notes.add("E0603", path.span, f"filmc opens no `{_ending(found)}` here", f"possible are: {', '.join(endings)}")
        return None
    if not there:
        _missing(notes, world, path, endings)
        return None
    return found


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix or "file without an ending"


def _missing(notes: Notes, world: World, path: Text, endings: tuple[str, ...]) -> None:
    folder, slash, name = path.value.replace("\\", "/").rpartition("/")
    names = [other for other in _neighbours(world, path, folder) if other.lower().endswith(endings)]
    near = [f"{folder}{slash}{other}" for other in nearest(name, names)]
    hints = did_you_mean(near) or ("put the file there, or name another",)
    notes.add("E0601", path.span, f"there is no file `{path.value}`", *hints, fixes=renames(path.span, near))


def _neighbours(world: World, path: Text, folder: str) -> list[str]:
    try:
        return world.names(beside(path.span.file, folder or "."))
    except (OSError, ValueError):
        return []
