"""Which projects the user trusts with what can send keys elsewhere or make money look smaller than it is.

A project's own file may name other addresses of providers, other prices, and rates. None of that is obeyed until its
user has read it and said so (`filmc trust`); a change of it has to be read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filmc.base.digest import digest
from filmc.base.fault import Fault
from filmc.base.files import config_home, write_whole
from filmc.produce.disk import alone

NAME = "trusted.json"


def is_trusted(project: Path, matter: Mapping[str, Any]) -> bool:
    """Tell whether the user has agreed to just this in the project at `project`."""
    return bool(matter) and _read().get(str(project.resolve())) == digest(matter)


def trust(project: Path, matter: Mapping[str, Any]) -> None:
    """Note that the user agrees. Faults E1031 where that can not be written, E1027 where others do all the time."""
    with _writing_alone():
        _note({**_read(), str(project.resolve()): digest(matter)})


def revoke(project: Path) -> bool:
    """Note that the user agrees to nothing there any more; tell whether he did. Faults as those of `trust`."""
    name = str(project.resolve())
    if name not in _read():
        return False
    with _writing_alone():
        told = _read()
        there = told.pop(name, None) is not None
        if there:
            _note(told)
    return there


@contextmanager
def _writing_alone() -> Iterator[None]:
    """Keep others who note an answer away: of two at a time one would write over what the other has noted.

    The folder of the configuration can be one that a whole build holds, so a folder in it is held.
    """
    place = trust_file().with_name("trusting")
    with _noting():
        place.mkdir(parents=True, exist_ok=True)
    with alone(place):
        yield


def _note(told: Mapping[str, str]) -> None:
    with _noting():
        write_whole(trust_file(), json.dumps(told, indent=1, sort_keys=True).encode() + b"\n")


@contextmanager
def _noting() -> Iterator[None]:
    """Turn an OSError into E1031."""
    try:
        yield
    except OSError as error:
        why = f"{trust_file()} can not be written: {error.strerror}"
        raise Fault("E1031", why, "set FILMC_CONFIG to a place that can") from None


def trust_file() -> Path:
    """Return where it is noted, beside the user's own configuration; it may not exist."""
    return config_home().with_name(NAME)


def _read() -> dict[str, str]:
    """Return what is noted; where that can not be read, nothing is trusted."""
    try:
        told = json.loads(trust_file().read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
