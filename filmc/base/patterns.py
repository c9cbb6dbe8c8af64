"""`late`: a regular expression that is compiled when it is first used. Most films need few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    def __init__(self, text: str, flags: re.RegexFlag | int) -> None:
        self._written = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._written), name)
        self.__dict__[name] = found  # so that the next use does not come here
        return found


def late(text: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """Return the pattern of `text`; what is wrong with it, its first use tells."""
    return cast("re.Pattern[str]", _Late(text, flags))
