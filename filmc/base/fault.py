"""`Fault`: what goes wrong on the machine rather than in the text, as an exception that can become a diagnostic."""

from __future__ import annotations

import errno

from filmc.base.diagnostic import Diagnostic
from filmc.base.source import NOWHERE, Span

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""How systems say that a file can not grow."""


class Fault(Exception):  # noqa: N818 - a fault of the machine or of a media file, in the catalogue's own word
    """A coded failure outside the film's text: no ffmpeg, a full disk, a media file that can not be opened."""

    def __init__(self, code: str, message: str, *hints: str) -> None:
        super().__init__(code, message, *hints)
        self.code = code
        self.message = message
        self.hints = hints

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    @classmethod
    def of(cls, error: OSError) -> Fault:
        """Return what the machine refused as a coded fault: E0904 for want of room, else E0908."""
        file = f": {error.filename}" if error.filename else ""
        if error.errno in _NO_ROOM:
            return cls("E0904", f"the disk is full{file}", "make room, then build again")
        reason = error.strerror or str(error) or type(error).__name__
        return cls("E0908", f"the machine refused{file}: {reason}", "`filmc doctor` shows what this machine lacks")

    def diagnostic(self, span: Span = NOWHERE) -> Diagnostic:
        """Return the fault as a diagnostic at `span`."""
        return Diagnostic(self.code, self.message, span, hints=self.hints)
