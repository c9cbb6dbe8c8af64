"""The border of the IR: pydantic judges what comes from outside, writes nodes as plain data, and knows their schema.

Loaded only where that is asked for. Every type of node is shown to pydantic as what it is, a data class of its
annotated fields; what a judge returns are nodes like any other.
"""

from __future__ import annotations

from dataclasses import field, make_dataclass
from typing import Any, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from filmc.ir.node import FieldOf, Node

T = TypeVar("T")

_JUDGES: dict[type[Any], TypeAdapter[Any]] = {}


def judge(model: type[T]) -> TypeAdapter[T]:
    """Return pydantic's view of a type of node: it validates, dumps and describes."""
    if model not in _JUDGES:
        _show(Node)
        _JUDGES[model] = TypeAdapter(model)
    return _JUDGES[model]


def _show(model: type[Node]) -> None:
    """Mark a type of node, and those derived from it, as a data class whose spans no dump tells."""
    if "__dataclass_fields__" not in vars(model):
        fields = [(name, f.owner.__annotations__[name], _shown(f)) for name, f in model.model_fields.items()]
        shown = make_dataclass(model.__name__, fields, kw_only=True, init=False, repr=False, eq=False)
        # By `setattr`, because no type checker knows these two.
        setattr(model, "__dataclass_fields__", vars(shown)["__dataclass_fields__"])  # noqa: B010
        setattr(model, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010
    for derived in model.__subclasses__():
        _show(derived)


def _shown(told: FieldOf) -> Any:
    default: dict[str, Any] = {} if told.is_required() else {"default_factory": lambda: told.default}
    return field(default=Field(**default, exclude=told.is_place, repr=not told.exclude))


def as_text(schema: CoreSchema) -> CoreSchema:
    """Return the schema of a number with one more rule: it is written as text."""
    written = core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema())
    return {**schema, "serialization": written}
