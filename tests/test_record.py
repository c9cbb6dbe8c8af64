"""Records are frozen data classes: each promise of `@record` beside what `dataclass(frozen=True)` does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, fields
from dataclasses import field as field_of_class
from typing import Any

import pytest

from filmc.base.record import field, record, replace


@record
class Lens:
    """A record with everything that a field may have."""

    name: str
    span: int = field(default=0, compare=False)
    stops: list[int] = field(default_factory=list)
    note: str = field(default="", repr=False)
    made: str = "abroad"
    held: list[int] = field(default_factory=list)


@record
class Zoom(Lens):
    """A record that inherits, with a step of its own when it is made."""

    reach: float = 1.0

    def __post_init__(self) -> None:
        if self.reach < 1.0:
            raise ValueError(self.reach)


class Named(Lens):
    """No record itself: what it is made by is its parent's."""


@dataclass(frozen=True)
class Model:
    """What `Lens` is to be like."""

    name: str
    span: int = field_of_class(default=0, compare=False)
    stops: list[int] = field_of_class(default_factory=list)
    note: str = field_of_class(default="", repr=False)
    made: str = "abroad"
    held: list[int] = field_of_class(default_factory=list)


def test_it_is_made_as_a_data_class_is() -> None:
    for values, named in ((("wide",), {}), (("wide", 3), {"note": "old"}), ((), {"name": "wide", "stops": [2]})):
        made, model = Lens(*values, **named), Model(*values, **named)
        assert {each.name: getattr(made, each.name) for each in fields(made)} == vars(model)
        assert repr(made) == repr(model).replace("Model", "Lens")
    assert Lens("a").stops is not Lens("a").stops
    with pytest.raises(TypeError):
        Lens()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Lens("a", colour=1)  # type: ignore[call-arg]


def test_equal_is_what_is_compared() -> None:
    assert Lens("a", 1) == Lens("a", 2) != Lens("b", 1)
    assert Lens("a") != Zoom("a")
    assert Lens("a") != Model("a")
    assert hash(Zoom("a", 1, (), "", "", (), 2.0)) == hash(Zoom("a", 2, (), "", "", (), 2.0))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unhashable"):
        hash(Lens("a"))


@pytest.mark.parametrize(
    "change", [lambda lens: setattr(lens, "name", "b"), lambda lens: delattr(lens, "name")], ids=["set", "delete"]
)
def test_it_is_frozen(change: Callable[[Any], None]) -> None:
    for made in (Lens("a"), Zoom("a"), Model("a")):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            change(made)
        assert made.name == "a"


def test_it_inherits_and_is_changed_copied_and_sent() -> None:
    zoom = Zoom("a", reach=2.0)
    assert replace(zoom, reach=3.0) == Zoom("a", reach=3.0)
    assert replace(Model("a"), span=3) == Model("a", span=3), "other data classes may be asked for, too"
    assert dataclasses.replace(zoom, reach=3.0) == replace(zoom, reach=3.0), "others know it for a data class"
    with pytest.raises(ValueError, match=r"0\.5"):
        replace(zoom, reach=0.5)
    assert copy.deepcopy(zoom) == zoom == pickle.loads(pickle.dumps(zoom))
    assert Named("b").name == "b"
    assert isinstance(zoom, Lens)
    match zoom:
        case Zoom("a", _, [], "", "abroad", [], reach):
            assert reach == 2.0
        case _:
            pytest.fail("patterns know the fields in their order")


COMPILED = """
import dataclasses, sys
import filmc.tools.commands.build
ours = [module for name, module in sys.modules.items() if name.startswith("filmc")]
kinds = {kind for module in ours for kind in vars(module).values() if isinstance(kind, type)}
print(sum(dataclasses.is_dataclass(kind) and not hasattr(kind, "__record__") for kind in kinds))
"""


def test_few_classes_are_compiled_when_a_build_starts() -> None:
    """Hundreds of data classes, each compiled by itself, were a third of the time that every command took to start."""
    told = subprocess.run([sys.executable, "-c", COMPILED], capture_output=True, text=True, check=True)
    assert int(told.stdout) <= 40


@pytest.mark.parametrize("said", [[], {}, set(), field_of_class(default=1)], ids=lambda said: type(said).__name__)
def test_nothing_is_shared_and_no_other_field_is_taken_for_one(said: object) -> None:
    with pytest.raises(TypeError, match="`field`"):
        record(type("Wrong", (), {"__annotations__": {"held": "object"}, "held": said}))


def test_a_check_loads_no_data_classes() -> None:
    """They load the reading of Python's own syntax, a tenth of what it takes to begin."""
    code = (
        "import sys, filmc.tools.cli, filmc.tools.commands.check; print(*{'dataclasses', 'inspect'} & {*sys.modules})"
    )
    assert not subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
