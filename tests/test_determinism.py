"""The same film gives the same text and the same file, in any process, whatever Python's hash seed is."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import filmc

EXAMPLES = Path(__file__).parents[1] / "examples"

SOUNDING = """\
character MEI
    appearance: woman of thirty, red coat

scene EXT. HARBOUR - NIGHT
    ambience: rain
    music: hushed piano

    shot medium, push in, auto
        Mei walks to the door and waits.
        sfx: door creaks
        MEI (sad): Why does nobody answer?

    transition: dissolve 0.5s

    shot wide, pan left, 1s
        Mei looks up.
"""


def filmc_of(seed: int, cache: Path, *words: str) -> bytes:
    """Run filmc with a hash seed and a cache of its own; return its standard output."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(filmc.__file__).parents[1]),
        "PYTHONHASHSEED": str(seed),
        "FILMC_CACHE": str(cache),
    }
    command = [sys.executable, "-m", "filmc", *words]
    return subprocess.run(command, capture_output=True, env=environment, check=True).stdout


@pytest.mark.parametrize("example", ["to-li-hua", "04-own-words"])
def test_check_and_dumps(example: str, tmp_path: Path) -> None:
    film = str(EXAMPLES / example / "main.film")
    for words in (["check", film, "--json"], ["dump", film, "--stage", "jobs"], ["dump", film, "--stage", "timeline"]):
        one, other = (filmc_of(seed, tmp_path / str(seed), *words) for seed in (1, 2))
        assert one == other, words


def test_films(tmp_path: Path) -> None:
    sounding = tmp_path / "main.film"
    sounding.write_text(SOUNDING)
    for film in (EXAMPLES / "01-one-shot" / "main.film", sounding):
        digests = set()
        for seed in (1, 2):
            out = tmp_path / f"{seed}.mp4"
            filmc_of(
                seed, tmp_path / f"{film.parent.name}{seed}", "build", str(film), "-o", str(out), "--size", "160x90"
            )
            digests.add(hashlib.sha256(out.read_bytes()).hexdigest())
        assert len(digests) == 1, film
