"""Every name of a screenplay, with every place where it stands: `index_of(screenplay, film)` → `Index`.

It finds names where the compiler does, by the same readers, and gives each its exact span: what an editor jumps to,
marks and renames. What the compiler takes for plain words (dialogue, looks, titles) names nobody here either.
"""

from __future__ import annotations

from filmc.base.anchors import STILL
from filmc.frontend.library import PREFIX
from filmc.frontend.passages import Passages
from filmc.frontend.screenplay import Screenplay
from filmc.ir.film import Film
from filmc.ir.occurrences.finder import Finder
from filmc.ir.occurrences.index import Index
from filmc.ir.occurrences.symbol import Occurrence, Role, Symbol

__all__ = ["Finder", "Index", "Occurrence", "Role", "Symbol", "index_of"]


def index_of(screenplay: Screenplay, film: Film) -> Index:
    """Return the index of a screenplay, with its places in the text, and of the film that was made of it."""
    own = [file for file in screenplay.files if not file.source.file.startswith(PREFIX)]
    passages = {file.source.file: Passages(file, STILL) for file in own}
    return Index(screenplay, film, passages, lambda: screenplay)
