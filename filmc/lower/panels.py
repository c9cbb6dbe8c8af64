"""The panels of a film that is written on: of shots that are as they were, and stand in what was, none is made anew.

What a panel hangs on is handed to the one who makes it, and nothing else: the shot without its place in time, the
film's settings and what it declares, and the shots before it in the scene; for a split screen all shots of the film.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import is_
from typing import Any

from filmc.base.record import record
from filmc.ir.film import Entity, Film, Settings, Shot
from filmc.lower.casting import cast
from filmc.lower.halves import is_split
from filmc.lower.nameless import handles_of, numbered
from filmc.lower.panel import Panel
from filmc.lower.picture import panel_of
from filmc.lower.renamed import Renaming

_WORLDS = 3
"""How many films' panels are remembered: a film is shown at more than one size."""


_UNDRAWN: Mapping[str, Any] = {"captions": (), "sounds": ()}
"""What the pen of a panel is not told: words that lie on the picture have a place in time."""


@record
class _Made:
    """A panel and the bare shots that it hangs on."""

    of: tuple[Shot, ...]
    panel: Panel


class _World:
    """What all shots of a film share, and the shots that were seen in it."""

    def __init__(self, settings: Settings, entities: Mapping[str, Entity], handles: Mapping[str, str]) -> None:
        self._of = settings, entities, handles
        film = Film(settings=settings, entities=dict(entities))
        self._renaming = Renaming(film, handles)
        self.film = self._renaming.film(film)
        self._bodies = cast(self.film)
        self._bare: dict[str, tuple[Shot, Shot]] = {}
        self._made: dict[str, _Made] = {}

    def is_of(self, *of: object) -> bool:
        """Tell whether it is the world of these settings, entities and handles."""
        return self._of == of

    def bare(self, shots: Iterable[Shot]) -> list[Shot]:
        """Return shots without time and names: the same ones as before where they are as before."""
        seen = self._bare
        self._bare = {shot.id: self._known(seen, shot.timeless.model_copy(update=_UNDRAWN)) for shot in shots}
        self._made = {name: made for name, made in self._made.items() if name in self._bare}
        return [bare for _, bare in self._bare.values()]

    def _known(self, seen: Mapping[str, tuple[Shot, Shot]], shot: Shot) -> tuple[Shot, Shot]:
        known = seen.get(shot.id)
        return known if known and known[0] == shot else (shot, self._renaming.shot(shot))

    def panel(self, film: Film, shot: Shot) -> Panel:
        """Return the panel of a bare shot of this world's `film`."""
        of = _shots_for(film, shot)
        made = self._made.get(shot.id)
        if not made or len(made.of) != len(of) or not all(map(is_, made.of, of)):
            made = self._made[shot.id] = _Made(of, self.anew(film, shot))
        return made.panel

    def anew(self, film: Film, shot: Shot) -> Panel:
        """Return the panel of a bare shot of this world, which is not remembered."""
        return numbered(panel_of(film, shot, self._bodies), shot)


def _shots_for(film: Film, shot: Shot) -> tuple[Shot, ...]:
    """Return what the panel of `shot` hangs on, itself last."""
    if is_split(shot):
        return (*film.shots, shot)
    scene = next((scene.shots for scene in film.scenes if any(one is shot for one in scene.shots)), ())
    return (*scene[: next((i for i, one in enumerate(scene) if one is shot), 0)], shot)


class Panels:
    """Remembers panels from one film to the next, which is mostly the same one, a little later."""

    def __init__(self) -> None:
        self._worlds: list[_World] = []

    def of(self, film: Film) -> Callable[[Shot], Panel]:
        """Return what gives the panels of `film`, shot by shot, without names: numbers stand for them."""
        world = self._world(film)
        shots = {shot.id: shot for shot in world.bare((*film.shots, *film.asides))}
        bare = world.film.with_scenes(film.scenes).with_shots(shots[shot.id] for shot in film.shots)
        bare = bare.model_copy(update={"asides": tuple(shots[shot.id] for shot in film.asides)})

        def panel(shot: Shot) -> Panel:
            """Repairs that come to a shot from elsewhere are its own last ones."""
            known = shots[shot.id]
            if len(shot.frame) > len(known.frame):
                return world.anew(bare, known.model_copy(update={"frame": shot.frame}))
            return world.panel(bare, known)

        return panel

    def _world(self, film: Film) -> _World:
        of = film.settings, film.entities, handles_of(film)
        found = next((world for world in self._worlds if world.is_of(*of)), None) or _World(*of)
        self._worlds = [found, *(world for world in self._worlds if world is not found)][:_WORLDS]
        return found
