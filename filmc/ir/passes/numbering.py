"""Names and numbers scenes and shots as they stand: what tells where a shot is, and nothing of what is in it.

It comes after the passes that look at each shot by itself: so where a scene is put in, taken out or moved, the shots of
all others are still what they were there, and are not looked at again.
"""

from __future__ import annotations

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.ir.film import Film, Scene


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
    return film.with_scenes([_numbered(scene, number, names, memo) for number, scene in enumerate(film.scenes, 1)])


def _numbered(scene: Scene, number: int, names: _Names, memo: Memo) -> Scene:
    name = names.name(scene.label or str(number))
    wanted = memo.recall(Notes(), _wanted, scene, name)
    return memo.nest(Notes(), _with_names, scene, name, number, *map(names.name, wanted))


def _wanted(_notes: Notes, scene: Scene, name: str) -> list[str]:
    """Return the names of the shots of a scene as they are where none of them is taken."""
    return [f"{name}/{shot.label or count}" for count, shot in enumerate(scene.shots, 1)]


def _with_names(_notes: Notes, memo: Memo, scene: Scene, name: str, number: int, *shots: str) -> Scene:
    named = [memo.copy(shot, id=shots[at], number=f"{number}-{at + 1}") for at, shot in enumerate(scene.shots)]
    return scene.model_copy(update={"id": name, "number": number, "shots": tuple(named)})
