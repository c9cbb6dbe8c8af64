"""Names and numbers scenes and shots as they stand: what tells where a shot is, and nothing of what is in it.

It comes after the passes that look at each shot by itself: so where a scene is put in, taken out or moved, the shots of
all others are still what they were there, and are not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator

from filmc.base.memo import ONCE, Memo
from filmc.ir.film import Film, Scene, Shot


class _Names:
    """Every name that is taken, with how often it was wanted."""

    def __init__(self) -> None:
        self._wanted: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """Return `wanted`, or a variation where it is taken (labels may repeat in a faulty film)."""
        name = wanted
        while name in self._wanted:
            self._wanted[wanted] += 1
            name = f"{wanted}~{self._wanted[wanted]}"
        self._wanted[name] = 1
        return name


def number_scenes(film: Film, memo: Memo = ONCE) -> Film:
    """Return the film with `id` and `number` of every scene and shot."""
    names = _Names()
    scenes = [_numbered(scene, number, names, memo) for number, scene in enumerate(film.scenes, 1)]
    return film.model_copy(update={"scenes": tuple(scenes)})


def _numbered(scene: Scene, number: int, names: _Names, memo: Memo) -> Scene:
    name = names.name(scene.label or str(number))
    shots = tuple(_shots(scene, name, number, names, memo))
    return scene.model_copy(update={"id": name, "number": number, "shots": shots})


def _shots(scene: Scene, name: str, number: int, names: _Names, memo: Memo) -> Iterator[Shot]:
    for count, shot in enumerate(scene.shots, 1):
        yield memo.copy(shot, id=names.name(f"{name}/{shot.label or count}"), number=f"{number}-{count}")
