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


RUNS = 3
"""How often something is tried before it counts as slow: now and then a machine has other troubles."""


def processor_seconds(*words: str) -> float:
    """Return the processor time of a run: unlike wall time, it hardly depends on what else runs."""
    environment = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1])}
    before = os.times()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, env=environment, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def is_done_within(bar: float, *words: str) -> bool:
    """Tell whether the least of three runs takes less than MERCY times the bar."""
    return any(processor_seconds("-m", "filmc", *words) < MERCY * bar for _ in range(RUNS))


@pytest.mark.parametrize(("words", "bar"), [(("--version",), 0.1), (("--help",), 0.3)])
def test_start(words: tuple[str, ...], bar: float) -> None:
    assert is_done_within(bar, *words)


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
    assert is_done_within(bar, "check", str(path), "--format", "short")
