"""The JSON of strangers, of which nothing is kept that could not be written down again.

What no JSON can say (NaN), a number beyond all, and half a letter are read by Python, and then stop a ledger, a file or
a sum: here the first two are nothing, and the last is a `?`.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""How half a letter is written; so are the two halves of a whole one."""


def read_json(text: bytes | str) -> Any:
    """Return what is said; None where it is no JSON, or too deep to be read."""
    try:
        written = text if isinstance(text, str) else text.decode("utf-8-sig")
        said = json.loads(written, parse_constant=_nothing, parse_float=_finite)
        return _whole(said) if _HALF.search(written) else said
    except (ValueError, RecursionError):
        return None


def _whole(said: Any) -> Any:
    return json.loads(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


def _nothing(_word: str) -> None:
    """Say nothing: it is no number."""


def _finite(written: str) -> float | None:
    number = float(written)
    return number if math.isfinite(number) else None
