"""What work gave before, for a caller who does it again and again with little changed in between.

Work is known by its function and by the very things that it is given. What is handed on in this compiler is never
changed, so the same things give the same result, and the same notes. Nothing else may take part: what work looks up
elsewhere must be among the things, or be asked again by whoever remembers (`ir/build/kept.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, Self, TypeVar

from filmc.base.anchors import Anchors
from filmc.base.diagnostic import Diagnostic, Notes

T = TypeVar("T")

_PLAIN: set[type] = {str, bytes, int, bool, type(None)}
"""Kinds of things that are the same when they are equal; all others only when they are one."""


def plain(kind: type[T]) -> type[T]:
    """Let things of this kind be the same when they are equal: short ones, quickly compared."""
    _PLAIN.add(kind)
    return kind


class Copied(Protocol):
    """What can be copied with other values in some of its fields."""

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return the copy."""
        ...


N = TypeVar("N", bound=Copied)


class _Kept:
    """A result, the last round in which it was asked for, and what was asked for when it was made."""

    __slots__ = ("result", "round", "under")

    def __init__(self, result: Any, now: int, under: Sequence[Hashable]) -> None:
        self.result = result
        self.round = now
        self.under = under


class _Result(NamedTuple):
    of: tuple[object, ...]
    """Held so that no other thing gets the identity of one of these."""
    value: Any
    found: tuple[Diagnostic, ...]


_ROUNDS = 8
"""From how many rounds to how many what was not asked for in the last of them is forgotten: looking costs time."""


class Memo:
    """Results of the last rounds; what was not asked for in some of them is forgotten. For one thread.

    Work that is recalled may recall other work: as long as the one is kept, so is the other, though nobody asks for it.
    """

    anchors: Anchors | None

    def __init__(self) -> None:
        self.anchors = Anchors()
        self._round = 0
        self._kept: dict[Hashable, _Kept] = {}
        self._asked: list[Hashable] | None = None
        """What was asked for since the work began that is being done."""

    def begin(self) -> None:
        """Begin another round."""
        self._round += 1
        if self._round % _ROUNDS == 0:
            self._forget(self._round - 2)
        if self.anchors:
            self.anchors.lift()

    def _forget(self, oldest: int) -> None:
        """Forget what was not asked for since the round `oldest`, unless it is under something that was."""
        above = [kept for kept in self._kept.values() if kept.round >= oldest and kept.under]
        for kept in above:  # it grows as it goes
            for key in kept.under:
                below = self._kept.get(key)
                if below and below.round < oldest:
                    below.round = oldest
                    above.append(below)
        for key in [key for key, kept in self._kept.items() if kept.round < oldest]:
            del self._kept[key]

    def recall(self, notes: Notes, work: Callable[..., T], *of: object) -> T:
        """Return what `work(notes, *of)` gives, and note what it notes."""
        return self._recall(notes, work, of, of)

    def nest(self, notes: Notes, work: Callable[..., T], *of: object) -> T:
        """Return what `work(notes, memo, *of)` gives, as `recall` does: work that recalls other work by this memo."""
        return self._recall(notes, work, of, (self, *of))

    def _recall(self, notes: Notes, work: Callable[..., T], of: tuple[object, ...], given: tuple[object, ...]) -> T:
        """Return what `work(notes, *given)` gives, which is known by the things `of`."""
        key = (work, *identities(of))
        result: _Result | None = self.find(key)
        if result is None:
            apart = Notes()
            result = self.keep(key, lambda: _Result(of, work(apart, *given), tuple(apart)))
        if result.found:
            notes.adopt(result.found)
        value: T = result.value
        return value

    def copy(self, node: N, **fields: object) -> N:
        """Return a copy of `node` with other values in some fields: the same copy for the same values."""
        key = (id(node), *fields, *identities(fields.values()))
        result: _Result | None = self.find(key)
        if result is None:
            result = self._put(key, _Result((node, *fields.values()), node.model_copy(update=fields), ()))
        value: N = result.value
        return value

    def first(self, key: Hashable, value: T) -> T:
        """Return the value that came first under `key`: this one, where none did in these rounds."""
        found: T | None = self.find((Memo.first, key))
        return self._put((Memo.first, key), value) if found is None else found

    def find(self, key: Hashable) -> Any:
        """Return what is kept under `key`, None where nothing is."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        kept.round = self._round
        if self._asked is not None:
            self._asked.append(key)
        return kept.result

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Keep under `key` what `make` gives, and return it; what is asked for meanwhile is kept as long."""
        around, self._asked = self._asked, []
        try:
            result, under = make(), self._asked
        finally:
            self._asked = around
        return self._put(key, result, under)

    def _put(self, key: Hashable, result: T, under: Sequence[Hashable] = ()) -> T:
        self._kept[key] = _Kept(result, self._round, under)
        if self._asked is not None:
            self._asked.append(key)
        return result


class _Forgetful(Memo):
    """Remembers nothing: all work is done."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors = None

    def recall(self, notes: Notes, work: Callable[..., T], *of: object) -> T:
        return work(notes, *of)

    def nest(self, notes: Notes, work: Callable[..., T], *of: object) -> T:
        return work(notes, self, *of)

    def copy(self, node: N, **fields: object) -> N:
        return node.model_copy(update=fields)

    def first(self, key: Hashable, value: T) -> T:  # noqa: ARG002  -- none came before
        return value


ONCE: Memo = _Forgetful()
"""For work that is done once: it remembers nothing."""


def identities(of: Iterable[object]) -> list[Hashable]:
    """Return what tells these things from others, while they are held."""
    return [part if type(part) in _PLAIN else id(part) for part in of]
