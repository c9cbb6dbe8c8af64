"""How much was worked: in processor time, which a machine that is busy with other things does not stretch.

before = toil()
process.send_signal(SIGINT)
process.wait()
assert toil() - before < 2
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

TOLD = Path("/proc/self/stat").exists()
"""Whether the system tells it of other processes; where not, nobody has worked."""


def toil() -> float:
    """Return the processor seconds of this process and of all that it has started, what of that has ended included."""
    if not TOLD:
        return 0.0
    ticks, below = {}, defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        process, parent = int(path.parent.name), int(told[1])
        ticks[process] = sum(map(int, told[11:15]))
        below[parent].append(process)
    return _with_all_below(os.getpid(), ticks, below) / os.sysconf("SC_CLK_TCK")


def _with_all_below(process: int, ticks: dict[int, int], below: dict[int, list[int]]) -> int:
    return ticks[process] + sum(_with_all_below(child, ticks, below) for child in below[process])
