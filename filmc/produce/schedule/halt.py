"""The word that ends a run from elsewhere. It loads no event loop: who buys nothing has none to end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Halt:
    """Says from another thread what Ctrl-C says in the main one; also before the work begins."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._called = False
        self._cancel: Callable[[], object] | None = None

    def call(self) -> None:
        """Have the work cancelled, in good order."""
        with self._turn:
            first, self._called = not self._called, True
            if first and self._cancel:
                self._cancel()

    @contextmanager
    def over(self, cancel: Callable[[], object]) -> Iterator[None]:
        """Let `cancel` be how the work is cancelled, while it goes on."""
        with self._turn:
            self._cancel = cancel
            if self._called:
                cancel()
        try:
            yield
        finally:
            with self._turn:
                self._cancel = None
