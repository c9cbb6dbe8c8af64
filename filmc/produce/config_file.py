"""The form of `filmc.toml` and of the user's own file: read, and what has not that form told at its place.

Loaded where there is such a file (see `config_pages.py`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmc.base.diagnostic import Notes
from filmc.base.source import Source, Span
from filmc.lower.model import Need
from filmc.lower.target import ClipsFrom
from filmc.produce.protocol.facts import Settings
from filmc.produce.toml_page import Page

_NEEDS: tuple[Need, ...] = get_args(Need)


class TargetForm(BaseModel):
    """`[targets.NAME]`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, defer_build=True)

    inherits: str | None = None
    image: str | None = None
    video: str | None = None
    speech: str | None = None
    lip_sync: str | None = Field(default=None, alias="lip-sync")
    music: str | None = None
    sound: str | None = None
    enhance: str | None = None
    enhance_still: str | None = Field(default=None, alias="enhance-still")
    review: str | None = None
    chat: str | None = None
    size: str | None = None
    clips_from: ClipsFrom | None = Field(default=None, alias="clips-from")

    def named(self) -> dict[Need, str]:
        """Return the model's id for each need that is said."""
        return {need: said for need in _NEEDS if (said := getattr(self, need.replace("-", "_")))}


class CeilingsForm(BaseModel):
    """`[ceilings]`."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    film: str | None = None
    run: str | None = None
    providers: dict[str, str] = {}

    @property
    def are_set(self) -> bool:
        """Whether anything is said."""
        return self != CeilingsForm()


class ProviderForm(BaseModel):
    """`[providers.NAME]`."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    base: str = ""
    region: str = ""
    voices: dict[str, str] = {}
    options: dict[str, str] = {}

    def read(self) -> Settings:
        """Return it as settings."""
        return Settings(self.base, self.region, self.voices, self.options)


class FileForm(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    store: str | None = None
    """Where takes are kept; read by `base/files.py`, and obeyed only in the user's own file."""
    target: str | None = None
    targets: dict[str, TargetForm] = {}
    ceilings: CeilingsForm = Field(default_factory=CeilingsForm)
    rates: dict[str, str] = {}
    prices: dict[str, str] = {}
    providers: dict[str, ProviderForm] = {}


Read = tuple[Page, FileForm]
"""A file with its places, and what it says."""


def read(notes: Notes, pages: Iterable[Page]) -> Iterator[Read]:
    """Yield those of `pages` that have the form. Code E1012 for the others."""
    for page in pages:
        try:
            yield page, FileForm.model_validate(page.said)
        except tomllib.TOMLDecodeError as error:
            notes.add("E1012", _broken(page.source, error), f"this is no TOML: {error}", "mend that line")
        except ValidationError as invalid:
            for wrong in invalid.errors(include_url=False):
                path = [str(part) for part in wrong["loc"]]
                place = page.key(*path) if wrong["type"] == "extra_forbidden" else page.value(*path)
                said = f"`{'.'.join(path)}`: {wrong['msg'].lower()}"
                notes.add("E1012", place, said, _hint(path[-1] if path else ""))


def _broken(source: Source, error: tomllib.TOMLDecodeError) -> Span:
    """Return where a file is no TOML, which the error tells in words only."""
    place = re.search(r"line (\d+), column (\d+)", str(error))
    if place is None:
        return source.span(len(source.text), len(source.text))
    line, column = int(place[1]) - 1, int(place[2]) - 1
    start = source.line_starts[min(line, len(source.line_starts) - 1)] + column
    return source.span(min(start, len(source.text)), min(start, len(source.text)))


def _hint(word: str) -> str:
    """Return what helps with a wrong name."""
    if re.search(r"key|secret|token|password", word, re.IGNORECASE):
        return "no key belongs here: `filmc doctor` tells where keys are kept"
    return "see docs/commands.md"
