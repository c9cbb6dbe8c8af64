"""The yardstick film: our renderer against one hand-written ffmpeg command, in turn, in one run.

    python bench/ref60.py FF_FILM ASSETS [--runs 3] [--film ref60|ref20|draft480]

FF_FILM is the hand-written film's script (`ff_film.py`), ASSETS the folder that its `gen_assets.py` filled. Prints the
medians of wall time, CPU time and peak memory, their ratios, and the shake of a slow push-in.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from filmc.base.ffmpeg import find_ffmpeg

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("ff_film", type=Path)
    parser.add_argument("assets", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--film", default="ref60")
    parser.add_argument("--smooth", action="store_true", help="also the smooth hand-written film (row 2)")
    options = parser.parse_args()
    ways = ["ours", "zoompan"] + (["persp"] if options.smooth else [])
    figures: dict[str, list[tuple[float, float, float]]] = {way: [] for way in ways}
    for _ in range(options.runs):
        for way in ways:
            figures[way].append(measured(way, options))
            wall, cpu, memory = figures[way][-1]
            print(f"{way:8} wall {wall:6.2f} s  cpu {cpu:6.2f} s  memory {memory:5.0f} MiB", flush=True)
    medians = {way: [statistics.median(column) for column in zip(*rows, strict=True)] for way, rows in figures.items()}
    for other in ways[1:]:
        wall, cpu, memory = (a / b for a, b in zip(medians["ours"], medians[other], strict=True))
        print(f"ours / {other}: wall {wall:.3f}  cpu {cpu:.3f}  memory {memory:.3f}")


def measured(way: str, options: argparse.Namespace) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak MiB (of all its processes together) of making the film once."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "film.mp4"
        if way == "ours":
            command = [sys.executable, str(HERE / "ref_film.py"), options.film, str(options.assets), str(out)]
        else:
            command = [sys.executable, str(options.ff_film.absolute()), "single", options.film, way, str(out)]
        environment = {**os.environ, "FF": str(find_ffmpeg().path)}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=options.assets.parent, env=environment)
        peak = Peak(process.pid)
        assert process.wait() == 0
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return wall, cpu, peak.stop() / 2**20


class Peak:
    """Watches the memory of a process and its descendants (proportional, as Linux counts shared pages)."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._done = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> int:
        self._done.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._done.wait(0.1):
            self._peak = max(self._peak, sum(map(memory, tree(self._pid))))


def tree(pid: int) -> list[int]:
    children: list[str] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += (task / "children").read_text("ascii").split()
    except OSError:
        pass  # it has just ended
    return [pid, *(below for child in children for below in tree(int(child)))]


def memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
