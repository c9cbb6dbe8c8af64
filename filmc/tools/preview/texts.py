"""The author's own texts: the files of the screenplay, and nothing else of the project."""

from __future__ import annotations

from filmc.base.source import Source
from filmc.session import Checked


def texts_of(checked: Checked) -> list[Source]:
    """Return the texts that the film was read from, the main file first, without the standard library's."""
    return [file.source for file in checked.screenplay.files if not file.source.file.startswith("stdlib:")]
