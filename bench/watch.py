"""Save → told → seen, in a real `filmc watch`: rows 15 to 17 of the table of goals, the watcher included.

    python bench/watch.py [--edits 20] [--kinds caption camera action size line] [--size 640x360]

The film is that of `preview.py`: 60 s, twelve drawn shots of 5 s. Each edit saves it with one shot changed, each time
another one. Told are median and 95th percentile, in milliseconds of wall time from before the save, of: the line begun
(what changed, what is stale, what it would cost), and the preview file renewed; and the processor's time of the watch
with all its children for an edit. Edits that drew nothing (the film was so before) do not count. On a machine that
others use, trust the processor's. `load` is the machine's.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from preview import SHOTS, film_of  # noqa: E402 - beside this file

KINDS = ("caption", "camera", "action", "size", "line")
NAMES = ("line begun", "preview renewed", "cpu of it", "segments")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--size", default="640x360")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="filmc-watch") as scratch:
        watched = Watched(Path(scratch), asked.size)
        try:
            for kind in asked.kinds:
                found = [watched.edit((5 * turn + 1) % SHOTS, kind, turn + 1) for turn in range(asked.edits)]
                rows = [row for row in found if row[-1]]  # a film that was there before is only joined
                told = (f"{name} {_told(column)}" for name, column in zip(NAMES, zip(*rows, strict=True), strict=True))
                print(f"{kind:8} {len(rows):2} drawn  {'  '.join(told)}  load {os.getloadavg()[0]:.0f}", flush=True)
        finally:
            watched.end()


def _told(column: tuple[float, ...]) -> str:
    return f"{statistics.median(column):.0f} (p95 {sorted(column)[int(len(column) * 0.95)]:.0f})"


class Watched:
    def __init__(self, folder: Path, size: str) -> None:
        self.film = folder / "main.film"
        self._save(-1, "none", 0)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "filmc", "watch", str(self.film), "--json", "--size", size],
            env={**os.environ, "FILMC_CACHE": str(folder / "cache"), "FILMC_STORE": str(folder / "store")},
            stdout=subprocess.PIPE,
            text=True,
        )
        self._until("preview")

    def _save(self, edited: int, kind: str, turn: int) -> None:
        self.film.write_text(film_of(edited, kind, turn), "utf-8")

    def _until(self, kind: str) -> dict[str, Any]:
        assert self.process.stdout
        for line in self.process.stdout:
            event: dict[str, Any] = json.loads(line)
            if event["event"] == kind:
                return event
        raise SystemExit("the watch has ended")

    def edit(self, edited: int, kind: str, turn: int) -> tuple[float, ...]:
        time.sleep(0.6)  # nobody saves at once again
        before, start = self._processor(), time.perf_counter()
        self._save(edited, kind, turn)
        self._until("film")
        begun = time.perf_counter() - start
        made = self._until("preview")["segments"]["made"]
        took = time.perf_counter() - start
        return 1000 * begun, 1000 * took, 1000 * (self._processor() - before), made

    def _processor(self) -> float:
        """Seconds of processor that the watch, its workers and what these have started have used."""
        return sum(sum(map(int, fields[11:15])) for fields in self._family()) / os.sysconf("SC_CLK_TCK")

    def _family(self) -> Iterator[list[str]]:
        found = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                found[int(path.parent.name)] = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
        for number, fields in found.items():
            if number == self.process.pid or int(fields[1]) == self.process.pid:
                yield fields

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


if __name__ == "__main__":
    main()
