"""`@record`: a frozen data class that costs no compiling of code when its module is loaded.

`dataclass(frozen=True)` writes and compiles six functions for each class, a millisecond and more; every command would
pay that for each of some hundred records that it never makes one of. Here the functions that depend on the fields are
compiled when they are first called. Records are data classes in every other way: `replace`, `fields` and patterns know
them.
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
    cls = _class_of(self)
    cls.__init__ = _compiled("__init__", _init(cls), _scope(cls.__record__))
    cls.__init__(self, *values, **named)


def _class_of(made: Any) -> Any:
    """Return the class of `made` that is a record itself: plain classes may inherit from records."""
    return next(each for each in type(made).__mro__ if "__record__" in vars(each))


def _init(cls: Any) -> list[str]:
    """Return the lines of `__init__`; what is no field has two underscores before it, as no field has."""
    told: _Fields = cls.__record__
    taken = [
        f"{name}=__of_{name}" if name in told.defaults else f"{name}=__unsaid" if name in told.factories else name
        for name in told.names
    ]
    kept = [
        f" __held[{name!r}] = __of_{name}() if {name} is __unsaid else {name}"
        if name in told.factories
        else f" __held[{name!r}] = {name}"
        for name in told.names
    ]
    after = [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    return [f"def __init__(self, {', '.join(taken)}):", " __held = self.__dict__", *kept, *after]


def _scope(told: _Fields) -> dict[str, Any]:
    return {f"__of_{name}": value for name, value in (told.defaults | told.factories).items()} | {"__unsaid": MISSING}


def _compiled(name: str, lines: list[str], scope: dict[str, Any]) -> Any:
    """Return the function `name`, made when it is first wanted: most commands make few kinds of record."""
    exec("\n".join(lines), scope)  # noqa: S102  -- names of fields, as data classes do it
    return scope[name]


def __setattr__(self: Any, name: str, _value: Any) -> NoReturn:  # noqa: N807
    raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)


def __delattr__(self: Any, name: str) -> NoReturn:  # noqa: N807
    raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)


def __repr__(self: Any) -> str:  # noqa: N807
    return (
        f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__record__.shown)})"
    )


def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
    cls = _class_of(self)
    compared = cls.__record__.compared
    lines = [
        "def __eq__(self, other):",
        " if other.__class__ is not self.__class__: return NotImplemented",
        f" return {_values('self', compared)} == {_values('other', compared)}",
    ]
    cls.__eq__ = _compiled("__eq__", lines, {})
    return cls.__eq__(self, other)


def __hash__(self: Any) -> int:  # noqa: N807
    cls = _class_of(self)
    lines = ["def __hash__(self):", f" return hash({_values('self', cls.__record__.compared)})"]
    cls.__hash__ = _compiled("__hash__", lines, {})
    return cast("int", cls.__hash__(self))


def _values(owner: str, names: tuple[str, ...]) -> str:
    """Return the code of a tuple of the fields `names` of `owner`."""
    return f"({''.join(f'{owner}.{name}, ' for name in names)})"
