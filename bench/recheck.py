"""How long a film takes to be checked again after an edit, in one process with one memo: for editors and the watch.

Films of 500, 2,000 and 10,000 lines are edited near the top, in the middle and near the end: a word typed, a line put
in (all that follows moves), a declaration and the film's title changed, a whole scene put in (all that follows is
numbered anew), 200 lines pasted, a scene cut out, two scenes swapped.

    python bench/recheck.py [EDITS]

Each row gives the median and the 95th percentile of the processor's time of EDITS edits (default 15), in milliseconds,
and the median as a part of a full check in the same run; then what it takes to ask for the film and for the trees with
their places. `load` is the machine's.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from check import film_of  # noqa: E402 - beside this file

from filmc.base.memo import Memo  # noqa: E402 - the checkout's own
from filmc.base.world import MemoryWorld  # noqa: E402
from filmc.session import Checked, Session  # noqa: E402

SIZES = (500, 2_000, 10_000)
Edit = Callable[[str, int], str]


def edits() -> Iterator[tuple[str, Edit]]:
    """Yield each edit by its name: the text, and how many edits went before it → the text after it."""
    for place, part in (("top", 0.02), ("middle", 0.5), ("end", 0.97)):
        yield f"word, {place}", lambda text, turn, part=part: _in_shot(text, part, f" again {turn}")
        yield f"line, {place}", lambda text, turn, part=part: _in_shot(text, part, f"\n        And rain {turn}.")
    yield "comment, first line", lambda text, turn: "# and so on\n" * (turn + 1) + text
    yield "an appearance", lambda text, turn: text.replace("woman of thirty", f"woman of thirty {turn}", 1)
    yield "the title", lambda text, turn: text.replace("The Long Night", f"The Long Night {turn}", 1)
    yield (
        "a scene, top",
        lambda text, turn: text.replace(
            "\nscene s1:", "".join(f"\n{_SCENE.format(n)}" for n in range(turn + 1)) + "\nscene s1:", 1
        ),
    )
    yield "200 lines pasted, top", _pasted
    yield "a scene cut, top", lambda text, turn: "\nscene ".join(_but(text.split("\nscene "), 2 + turn))
    yield "two scenes swapped", lambda text, turn: "\nscene ".join(_swapped(text.split("\nscene "), 2 + turn))


_ACTION = "nobody is there."
_SCENE = "scene new{}: EXT. HARBOUR - DAY\n    shot wide, 4s\n        Rain.\n"


def _pasted(text: str, turn: int) -> str:
    """Paste 200 lines of scenes, as they stand further down, before the second scene."""
    lines = text.split("\n")
    at, source = (next(n for n, line in enumerate(lines) if line.startswith(f"scene s{s}:")) for s in (2, 5))
    block = [line.replace("scene s", f"scene pasted{turn}s") for line in lines[source : source + 200]]
    return "\n".join([*lines[:at], *block, *lines[at:]])


def _but(scenes: list[str], at: int) -> list[str]:
    return [*scenes[:at], *scenes[at + 1 :]]


def _swapped(scenes: list[str], at: int) -> list[str]:
    return [*scenes[:at], scenes[at + 1], scenes[at], *scenes[at + 2 :]]


def _in_shot(text: str, part: float, more: str) -> str:
    at = text.rindex(_ACTION, 0, int(len(text) * part) + 2_000) + len(_ACTION)
    return text[:at] + more + text[at:]


def check(text: str, *memo: Memo) -> tuple[Checked, float]:
    """Return what a check finds, and its milliseconds."""
    began = time.process_time()
    checked = Session(MemoryWorld({"main.film": text.encode()}), "main.film").check(*memo)
    return checked, (time.process_time() - began) * 1000


def timed(ask: Callable[[], object]) -> float:
    began = time.process_time()
    ask()
    return (time.process_time() - began) * 1000


def row(text: str, edit: Edit, turns: int, full: float) -> str:
    """Return the figures of one edit, done `turns` times, each time another way."""
    memo = Memo()
    check(text, memo)
    taken, films, trees = [], [], []
    for turn in range(turns + 1):
        checked, lasted = check(edit(text, turn), memo)
        taken.append(lasted)
        films.append(timed(lambda checked=checked: (checked.film, checked.settled)))
        trees.append(timed(lambda checked=checked: checked.screenplay))
    taken, middle = sorted(taken[1:]), statistics.median(taken[1:])
    asked = f"{statistics.median(films):8.1f}{statistics.median(trees):8.1f}"
    return f"{middle:8.1f}{taken[int(len(taken) * 0.95)]:8.1f}{middle / full:8.3f}{asked}"


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FILMC_CACHE"] = folder
        for lines in SIZES:
            text = film_of(lines)
            check(text)
            full = min(check(text)[1] for _ in range(3))
            print(f"{lines:,} lines: a full check takes {full:.0f} ms; load {os.getloadavg()[0]:.0f}")
            print(f"    {'':22}{'median':>8}{'p95':>8}{'÷ full':>8}{'film':>8}{'trees':>8}")
            for name, edit in edits():
                print(f"    {name:22}{row(text, edit, turns, full)}", flush=True)


if __name__ == "__main__":
    main()
