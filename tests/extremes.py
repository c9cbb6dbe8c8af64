"""Films that are too much, or as much as is allowed, with the codes that they give; and what memory a process had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

Files = Mapping[str, bytes]
KITCHEN = "scene INT. KITCHEN - DAY\n"
STORY = f"{KITCHEN}    shot medium, 1s\n".encode()


def film(text: str) -> Files:
    return {"main.film": text.encode()}


def library(uses: Callable[[int], list[int]], count: int) -> Files:
    """Return a film that uses file 0, and `count` files each of which uses those that `uses` gives."""
    files = {f"{at}.film": "".join(f"use {to}.film\n" for to in uses(at)).encode() for at in range(count)}
    return {"main.film": b"use 0.film\n\n" + STORY, **files}


def peak() -> int:
    """Return the most memory this process has had, in KiB.

    Linux is asked for this program's own: what `getrusage` tells begins with the size of the process that forked it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


CASES: dict[str, tuple[Callable[[], Files], *tuple[str, ...]]] = {
    "a file of 9 MB": (lambda: film("# rain, rain, rain\n" * 500_000), "E0701"),
    "a line of 10 MB": (lambda: film(f"{KITCHEN}    shot\n        {'rain ' * 2_000_000}"), "E0701"),
    "stairs of 3,000 steps": (lambda: film("".join(" " * at + "note: x\n" for at in range(3000))), "E0702"),
    "a cue 3,000 deep": (
        lambda: film(f"{KITCHEN}    shot\n" + "".join(" " * (8 + at) + "note: x\n" for at in range(3000))),
        "E0702",
    ),
    "2,000 files in a row": (lambda: library(lambda at: [at + 1], 2000), "E0710"),
    "a circle of files": (lambda: library(lambda at: [(at + 1) % 9], 9), "E0605"),
    "diamonds": (lambda: library(lambda at: [at + 1, at + 2] if at < 12 else [], 14),),
    "a bomb of files": (lambda: library(lambda at: [(at * 7 + to) % 3000 for to in range(1, 41)], 3000), "E0712"),
    "400,000 shots": (lambda: film(KITCHEN + "    shot\n" * 400_000), "E0711"),
    "10,001 shots of one name": (lambda: film(KITCHEN + "    shot a: medium, 1s\n" * 10_001), "E0711", "E0304"),
    "a line of 1 MB": (lambda: film(f"{KITCHEN}    shot\n        {'rain ' * 200_000}"),),
    "a word of 1 MB": (lambda: film(f"{KITCHEN}    shot\n        {'r' * 1_000_000}"),),
    "a Chinese line of 1 MB": (lambda: film(f"{KITCHEN}    shot\n        {'雨' * 330_000}"),),
    "a heading of 20,000 phrases": (lambda: film(f"{KITCHEN}    shot {'wide, ' * 20_000}"), "E0504"),
    "bytes that are no text": (lambda: {"main.film": b"\xff\x00" * 500_000}, "E0102"),
}
