"""Assistants: workers who have nothing else to do draw parts of a picture that somebody waits for.

Whoever is free takes the next piece, this process too. What an assistant has not finished in good time is drawn here.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from filmc.render.crew import Crew, Worker
from filmc.render.draw.memory import Piece

_PATIENCE = 0.3
"""Seconds that are waited for what assistants have in hand: a machine that is busy elsewhere lets them starve."""

Answers = queue.Queue[tuple[Piece, bytes]]
"""Each piece that was lent, with what was sent for it; nothing where an assistant failed."""


def draw_together(pieces: Sequence[Piece], crew: Crew) -> None:
    """Have as many of `pieces` remembered as can be in good time, the first ones first; the others are drawn later."""
    unknown = [piece for piece in pieces if not piece.known]
    if len(unknown) < 2:  # one alone is drawn by who wants it
        return
    first, *others = unknown
    left, answers = deque(others), Answers()
    for worker in crew.idle[: len(others)]:
        worker.thread = threading.Thread(target=_assist, args=(worker, left, answers), daemon=True)
        worker.thread.start()
    first.drawn()
    lent = len(others)
    while piece := _next(left):
        piece.drawn()
        lent -= 1
    _learn(answers, lent)


def _next(pieces: deque[Piece]) -> Piece | None:
    with suppress(IndexError):
        return pieces.popleft()
    return None


def _assist(worker: Worker, left: deque[Piece], answers: Answers) -> None:
    """Have a worker draw of what is `left`, until that is nothing."""
    while piece := _next(left):
        sent = b""
        try:
            worker.tell(piece)
            sent = worker.answer()
        except Exception:  # noqa: BLE001 - whatever it is, the piece is drawn by who waits for it
            return
        finally:
            answers.put((piece, sent))


def _learn(answers: Answers, lent: int) -> None:
    """Remember what was drawn of the pieces that were lent, in good time."""
    until = time.monotonic() + _PATIENCE
    with suppress(queue.Empty):
        for _ in range(lent):
            piece, sent = answers.get(timeout=max(until - time.monotonic(), 0))
            if sent:
                piece.learn(sent)
