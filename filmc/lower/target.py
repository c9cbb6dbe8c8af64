"""A target: which model serves each need. A need that it does not name is served by the animatic, for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from filmc.base.record import field, record
from filmc.frontend.value import Size
from filmc.lower.model import Model, Need

ClipsFrom = Literal["first", "references"]


@record
class Target:
    """What a film is lowered to. `known` has every model that a shot's own `via:` may name, by its id."""

    name: str
    models: Mapping[Need, Model] = field(default_factory=dict)
    known: Mapping[str, Model] = field(default_factory=dict)
    size: Size | None = None
    clips_from: ClipsFrom = "first"
    """What a clip is made from where its model takes its first picture or pictures of who is in it, but not both."""
    voices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By provider: a character's voice words → that provider's name of a voice, as the user has chosen."""
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By provider: what the user has set of how it makes things; of a file of his own, the digest."""
    files: Mapping[str, str] = field(default_factory=dict)
    """What a voice or a recording is set to, where it names a file of the user's own → that file's digest."""

    @property
    def free(self) -> bool:
        """Whether nothing in it can cost anything."""
        return not self.models


ANIMATIC = Target("animatic")
