"""A film whose places count from anchors → the same film at its places in the text."""

from __future__ import annotations

from fractions import Fraction
from operator import is_
from typing import Any, TypeVar

from filmc.base.anchors import Places
from filmc.base.source import Span
from filmc.ir.frames import FrameRange
from filmc.ir.node import Node

N = TypeVar("N", bound=Node)


class Placer:
    """Puts nodes at their places; nodes that are one stay one, and those that stand there already stay themselves."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._done: dict[int, tuple[Any, Any]] = {}
        """What was placed, by identity, with what it became: held, so that nothing else gets its identity."""

    def placed(self, node: N) -> N:
        """Return the node with every span of it, and of all in it, in the text."""
        done = self._done.get(id(node))
        if done is None:
            done = self._done[id(node)] = node, self._moved(node)
        moved: N = done[1]
        return moved

    def _moved(self, node: N) -> N:
        changed: dict[str, Any] = {}
        for name, value in node.__dict__.items():
            if type(value) not in _STILL:
                moved = self._value(value)
                if moved is not value:
                    changed[name] = moved
        return node.model_copy(update=changed) if changed else node

    def _value(self, value: Any) -> Any:
        """Return a field's value at its place: itself where nothing in it moves."""
        kind = type(value)
        if kind is Span:
            return self.places.span(value)
        if kind is tuple:
            moved = tuple([part if type(part) in _STILL else self._value(part) for part in value])
            return value if all(map(is_, value, moved)) else moved
        if kind is dict:
            named = {name: self._value(part) for name, part in value.items()}
            return value if all(map(is_, value.values(), named.values())) else named
        return self.placed(value) if isinstance(value, Node) else value


_STILL = frozenset((str, int, float, bool, type(None), Fraction, FrameRange))
"""Kinds of values in which there is no place; others are looked at."""
