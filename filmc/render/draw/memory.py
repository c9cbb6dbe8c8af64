"""What was drawn lately: a film that is worked on shows the same people and places again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence

from filmc.render.draw.layer import Layer, Pixels

_MOST = 96 << 20
"""Bytes of pictures that are remembered, in each process."""

Layers = Sequence[Layer]


class Memory:
    """Drawings by all that went into them; the ones that were not asked for longest go first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, Layers] = OrderedDict()

    def drawn(self, key: Hashable, draw: Callable[[], Layers]) -> Layers:
        """Return what `draw` returned for an equal `key`; nobody can write on its pixels."""
        found = self._known.pop(key, None)
        if found is None:
            found = draw()
            for image in _images(found):
                image.flags.writeable = False
        self._known[key] = found
        while len(self._known) > 1 and sum(map(_bytes, self._known.values())) > self._most:
            self._known.popitem(last=False)
        return found


def _bytes(layers: Layers) -> int:
    return sum(image.nbytes for image in _images(layers))


def _images(layers: Layers) -> Iterator[Pixels]:
    for layer in layers:
        yield layer.image
        patches = (*layer.mouths, layer.blink, *layer.strides)
        yield from (patch.painted for patch in patches if patch and patch.painted is not None)
