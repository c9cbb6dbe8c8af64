"""An open document: the editor's text as it stands now, kept by edits. The text on disk counts for nothing then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsprotocol import types

from filmc.base.patterns import late
from filmc.base.record import field, record, replace
from filmc.base.source import Source
from filmc.tools.lsp.positions import Encoding, offset_at

_BROKEN = late("[\ud800-\udfff]")
_MARK = "\ufeff"

Change = types.TextDocumentContentChangePartial | types.TextDocumentContentChangeWholeDocument


@record
class Document:
    """The text of one open file. `version` is the editor's number of it; an editor that counts none says 0."""

    uri: str
    version: int
    written: Source
    """The text as the editor has it: positions count in this."""
    memo: dict[str, Any] = field(default_factory=dict, compare=False)
    """What features remember of this document between requests, by feature; forgotten when it is closed."""

    @property
    def lead(self) -> int:
        """How many characters stand before the text that is compiled: the byte order mark, if the editor shows it."""
        return int(self.written.text.startswith(_MARK))

    @property
    def data(self) -> bytes:
        """The text as a file would hold it."""
        return self.written.text.encode()

    def edited(self, version: int, changes: Iterable[Change], encoding: Encoding) -> Document:
        """Return the document after `changes`, each of which counts on the one before."""
        written = self.written
        for change in changes:
            written = Source(self.uri, _changed(written, change, encoding))
        return replace(self, version=version, written=written)


def opened(item: types.TextDocumentItem) -> Document:
    """Return the document that the editor opens."""
    return Document(item.uri, item.version, Source(item.uri, whole(item.text)))


def whole(text: str) -> str:
    """Return `text` with U+FFFD for each half of a surrogate pair: it has as many units, and there is UTF-8 for it."""
    return _BROKEN.sub("\ufffd", text)


def _changed(source: Source, change: Change, encoding: Encoding) -> str:
    if isinstance(change, types.TextDocumentContentChangeWholeDocument):
        return whole(change.text)
    start = offset_at(source, change.range.start, encoding)
    end = offset_at(source, change.range.end, encoding)
    start, end = min(start, end), max(start, end)
    return f"{source.text[:start]}{whole(change.text)}{source.text[end:]}"
