"""Character sheets: one picture of each look of a character, made first, chosen once, sent with every shot they are in.

Where the author gave a reference of that look, that is sent instead. A model that takes no references needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from filmc.ir.film import Entity, Film, Shot
from filmc.lower.job import Input, Job
from filmc.lower.model import Model
from filmc.lower.prompts import Part, described
from filmc.lower.request import StillRequest
from filmc.lower.styles import styled
from filmc.lower.veil import Veil

_VIEWS = (
    "character sheet on a plain grey background, four views of the same person side by side: "
    "front, side and back, full length, and a close-up of the face; even light, neutral pose, no text"
)
_ASPECT = "16/9"


class Look(NamedTuple):
    """Somebody as they look in a shot."""

    name: str
    variant: str | None


@dataclass
class Sheets:
    """The sheets of a film that its shots ask for; each is made when first asked for."""

    film: Film
    veil: Veil
    digest: Callable[[str], str]
    jobs: dict[str, Job] = field(default_factory=dict)

    def references(self, shot: Shot, taker: Model | None, maker: Model | None) -> Iterator[Input]:
        """Yield the pictures that are shown to who makes a shot's still or clip, what matters most first.

        The shot's own, then who is in it (its subject first), the place, props, the look. `taker` is shown them,
        `maker` makes the sheets. A taker without references gets what the author gave, for it to be said that it takes
        none.
        """
        for number, each in enumerate(self.shown(shot, taker, maker), 1):
            role = f"reference {number}"
            if isinstance(each, str):
                yield Input(role, file=each, digest=self.digest(each))
            else:
                assert maker
                yield Input(role, job=self._sheet(*each, maker))

    def shown(self, shot: Shot, taker: Model | None, maker: Model | None) -> tuple[str | Look, ...]:
        """Return what `references` yields, as the author's files and as looks of which a sheet would be made."""
        return tuple(dict.fromkeys((*self.given(shot), *self._cast(shot, taker, maker), *self._others(shot))))

    def given(self, shot: Shot) -> Iterator[str]:
        """Yield the references that are the shot's own: those that nobody in it, nothing and no look brings."""
        return (path for path in shot.guidance.references if path not in self._brought)

    @cached_property
    def _brought(self) -> set[str]:
        looks = self.film.look_guidance.values()
        brought = {path for guidance in looks for path in guidance.references}
        return brought | {path for entity in self.film.entities.values() for path in _all_of(entity)}

    def _cast(self, shot: Shot, taker: Model | None, maker: Model | None) -> Iterator[str | Look]:
        for presence in sorted(shot.cast, key=lambda one: one.name != shot.subject):
            entity = self.film.entities.get(presence.name)
            if entity is None:
                continue
            looks = entity.as_variant(presence.variant)
            if looks.guidance.references:
                yield from looks.guidance.references
            elif maker and taker and taker.can.references and described("", looks).strip():
                yield Look(entity.name, presence.variant)

    def _others(self, shot: Shot) -> Iterator[str]:
        """Yield what else the shot's guidance has: of its place, its props and its look."""
        named = [self.film.entities[name] for name in (shot.place, *shot.props) if name in self.film.entities]
        first = [path for entity in named for path in _all_of(entity)]
        rest = [path for path in shot.guidance.references if path not in first]
        return iter([*(path for path in first if path in shot.guidance.references), *rest])

    def _sheet(self, handle: str, variant: str | None, model: Model) -> str:
        """Return the name of the job that makes a look's sheet."""
        entity = next(one for one in self.film.entities.values() if one.name == handle)
        name = f"{entity.name}{f' as {variant}' if variant else ''} sheet"
        if name not in self.jobs:
            self.jobs[name] = self._made(entity, variant, model, name)
        return name

    def _made(self, entity: Entity, variant: str | None, model: Model, name: str) -> Job:
        veiled = next(one for handle, one in self.veil.film.entities.items() if self.veil.told(handle) == entity.name)
        words = f"{_VIEWS}: {described(veiled.name, veiled.as_variant(variant))}"
        prompt = self.veil.over(words)
        what = StillRequest(prompt.text, "", _ASPECT)
        told = styled(model.can.style, "still", [Part("cast", self.veil.told(words))], model.can.text, aspect="16:9")
        base = tuple(
            Input(f"reference {number}", file=path, digest=self.digest(path))
            for number, path in enumerate(entity.base.guidance.references, 1)
        )
        return Job(
            kind="still",
            what=what,
            maker=model.id,
            label=name,
            span=entity.span,
            inputs=base if variant else (),
            how=(*model.options, ("size", "1280x720")),
            name=name,
            model=model,
            takes=entity.takes,
            most=entity.reroll.takes if entity.reroll else None,
            money=entity.reroll.money if entity.reroll else None,
            names=prompt.names,
            asked=StillRequest(told.text, "", _ASPECT),
        )


def _all_of(entity: Entity) -> Iterator[str]:
    return (path for looks in (entity.base, *entity.variants) for path in looks.guidance.references)
