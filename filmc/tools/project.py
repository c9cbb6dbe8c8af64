"""Which film is meant: a path, or the film of the folder; and the project that it belongs to."""

from __future__ import annotations

from pathlib import Path

from filmc.base.record import record
from filmc.base.world import DiskWorld


class NoFilmError(Exception):
    """No film could be found; the message says what to type."""


@record
class Project:
    """A project on disk: its world and the main film in it (project-relative)."""

    world: DiskWorld
    main: str

    @property
    def path(self) -> Path:
        """The main film's path."""
        return self.world.root / self.main


def project_of(named: str | None) -> Project:
    """Return the project of the film `named`, or of the current folder's film. NoFilmError where there is none."""
    return project_with(_given(Path(named)) if named else _found(Path.cwd()))


def project_with(path: Path) -> Project:
    """Return the project that a film at `path` belongs to, whether or not it is there yet."""
    path = path.absolute()
    root = next((up for up in path.parents if (up / "filmc.toml").is_file()), path.parent)
    return Project(DiskWorld(root), path.relative_to(root).as_posix())


def folder_world() -> DiskWorld:
    """Return the project of this folder, for who needs no film: the nearest folder with a filmc.toml, or this."""
    here = Path.cwd()
    return DiskWorld(next((up for up in (here, *here.parents) if (up / "filmc.toml").is_file()), here))


def _given(path: Path) -> Path:
    if path.is_dir():
        return _found(path.resolve())
    if not path.is_file():
        near = _films(path.parent)[:3]
        hint = f"; there is {', '.join(map(str, near))}" if near else ""
        raise NoFilmError(f"there is no file {path}{hint}")
    return path.absolute()


def _found(folder: Path) -> Path:
    main = folder / "main.film"
    if main.is_file():
        return main
    films = _films(folder)
    if len(films) == 1:
        return films[0]
    if films:
        raise NoFilmError(f"{folder.name} has {len(films)} films: say which, as {films[0].name}")
    raise NoFilmError(f"{folder} has no .film file: name one, or start with 'filmc new my-film'")


def _films(folder: Path) -> list[Path]:
    """Return the .film files of a folder, in order; a folder may have such a name too, and is none."""
    return [path for path in sorted(folder.glob("*.film")) if path.is_file()]
