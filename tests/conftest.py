"""What the tests start hears Ctrl-C, however the tests themselves were started (a job in the background is deaf to it)."""

from __future__ import annotations

import signal

for number in (signal.SIGINT, signal.SIGTERM):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
