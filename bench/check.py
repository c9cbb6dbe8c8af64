"""How long `filmc check` takes as a process: films of 1,000 to 100,000 lines, and the two commands that load nothing.

A film is known from the run before, as it is to its author; one row changes a shot each time, one has never seen the
film. The last line is the parser alone, without any memory.

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
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from filmc.base.diagnostic import Notes  # noqa: E402  -- the checkout's own
from filmc.base.source import Source  # noqa: E402
from filmc.frontend.parse import parse  # noqa: E402

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
    before: Callable[[], object] = lambda: None
    """What is done before each run."""


def film_of(lines: int) -> str:
    """Return a film of about `lines` lines, at most 10,000 shots."""
    scenes = (lines - CAST.count("\n")) // SCENE.count("\n")
    return CAST + "".join(SCENE.format(n=n) for n in range(1, max(scenes, 1) + 1))


def best(row: Row, runs: int) -> tuple[float, float]:
    """Return the least wall and processor seconds of `runs` runs."""
    walls, loads = [], []
    for _ in range(runs):
        row.before()
        before, began = os.times(), time.perf_counter()
        subprocess.run(row.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=ROOT)
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
    return [*found[:3], *first_times(folder, found[2]), *found[3:]]


def first_times(folder: Path, known: Row) -> tuple[Row, Row]:
    """Return the rows of a film of which one shot has changed, and of one that was never read."""
    film, turn = folder / "1000.film", count()

    def change() -> None:
        film.write_text(film_of(1_000).replace("Its ink runs.", f"Its ink runs {next(turn)} ways.", 1), "utf-8")

    def forget() -> None:
        for path in (folder / "cache" / "parsed").iterdir():
            if path.name != "stdlib":
                path.unlink()

    return known._replace(name=f"{known.name}, 1 changed", before=change), known._replace(
        name=f"{known.name}, all new", before=forget, bar=0.0
    )


def lines_a_second() -> float:
    """Return how many lines the parser reads in a second, with their places."""
    source = Source("main.film", film_of(10_000))
    parse(Notes(), Source("main.film", film_of(1_000)))
    taken = []
    for _ in range(3):
        began = time.process_time()
        parse(Notes(), source)
        taken.append(time.process_time() - began)
    return source.text.count("\n") / min(taken)


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation has its byte code
    os.environ["PYTHONPATH"] = str(ROOT)
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    bare, _ = best(Row("", [sys.executable, "-c", "pass"], 0.0), 20)
    print(f"{'':32}{'wall':>9}{'processor':>11}{'bar':>9}{'÷ python':>10}")
    print(f"{'python -c pass':32}{bare:8.3f}s")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FILMC_CACHE"] = str(Path(folder) / "cache")
        for row in rows(Path(folder)):
            wall, load = best(row, runs if "100,000" not in row.name else min(runs, 2))
            bar = f"{row.bar:8.2f}s" if row.bar else f"{2 * bare:8.3f}s" if row.name == "--version" else f"{'':9}"
            print(f"{row.name:32}{wall:8.3f}s{load:10.3f}s{bar}{wall / bare:9.1f}×")
    print(f"the parser alone: {lines_a_second():,.0f} lines a second (bar: 30,000)")


if __name__ == "__main__":
    main()
