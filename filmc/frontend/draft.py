"""A file's text as it was read last, so that of the next version only what has changed is read."""

from __future__ import annotations

from filmc.base.anchors import Anchors
from filmc.base.diagnostic import Notes
from filmc.base.memo import Memo
from filmc.base.source import Source
from filmc.frontend.ast import AnchoredFile, File, Item
from filmc.frontend.layout import sections
from filmc.frontend.memory import Memory
from filmc.frontend.pieces import Section
from filmc.frontend.remembered import AnchoredReader, Part, Reader, Signature, signature


class Draft:
    """One version of the text, which is read once: every place is where it is."""

    @property
    def empty(self) -> bool:
        """Nothing has been read yet."""
        return True

    def sections(self, source: Source, memory: Memory) -> list[Section]:
        """Return the sections of `source`, in order."""
        reader = Reader(memory)
        return [Section(source, start, end, reader, start) for start, end in sections(source.text)]

    def close(self, source: Source, items: tuple[Item, ...]) -> File:
        """Return the file of `source`, of which `items` is all that has been read."""
        return File(source, items)


class Redraft(Draft):
    """One version after the other: places count from anchors, and what has the same text is the same section again."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self._sections: list[Section] = []
        self._left: dict[Signature, list[Part]] = {}

    @property
    def empty(self) -> bool:
        """Nothing has been read yet."""
        return not self._sections

    def sections(self, source: Source, memory: Memory) -> list[Section]:
        """Return the sections of `source`; those of the last version that stand there no more leave their blocks."""
        before: dict[str, list[Section]] = {}
        for section in self._sections:
            before.setdefault(section.text, []).append(section)
        texts = [source.text[start:end] for start, end in sections(source.text)]
        same = [before[text].pop(0) if before.get(text) else None for text in texts]
        self._left = {}
        for gone in before.values():
            for section in gone:
                self._leave(section)
        reader = AnchoredReader(memory, self._anchors, self._left)
        self._sections = [
            section or Section(Source(source.file, text), 0, len(text), reader, self._anchors.new())
            for section, text in zip(same, texts, strict=True)
        ]
        return self._sections

    def _leave(self, section: Section) -> None:
        for written, part in section.parts:
            self._left.setdefault(signature(written), []).append(part)

    def close(self, source: Source, items: tuple[Item, ...]) -> File:
        """Return the file, and say where everything is in this version."""
        self._left.clear()
        at = 0
        for section in self._sections:
            self._anchors.drop(section.base, at)
            for written, part in section.parts:
                if part.anchor is not None:
                    self._anchors.drop(part.anchor, at + written.start)
            at += len(section.text)
        return AnchoredFile(source, items, self._anchors.places)


def draft_of(memo: Memo, file: str) -> Draft:
    """Return the draft of a file: the one of the round before, where the memo lasts."""
    return memo.recall(Notes(), _redraft, memo.anchors, file) if memo.anchors else Draft()


def _redraft(_notes: Notes, anchors: Anchors, _file: str) -> Redraft:
    return Redraft(anchors)
