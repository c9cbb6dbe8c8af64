"""The garbage collector, kept away while a tree is built that stays, and while somebody waits for an answer."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 50_000
"""Objects to be made before the youngest are looked through, by who goes on for long."""
_NEVER = 1_000_000
"""Collections of what is younger, after which all would be walked."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the collector from walking a growing tree again and again: it finds no cycles and doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def only_at_rest() -> Iterator[None]:
    """Leave what has lived for long to `Rest`: to walk a film takes a tenth of a second, and may come at any moment."""
    young, middle, old = gc.get_threshold()
    gc.set_threshold(_YOUNG, middle, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)


class Rest:
    """A time in which nothing is asked for: all is looked through for circles, once."""

    def __init__(self) -> None:
        self._taken = False

    def take(self) -> None:
        """Look, unless it has been done in this rest."""
        if not self._taken:
            self._taken = True
            gc.collect()
