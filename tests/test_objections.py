"""Every known model before every wish that some can not be told: refused just where it can not, at its place, with models that can."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

import pytest

from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.world import MemoryWorld
from filmc.lower.jobgraph import job_graph
from filmc.lower.model import Model, Need
from filmc.lower.target import Target
from filmc.produce.models import known_models
from filmc.session import Checked, Session

SHOT = "scene yard: EXT. YARD - NIGHT\n\n    shot one: wide, {length}\n        Rain.\n{cues}"
FILES = {"refs/a.png": b"a", "refs/b.png": b"b"}
PATHS = "".join(f"        path (thing {n}): {10 + n}% 60% -> {20 + n}% 50%\n" for n in range(7))


def film(cues: str = "", length: str = "4s", before: str = "") -> str:
    return before + SHOT.format(length=length, cues="".join(f"        {line}\n" for line in cues.splitlines()))


@dataclass(frozen=True)
class Wish:
    """A film, whom it is asked of, the code of what is said against it, where, and of which models it is said."""

    text: str
    need: Need
    code: str
    place: str
    """What is written at the span."""
    unable: Callable[[Model], bool]
    beside: Mapping[Need, str] = field(default_factory=dict)


def lasts(model: Model, seconds: float, clips: int = 1) -> bool:
    return model.longest is not None and seconds > clips * model.longest


WISHES = {
    "an end frame": Wish(
        film("start: refs/a.png\nend: refs/b.png"),
        "video",
        "E0810",
        "refs/b.png",
        lambda model: not model.last_frame,
    ),
    "a first picture": Wish(
        film("start: refs/a.png"),
        "video",
        "E0811",
        "refs/a.png",
        lambda model: bool(model.can.modes) and not {"first", "first-last"} & {*model.can.modes},
    ),
    "words alone": Wish(
        film(), "video", "W0812", "shot one", lambda model: bool(model.can.modes) and "text" not in model.can.modes
    ),
    "a repair": Wish(
        film("frame:\n    fix (box 10% 10% 20% 20%): a badge"),
        "image",
        "W0827",
        "fix (box",
        lambda model: "fix" not in model.can.repairs,
    ),
    "a pose to be held": Wish(
        film("frame:\n    restyle: ink\n    keep: pose 0.8 from 0% to 60%"),
        "image",
        "W0839",
        "keep: pose",
        lambda model: (
            "pose" not in model.can.controls and ("keep" not in model.can.repairs or bool(model.can.controls))
        ),
    ),
    "edges to be held where it is made wider": Wish(
        film("frame:\n    extend: left 20%\n    keep: canny 0.5"),
        "image",
        "W0839",
        "keep: canny",
        lambda model: (
            ("canny" not in model.can.controls and ("keep" not in model.can.repairs or bool(model.can.controls)))
            or (bool(model.can.controlled) and "extend" not in model.can.controlled)
        ),
    ),
    "a LoRA for a borrowed frame": Wish(
        film("lora: spring 0.6\nstart: refs/a.png\n    restyle: spring"),
        "image",
        "W0817",
        "spring 0.6",
        lambda model: "restyle" in model.can.repairs and not model.can.loras,
    ),
    "a shot of ten minutes": Wish(film(length="600s"), "video", "E0826", "600s", lambda model: lasts(model, 600, 8)),
    "seven things by a brush": Wish(
        film("start: refs/a.png\n" + PATHS.replace("        ", "")),
        "video",
        "E0829",
        "path (thing 0)",
        lambda model: 0 < model.can.brush < 7,
    ),
    "a brush and an end": Wish(
        film("start: refs/a.png\nend: refs/b.png\npath (thing): 40% 60% -> 50% 50%"),
        "video",
        "E0821",
        "path (thing)",
        lambda model: model.can.brush > 0 and ("last", "brush") in {tuple(pair) for pair in model.can.excludes},
    ),
    "a line in Welsh": Wish(
        film("A (V.O.): Ble mae o?", before="film T\n    language: cy\n\ncharacter A\n    voice: old man\n\n"),
        "speech",
        "E0813",
        "A (V.O.)",
        lambda model: bool(model.can.languages) and "cy" not in model.can.languages,
    ),
    "a line of 50,000 letters": Wish(
        film(f"A (V.O.): {'long ' * 10_000}", length="auto", before="character A\n    voice: old man\n\n"),
        "speech",
        "E0823",
        "A (V.O.)",
        lambda model: 0 < model.can.text < 49_999,
    ),
    "music of twenty minutes": Wish(
        film("music: hushed piano", length="1200s"), "music", "E0828", "hushed piano", lambda model: lasts(model, 1200)
    ),
    "a mouth for ten minutes": Wish(
        film("with: A left\nA: Hello.", length="600s", before="character A\n    voice: old man\n\n"),
        "lip-sync",
        "E0832",
        "600s",
        lambda model: lasts(model, 600),
    ),
}


@cache
def checked(name: str) -> tuple[Session, Checked]:
    session = Session(MemoryWorld({"main.film": WISHES[name].text.encode(), **FILES}), "main.film")
    return session, session.check()


def said(name: str, model: Model) -> list[Diagnostic]:
    """Return what is said of the wish's code where `model` is asked."""
    wish, (session, found) = WISHES[name], checked(name)
    notes = Notes()
    job_graph(notes, found.film, Target("t", {wish.need: model}, known_models()), session.digest)
    return [note for note in notes if note.code == wish.code]


def asked(name: str) -> Iterator[Model]:
    return (model for model in known_models().values() if WISHES[name].need in model.makes)


@pytest.mark.parametrize("name", WISHES)
def test_it_is_said_of_those_that_can_not_and_of_no_other(name: str) -> None:
    wish = WISHES[name]
    for model in asked(name):
        found = said(name, model)
        assert bool(found) == wish.unable(model), (model.id, [str(note) for note in found])
        for note in found:
            assert note.span.file == "main.film"
            assert wish.text[note.span.start :].startswith(wish.place), wish.text[note.span.start : note.span.end]
            assert note.hints
            assert note.message.startswith(model.id)


@pytest.mark.parametrize("name", WISHES)
def test_the_models_that_it_names_can(name: str) -> None:
    for model in asked(name):
        for note in said(name, model):
            for other in re.findall(r"[\w.-]+:[\w.-]+", " ".join(note.hints)):
                assert not WISHES[name].unable(known_models()[other]), (model.id, other)


def test_there_are_enough_of_them() -> None:
    """Counted are those that stop a build; what is lost with a warning comes on top, and stops one that is `strict`."""
    stopped = [(name, wish) for name, wish in WISHES.items() if wish.code.startswith("E")]
    impossible = [(name, model.id) for name, wish in stopped for model in asked(name) if wish.unable(model)]
    assert len(impossible) >= 120, len(impossible)


def test_a_shot_is_as_long_as_its_clips_together() -> None:
    for model in asked("an end frame"):
        if model.longest:
            assert model.legal(Fraction(1)) == model.lengths[0]
            assert model.legal(model.longest + 1) == model.longest
