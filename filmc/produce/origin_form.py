"""The form of a note of origin (see `origin.py`): what is none counts as damaged."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Note(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    take: _Digest
    how: Literal["made", "bought", "brought"]
    date: str
    provider: str | None = None
    model: str | None = None
    job: str | None = None
    request: _Digest | None = None
    micros: int | None = Field(default=None, ge=0)
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    name: str | None = None
    note: str | None = None


def read_note(data: bytes) -> tuple[str, dict[str, Any]] | None:
    """Return the take of a note, and the fields of its `Origin`; None where it is none."""
    try:
        note = _Note.model_validate_json(data)
    except ValidationError:
        return None
    return note.take, note.model_dump(exclude={"take"})
