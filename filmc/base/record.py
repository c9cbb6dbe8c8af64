"""`@record`: a frozen data class that costs no compiling of code when its module is loaded.

`dataclass(frozen=True)` writes and compiles six functions for each class, half a millisecond; every command would pay
that for each record of the frontend. Here all records share their functions. They are data classes in every other way:
`replace`, `fields` and patterns know them.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a record of a class with annotated fields."""
    made: Any = dataclass(init=False, repr=False, eq=False)(cls)
    told = fields(made)
    made.__record__ = (
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


def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807  -- what follows are methods of every record
    names, defaults, factories, _, _ = self.__record__
    held = self.__dict__
    held.update(zip(names, values, strict=False))
    if len(values) == len(names) and not named:
        return
    for name in names[len(values) :]:
        if name in named:
            held[name] = named.pop(name)
        elif name in defaults:
            held[name] = defaults[name]
        elif name in factories:
            held[name] = factories[name]()
        else:
            raise TypeError(f"{type(self).__name__} lacks {name}")
    if named or len(values) > len(names):
        raise TypeError(f"{type(self).__name__} has no such fields: {list(named) or len(values)}")


def __setattr__(self: Any, name: str, _value: Any) -> NoReturn:  # noqa: N807
    raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)


def __delattr__(self: Any, name: str) -> NoReturn:  # noqa: N807
    raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)


def __repr__(self: Any) -> str:  # noqa: N807
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__record__[4])})"


def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
    if type(other) is not type(self):
        return NotImplemented
    return all(getattr(self, name) == getattr(other, name) for name in self.__record__[3])


def __hash__(self: Any) -> int:  # noqa: N807
    return hash(tuple([getattr(self, name) for name in self.__record__[3]]))
