"""`Fault`: what goes wrong on the machine rather than in the text, as an exception that can become a diagnostic."""

from __future__ import annotations

from filmc.base.diagnostic import Diagnostic
from filmc.base.source import NOWHERE, Span


class Fault(Exception):  # noqa: N818 - a fault of the machine or of a media file, in the catalogue's own word
    """A coded failure outside the film's text: no ffmpeg, a full disk, a media file that can not be opened."""

    def __init__(self, code: str, message: str, *hints: str) -> None:
        super().__init__(code, message, *hints)
        self.code = code
        self.message = message
        self.hints = hints

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    def diagnostic(self, span: Span = NOWHERE) -> Diagnostic:
        """Return the fault as a diagnostic at `span`."""
        return Diagnostic(self.code, self.message, span, hints=self.hints)
