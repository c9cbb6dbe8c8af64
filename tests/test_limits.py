"""Limits: what is too much is refused with its code, in little time and memory; what is allowed takes linear time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from extremes import CASES

import filmc

SECONDS, MEGABYTES = 2.0, 512
MERCY = 3.0
"""How much longer a machine may take that is busy with other tests."""

RUN = """
import json, sys, time
from extremes import CASES, peak
from filmc.base.world import MemoryWorld
from filmc.session import Session
files = CASES[sys.argv[1]][0]()
Session(MemoryWorld({"main.film": b""}), "main.film").check()  # loads what every check loads
began = time.process_time()
checked = Session(MemoryWorld(files), "main.film").check()
took = time.process_time() - began
print(json.dumps([took, peak(), [note.code for note in checked.notes]]))
"""


@pytest.mark.parametrize("name", CASES)
def test_limits(name: str) -> None:
    paths = f"{Path(filmc.__file__).parents[1]}:{Path(__file__).parent}"
    answer = subprocess.run(
        [sys.executable, "-c", RUN, name], capture_output=True, text=True, env={"PYTHONPATH": paths}, check=False
    )
    assert answer.returncode == 0, answer.stderr
    seconds, kilobytes, codes = json.loads(answer.stdout)
    assert CASES[name][1] in (None, *codes)
    assert seconds < SECONDS + MERCY, f"{seconds:.1f} s"
    assert kilobytes / 1024 < MEGABYTES
    print(f"{name}: {seconds:.2f} s, {kilobytes / 1024:.0f} MB")
