"""A judgement on a take: the form that it is asked for in, and an answer read, checked and weighed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from filmc.produce.protocol.chat import Form, Said, object_in, said_in
from filmc.produce.protocol.reading import read_json

WORST, BEST = 0, 5
_BAD = 1
"""A mark that fails a take, whatever else is said of it."""
_LONGEST = 600
"""Characters of what is said to be wrong with an answer."""
_TOLD = 200
"""Characters of a reason that are kept."""


class Judgement(BaseModel):
    """What somebody who has seen a take says of it."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    marks: Any
    evidence_frames: list[int] = []
    """Numbers of the frames that show it, from 1."""
    verdict: Literal["pass", "fail"]
    why: str = ""

    @property
    def failing(self) -> tuple[str, ...]:
        """The criteria that are not met."""
        return tuple(name for name, mark in self.marks.model_dump(by_alias=True).items() if mark <= _BAD)

    @property
    def fault(self) -> str:
        """Why the take fails, on one line; empty where it passes."""
        if self.verdict == "pass" and not self.failing:
            return ""
        told = " ".join(self.why.split())[:_TOLD] or "no reason given"
        named = ", ".join(self.failing)
        return f"{named}: {told}" if named else told


def form_of(criteria: Sequence[str]) -> Form:
    """Return the form of a judgement by `criteria`: flat, no part of it referred to, every member needed."""
    mark = {"type": "integer", "enum": list(range(WORST, BEST + 1))}
    members = {
        "marks": _object(dict.fromkeys(criteria, mark)),
        "evidence_frames": {"type": "array", "items": {"type": "integer"}},
        "verdict": {"type": "string", "enum": ["pass", "fail"]},
        "why": {"type": "string"},
    }
    example = {
        "marks": {name: BEST - number % 2 for number, name in enumerate(criteria)},
        "evidence_frames": [1],
        "verdict": "pass",
        "why": "one sentence on what decided it",
    }
    return Form("judgement", _object(members), example)


def _object(members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def answer_in(file: Path) -> Said | None:
    """Return what an answer that was kept says; None where it is none."""
    return said_in(read_json(file.read_bytes()))


def judgement_in(said: Said | None, criteria: Sequence[str]) -> Judgement | str:
    """Return the judgement in an answer, or why there is none, in words that its giver can act on."""
    if said is None or not said.words.strip():
        return "it is blank"
    found = object_in(said.words)
    if found is None:
        cut = " (it was cut off)" if said.stopped == "length" else ""
        return f"there is no JSON object in it{cut}"
    try:
        return _model_of(criteria).model_validate(found)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False, include_context=False)
        return "; ".join(f"`{'.'.join(map(str, each['loc']))}`: {each['msg'].lower()}" for each in wrong[:4])[:_LONGEST]


def _model_of(criteria: Sequence[str]) -> type[Judgement]:
    """Return the judgement with a mark for every criterion, whatever letters those are named with."""
    mark = Annotated[int, Field(ge=WORST, le=BEST)]
    fields: dict[str, Any] = {f"mark_{number}": (mark, Field(alias=name)) for number, name in enumerate(criteria)}
    marks = create_model("Marks", **fields)
    return create_model("Judged", __base__=Judgement, marks=(marks, ...))
