"""`Node`, what every part of the IR is: frozen, validated, with a span that is no part of equality or of a dump."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from filmc.base.source import NOWHERE, Span

Exact = Annotated[Fraction, PlainSerializer(str, return_type=str)]
"""An exact number, dumped as `24000/1001`."""


class Node(BaseModel):
    """A typed part of the film. Two nodes are equal when all but their spans (`span`, `…_span`) are."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    span: Span = Field(default=NOWHERE, exclude=True, repr=False)

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
