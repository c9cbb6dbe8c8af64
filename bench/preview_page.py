"""Save → the changed frame in the browser: rows A3 and A25 of the table of goals, for a film of twelve shots of 5 s.

    PYTHONPATH=.:tests python bench/preview_page.py [--edits 20] [--kinds action words …] [--size 640x360] [--soak 5000]

The playhead stands in the middle of a shot that is edited, `--edits` times in each of the `--kinds`, each time when the
last edit is whole on the page; no picture of it has been drawn before, for the caption counts the edits. Told are, in
milliseconds of wall time from the rename of the file: until the page has the new text, until the changed frame is seen
(a still), and until the moving picture is. `--soak` makes so many edits and tells how the still's latency and the
memory of server and page grow from the first tenth to the last.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from emulators.paid import PaidEmulator
from lot import lot
from previewing import SEEK, Preview, chromium, until

from bench.preview import film_of

KINDS = ("action", "camera", "size", "words", "line", "length", "person", "place")

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
TOLD = "names => names.every((name) => name in window.times)"
FORGET = "() => (window.times = {})"
MIDDLE = 4 * 120 + 60
"""A frame in the middle of the fifth shot."""


@dataclass(frozen=True)
class Edit:
    """Milliseconds from the save, and the MiB of memory that the server then had."""

    text: float
    still: float
    moving: float
    server: float


def edited(kind: str, turn: int) -> str:
    """Return the film with its fifth shot, or what that shows, edited for the `turn`th time in a way of `KINDS`."""
    text = film_of(4, kind if kind in {"action", "camera", "size"} else "none", turn)
    line = f"        ANN: This is {f'day {turn}' if kind == 'line' else 'the fifth day'}."
    text = text.replace("        caption: Day 5\n", f"        caption: Day 5, {kind} {turn}\n{line}\n")
    match kind:
        case "length":
            before, after = text.split("caption: Day 4")
            return f"{before}caption: Day 4{after.replace(', 5s', f', {5 + turn % 9 / 10:.1f}s', 1)}"
        case "person":
            return text.replace("woman of thirty", f"woman of {20 + turn % 60}")
        case "place":
            return text.replace("HARBOUR - DAY", f"HARBOUR - {('DAY', 'NIGHT', 'DUSK', 'MORNING')[turn % 4]}")
    return text


def edits(preview: Preview, page: object, kind: str, turns: range, *, moving: bool) -> list[Edit]:
    found = []
    for turn in turns:
        page.evaluate(FORGET)  # type: ignore[attr-defined]
        began = time.time() * 1000
        preview.save(edited(kind, turn))
        wanted = ["text", "still", *(["moving"] if moving else [])]
        page.wait_for_function(TOLD, arg=wanted, polling=100, timeout=120_000)  # type: ignore[attr-defined]
        times = page.evaluate(TIMES)  # type: ignore[attr-defined]
        told = [times.get(name, began) - began for name in ("text", "still", "moving")]
        found.append(Edit(*told, resident(preview.process.pid)))
    return found


def resident(process: int) -> float:
    """Return the MiB of memory that a process holds."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def told(name: str, values: list[float]) -> None:
    values = sorted(values)
    p95 = values[min(int(len(values) * 0.95), len(values) - 1)]
    print(f"{name:>28}  median {statistics.median(values):7.0f}   p95 {p95:7.0f}   most {values[-1]:7.0f}", flush=True)


def compare(preview: Preview, page: object, kinds: Sequence[str], turns: range) -> None:
    """Tell of each kind of edit, then of all."""
    every: list[Edit] = []
    for kind in kinds:
        found = edits(preview, page, kind, turns, moving=True)
        every += found
        for name in ("text", "still", "moving"):
            told(f"{kind}: {name} seen, ms", [getattr(each, name) for each in found])
    for name in ("text", "still", "moving"):
        told(f"all: {name} seen, ms", [getattr(each, name) for each in every])


def soaked(preview: Preview, page: object, count: int) -> None:
    """Make so many edits, and tell of each tenth of them, then how latency and memory have grown."""
    stills: list[float] = []
    rows = []
    for tenth in range(10):
        turns = range(4 + count * tenth // 10, 4 + count * (tenth + 1) // 10)
        found = edits(preview, page, "action", turns, moving=False)
        stills += [each.still for each in found]
        page.request_gc()  # type: ignore[attr-defined] # what is still held, not what has not been swept yet
        rows.append((statistics.median(each.still for each in found), found[-1].server, heap_of(page)))
        still, server, heap = rows[-1]
        print(
            f"{len(stills):>10} edits: still {still:.0f} ms, server {server:.0f} MiB, page {heap:.2f} MiB", flush=True
        )
    told("still seen, ms", stills)
    for name, first, last in zip(("still, ms", "server, MiB", "page, MiB"), rows[0], rows[-1], strict=True):
        print(f"{name:>28}  first tenth {first:8.1f}   last tenth {last:8.1f}   {(last / first - 1) * 100:+.0f} %")


def heap_of(page: object) -> float:
    """Return the MiB of the page's own objects."""
    return page.evaluate("() => performance.memory?.usedJSHeapSize ?? 0") / 2**20  # type: ignore[attr-defined, no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=20, help="of each kind")
    parser.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS)
    parser.add_argument("--size", default="640x360")
    parser.add_argument("--soak", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, PaidEmulator("none") as paid:
        here = lot(Path(folder), paid, edited("none", 0), "")
        with Preview(here, "--size", arguments.size) as preview:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(preview.address)
            preview.reeled(page)
            page.evaluate(WATCH)
            page.evaluate(SEEK, MIDDLE)
            until(page, "() => document.querySelector('.card.now')?.dataset.key")
            edits(preview, page, "words", range(1, 4), moving=True)
            print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, {arguments.size}")
            if not arguments.soak:
                compare(preview, page, arguments.kinds, range(4, arguments.edits + 4))
            else:
                soaked(preview, page, arguments.soak)


if __name__ == "__main__":
    main()
