"""Character sheets: one picture of each look of a character, made first, chosen once, sent with every shot they are in.

Where the author gave a reference of that look, that is sent instead. A model that takes no references needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from filmc.ir.film import Entity, Film, Presence, Shot
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


@dataclass
class Sheets:
    """The sheets of a film that its shots ask for; each is made when first asked for."""

    film: Film
    veil: Veil
    digest: Callable[[str], str]
    jobs: dict[str, Job] = field(default_factory=dict)

    def references(self, shot: Shot, model: Model | None) -> Iterator[Input]:
        """Yield the pictures that go with a shot's still, what matters most first.

        The shot's own, then who is in it (its subject first), the place, props, the look. A model without references
        gets what the author gave, for it to be said that it takes none.
        """
        found = dict.fromkeys((*self._given(shot), *self._cast(shot, model), *self._others(shot)))
        for number, (job, file) in enumerate(found, 1):
            role = f"reference {number}"
            yield Input(role, job=job) if job else Input(role, file=file, digest=self.digest(file))

    def _given(self, shot: Shot) -> Iterator[tuple[str, str]]:
        """Yield the references that are the shot's own: those that nobody in it, nothing and no look brings."""
        looks = self.film.look_guidance.values()
        brought = {path for guidance in looks for path in guidance.references}
        brought |= {path for entity in self.film.entities.values() for path in _all_of(entity)}
        return (("", path) for path in shot.guidance.references if path not in brought)

    def _cast(self, shot: Shot, model: Model | None) -> Iterator[tuple[str, str]]:
        for presence in sorted(shot.cast, key=lambda one: one.name != shot.subject):
            entity = self.film.entities.get(presence.name)
            if entity is None:
                continue
            given = entity.as_variant(presence.variant).guidance.references
            if given:
                yield from (("", path) for path in given)
            elif model and model.can.references and described("", entity.as_variant(presence.variant)).strip():
                yield self._sheet(entity, presence, model), ""

    def _others(self, shot: Shot) -> Iterator[tuple[str, str]]:
        """Yield what else the shot's guidance has: of its place, its props and its look."""
        named = [self.film.entities[name] for name in (shot.place, *shot.props) if name in self.film.entities]
        first = [path for entity in named for path in _all_of(entity)]
        rest = [path for path in shot.guidance.references if path not in first]
        return (("", path) for path in (*(p for p in first if p in shot.guidance.references), *rest))

    def _sheet(self, entity: Entity, presence: Presence, model: Model) -> str:
        """Return the name of the job that makes a look's sheet."""
        variant = f" as {presence.variant}" if presence.variant else ""
        name = f"{entity.name}{variant} sheet"
        if name not in self.jobs:
            self.jobs[name] = self._made(entity, presence, model, name)
        return name

    def _made(self, entity: Entity, presence: Presence, model: Model, name: str) -> Job:
        veiled = next(one for handle, one in self.veil.film.entities.items() if self.veil.told(handle) == entity.name)
        words = f"{_VIEWS}: {described(veiled.name, veiled.as_variant(presence.variant))}"
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
            inputs=base if presence.variant else (),
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
