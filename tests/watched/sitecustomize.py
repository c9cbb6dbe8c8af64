"""Python loads this before anything else where its folder is on the path: from then on every way out is written down.

A line a step in `steps` beside this file, by whatever process: `python`, `run …` with a program's arguments, `reach …`
for a step towards a network. The last is refused as well, so that who tries it fails. Copied to where a test looks.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

STEPS = Path(__file__).with_name("steps")
LOCAL = 1
"""AF_UNIX: a socket that does not leave the machine."""
PROGRAMS = {"subprocess.Popen": 1, "os.exec": 1, "os.posix_spawn": 1, "os.spawn": 2, "os.system": 0}
"""Where among an event's arguments those of the program stand."""


def note(what: str, *details: object) -> None:
    """Write a step down, in one go: several processes write."""
    with STEPS.open("a", encoding="utf-8") as steps:
        steps.write(json.dumps([what, *details], default=str) + "\n")


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Hear of what Python is about to do."""
    if event in PROGRAMS:
        program = arguments[PROGRAMS[event]]
        note("run", *map(os.fsdecode, program if isinstance(program, list | tuple) else [program]))
    elif event == "socket.__new__" and int(arguments[1]) == LOCAL:
        return
    elif event.startswith(("socket.__new__", "socket.connect", "socket.bind", "socket.get", "socket.send")):
        note("reach", event, *arguments[1:])
        raise PermissionError(f"{event}: this process was to stay off the network")


note("python")
sys.addaudithook(watch)
