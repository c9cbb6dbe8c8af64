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

    @property
    def has_label(self) -> bool:
        """Whether it has a label, and not only a number."""
        return self.block.heading.label is not None


def labelled(scene: Block, number: int) -> list[Labelled]:
    """Return scene number `number`, and its shots."""
    label = scene.heading.label
    symbol = Symbol("scene", fold(label.value) if label else str(number))
    shots = [block for block in scene.blocks if block.heading.word == "shot"]
    numbered = [(f"{number}-{count}", shot) for count, shot in enumerate(shots, 1)]
    return [Labelled(symbol, scene, str(number)), *(_shot(symbol, shot, count) for count, shot in numbered)]


def _shot(scene: Symbol, shot: Block, number: str) -> Labelled:
    label = shot.heading.label
    return Labelled(Symbol("shot", fold(label.value) if label else number, scene.name), shot, number)


class Labels:
    """Every scene and shot of the main file, in order."""

    def __init__(self, screenplay: Screenplay) -> None:
        self.all: list[Labelled] = []
        self._near: dict[tuple[str, str], Symbol] = {}
        self._far: dict[str, Symbol] = {}
        self._scenes: dict[str, Symbol] = {}
        self._labelled: set[Symbol] = set()
        for number, scene in enumerate(scenes(screenplay), 1):
            first, *shots = labelled(scene, number)
            self.all += (first, *shots)
            self._add_scene(first)
            for shot in shots:
                self._add_shot(first.symbol if first.has_label else None, shot)

    @property
    def called(self) -> list[tuple[Symbol, str]]:
        """What every scene and shot is called: all that decides what a label or a number means."""
        return [(each.symbol, each.number) for each in self.all]

    def _add_scene(self, scene: Labelled) -> None:
        if scene.has_label:
            self._labelled.add(scene.symbol)
            self._scenes.setdefault(scene.symbol.name, scene.symbol)

    def _add_shot(self, scene: Symbol | None, shot: Labelled) -> None:
        symbol = shot.symbol
        if shot.has_label:
            self._labelled.add(symbol)
        for name in dict.fromkeys([symbol.name, shot.number]):
            self._far.setdefault(name, symbol)
            self._near.setdefault((symbol.owner, name), symbol)
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
