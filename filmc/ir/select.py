"""A part of the film: some scenes or shots, as if nothing else had been written."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.fault import Fault
from filmc.ir.film import Film, Scene, Shot


def select(film: Film, scenes: Sequence[str], shots: Sequence[str]) -> Film:
    """Return the (untimed) film with only the named scenes and shots; with no name, the film itself.

    A scene is named by its label or number, a shot by its label, `scene/shot` or its number (`3-2`). Fault E0910 for
    a name that fits nothing.
    """
    if not scenes and not shots:
        return film
    _require(film, scenes, shots)
    kept = [_part(scene, scenes, shots) for scene in film.scenes]
    return film.model_copy(
        update={"scenes": tuple(scene for scene in kept if scene.shots), "credits": (), "credit_frames": 0}
    )


def _part(scene: Scene, scenes: Sequence[str], shots: Sequence[str]) -> Scene:
    if any(_is_scene(scene, name) for name in scenes):
        return scene
    return scene.model_copy(update={"shots": tuple(s for s in scene.shots if any(_is_shot(s, name) for name in shots))})


def _is_scene(scene: Scene, name: str) -> bool:
    return name in (scene.label, scene.id, str(scene.number))


def _is_shot(shot: Shot, name: str) -> bool:
    return name in (shot.label, shot.id, shot.number)


def _require(film: Film, scenes: Sequence[str], shots: Sequence[str]) -> None:
    lost = [name for name in scenes if not any(_is_scene(scene, name) for scene in film.scenes)]
    lost += [name for name in shots if not any(_is_shot(shot, name) for shot in film.shots)]
    if lost:
        there = ", ".join(scene.label or str(scene.number) for scene in film.scenes[:12])
        raise Fault("E0910", f"no scene or shot is called {lost[0]}", f"the scenes are: {there}")
