"""What all jobs of a shot's pictures have in common: who makes them, how, how many, and where their wishes stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.record import record
from filmc.base.source import NOWHERE, Span
from filmc.frontend.value import Box, Length
from filmc.ir.film import Film, Shot
from filmc.ir.node import Node
from filmc.lower.job import Job, Kind
from filmc.lower.model import SCRATCH, Model, Need
from filmc.lower.prompts import negative_prompt
from filmc.lower.request import PictureRequest, ReviewRequest
from filmc.lower.styles import Styled
from filmc.lower.target import ClipsFrom
from filmc.lower.veil import Veil

Serves = Callable[[Shot, Need], Model | None]
"""Which model makes what a shot needs; None: the animatic does."""


@record
class ShotJobs:
    """The film that shots are of, who serves them, the digests of project files; `notes` hears what has no room."""

    notes: Notes
    film: Film
    veil: Veil
    serves: Serves
    digest: Callable[[str], str]
    clips_from: ClipsFrom = "first"

    def job(
        self, shot: Shot, kind: Kind, model: Model | None, what: PictureRequest | ReviewRequest, **more: Any
    ) -> Job:
        """Return the job of `shot` by `model`; candidates and bound are those of what a person would choose from."""
        chosen_from = kind in ("still", "clip")
        return Job(
            kind=kind,
            what=what,
            maker=model.id if model else SCRATCH,
            label=f"{shot.id} {kind}",
            span=shot.span,
            how=self._how(shot, model) if model else (),
            name=f"{shot.id} {kind}",
            shot=shot.id,
            model=model,
            takes=shot.takes if chosen_from else 1,
            most=shot.reroll.takes if chosen_from and shot.reroll else None,
            money=shot.reroll.money if chosen_from and shot.reroll else None,
            places=_places(shot) if model else {},
            **more,
        )

    def _how(self, shot: Shot, model: Model) -> tuple[tuple[str, str], ...]:
        settings = self.film.settings
        seed = (("seed", str(shot.guidance.seed)),) if shot.guidance.seed is not None else ()
        return (*model.options, ("size", f"{settings.width}x{settings.height}"), *seed)

    def tell_room(self, shot: Shot, model: Model, prompt: Styled) -> None:
        """Note what of a shot has no room in its prompt."""
        if prompt.left_out:
            told = f"{model.id} reads {model.can.text:,} characters: {', '.join(prompt.left_out)} had no room"
            self.notes.add("W0822", shot.span, told, "say less in this shot, or in what its cast and place look like")

    def share(self, x: Length, y: Length) -> tuple[float, float]:
        """Return a pair of lengths in parts of the frame."""
        return share(x, self.film.settings.width), share(y, self.film.settings.height)

    def box(self, box: Box) -> tuple[float, float, float, float]:
        """Return a box in parts of the frame: x, y, width, height."""
        return (*self.share(box.x, box.y), *self.share(box.width, box.height))


def share(length: Length, pixels: int) -> float:
    """Return a length as a part of a side that has `pixels`, exact to a ten-thousandth."""
    return round(float(length.amount if length.unit == "%" else length.amount / pixels), 4)


def avoided(shot: Shot) -> str:
    """Return what must not be seen, in an order that is not the author's: it is a set."""
    return ", ".join(sorted(negative_prompt(shot).split(", ")))


def by_second(model: Model) -> bool:
    """Tell whether a model is paid by the second."""
    return model.price is not None and model.price.per == "second"


def _places(shot: Shot) -> dict[str, Span]:
    """Return where the shot's wishes are written, as far as they have a place of their own."""
    wishes: dict[str, Iterable[Node]] = {
        "start": [shot.start] if shot.start else [],
        "end": [shot.end] if shot.end else [],
        "camera": shot.camera,
        "path": shot.paths,
        "frame": shot.frame,
        "seed": [shot.guidance],
        "lora": shot.guidance.loras,
        "reference": [shot.guidance],
        "avoid": [shot.guidance],
    }
    found = {wish: node.span for wish, nodes in wishes.items() for node in list(nodes)[:1] if node.span != NOWHERE}
    return {**found, "length": shot.written_span if shot.written_span != NOWHERE else shot.span}
