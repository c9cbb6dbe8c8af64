"""The preview: the film as a small draft, made by workers who stay, in which only what changed is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filmc.base.record import replace
from filmc.frontend.value import Size
from filmc.ir.film import Settings
from filmc.lower.options import Options
from filmc.render.crew import Crew
from filmc.session import Built, Progress
from filmc.tools.watch.reading import Version

LONGEST = 640
"""Pixels of a preview's longer side, where nothing else is asked for."""


@dataclass
class Screen:
    """Where the preview goes, how large it is, and who draws it."""

    out: Path
    size: Size | None
    crew: Crew | None = None

    def show(self, version: Version, tell: Progress) -> Built:
        """Renew the preview file. Faults 09xx as `Session.build`; until the end the file is what it was."""
        film = version.lowered.film
        options = Options(size=self.size or preview_size(film.settings), quality="draft")
        film = options.sized(film).model_copy(update={"cover": None})  # a preview needs no poster
        lowered = replace(version.lowered, film=film)
        self.out.parent.mkdir(parents=True, exist_ok=True)
        return version.session.build(
            version.checked, lowered, version.session.order(self.out, options, tell, self.crew)
        )


def preview_size(settings: Settings) -> Size:
    """Return the film's own size where it is small enough, else the same shape within `LONGEST`."""
    longer = max(settings.width, settings.height)
    if longer <= LONGEST:
        return Size(settings.width, settings.height)
    width, height = (max(round(side * LONGEST / longer / 2) * 2, 2) for side in (settings.width, settings.height))
    return Size(width, height)
