"""Save → the changed frame in the browser: rows A3 and A25 of the table of goals, for a film of twelve shots of 5 s.

    PYTHONPATH=.:tests python bench/preview_page.py [--edits 100] [--size 640x360] [--soak 5000]

The playhead stands in the middle of a shot whose action is edited, again and again, each time when the last edit is
whole on the page. Told are, in milliseconds of wall time from the rename of the file: until the page has the new text,
until the changed frame is seen (a still), and until the moving picture is. `--soak` makes so many edits and tells how
the still's latency and the memory of server and page grow from the first tenth to the last.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from emulators.paid import PaidEmulator
from lot import lot
from previewing import SEEK, Preview, chromium, until

from bench.preview import film_of

WATCH = """async () => {
  const { on, now } = await import("/page/film.js");
  window.times = {};
  on("sheet", () => (window.times.text = Date.now()));
  on("reel", () => now.moving.text === now.sheet.text && (window.times.moving = Date.now()));
  new MutationObserver(() => {
    const { src } = document.querySelector("img.seen") ?? {};
    if (src && src !== window.last) requestAnimationFrame(() => (window.times.still ??= Date.now()));
    window.last = src ?? window.last;
  }).observe(document.getElementById("screen"), { childList: true, subtree: true, attributes: true });
}"""
TIMES = "() => window.times"
FORGET = "() => (window.times = {})"
MIDDLE = 4 * 120 + 60
"""A frame in the middle of the fifth shot."""


@dataclass(frozen=True)
class Edit:
    """Milliseconds from the save, and what server and page then had of memory, in MiB."""

    text: float
    still: float
    moving: float
    server: float
    page: float


def edits(preview: Preview, page: object, count: int, *, moving: bool) -> list[Edit]:
    found = []
    for turn in range(1, count + 1):
        page.evaluate(FORGET)  # type: ignore[attr-defined]
        began = time.time() * 1000
        preview.save(film_of(4, "action", turn))
        wanted = {"text", "still", *(("moving",) if moving else ())}
        times = until(page, TIMES, lambda told, wanted=wanted: wanted <= told.keys())  # type: ignore[arg-type]
        heap = page.evaluate("() => performance.memory?.usedJSHeapSize ?? 0") / 2**20  # type: ignore[attr-defined]
        told = [times.get(name, began) - began for name in ("text", "still", "moving")]
        found.append(Edit(*told, resident(preview.process.pid), heap))
    return found


def resident(process: int) -> float:
    """Return the MiB of memory that a process holds."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def told(name: str, values: list[float]) -> None:
    values = sorted(values)
    p95 = values[min(int(len(values) * 0.95), len(values) - 1)]
    print(f"{name:>28}  median {statistics.median(values):7.0f}   p95 {p95:7.0f}   most {values[-1]:7.0f}")


def grown(name: str, values: list[float]) -> None:
    part = max(len(values) // 10, 1)
    first, last = statistics.median(values[:part]), statistics.median(values[-part:])
    print(f"{name:>28}  first tenth {first:8.1f}   last tenth {last:8.1f}   {(last / first - 1) * 100:+.0f} %")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--size", default="640x360")
    parser.add_argument("--soak", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, PaidEmulator("none") as paid:
        here = lot(Path(folder), paid, film_of(4, "action", 0), "")
        with Preview(here, "--size", arguments.size) as preview:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(preview.address)
            preview.reeled(page)
            page.evaluate(WATCH)
            page.evaluate(SEEK, MIDDLE)
            until(page, "() => document.querySelector('.card.now')?.dataset.key")
            edits(preview, page, 3, moving=True)
            print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, {arguments.size}")
            found = edits(preview, page, arguments.soak or arguments.edits, moving=not arguments.soak)
            for name in ("text", "still", *(() if arguments.soak else ("moving",))):
                told(f"{name} seen, ms", [getattr(each, name) for each in found])
            if arguments.soak:
                grown("still, ms", [each.still for each in found])
                grown("server, MiB", [each.server for each in found])
                grown("page, MiB", [each.page for each in found])


if __name__ == "__main__":
    main()
