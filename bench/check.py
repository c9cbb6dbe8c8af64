"""How long `filmc check` takes as a process: films of 1,000 to 100,000 lines, and the two commands that load nothing.

    python bench/check.py [RUNS]

Each row gives the least wall and processor time of RUNS runs (default 5, fewer for the largest), the bar, and what that
is of a bare `python -c pass` on the same machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

CAST = """\
film The Long Night
    language: en
    fps: 24

character MEI
    also: 小梅
    appearance: woman of thirty, short black hair
    wardrobe: grey coat

character TOM
    appearance: man of fifty, beard
    wardrobe: blue jacket

place HARBOUR
    appearance: cranes and wet cobbles
    ambience: waves, gulls
"""

SCENE = """\

scene s{n}: EXT. HARBOUR - NIGHT
    music (fade in 2s, under -14dB): hushed piano

    shot a: wide, low angle, push in slow, 5s
        Rain runs over the cobbles. Mei walks along the quay.
        Lanterns swing between the cranes, and nobody is there.
        with: MEI left
        MEI (V.O., sad): Why does nobody answer?
            zh: 怎么还没有回信呢？
        sfx (at 1.5s): door creaks
        note: scene {n}, before the storm
        expect: same face MEI, no text

    transition: dissolve 0.5s

    shot b: over the shoulder (TOM, MEI), auto
        Tom turns up his collar.
        with: TOM left, MEI right
        TOM: Could you please wait for us here?
        MEI (curious): I want to know it too.
        avoid: extra fingers
        takes: 4

    shot c: close-up, static, 3s
        An envelope lies in a puddle. Its ink runs.
        text (lower third, 0s-2s): Night {n}
        path (envelope): 40% 60% -> 42% 50% -> 44% 30%
        # the hand comes in at the end
        seed: {n}

    shot d: medium, 6s
        小梅跑过街道，雨停了。
        MEI: 我们走吧。
            en: Let us go.
        light: warm lamp light
        camera: static 1s, then pan left, then push in
        sfx: footsteps
"""


class Row(NamedTuple):
    name: str
    command: list[str]
    bar: float
    """Seconds."""


def film_of(lines: int) -> str:
    """Return a film of about `lines` lines, at most 10,000 shots."""
    scenes = (lines - CAST.count("\n")) // SCENE.count("\n")
    return CAST + "".join(SCENE.format(n=n) for n in range(1, max(scenes, 1) + 1))


def best(command: list[str], runs: int) -> tuple[float, float]:
    """Return the least wall and processor seconds of `runs` runs."""
    walls, loads = [], []
    for _ in range(runs):
        before, began = os.times(), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=ROOT)
        walls.append(time.perf_counter() - began)
        after = os.times()
        loads.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(walls), min(loads)


def rows(folder: Path) -> list[Row]:
    filmc = [sys.executable, "-m", "filmc"]
    found = [Row("--version", [*filmc, "--version"], 0.0), Row("--help", [*filmc, "--help"], 0.3)]
    for lines, bar in ((1_000, 0.15), (2_000, 0.6), (10_000, 1.5), (100_000, 15.0)):
        path = folder / f"{lines}.film"
        path.write_text(film_of(lines), "utf-8")
        found.append(Row(f"check, {lines:,} lines", [*filmc, "check", str(path), "--format", "short"], bar))
    return found


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    bare, _ = best([sys.executable, "-c", "pass"], 20)
    print(f"{'':24}{'wall':>9}{'processor':>11}{'bar':>9}{'÷ python':>10}")
    print(f"{'python -c pass':24}{bare:8.3f}s")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            wall, load = best(row.command, runs if "100,000" not in row.name else min(runs, 2))
            bar = f"{row.bar:8.2f}s" if row.bar else f"{2 * bare:8.3f}s"
            print(f"{row.name:24}{wall:8.3f}s{load:10.3f}s{bar}{wall / bare:9.1f}×")


if __name__ == "__main__":
    main()
