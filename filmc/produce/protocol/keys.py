"""Keys: from the environment, a file that only the user can read, or the keyring; in this order, and nowhere else."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from filmc.base.fault import Fault
from filmc.base.files import config_home
from filmc.base.toml import read_toml
from filmc.produce.protocol.secret import Secret

NAME = "keys.toml"
SERVICE = "filmc"
"""What the keyring knows us by: `keyring set filmc EXAMPLE_API_KEY`."""


def key_file() -> Path:
    """Return where the file of keys lies, beside the user's own configuration: `NAME = "key"` a line."""
    return config_home().with_name(NAME)


def find(name: str) -> tuple[Secret, str] | None:
    """Return the key called `name` and where it was found. Fault E1019 for a file of keys that others can read."""
    for place, value in _places(name):
        if value and value.strip():
            return Secret(value.strip()), place
    return None


def held(ways: tuple[tuple[str, ...], ...]) -> dict[str, Secret] | None:
    """Return the keys of the first way that is whole, by name; None where none is. Fault E1019."""
    for names in ways:
        found = {name: got[0] for name in names if (got := find(name))}
        if len(found) == len(names):
            return found
    return None if ways else {}


def keys_in_file() -> list[str]:
    """Return the names of the keys in the file of keys, sorted; none where there is no file. Fault E1019."""
    return sorted(_filed())


def _places(name: str) -> Iterator[tuple[str, str | None]]:
    yield "environment", os.environ.get(name)
    yield str(key_file()), _filed().get(name)
    yield "keyring", _from_keyring(name)


def _filed() -> dict[str, str]:
    path = key_file()
    try:
        if sys.platform != "win32" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Fault("E1019", f"others can read {path}, which has keys", f"chmod 600 {path}")
        told = read_toml(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        # What is wrong is not shown: the line would hold a key.
        raise Fault("E1019", f'{path} can not be read as `NAME = "key"` lines', "mend it, or remove it") from None
    return {name: value for name, value in told.items() if isinstance(value, str)}


def _from_keyring(name: str) -> str | None:
    """Ask the system's keyring, where the package that can is installed; a locked one has no keys."""
    try:
        import keyring  # noqa: PLC0415  -- optional, and slow to load

        found: str | None = keyring.get_password(SERVICE, name)
    except Exception:  # noqa: BLE001  -- not installed, locked, or foreign code that fails: none of it may stop a film
        return None
    return found
