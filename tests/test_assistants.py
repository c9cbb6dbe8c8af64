"""Idle workers draw parts of a picture that somebody waits for; whatever becomes of them, it is drawn."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from filmc.base.world import DiskWorld
from filmc.lower.material import material_of
from filmc.lower.place import place
from filmc.render.assistants import draw_together
from filmc.render.clip import open_clip
from filmc.render.crew import Crew
from filmc.render.delivery import studio_of
from filmc.render.draw import memory
from filmc.render.draw.layer import Layer
from filmc.render.draw.memory import Piece
from filmc.render.picture import pieces_of
from filmc.session import Session

COUNT = count()


def elsewhere() -> bool:
    return sys.argv[0].endswith("worker.py")


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(2) as crew:
        yield crew


def by_whom() -> list[Layer]:
    """Return a layer that is named after the process that has drawn it."""
    return [Layer(str(os.getpid()), np.zeros((2, 2, 4), np.uint8), 0.0, 0.0, 1.0, 1.0)]


def dead_elsewhere() -> list[Layer]:
    if elsewhere():
        os._exit(1)
    return by_whom()


def nameless() -> Callable[[], Sequence[Layer]]:
    def draw() -> list[Layer]:  # a function within a function can not be sent
        return by_whom()

    return draw


def slow_elsewhere() -> list[Layer]:
    if elsewhere():
        threading.Event().wait(60)
    return by_whom()


def ready(crew: Crew) -> None:
    """Have the workers there, and known to be."""
    crew.call()
    for worker in crew._crew:
        worker.tell(Piece("figures", "ready", by_whom))
        worker.answer()


def helped(crew: Crew, draw: Callable[[], Sequence[Layer]]) -> str:
    """Return who has drawn the second of two pieces, the first of which is drawn when its assistant has ended."""

    def wait() -> list[Layer]:
        for worker in crew._crew:
            if worker.thread:
                worker.thread.join(5)
        return by_whom()

    here, lent = Piece("figures", next(COUNT), wait), Piece("figures", next(COUNT), draw)
    draw_together([here, lent], crew)
    assert here.known
    return lent.drawn()[0].name


def test_who_is_idle_draws_what_is_left(crew: Crew) -> None:
    ready(crew)
    assert len(crew.idle) == 1, "one of two processors is ours"
    assert helped(crew, by_whom) in {str(worker.process.pid) for worker in crew._crew}


def test_who_has_not_loaded_is_not_waited_for(crew: Crew) -> None:
    crew.close()
    crew.call()
    assert not crew.idle
    assert helped(crew, by_whom) == str(os.getpid())


@pytest.mark.parametrize("draw", [dead_elsewhere, nameless()])
def test_what_an_assistant_can_not_draw_is_drawn_here(crew: Crew, draw: Callable[[], Sequence[Layer]]) -> None:
    ready(crew)
    assert helped(crew, draw) == str(os.getpid())


def test_a_starving_assistant_is_not_waited_for(crew: Crew) -> None:
    ready(crew)
    lent = Piece("figures", next(COUNT), slow_elsewhere)
    draw_together([Piece("figures", next(COUNT), by_whom), lent], crew)
    assert lent.drawn()[0].name == str(os.getpid())
    crew.close()


FILM = """\
character ANN
    appearance: woman of thirty, red coat

character BOB
    appearance: old man, grey beard

scene EXT. HARBOUR - DAY

    shot medium, pan left, 2s
        Ann walks to the boat, Bob looks at her.

    shot split screen (ANN, BOB), 2s
        Ann telephones, Bob listens.
"""


def test_the_pieces_of_a_picture_are_what_is_drawn_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in memory._SHARED:
        monkeypatch.setitem(memory._SHARED, name, memory.Memory())
    (tmp_path / "main.film").write_text(FILM)
    session = Session(DiskWorld(tmp_path), "main.film")
    film = session.check().film
    assert film
    timeline = place(film, material_of(film, {}, session.digest))
    studio = studio_of(timeline, tmp_path, 160)
    counts = []
    for clip in (segment.clip for segment in timeline.segments):
        pieces = pieces_of(clip.picture, clip, studio)
        counts.append([piece.known for piece in pieces].count(False))
        for piece in pieces:
            piece.drawn()
        assert memory.drawn_lately()
        open_clip(clip, studio).close()
        assert not memory.drawn_lately(), "all had been drawn"
    assert counts == [3, 4]
