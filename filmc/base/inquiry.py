"""`Inquiry`: a world that keeps what it was asked and what it answered, to tell later whether it still would."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from filmc.base.world import World

T = TypeVar("T")


class Answer(NamedTuple):
    """A question (a method of `World`), the path it is about, and what came back; `failed` if that is a fault."""

    question: str
    path: str
    told: Any
    failed: bool = False


class Inquiry:
    """Asks `world`, and keeps the answers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.answers: list[Answer] = []

    def read(self, path: str) -> bytes:
        """Return the bytes of the file `path`."""
        return self._asked("read", path, self._world.read)

    def exists(self, path: str) -> bool:
        """Tell whether `path` is a file of the project."""
        return self._asked("exists", path, self._world.exists)

    def size(self, path: str) -> int:
        """Return the size of the file in bytes."""
        return self._asked("size", path, self._world.size)

    def names(self, folder: str) -> list[str]:
        """Return the names of the files right in `folder`, sorted."""
        return self._asked("names", folder, self._world.names)

    def locate(self, path: str) -> Path:
        """Return the real path of a file of the project."""
        return self._asked("locate", path, self._world.locate)

    def _asked(self, question: str, path: str, ask: Callable[[str], T]) -> T:
        try:
            told = ask(path)
        except (OSError, ValueError) as fault:
            self.answers.append(Answer(question, path, type(fault), failed=True))
            raise
        self.answers.append(Answer(question, path, told))
        return told


def holds(world: World, answers: Iterable[Answer]) -> bool:
    """Tell whether `world` answers each question as it was answered before."""
    return all(_again(world, answer) == answer for answer in answers)


def _again(world: World, answer: Answer) -> Answer:
    try:
        return answer._replace(told=getattr(world, answer.question)(answer.path), failed=False)
    except (OSError, ValueError) as fault:
        return answer._replace(told=type(fault), failed=True)
