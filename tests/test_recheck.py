"""A film that is checked again after an edit is what it is when it is checked anew: film, trees and notes, each place."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import pytest
from typist import MAIN, Project, edited, project

from filmc.base.memo import Memo
from filmc.base.world import MemoryWorld
from filmc.frontend.library import LibraryFile
from filmc.ir.node import Node
from filmc.session import Checked, Session

SOAK = bool(os.environ.get("FILMC_SOAK"))
SCRIPTS, EDITS = 10_000 if SOAK else 16, 6
SLICES = 8
"""The scripts run in slices, so that several processes share the work."""


@pytest.mark.parametrize("part", range(SLICES))
def test_what_is_checked_again_is_what_is_checked_anew(part: int) -> None:
    for number in range(part, SCRIPTS, SLICES):
        rng = Random(f"script {number}")
        files, memo = project(rng), Memo()
        texts = [files]
        for step in range(EDITS + 1):
            found, wanted = checked(files, memo), checked(files)
            assert difference(seen(found), seen(wanted)) is None, f"script {number}, step {step}"
            files = rng.choice(texts) if rng.random() < 0.1 else edited(rng, files)
            texts.append(files)


def checked(files: Project, *memo: Memo) -> Checked:
    return Session(MemoryWorld(files), MAIN).check(*memo)


def seen(found: Checked) -> Mapping[str, Any]:
    """Return all that a check tells, by name."""
    screenplay = found.screenplay
    return {
        "notes": tuple(found.notes),
        "said": found.said,
        "sources": {name: source.text for name, source in found.sources.items() if not name.startswith("stdlib:")},
        "trees": repr([file.items for file in screenplay.files if not isinstance(file, LibraryFile)]),
        "names": repr((screenplay.names.own, screenplay.film, screenplay.story, screenplay.cover, screenplay.credits)),
        "settled": found.settled,
        "film": found.film,
    }


def difference(one: Any, other: Any, at: str = "", known: set[tuple[int, int]] | None = None) -> str | None:
    """Return where two values differ first, places included; None where they do not."""
    known = set() if known is None else known
    if type(one) is not type(other):
        return f"{at}: {one!r} is not {other!r}"
    if (id(one), id(other)) in known:
        return None
    if isinstance(one, Node):
        known.add((id(one), id(other)))
        return difference(vars(one), vars(other), at, known)
    if isinstance(one, dict):
        parts: Sequence[Any] = [(key, one.get(key), other.get(key)) for key in (*one, *(set(other) - set(one)))]
    elif type(one) is tuple and len(one) == len(other):
        parts = [(key, left, right) for key, (left, right) in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else f"{at}: {one!r} is not {other!r}"
    return next((found for key, *both in parts if (found := difference(*both, f"{at}.{key}", known))), None)
