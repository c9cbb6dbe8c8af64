"""`@record`: a frozen data class that costs no compiling of code when its module is loaded.

`dataclass(frozen=True)` writes and compiles six functions for each class, half a millisecond; every command would pay
that for each record of the frontend. Here all records share their functions. They are data classes in every other way:
`replace`, `fields` and patterns know them.
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
    names = self.__match_args__
    self.__dict__.update(zip(names, values))  # noqa: B905  -- the next line looks at the lengths
    if named or len(values) != len(names):
        self.__dict__.update(_named(type(self), len(values), named))


def _named(cls: Any, given: int, named: dict[str, Any]) -> dict[str, Any]:
    """Return the fields after the first `given`; TypeError where one is missing, or one is given that there is not."""
    told: _Fields = cls.__record__
    left = told.names[given:]
    found = {name: told.defaults[name] for name in left if name in told.defaults}
    found |= {name: told.factories[name]() for name in left if name in told.factories and name not in named}
    found |= named
    if found.keys() != {*left} or given > len(told.names):
        raise TypeError(f"{cls.__name__} takes {', '.join(told.names)}; not so here: {sorted(found.keys() ^ {*left})}")
    return found


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
