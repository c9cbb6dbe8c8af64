"""TOML read so that whatever a file holds is either said or told of as one thing."""

from __future__ import annotations

import tomllib
from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """Return what a text says; tomllib.TOMLDecodeError for whatever is none, also too deep or with too many digits."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("it goes too deep") from None
    except ValueError:
        raise tomllib.TOMLDecodeError("a number has too many digits") from None
