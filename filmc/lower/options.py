"""What a build is asked for beyond the film itself: size, languages, a part of it, how carefully it is encoded."""

from __future__ import annotations

from typing import Literal

from filmc.base.record import record
from filmc.frontend.value import Size
from filmc.ir.build.settings import sides
from filmc.ir.film import Film, Settings


@record
class Options:
    """What a build can be asked for; None leaves it to the film."""

    size: Size | None = None
    subtitles: Literal["burned", "sidecar", "none"] | None = None
    language: str | None = None
    scenes: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    quality: Literal["draft", "final"] = "final"

    def sized(self, film: Film) -> Film:
        """Return the film at the size that was asked for; a size of one side keeps the film's aspect."""
        if self.size is None:
            return film
        named = (self.size.width, self.size.height) if self.size.width else None
        width, height = named or sides(film.settings.aspect, self.size.height)
        settings = film.settings.model_copy(update={"width": width, "height": height})
        return film.model_copy(update={"settings": settings})

    def mode(self, settings: Settings) -> str:
        """Return how subtitles are delivered."""
        return self.subtitles or settings.subtitles.mode

    def burned(self, film: Film) -> str | None:
        """Return the language whose subtitles are drawn into the picture, or None."""
        if self.mode(film.settings) != "burned":
            return None
        wanted = (self.language, *film.settings.subtitles.languages, *translated(film))
        return next((language for language in wanted if language), film.settings.language)


def translated(film: Film) -> tuple[str, ...]:
    """Return the languages that lines are translated to, in the order in which they first occur."""
    lines = [line for shot in film.shots for line in shot.lines]
    found = [language for line in lines for language in line.translations]
    return tuple(language for language in dict.fromkeys(found) if language != film.settings.language)
