"""The project as it was: a `World` over a revision of its git repository, read by git itself and never checked out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from filmc.base.fault import Fault
from filmc.base.files import write_whole
from filmc.base.process import run
from filmc.base.record import record
from filmc.base.world import OutsideProjectError

_PATIENCE = 120.0
_FILES = ("100644", "100755", "100664")
"""Modes of plain files: links and submodules of another time lead nowhere today."""


@record
class _Blob:
    name: str
    size: int


@record
class GitWorld:
    """The files under `root` as they were at `commit`. Media that a program must open is laid into `folder` for it."""

    root: Path
    commit: str
    folder: Path

    def read(self, path: str) -> bytes:
        """Return the bytes of the file `path`."""
        return _git(self.root, "cat-file", "blob", self._blob(path).name)

    def exists(self, path: str) -> bool:
        """Tell whether `path` was a file of the project."""
        return path in self._blobs

    def size(self, path: str) -> int:
        """Return the size of the file in bytes."""
        return self._blob(path).size

    def names(self, folder: str) -> list[str]:
        """Return the names of the files right in `folder`, sorted."""
        parts = PurePosixPath(folder).parts
        paths = map(PurePosixPath, self._blobs)
        return sorted(path.name for path in paths if path.parent.parts == parts)

    def locate(self, path: str) -> Path:
        """Return a real file with the bytes of `path`; the folder itself for `.`."""
        if path == ".":
            return self.folder
        blob = self._blob(path)
        place = self.folder / path
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, _git(self.root, "cat-file", "blob", blob.name))
        return place

    def _blob(self, path: str) -> _Blob:
        if ".." in PurePosixPath(path).parts or PurePosixPath(path).is_absolute():
            raise OutsideProjectError(path)
        if path not in self._blobs:
            raise FileNotFoundError(path)
        return self._blobs[path]

    @cached_property
    def _blobs(self) -> Mapping[str, _Blob]:
        found: dict[str, _Blob] = {}
        for line in _git(self.root, "ls-tree", "-r", "-l", "-z", self.commit).split(b"\0"):
            facts, _, path = line.partition(b"\t")
            words = facts.decode().split()
            if words and words[0] in _FILES:
                found[path.decode("utf-8", "surrogateescape")] = _Blob(words[2], int(words[3]))
        return found


def git_world(root: Path, revision: str, folder: Path) -> GitWorld:
    """Return the project at `root` as it was at `revision`, with an empty `folder` of its own.

    Faults: E1074 without git or outside a repository, E1073 for a revision that there is not.
    """
    _git(root, "rev-parse", "--git-dir")
    try:
        commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except Fault:
        hint = "name a commit, a branch or a tag: `git log --oneline` lists them"
        raise Fault("E1073", f"git knows no revision {revision!r} here", hint) from None
    return GitWorld(root, commit.decode().strip(), folder)


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git says; Fault E1074 where it can not."""
    try:
        answer = run(["git", "-C", str(root), *arguments], timeout=_PATIENCE)
    except OSError as error:
        raise Fault("E1074", f"git can not be run: {error.strerror or error}", "install git") from error
    if answer.code:
        last = (answer.messages.splitlines() or ["it gave no reason"])[-1].removeprefix("fatal: ")
        raise Fault("E1074", last, "the film must be in a git repository, with the wanted revision in it")
    return answer.output
