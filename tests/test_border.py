"""The border of the IR: pydantic judges the types that the compiler builds, and writes and reads films."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import filmmaker
import pytest
from pydantic import ValidationError

import filmc
from filmc.base.source import Span
from filmc.base.world import DiskWorld, MemoryWorld, World
from filmc.ir.border import judge
from filmc.ir.film import Film, FrameOf, Line, Settings, Shot, Step
from filmc.ir.node import Node
from filmc.ir.vocabulary import Angle, Face, Size
from filmc.session import Session

FILMS = 300 if os.environ.get("FILMC_SOAK") == "1" else 15
EXAMPLES = sorted((Path(filmc.__file__).parents[1] / "examples").glob("**/main.film"))


def films() -> Iterator[World]:
    yield from (DiskWorld(path.parent) for path in EXAMPLES)
    yield from (MemoryWorld({"main.film": filmmaker.film(Random(seed)).encode()}) for seed in range(FILMS))


def test_the_compiler_builds_what_its_types_say() -> None:
    """Every film can be written, judged in all its parts and read back; a value of another type would not pass."""
    for world in films():
        film = Session(world, "main.film").check().film
        written = judge(Film).dump_json(film)
        assert b'span"' not in written
        again = judge(Film).validate_json(written)
        assert again == film
        assert type(again.settings.rate) is Fraction


def every_node(node: type[Node] = Node) -> Iterator[type[Node]]:
    yield node
    for derived in node.__subclasses__():
        yield from every_node(derived)


@pytest.mark.parametrize("model", [*every_node()], ids=lambda model: model.__name__)
def test_every_node_has_a_schema(model: type[Node]) -> None:
    schema = judge(model).json_schema(mode="serialization")
    named = schema["$defs"][model.__name__] if "$ref" in schema else schema
    assert list(named["properties"]) == [name for name, field in model.model_fields.items() if not field.is_place]


WRONG = [
    (Film, {"frames": "many"}, "frames"),
    (Film, {"scenery": ()}, "scenery"),
    (Settings, {"rate": "24000/0"}, "rate"),
    (Settings, {"subtitles": {"mode": "sung"}}, "subtitles.mode"),
    (Line, {"speaker": "MEI", "text": "Hi."}, "language"),
    (FrameOf, {"steps": [{"kind": "repair"}]}, "steps.0.kind"),
    (Face, {"eyes": None}, "eyes"),
    (Shot, {"id": "a", "number": "1", "size": {"name": 1}, "angle": {"name": "low"}}, "size.name"),
]


@pytest.mark.parametrize(("model", "data", "where"), WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_what_comes_from_outside_is_judged(model: type[Node], data: dict[str, object], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(data)
    assert where in [".".join(map(str, error["loc"])) for error in refused.value.errors()]


def test_a_node_is_frozen_and_equal_by_what_it_says() -> None:
    low = Angle(name="low", pitch=20.0, span=Span("main.film", 3, 6))
    same = Angle(pitch=20.0, name="low")
    assert low == same
    assert hash(low) == hash(same)
    assert repr(low) == repr(same)
    assert low != low.model_copy(update={"pitch": 21.0})
    assert low.model_copy(update={"pitch": 21.0}).span == low.span
    assert low != Size(name="low")
    assert pickle.loads(pickle.dumps(low)) == low
    assert dict(low)["pitch"] == 20.0
    for change in (lambda: setattr(low, "pitch", 1.0), lambda: delattr(low, "pitch")):
        with pytest.raises(AttributeError, match="frozen"):
            change()


def test_nodes_that_hold_each_other() -> None:
    frame = FrameOf(shot="a", at=Fraction(1, 3), steps=(Step(kind="fix", from_=Fraction(1, 2)),))
    assert json.loads(json.dumps(frame.model_dump(mode="json")))["steps"][0]["from_"] == "1/2"
    assert FrameOf.model_validate(frame.model_dump()) == frame
