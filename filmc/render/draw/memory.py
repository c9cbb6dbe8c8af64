"""What was drawn lately: a film that is worked on shows the same people and places again and again.

What one process has drawn another need not draw: `drawn_lately` is sent to it, and there it is `learnt`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from filmc.render.draw.layer import Layer, Pixels

_MOST = 96 << 20
"""Bytes of pictures that are remembered, in each process."""

_TOLD = 32 << 20
"""Bytes of pictures that are told to another process at once: sending takes a fraction of the time of drawing."""

Layers = Sequence[Layer]
Drawn = tuple[str, Hashable, Layers]
"""A memory's name, what went into a drawing, and the drawing."""


class Memory:
    """Drawings by all that went into them; the ones that were not asked for longest go first. `name` is its own."""

    def __init__(self, name: str, most: int = _MOST) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, Layers] = OrderedDict()
        self._untold: dict[Hashable, None] = {}
        """Keys of what was drawn since `drawn_lately` was last asked, the newest last."""
        _MEMORIES[name] = self

    def drawn(self, key: Hashable, draw: Callable[[], Layers]) -> Layers:
        """Return what `draw` returned for an equal `key`; nobody can write on its pixels."""
        found = self._known.get(key)
        if found is None:
            found = draw()
            self._untold[key] = None
        return self.keep(key, found)

    def keep(self, key: Hashable, drawing: Layers) -> Layers:
        """Remember a drawing as the youngest and return it."""
        for image in _images(drawing):
            image.flags.writeable = False
        self._known[key] = drawing
        self._known.move_to_end(key)
        while len(self._known) > 1 and sum(map(_bytes, self._known.values())) > self._most:
            self._untold.pop(self._known.popitem(last=False)[0], None)
        return drawing

    def untold(self) -> Iterator[tuple[Hashable, Layers]]:
        """Yield what nobody was told yet, the newest first; from now on it counts as told."""
        keys, self._untold = reversed(self._untold), {}
        yield from [(key, self._known[key]) for key in keys]


_MEMORIES: dict[str, Memory] = {}


def drawn_lately() -> list[Drawn]:
    """Return what this process has drawn since it was last asked; of very much, the newest of each kind."""
    told = []
    for name, memory in _MEMORIES.items():
        room = _TOLD
        for key, drawing in memory.untold():
            room -= _bytes(drawing)
            if room >= 0:
                told.append((name, key, drawing))
    return told


def learn(told: Iterable[Drawn]) -> None:
    """Remember what another process has drawn."""
    for name, key, drawing in told:
        _MEMORIES[name].keep(key, drawing)


def _bytes(layers: Layers) -> int:
    return sum(image.nbytes for image in _images(layers))


def _images(layers: Layers) -> Iterator[Pixels]:
    for layer in layers:
        yield layer.image
        patches = (*layer.mouths, layer.blink, *layer.strides)
        yield from (patch.painted for patch in patches if patch and patch.painted is not None)
