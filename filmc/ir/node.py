"""`Node`, what every part of the IR is: frozen, validated, with a span that is no part of equality or of a dump."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from filmc.base.source import NOWHERE, Span

Exact = Annotated[Fraction, PlainSerializer(str, return_type=str)]
"""An exact number, dumped as `24000/1001`."""


class Node(BaseModel):
    """A typed part of the film. Two nodes are equal when all but their spans (`span`, `…_span`) are."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    span: Span = Field(default=NOWHERE, exclude=True, repr=False)

    def __init__(self, **fields: Any) -> None:
        # The compiler's own values: mypy has judged their types, so they are taken as they are. Judging them again
        # would take as long as the whole check; what comes from outside goes through `model_validate`.
        values = _defaults(type(self)) | fields
        object.__setattr__(self, "__dict__", values)
        object.__setattr__(self, "__pydantic_fields_set__", set(fields))
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined] # `model_validate` does judge, and does not come here

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash((type(self), repr(self)))

    def __copy__(self) -> Self:
        # What `model_copy` calls, thousands of times a film: a node has neither extra nor private fields to copy.
        copied = type(self).__new__(type(self))
        object.__setattr__(copied, "__dict__", self.__dict__.copy())
        object.__setattr__(copied, "__pydantic_fields_set__", self.__pydantic_fields_set__.copy())
        object.__setattr__(copied, "__pydantic_extra__", None)
        object.__setattr__(copied, "__pydantic_private__", None)
        return copied

    def _compared(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if not name.endswith("span")}


@cache
def _defaults(model: type[Node]) -> dict[str, Any]:
    """Return what a node holds where nothing is said; shared, for nothing in it can be changed."""
    fields = model.__pydantic_fields__.items()
    return {name: field.get_default(call_default_factory=True) for name, field in fields if not field.is_required()}
