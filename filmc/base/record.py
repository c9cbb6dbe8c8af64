"""`@record`: a frozen data class that costs no compiling of code when its module is loaded.

`dataclass(frozen=True)` writes and compiles six functions for each class, half a millisecond; every command would pay
that for each record of the frontend. Here all records share their functions, but for the `__init__` of those that are
made. They are data classes in every other way: `replace`, `fields` and patterns know them.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, NamedTuple, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a record of a class with annotated fields."""
    made: Any = dataclass(init=False, repr=False, eq=False)(cls)
    told = fields(made)
    made.__record__ = _Fields(
        tuple(each.name for each in told),
        {each.name: each.default for each in told if each.default is not MISSING},
        {each.name: each.default_factory for each in told if each.default_factory is not MISSING},
        tuple(each.name for each in told if each.compare),
        tuple(each.name for each in told if each.repr),
    )
    for shared in (__init__, __setattr__, __delattr__, __repr__, __eq__, __hash__):
        if shared.__name__ not in vars(cls):
            setattr(made, shared.__name__, shared)
    return cast("type[T]", made)


class _Fields(NamedTuple):
    """What the shared functions know of a record."""

    names: tuple[str, ...]
    defaults: dict[str, Any]
    factories: dict[str, Any]
    compared: tuple[str, ...]
    shown: tuple[str, ...]


def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807  -- what follows are methods of every record
    cls: Any = next(each for each in type(self).__mro__ if "__record__" in vars(each))
    cls.__init__ = _compiled(cls)
    cls.__init__(self, *values, **named)


def _compiled(cls: Any) -> Any:
    """Return the `__init__` of a record, made when the first one is: most commands make few kinds."""
    told: _Fields = cls.__record__
    taken = [
        f"{name}=_{name}" if name in told.defaults else f"{name}=_made" if name in told.factories else name
        for name in told.names
    ]
    kept = [
        f" _held[{name!r}] = _{name}() if {name} is _made else {name}"
        if name in told.factories
        else f" _held[{name!r}] = {name}"
        for name in told.names
    ]
    lines = [f"def __init__(self, {', '.join(taken)}):", " _held = self.__dict__", *kept]
    scope: dict[str, Any] = {f"_{name}": value for name, value in (told.defaults | told.factories).items()}
    exec("\n".join(lines), scope | {"_made": MISSING}, scope)  # noqa: S102  -- names of fields, as data classes do it
    return scope["__init__"]


def __setattr__(self: Any, name: str, _value: Any) -> NoReturn:  # noqa: N807
    raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)


def __delattr__(self: Any, name: str) -> NoReturn:  # noqa: N807
    raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)


def __repr__(self: Any) -> str:  # noqa: N807
    return (
        f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__record__.shown)})"
    )


def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
    if type(other) is not type(self):
        return NotImplemented
    return all(getattr(self, name) == getattr(other, name) for name in self.__record__.compared)


def __hash__(self: Any) -> int:  # noqa: N807
    return hash(tuple([getattr(self, name) for name in self.__record__.compared]))
