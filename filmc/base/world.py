"""The outside world of the compiler: which files a project has and what is in them.

Two twins: `DiskWorld` reads the project folder, `MemoryWorld` holds unsaved text (tests, editors).
Paths are project-relative with forward slashes; nothing outside the project root can be named.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from filmc.base.record import field, record


class OutsideProjectError(ValueError):
    """The path is absolute, climbs out with `..`, or a link leads out of the project."""


class World(Protocol):
    """Reads the project's files; OSError and OutsideProjectError tell why one can not be read."""

    def read(self, path: str) -> bytes:
        """Return the bytes of the file `path`."""
        ...

    def exists(self, path: str) -> bool:
        """Tell whether `path` is a file of the project."""
        ...

    def size(self, path: str) -> int:
        """Return the size of the file in bytes, without reading it."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the names of the files right in `folder` (empty: the root), sorted; none where there is no folder."""
        ...

    def locate(self, path: str) -> Path:
        """Return the real path of a file of the project, for the programs that open media."""
        ...


def beside(file: str, path: str) -> str:
    """Return the project-relative path of what `file` calls `path`.

    OutsideProjectError when `path` is absolute (also in the Windows way), has a scheme, or leaves the project.
    """
    if not path or path.startswith(("/", "\\", "~")) or ":" in path or "\0" in path:
        raise OutsideProjectError(path)
    parts: list[str] = list(PurePosixPath(file).parent.parts)
    for part in path.replace("\\", "/").split("/"):
        if part == "..":
            raise OutsideProjectError(path)
        if part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


@record
class DiskWorld:
    """The project on disk under `root`."""

    root: Path

    def locate(self, path: str) -> Path:
        """Return the real path, refusing links that lead out of the project."""
        try:
            real = (self.root / path).resolve()
        except RuntimeError as endless:  # links that lead to each other
            raise OutsideProjectError(path) from endless
        if not real.is_relative_to(self.root.resolve()):
            raise OutsideProjectError(path)
        return real

    def read(self, path: str) -> bytes:
        """Return the bytes of the file `path`."""
        return self.locate(path).read_bytes()

    def exists(self, path: str) -> bool:
        """Tell whether `path` is a file inside the project."""
        return self.locate(path).is_file()

    def size(self, path: str) -> int:
        """Return the size of the file in bytes."""
        return self.locate(path).stat().st_size

    def names(self, folder: str) -> list[str]:
        """Return the names of the files right in `folder`, sorted."""
        real = self.locate(folder)
        return sorted(path.name for path in real.iterdir() if path.is_file()) if real.is_dir() else []


@record
class MemoryWorld:
    """Files held in memory; everything that `files` has not falls through to `under`, if there is one."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    under: World | None = None

    def read(self, path: str) -> bytes:
        """Return the bytes of the file `path`."""
        if path in self.files:
            return self.files[path]
        if self.under is None:
            raise FileNotFoundError(path)
        return self.under.read(path)

    def exists(self, path: str) -> bool:
        """Tell whether `path` is there."""
        return path in self.files or (self.under is not None and self.under.exists(path))

    def size(self, path: str) -> int:
        """Return the size of the file in bytes."""
        return self.under.size(path) if self.under and path not in self.files else len(self.read(path))

    def names(self, folder: str) -> list[str]:
        """Return the names of the files right in `folder`, sorted."""
        parts = PurePosixPath(folder).parts
        here = {PurePosixPath(path).name for path in self.files if PurePosixPath(path).parent.parts == parts}
        return sorted(here.union(self.under.names(folder) if self.under else ()))

    def locate(self, path: str) -> Path:
        """Return the real path; FileNotFoundError for what lives in memory only."""
        if self.under is None:
            raise FileNotFoundError(path)
        return self.under.locate(path)
