"""Keys that never print, and texts of strangers made fit to be shown."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable
from typing import NoReturn
from urllib.parse import quote

SHOWN = 300
"""How many characters of a provider's message are kept."""
_TOKEN = re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}")


class Secret:
    """A handle on a key: it can be passed on, never printed, formatted or pickled. `reveal` is for signing."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the key itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not to be written down")


def clean(text: str, secrets: Iterable[Secret] = ()) -> str:
    """Return a provider's `text` on one line: no key in any usual writing, no control or direction marks, cut short.

    Nor is there any web token in it: such a one is made of a key for a while, and opens as much.
    """
    text = without(text, secrets)
    shown = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    line = " ".join(shown.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def without(text: str, secrets: Iterable[Secret]) -> str:
    """Return `text` with `***` for every key in it, in any usual writing, and for every web token."""
    for secret in secrets:
        for written in _writings(secret.reveal()):
            text = text.replace(written, "***")
    return _TOKEN.sub("***", text)


def _writings(key: str) -> set[str]:
    """Return the key plain, for a URL, in hexadecimal, and in base64 without its last letter, which shifts."""
    data = key.encode()
    return {
        key,
        quote(key, safe=""),
        data.hex(),
        data.hex().upper(),
        base64.b64encode(data).decode().rstrip("=")[:-1],
        base64.urlsafe_b64encode(data).decode().rstrip("=")[:-1],
    } - {""}
