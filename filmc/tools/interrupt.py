"""Ctrl-C and a polite kill: taken once, never lost, and nothing disturbs the tidying up that follows."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)
_SOON = 0.01
"""Seconds after which an interrupt comes again that was lost."""


def interrupt_once() -> None:
    """Let Ctrl-C and a polite kill interrupt us, but for who started us deaf to them."""
    for number in _INTERRUPTS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    sys.unraisablehook = _passed_on


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    for number in _INTERRUPTS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _passed_on(lost: UnraisableHookArgs) -> None:
    """Have an interrupt come again that came where Python passes no exception on, as while something is collected.

    It would be forgotten there, and so would every later one: they are ignored after the first.
    """
    if not isinstance(lost.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
    elif hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, _SOON)
    else:
        signal.signal(signal.SIGINT, _interrupt)
