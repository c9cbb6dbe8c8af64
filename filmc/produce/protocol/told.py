"""What an answer's JSON says, whatever it really is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filmc.produce.protocol.http import Broken, Reply


def told(answer: Reply | Broken) -> dict[str, Any]:
    """Return an answer's JSON object; an empty one where it is none."""
    said = answer.json if isinstance(answer, Reply) else None
    return said if isinstance(said, dict) else {}


def part(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the object that is called `name` in another one; an empty one where there is none."""
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def listed(said: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the objects of the list that is called `name`; none where there is no such list."""
    found = said.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def number(said: object) -> int | float | None:
    """Return a number, for a bill to be made of; None for anything else, also for yes and no."""
    return said if isinstance(said, int | float) and not isinstance(said, bool) else None


def share(said: object) -> float | None:
    """Return how much of a job is done, from 0 to 1; None for anything else."""
    done = number(said)
    return float(done) if done is not None and 0 <= done <= 1 else None
