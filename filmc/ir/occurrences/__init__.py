"""Every name of a screenplay, with every place where it stands: `index_of(screenplay, film)` → `Index`.

It finds names where the compiler does, by the same readers, and gives each its exact span: what an editor jumps to,
marks and renames. What the compiler takes for plain words (dialogue, looks, titles) names nobody here either.
"""

from __future__ import annotations

from filmc.frontend.library import PREFIX
from filmc.frontend.screenplay import Screenplay
from filmc.ir.film import Film
from filmc.ir.occurrences.declarations import find_declared
from filmc.ir.occurrences.finder import Finder
from filmc.ir.occurrences.index import Index
from filmc.ir.occurrences.labels import Labels
from filmc.ir.occurrences.story import find_film, find_story
from filmc.ir.occurrences.symbol import Occurrence, Role, Symbol

__all__ = ["Index", "Occurrence", "Role", "Symbol", "index_of"]


def index_of(screenplay: Screenplay, film: Film, before: Index | None = None) -> Index:
    """Return the index of a screenplay and the film that was made of it.

    What `before`, the index of an earlier text, knows of shots that are still the same is not looked for again.
    """
    labels = Labels(screenplay)
    known = before.shots if before and before.names_no_other_than(screenplay.names, labels) else {}
    finder = Finder(screenplay, film, labels, known)
    for file in screenplay.files:
        if not file.source.file.startswith(PREFIX):
            find_declared(finder, file)
            find_film(finder, file)
    find_story(finder, screenplay)
    return Index(screenplay.names, labels, finder.found, finder.shots)
