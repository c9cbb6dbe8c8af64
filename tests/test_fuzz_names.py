"""Whatever a film says, its names can be resolved: a valid film without an error, a spoilt one without a traceback."""

from __future__ import annotations

import os
import time
from random import Random

import pytest
from filmmaker import film, mutate

from filmc.base.diagnostic import Notes
from filmc.base.world import MemoryWorld
from filmc.frontend.modules import load
from filmc.frontend.resolve import resolve
from filmc.ir.words import words

SOAK = bool(os.environ.get("FILMC_SOAK"))
SLICES = 8


def errors(text: str, seed: str) -> list[str]:
    """Resolve a film in good time, and return its errors."""
    started = time.process_time()
    notes = Notes()
    screenplay = resolve(notes, load(notes, MemoryWorld({"main.film": text.encode("utf-8", "replace")}), "main.film"))
    words(notes, screenplay.names)
    assert time.process_time() - started < 3, f"{seed}: slow"
    return [f"{note.code} {note.message}" for note in notes.errors]


@pytest.mark.parametrize("part", range(SLICES))
def test_a_valid_film_has_no_error(part: int) -> None:
    for number in range((20_000 if SOAK else 40) // SLICES):
        seed = f"film {part} {number}"
        assert errors(film(Random(seed)), seed) == [], seed


@pytest.mark.parametrize("part", range(SLICES))
def test_a_spoilt_film_breaks_nothing(part: int) -> None:
    for number in range((5_000 if SOAK else 64) // SLICES):
        rng = Random(f"spoilt {part} {number}")
        errors(mutate(rng, film(rng)), f"spoilt {part} {number}")
