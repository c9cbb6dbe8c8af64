"""Limits: what is too much is refused with its code, in little time and memory; what is allowed takes linear time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from extremes import CASES

import filmc

if not hasattr(os, "fork"):
    pytest.skip("each case is checked in a fork", allow_module_level=True)

SECONDS, MEGABYTES = 2.0, 512
MERCY = 3.0
"""How much longer a machine may take that is busy with other tests."""

RUN = """
import gc, json, os, sys, time
from extremes import CASES, peak
from filmc.base.world import MemoryWorld
from filmc.session import Session
Session(MemoryWorld({"main.film": b""}), "main.film").check()  # loads what every check loads
gc.freeze()
for line in sys.stdin:
    if os.fork():
        code = os.waitstatus_to_exitcode(os.wait()[1])
        if code:
            print(json.dumps(f"ended with {code}"), flush=True)
        continue
    files = CASES[line.strip()][0]()
    began = time.process_time()
    checked = Session(MemoryWorld(files), "main.film").check()
    took = time.process_time() - began
    print(json.dumps([took, peak(), [note.code for note in checked.notes]]), flush=True)
    os._exit(0)
"""
"""A process that has loaded what every check loads, and forks for each case whose name it is told."""


@pytest.fixture(scope="module")
def checker() -> Iterator[subprocess.Popen[str]]:
    paths = f"{Path(filmc.__file__).parents[1]}:{Path(__file__).parent}"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", RUN], stdin=pipe, stdout=pipe, text=True, env={"PYTHONPATH": paths}
    ) as process:
        yield process
        process.communicate()


@pytest.mark.parametrize("name", CASES)
def test_limits(name: str, checker: subprocess.Popen[str]) -> None:
    checker.stdin.write(f"{name}\n")
    checker.stdin.flush()
    answer = json.loads(checker.stdout.readline())
    assert isinstance(answer, list), answer
    seconds, kilobytes, codes = answer
    assert {*CASES[name][1:]} <= {*codes}
    assert seconds < SECONDS + MERCY, f"{seconds:.1f} s"
    assert kilobytes / 1024 < MEGABYTES
    print(f"{name}: {seconds:.2f} s, {kilobytes / 1024:.0f} MB")
