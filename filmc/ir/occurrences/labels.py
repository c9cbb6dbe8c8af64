"""Scenes and shots by what they may be called: their labels, their numbers, and `scene.shot`."""

from __future__ import annotations

from typing import NamedTuple

from filmc.frontend.ast import Block
from filmc.frontend.resolve import scenes
from filmc.frontend.screenplay import Screenplay, fold
from filmc.ir.occurrences.symbol import Symbol


class Labelled(NamedTuple):
    """A scene or a shot of the story."""

    symbol: Symbol
    block: Block
    number: str
    """As the crew counts: `3`, `3-2`."""


class Labels:
    """Every scene and shot of the main file, in order."""

    def __init__(self, screenplay: Screenplay) -> None:
        self.all: list[Labelled] = []
        self._near: dict[tuple[str, str], Symbol] = {}
        self._far: dict[str, Symbol] = {}
        self._scenes: dict[str, Symbol] = {}
        self._labelled: set[Symbol] = set()
        for number, scene in enumerate(scenes(screenplay), 1):
            self._add_scene(scene, number)

    def _add_scene(self, scene: Block, number: int) -> None:
        label = scene.heading.label
        symbol = Symbol("scene", fold(label.value) if label else str(number))
        self.all.append(Labelled(symbol, scene, str(number)))
        if label:
            self._labelled.add(symbol)
            self._scenes.setdefault(symbol.name, symbol)
        shots = [block for block in scene.blocks if block.heading.word == "shot"]
        for count, shot in enumerate(shots, 1):
            self._add_shot(symbol if label else None, symbol.name, shot, f"{number}-{count}")

    def _add_shot(self, scene: Symbol | None, owner: str, shot: Block, number: str) -> None:
        label = shot.heading.label
        symbol = Symbol("shot", fold(label.value) if label else number, owner)
        self.all.append(Labelled(symbol, shot, number))
        if label:
            self._labelled.add(symbol)
        for name in dict.fromkeys([symbol.name, number]):
            self._far.setdefault(name, symbol)
            self._near.setdefault((owner, name), symbol)
            if scene:
                self._far.setdefault(f"{scene.name}.{name}", symbol)

    def shot(self, scene: str, name: str) -> Symbol | None:
        """Return the shot called `name` as seen from the scene of this symbol's name (empty: from no scene)."""
        return self._near.get((scene, fold(name))) or self._far.get(fold(name))

    def is_labelled(self, symbol: Symbol) -> bool:
        """Tell whether a scene or a shot has a label, and not only a number."""
        return symbol in self._labelled

    def near(self, scene: str, name: str) -> Symbol | None:
        """Return the shot called `name` in the scene of this symbol's name."""
        return self._near.get((scene, fold(name)))

    def scene(self, label: str) -> Symbol | None:
        """Return the scene with this label."""
        return self._scenes.get(fold(label))
