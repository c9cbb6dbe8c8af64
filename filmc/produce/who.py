"""Who chooses, and on which day: what a choice in the lock is signed with. For people; no key depends on it."""

from __future__ import annotations

import getpass
import shutil
from datetime import UTC, datetime
from pathlib import Path

from filmc.base.process import run

_PATIENCE = 5.0
"""Seconds for git to answer."""


def who(folder: Path) -> str:
    """Return the user's name as git knows it in `folder`, else the name of the account."""
    return _of_git(folder) or account()


def today() -> str:
    """Return this day as an ISO 8601 date, in the machine's own time zone."""
    return datetime.now(UTC).astimezone().date().isoformat()


def _of_git(folder: Path) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        answer = run([git, "-C", str(folder), "config", "user.name"], timeout=_PATIENCE)
    except OSError:  # also: it took too long
        return ""
    return " ".join(answer.output.decode("utf-8", "replace").split()) if answer.code == 0 else ""


def account() -> str:
    """Return the name of the user's account; git is not asked."""
    try:
        return getpass.getuser()  # $LOGNAME, $USER, …, then the system's table
    except (OSError, KeyError, ImportError):
        return "somebody"
