"""Which projects the user trusts with what can send keys elsewhere or make money look smaller than it is.

A project's own file may name other addresses of providers, other prices, and rates. None of that is obeyed until its
user has read it and said so (`filmc trust`); a change of it has to be read again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmc.base.digest import digest
from filmc.base.fault import Fault
from filmc.base.files import config_home, write_whole

NAME = "trusted.json"


def is_trusted(project: Path, matter: Mapping[str, Any]) -> bool:
    """Tell whether the user has agreed to just this in the project at `project`."""
    return bool(matter) and _read().get(str(project.resolve())) == digest(matter)


def trust(project: Path, matter: Mapping[str, Any]) -> None:
    """Note that the user agrees. Fault E1031 where that can not be written."""
    _note({**_read(), str(project.resolve()): digest(matter)})


def revoke(project: Path) -> bool:
    """Note that the user agrees to nothing there any more; tell whether he did. Fault E1031 as `trust`."""
    told = _read()
    there = told.pop(str(project.resolve()), None) is not None
    if there:
        _note(told)
    return there


def _note(told: Mapping[str, str]) -> None:
    path = trust_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(told, indent=1, sort_keys=True).encode() + b"\n")
    except OSError as error:
        why = f"{path} can not be written: {error.strerror}"
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
