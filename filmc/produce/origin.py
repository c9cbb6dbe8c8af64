"""Where a take came from: who made it, for which request, under which job id, at what price.

Notes of origin are files of their own beside the blobs, each named by its take and by the SHA-256 of its own bytes, so
that a damaged one is known as such. The same bytes may have several origins.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmc.base.digest import canonical, digest_bytes
from filmc.base.files import write_whole
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.disk import names_in, reading, sync_folder, writing

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Origin(BaseModel):
    """One note of origin. `request` is the digest of what was asked, `date` an ISO 8601 text for people."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    how: Literal["made", "bought", "brought"]
    """Made here, bought from a provider, or brought in by a person."""
    date: str
    provider: str | None = None
    model: str | None = None
    job: str | None = None
    request: Digest | None = None
    micros: int | None = Field(default=None, ge=0)
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
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


class _Written(Origin):
    take: Digest


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
    data = canonical(_Written(take=digest, **origin.model_dump()).model_dump(exclude_none=True))
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
    try:
        written = _Written.model_validate_json(data)
    except ValidationError:
        return None
    return Origin(**written.model_dump(exclude={"take"})) if written.take == digest else None
