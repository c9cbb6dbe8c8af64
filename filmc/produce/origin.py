"""Where a take came from: who made it, for which request, under which job id, at what price.

Notes of origin are files of their own beside the blobs, each named by its take and by the SHA-256 of its own bytes, so
that a damaged one is known as such. The same bytes may have several origins.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from filmc.base.digest import canonical, digest_bytes
from filmc.base.files import write_whole
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.disk import names_in, reading, sync_folder, writing


@record
class Origin:
    """One note of origin. `request` is the digest of what was asked, `date` an ISO 8601 text for people."""

    how: Literal["made", "bought", "brought"]
    """Made here, bought from a provider, or brought in by a person."""
    date: str
    provider: str | None = None
    model: str | None = None
    job: str | None = None
    request: str | None = None
    micros: int | None = None
    currency: str | None = None
    name: str | None = None
    """What the file was called where it came from."""
    note: str | None = None

    @property
    def paid(self) -> bool:
        """Whether losing the take would lose money."""
        return self.how == "bought" or bool(self.micros)

    @property
    def price(self) -> Money | None:
        """What it cost, where that is known."""
        return None if self.micros is None or self.currency is None else Money(self.micros, self.currency)


@record
class Origins:
    """All notes on one take, sorted by their bytes, and the files of those that are damaged."""

    notes: tuple[Origin, ...] = ()
    damaged: tuple[Path, ...] = ()

    @property
    def paid(self) -> bool:
        """Whether a note says so."""
        return any(note.paid for note in self.notes)

    @property
    def dear(self) -> bool:
        """Whether the take may be irreplaceable: paid for, brought in from elsewhere, or of an origin nobody knows."""
        return bool(self.damaged) or not self.notes or any(note.paid or note.how == "brought" for note in self.notes)


def keep(folder: Path, digest: str, origin: Origin) -> None:
    """Write `origin` of the take `digest` into `folder`; nothing happens where the same note is there. Fault E102x."""
    data = canonical({"take": digest, **_said(origin)})
    path = folder / digest[:2] / f"{digest}.{digest_bytes(data)}.json"
    with writing(path):
        if _whole(path, digest) is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
            sync_folder(path.parent)
            sync_folder(folder)


def recall(folder: Path, digest: str) -> Origins:
    """Return every note on `digest` in `folder`. Fault E1022 where they can not be read."""
    place = folder / digest[:2]
    with reading(place):
        paths = [place / name for name in names_in(place) if name.startswith(digest) and name.endswith(".json")]
        found = {path: _whole(path, digest) for path in paths}
    notes = tuple(note for note in found.values() if note is not None)
    return Origins(notes, tuple(path for path, note in found.items() if note is None))


def _whole(path: Path, digest: str) -> Origin | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    if path.name != f"{digest}.{digest_bytes(data)}.json":
        return None
    from filmc.produce.origin_form import read_note  # noqa: PLC0415 - pydantic, only for who has takes

    take, said = read_note(data) or ("", {})
    return Origin(**said) if take == digest else None


def _said(origin: Origin) -> dict[str, Any]:
    """Return what a note says, as text that can be written: a file's name may be none."""
    said = {name: value for name, value in asdict(origin).items() if value is not None}
    return {name: _writable(value) if isinstance(value, str) else value for name, value in said.items()}


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
