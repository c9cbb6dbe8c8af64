"""What work gave before, for a caller who does it again and again with little changed in between.

Work is known by its function and by the very things that it is given. What is handed on in this compiler is never
changed, so the same things give the same result, and the same notes. Nothing else may take part: what work looks up
elsewhere must be among the things, or be asked again by whoever remembers (`ir/build/kept.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple, Protocol, Self, TypeVar

from filmc.base.anchors import Anchors
from filmc.base.diagnostic import Diagnostic, Notes

T = TypeVar("T")

_PLAIN = frozenset((str, bytes, int, bool, type(None)))
"""Kinds of things that are the same when they are equal; all others only when they are one."""


class Copied(Protocol):
    """What can be copied with other values in some of its fields."""

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return the copy."""
        ...


N = TypeVar("N", bound=Copied)


class _Result(NamedTuple):
    of: tuple[object, ...]
    """Held so that no other thing gets the identity of one of these."""
    value: Any
    found: tuple[Diagnostic, ...]


class Memo:
    """Results of this round and of the two before it; what was not asked for since is forgotten. For one thread."""

    anchors: Anchors | None

    def __init__(self) -> None:
        self.anchors = Anchors()
        self._now: dict[Hashable, Any] = {}
        self._last: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}

    def begin(self) -> None:
        """Begin another round."""
        self._now, self._last, self._before = {}, self._now, self._last
        if self.anchors:
            self.anchors.lift()

    def recall(self, notes: Notes, work: Callable[..., T], *of: object) -> T:
        """Return what `work(notes, *of)` gives, and note what it notes."""
        key = (work, *identities(of))
        kept: _Result | None = self.find(key)
        if kept is None:
            apart = Notes()
            kept = self.keep(key, _Result(of, work(apart, *of), tuple(apart)))
        if kept.found:
            notes.adopt(kept.found)
        value: T = kept.value
        return value

    def copy(self, node: N, **fields: object) -> N:
        """Return a copy of `node` with other values in some fields: the same copy for the same values."""
        key = (node.__class__, id(node), *fields, *identities(tuple(fields.values())))
        kept: _Result | None = self.find(key)
        if kept is None:
            kept = self.keep(key, _Result((node, *fields.values()), node.model_copy(update=fields), ()))
        value: N = kept.value
        return value

    def first(self, key: Hashable, value: T) -> T:
        """Return the value that came first under `key`: this one, where none did in these rounds."""
        kept: T | None = self.find((Memo.first, key))
        return self.keep((Memo.first, key), value) if kept is None else kept

    def find(self, key: Hashable) -> Any:
        """Return what is kept under `key`, None where nothing is."""
        found = self._now.get(key)
        if found is None:
            found = self._last.get(key)
            if found is None:
                found = self._before.get(key)
                if found is None:
                    return None
            self._now[key] = found
        return found

    def keep(self, key: Hashable, result: T) -> T:
        """Keep `result` under `key`, and return it."""
        self._now[key] = result
        return result


class _Forgetful(Memo):
    """Remembers nothing: all work is done."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors = None

    def recall(self, notes: Notes, work: Callable[..., T], *of: object) -> T:
        return work(notes, *of)

    def copy(self, node: N, **fields: object) -> N:
        return node.model_copy(update=fields)

    def first(self, key: Hashable, value: T) -> T:  # noqa: ARG002  -- none came before
        return value


ONCE: Memo = _Forgetful()
"""For work that is done once: it remembers nothing."""


def identities(of: tuple[object, ...]) -> list[Hashable]:
    """Return what tells these things from others, while they are held."""
    return [part if type(part) in _PLAIN else id(part) for part in of]
