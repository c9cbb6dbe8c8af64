"""`Node`, what every part of the IR is: typed, frozen, with a span that is no part of equality or of a dump.

A film is made of thousands of nodes of some forty types, and every command pays for defining those. So a node is a
plain class that takes the compiler's own values, which mypy has judged; `ir/border.py` shows the same types to
pydantic, which judges what comes from outside and describes the film to others. What both can do has pydantic's names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, NamedTuple, NoReturn, Self, dataclass_transform

from filmc.base.source import NOWHERE, Span


class _AsText:
    """Tells pydantic that a number is exact, and written as text."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from filmc.ir.border import as_text  # noqa: PLC0415  -- only the border loads pydantic

        return as_text(handler(source))


Exact = Annotated[Fraction, _AsText()]
"""An exact number, dumped as `24000/1001`."""

OWN = "own"
"""The field that tells whether the author wrote a word of vocabulary, and not the library."""

REQUIRED: Any = object()
"""The default of a field that has none."""


class FieldOf(NamedTuple):
    """A field of a node: the type of node that declares it, its name, and its default or REQUIRED."""

    owner: type[Node]
    name: str
    default: Any

    @property
    def annotation(self) -> Any:
        """The field's type."""
        written = self.owner.__annotations__[self.name]
        return eval(written, vars(sys.modules[self.owner.__module__]))  # noqa: S307  -- our own source, one field of it

    @property
    def is_place(self) -> bool:
        """It says where something is written, and is no part of equality or of a dump."""
        return self.name.endswith("span")

    @property
    def exclude(self) -> bool:
        """It says where something is written, or by whom, and is not shown to people."""
        return self.is_place or self.name == OWN

    def is_required(self) -> bool:
        """Tell whether it has no default."""
        return self.default is REQUIRED


@dataclass_transform(kw_only_default=True, frozen_default=True)
class _Typed:
    """What is made of its annotated fields, given by name: all that a node can do."""

    model_fields: ClassVar[Mapping[str, FieldOf]] = {}
    """Every field by its name, those of the bases first."""
    _defaults: ClassVar[dict[str, Any]] = {}
    """What is held where nothing is said; shared, for nothing in it is ever changed."""

    def __init_subclass__(cls) -> None:
        named = (name for name, written in cls.__annotations__.items() if not written.startswith("ClassVar"))
        own = {name: FieldOf(cls, name, vars(cls).get(name, REQUIRED)) for name in named}  # type: ignore[arg-type] # every such class is a node
        cls.model_fields = {**cls.model_fields, **own}
        cls._defaults = {name: field.default for name, field in cls.model_fields.items() if not field.is_required()}

    def __init__(self, **fields: Any) -> None:
        held = self.__dict__
        held.update(self._defaults)
        held.update(fields)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self._compared() == other._compared())

    def __hash__(self) -> int:
        return hash((type(self), repr(self)))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((name, getattr(self, name)) for name in self.model_fields)

    def __repr__(self) -> str:
        told = (f"{name}={getattr(self, name)!r}" for name, field in self.model_fields.items() if not field.exclude)
        return f"{type(self).__name__}({', '.join(told)})"

    def _compared(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if not name.endswith("span")}

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return a copy with other values in the fields that `update` names."""
        copied = type(self).__new__(type(self))
        held = copied.__dict__
        held.update(self.__dict__)
        held.update(update)
        return copied

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """Return the node that foreign `data`, as `model_dump` writes it, stands for; pydantic's ValidationError."""
        from filmc.ir.border import judge  # noqa: PLC0415  -- as above

        return judge(cls).validate_python(data)

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """Return the node as plain data, without spans; `options` are pydantic's."""
        from filmc.ir.border import judge  # noqa: PLC0415  -- as above

        dumped: dict[str, Any] = judge(type(self)).dump_python(self, **options)
        return dumped


class Node(_Typed):
    """A typed part of the film. Two nodes are equal when all but their spans (`span`, `…_span`) are."""

    span: Span = NOWHERE
