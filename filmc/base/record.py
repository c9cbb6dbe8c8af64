"""`@record`: a frozen data class that costs no compiling of code when its module is loaded.

`dataclass(frozen=True)` writes and compiles six functions for each class, a millisecond and more; every command would
pay that for each of some hundred records that it never makes one of, and as much again for loading what writes them.
Here the functions that depend on the fields are compiled when they are first called. Records are data classes in every
other way: `dataclasses` is told of their fields as soon as it asks, and patterns know them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar, cast, dataclass_transform

if TYPE_CHECKING:  # what type checkers know to mean the same as what follows
    from dataclasses import Field, field, replace

__all__ = ["field", "record", "replace"]

T = TypeVar("T")

_UNSAID: Any = object()


class _Field(NamedTuple):
    """What a record says of a field beside its type."""

    default: Any = _UNSAID
    default_factory: Any = _UNSAID
    compare: bool = True
    repr: bool = True


if not TYPE_CHECKING:

    def field(**said: Any) -> _Field:
        """Say of a field its `default` or `default_factory`, and whether it takes part in `compare` and `repr`."""
        return _Field(**said)

    def replace(made: T, /, **fields: Any) -> T:
        """Return a copy of a record, or of another data class, with other values in these fields."""
        if not hasattr(made, "__record__"):
            from dataclasses import replace as replaced  # noqa: PLC0415 - only for who has loaded it already

            return replaced(made, **fields)
        return type(made)(**{name: getattr(made, name) for name in made.__record__ if name not in fields}, **fields)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a record of a class with annotated fields."""
    made, own = cast("Any", cls), dict[str, _Field]()
    for name in cls.__annotations__:
        said = vars(cls).get(name, _UNSAID)
        own[name] = said if isinstance(said, _Field) else _Field(said)
        if isinstance(said, _Field):
            delattr(made, name)
        elif type(said).__hash__ is None or type(said).__module__ == "dataclasses":
            raise TypeError(f"{cls.__name__}.{name}: what a record shares or shows is said by this module's `field`")
    made.__record__ = getattr(made, "__record__", {}) | own
    made.__match_args__ = tuple(made.__record__)  # type: ignore[misc] # mypy knows it of data classes only
    made.__dataclass_fields__ = _SHOWN
    for shared in (__init__, __setattr__, __delattr__, __repr__, __eq__, __hash__):
        if shared.__name__ not in vars(cls):
            setattr(made, shared.__name__, shared)
    return cls


class _Shown:
    """The fields of a record as `dataclasses` knows them, made when they are asked for: hardly any command does."""

    def __get__(self, _made: object, cls: type) -> dict[str, Field[Any]]:
        from dataclasses import field, make_dataclass  # noqa: PLC0415  -- as above

        owner = _record_of(cls)
        types = {
            name: kind
            for each in reversed(owner.__mro__)
            for name, kind in getattr(each, "__annotations__", {}).items()
        }
        told = [
            (name, types[name], field(**{key: value for key, value in each._asdict().items() if value is not _UNSAID}))
            for name, each in owner.__record__.items()
        ]
        shown: Any = make_dataclass(owner.__name__, told, init=False, repr=False, eq=False)
        fields: dict[str, Field[Any]] = shown.__dataclass_fields__
        owner.__dataclass_fields__ = fields
        return fields


_SHOWN = _Shown()


def _record_of(cls: type) -> Any:
    """Return the class that is a record itself: plain classes may inherit from records."""
    return next(each for each in cls.__mro__ if "__record__" in vars(each))


def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807  -- what follows are methods of every record
    cls = _record_of(type(self))
    cls.__init__ = _compiled("__init__", _init(cls), _scope(cls.__record__))
    cls.__init__(self, *values, **named)


def _init(cls: Any) -> list[str]:
    """Return the lines of `__init__`; what is no field has two underscores before it, as no field has."""
    taken = [f"{name}{_unsaid(name, each)}" for name, each in cls.__record__.items()]
    kept = [
        f" __held[{name!r}] = " + (f"__of_{name}() if {name} is __unsaid else {name}" if _is_made(each) else name)
        for name, each in cls.__record__.items()
    ]
    after = [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    return [f"def __init__(self, {', '.join(taken)}):", " __held = self.__dict__", *kept, *after]


def _unsaid(name: str, each: _Field) -> str:
    """Return the code that says what a field is where nothing is given; nothing for one that must be."""
    if _is_made(each):
        return "=__unsaid"
    return "" if each.default is _UNSAID else f"=__of_{name}"


def _is_made(each: _Field) -> bool:
    return each.default_factory is not _UNSAID


def _scope(told: dict[str, _Field]) -> dict[str, Any]:
    given = {f"__of_{name}": each.default_factory if _is_made(each) else each.default for name, each in told.items()}
    return {**given, "__unsaid": _UNSAID}


def _compiled(name: str, lines: list[str], scope: dict[str, Any]) -> Any:
    """Return the function `name`, made when it is first wanted: most commands make few kinds of record."""
    exec("\n".join(lines), scope)  # noqa: S102  -- names of fields, as data classes do it
    return scope[name]


def __setattr__(self: Any, name: str, _value: Any) -> NoReturn:  # noqa: N807
    raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)


def __delattr__(self: Any, name: str) -> NoReturn:  # noqa: N807
    raise AttributeError(f"{type(self).__name__} is frozen", name=name, obj=self)


def __repr__(self: Any) -> str:  # noqa: N807
    shown = (f"{name}={getattr(self, name)!r}" for name, each in self.__record__.items() if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
    cls = _record_of(type(self))
    compared = _compared(cls)
    lines = [
        "def __eq__(self, other):",
        " if other.__class__ is not self.__class__: return NotImplemented",
        f" return {_values('self', compared)} == {_values('other', compared)}",
    ]
    cls.__eq__ = _compiled("__eq__", lines, {})
    return cls.__eq__(self, other)


def __hash__(self: Any) -> int:  # noqa: N807
    cls = _record_of(type(self))
    lines = ["def __hash__(self):", f" return hash({_values('self', _compared(cls))})"]
    cls.__hash__ = _compiled("__hash__", lines, {})
    return cast("int", cls.__hash__(self))


def _compared(cls: Any) -> list[str]:
    return [name for name, each in cls.__record__.items() if each.compare]


def _values(owner: str, names: list[str]) -> str:
    """Return the code of a tuple of the fields `names` of `owner`."""
    return f"({''.join(f'{owner}.{name}, ' for name in names)})"
