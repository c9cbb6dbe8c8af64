"""What `filmc doctor` finds."""

from __future__ import annotations

from filmc.base.record import record


@record
class Finding:
    """One thing looked at. `level`: ok, note (works, but less well) or fault."""

    what: str
    level: str
    found: str
    remedy: str = ""
