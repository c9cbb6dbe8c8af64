"""How much a process has worked: its processor time, which a machine that is busy with other things does not stretch."""

from __future__ import annotations

import math
import os
from collections import defaultdict
from pathlib import Path


def toil(pid: int) -> float:
    """Return the processor seconds of a living process, of all that it has started, and of what of that has ended.

    Infinite where the system does not tell.
    """
    if not Path("/proc/self/stat").exists():
        return math.inf
    ticks, below = {}, defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        one = int(path.parent.name)
        ticks[one] = sum(map(int, told[11:15]))
        below[int(told[1])].append(one)
    return _sum(pid, ticks, below) / os.sysconf("SC_CLK_TCK")


def _sum(pid: int, ticks: dict[int, int], below: dict[int, list[int]]) -> int:
    return ticks.get(pid, 0) + sum(_sum(one, ticks, below) for one in below[pid])


def toil_of_the_ended() -> float:
    """Return the processor seconds of all children of this process that have ended, and of theirs."""
    told = os.times()
    return told.children_user + told.children_system
