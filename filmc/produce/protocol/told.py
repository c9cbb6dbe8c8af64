"""What an answer's JSON says, whatever it really is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filmc.produce.protocol.http import Reply


def told(reply: Reply) -> dict[str, Any]:
    """Return an answer's JSON object; an empty one where it is none."""
    return reply.json if isinstance(reply.json, dict) else {}


def part(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the object that is called `name` in another one; an empty one where there is none."""
    found = said.get(name)
    return found if isinstance(found, dict) else {}
