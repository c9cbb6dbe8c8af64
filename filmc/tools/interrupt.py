"""Ctrl-C and a polite kill: taken once, and nothing disturbs the tidying up that follows."""

from __future__ import annotations

import signal
from types import FrameType

_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def interrupt_once() -> None:
    """Let Ctrl-C and a polite kill interrupt us, but for who started us deaf to them."""
    for number in _INTERRUPTS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    for number in _INTERRUPTS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
