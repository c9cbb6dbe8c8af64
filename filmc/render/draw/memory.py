"""What was drawn lately: a film that is worked on shows the same people and places again and again.

What one process has drawn another need not draw: what was `drawn_lately` is sent to it, for it to `learn`.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress

from filmc.base.record import record
from filmc.render.draw.layer import Layer, Pixels

_MOST = 96 << 20
"""Bytes of pictures that are remembered, in each process."""

_TOLD = 32 << 20
"""Bytes of pictures that are told to another process at once: sending takes a fraction of the time of drawing."""

Layers = Sequence[Layer]
Drawn = tuple[str, bytes]
"""A memory's name; what went into a drawing and the drawing, as they are sent."""


class Memory:
    """Drawings by all that went into them; the ones that were not asked for longest go first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, Layers] = OrderedDict()
        self._untold: dict[Hashable, None] = {}
        """Keys of what was drawn since `drawn_lately` was last asked, the newest last."""

    def drawn(self, key: Hashable, draw: Callable[[], Layers]) -> Layers:
        """Return what `draw` returned for an equal `key`; nobody can write on its pixels."""
        if (found := self._known.get(key)) is None:
            found = self._known[key] = _unwritable(draw())
            self._untold[key] = None
        self._known.move_to_end(key)
        self._make_room()
        return found

    def __contains__(self, key: Hashable) -> bool:
        return key in self._known

    def learn(self, key: Hashable, drawing: Layers) -> None:
        """Remember what another process has drawn."""
        self._known[key] = _unwritable(drawing)
        self._known.move_to_end(key)
        self._make_room()

    def _make_room(self) -> None:
        while len(self._known) > 1 and sum(map(_bytes, self._known.values())) > self._most:
            self._untold.pop(self._known.popitem(last=False)[0], None)

    def untold(self) -> Iterator[tuple[Hashable, Layers]]:
        """Yield what nobody was told yet, the newest first; from now on it counts as told."""
        keys, self._untold = reversed(self._untold), {}
        yield from [(key, self._known[key]) for key in keys]


_SHARED: dict[str, Memory] = {}


@record
class Piece:
    """A part of a picture: the name of the `memory` that it belongs in, all that goes into it, and what draws it."""

    memory: str
    key: Hashable
    draw: Callable[[], Layers]
    """A function of a module with all that it is given, so that it can be sent."""

    def drawn(self) -> Layers:
        """Return its layers, as they are remembered or drawn now."""
        return _SHARED[self.memory].drawn(self.key, self.draw)

    @property
    def known(self) -> bool:
        """Whether it is remembered."""
        return self.key in _SHARED[self.memory]

    def sent(self) -> bytes:
        """Return its layers for another process of ours to `learn`; nothing where they can not be sent."""
        return _packed(self.drawn()) or b""

    def learn(self, sent: bytes) -> None:
        """Remember what another process has drawn and sent."""
        _SHARED[self.memory].drawn(self.key, lambda: pickle.loads(sent))  # noqa: S301 - from our own worker


def shared(name: str) -> Memory:
    """Return a memory of which other processes are told; it has the same name in all of them."""
    _SHARED[name] = Memory()
    return _SHARED[name]


def drawn_lately() -> list[Drawn]:
    """Return what this process has drawn since it was last asked; of very much, the newest of each kind.

    What can not be sent is left away.
    """
    told = []
    for name, memory in _SHARED.items():
        room = _TOLD
        for key, drawing in memory.untold():
            room -= _bytes(drawing)
            if room >= 0 and (packed := _packed((key, drawing))):
                told.append((name, packed))
    return told


def _packed(drawn: object) -> bytes | None:
    """Return something drawn as it is sent; None where that can not be, as a pen is no function of a module."""
    try:
        return pickle.dumps(drawn)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None


def learn(told: Iterable[Drawn]) -> None:
    """Remember what another process of ours has drawn, but for what a pen drew that is not to be had here."""
    for name, sent in told:
        with suppress(ImportError, AttributeError):
            _SHARED[name].learn(*pickle.loads(sent))  # noqa: S301 - from our own parent process


def _unwritable(drawing: Layers) -> Layers:
    for image in _images(drawing):
        image.flags.writeable = False
    return drawing


def _bytes(layers: Layers) -> int:
    return sum(image.nbytes for image in _images(layers))


def _images(layers: Layers) -> Iterator[Pixels]:
    for layer in layers:
        yield layer.image
        patches = (*layer.mouths, layer.blink, *layer.strides)
        yield from (patch.painted for patch in patches if patch and patch.painted is not None)
