"""Guards against a slow `check`: three times the bars that `bench/check.py` measures, so that only a real loss fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import filmc

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from check import film_of  # noqa: E402  -- the bench's own films

MERCY = 3
SOAK = bool(os.environ.get("FILMC_SOAK"))


def processor_seconds(*words: str) -> float:
    """Return the least processor time of three runs: unlike wall time, it does not depend on what else runs."""
    environment = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1])}
    found = []
    for _ in range(3):
        before = os.times()
        subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, env=environment, check=True)
        after = os.times()
        found.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(found)


@pytest.mark.parametrize(("words", "bar"), [(("--version",), 0.1), (("--help",), 0.3)])
def test_start(words: tuple[str, ...], bar: float) -> None:
    assert processor_seconds("-m", "filmc", *words) < MERCY * bar


@pytest.mark.parametrize(
    ("lines", "bar"),
    [
        (1_000, 0.15),
        (2_000, 0.6),
        (10_000, 1.5),
        pytest.param(100_000, 15.0, marks=pytest.mark.skipif(not SOAK, reason="soak")),
    ],
)
def test_check(lines: int, bar: float, tmp_path: Path) -> None:
    path = tmp_path / "main.film"
    path.write_text(film_of(lines), "utf-8")
    assert processor_seconds("-m", "filmc", "check", str(path), "--format", "short") < MERCY * bar
