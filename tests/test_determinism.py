"""The same film gives the same text and the same file, in any process, whatever Python's hash seed is."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import filmc

SOAK = bool(os.environ.get("FILMC_SOAK"))
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


PROGRAM = """
import json, sys
from filmc.tools.cli import run
for words in json.load(sys.stdin):
    print("code", run(words), flush=True)
"""


def filmc_of(seed: int, cache: Path, *commands: list[str]) -> str:
    """Run filmc command after command with a hash seed and a cache of its own; return its standard output."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(filmc.__file__).parents[1]),
        "PYTHONHASHSEED": str(seed),
        "FILMC_CACHE": str(cache),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(commands), capture_output=True, env=environment, check=True, text=True,
    )  # fmt: skip
    assert done.stdout.count("code 0\n") == len(commands), done.stderr
    return done.stdout


@pytest.mark.parametrize("example", ["04-own-words", *(["to-li-hua"] if SOAK else [])])
def test_check_and_dumps(example: str, tmp_path: Path) -> None:
    film = str(EXAMPLES / example / "main.film")
    asked = (["check", film, "--json"], *(["dump", film, "--stage", stage] for stage in ("jobs", "timeline")))
    one, other = (filmc_of(seed, tmp_path / str(seed), *asked) for seed in (1, 2))
    assert one == other


def test_films(tmp_path: Path) -> None:
    sounding = tmp_path / "main.film"
    sounding.write_text(SOUNDING)
    films = [sounding, *([EXAMPLES / "01-one-shot" / "main.film"] if SOAK else [])]
    digests = []
    for seed in (1, 2):
        made = {film: tmp_path / f"{film.parent.name}{seed}.mp4" for film in films}
        asked = (["build", str(film), "-o", str(out), "--size", "160x90"] for film, out in made.items())
        filmc_of(seed, tmp_path / f"cache{seed}", *asked)
        digests.append([hashlib.sha256(out.read_bytes()).hexdigest() for out in made.values()])
    assert digests[0] == digests[1]
