"""What the tests start hears Ctrl-C and hang-ups and keeps its byte code, however the tests themselves were started.

A job in the background is deaf to Ctrl-C, and one under nohup to hang-ups. And without byte code each of some hundred
processes would compile all of filmc: an installed one has it, too. Circles are looked for as seldom as filmc itself
does.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

import pytest

for number in (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if os.name == "posix" else [])):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

gc.set_threshold(50_000)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems() -> None:
    """Let Hypothesis not read all of our source for words and numbers to try: some five seconds, in each process."""
    if not os.environ.get("FILMC_SOAK") and (providers := sys.modules.get("hypothesis.internal.conjecture.providers")):
        providers._get_local_constants = lambda: providers._local_constants
