"""A project's view of its takes: a folder of links with names for people, where the store has only digests.

Only what an earlier view made is ever removed; a file of somebody else that stands in the way is left and reported.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from filmc.base.digest import digest_file
from filmc.base.files import write_whole
from filmc.produce.disk import writing

_LIST = ".filmc-takes.json"


def show(folder: Path, takes: Mapping[str, Path]) -> list[str]:
    """Make `folder` hold each of `takes` (name → file in the store) as a link, or as a copy where links can not be.

    Returns the names that were in the way. ValueError for a name that leads out; Fault E1020 or E1021.
    """
    for name in takes:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ValueError(f"{name!r} leads out of the folder")
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        before = _listed(folder)
        for name, digest in before.items():
            _withdraw(folder / name, digest)
        blocked = [name for name in takes if os.path.lexists(folder / name)]
        shown = {name: file.name for name, file in sorted(takes.items()) if name not in blocked}
        write_whole(folder / _LIST, json.dumps(before | shown).encode())  # before the links: a crash forgets none
        for name in shown:
            _link(folder / name, takes[name])
        write_whole(folder / _LIST, json.dumps(shown, indent=1).encode())
    return blocked


def _listed(folder: Path) -> dict[str, str]:
    try:
        listed = json.loads((folder / _LIST).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(listed, dict):
        return {}
    inside = {name: digest for name, digest in listed.items() if ".." not in PurePosixPath(name).parts}
    return {name: str(digest) for name, digest in inside.items() if not PurePosixPath(name).is_absolute()}


def _withdraw(place: Path, digest: str) -> None:
    ours = place.readlink().name == digest if place.is_symlink() else place.is_file() and digest_file(place) == digest
    if ours:
        place.unlink()


def _link(place: Path, file: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.symlink_to(file.resolve())
    except (OSError, NotImplementedError):  # no links on this disk, or no right to make them
        shutil.copyfile(file, place)
