"""What `filmc doctor` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `level`: ok, note (works, but less well) or fault."""

    what: str
    level: str
    found: str
    remedy: str = ""
