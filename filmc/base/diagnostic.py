"""A diagnostic as data, and `Notes`, the collector that every stage takes first.

Showing a diagnostic is the work of `tools/report/`; what a code means stands in `base/codes/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from filmc.base.record import record, replace
from filmc.base.source import Span

Severity = Literal["error", "warning", "hint"]

_SEVERITY: dict[str, Severity] = {"E": "error", "W": "warning", "H": "hint"}


class Label(NamedTuple):
    """A second place that belongs to the story, with what it has to do with it."""

    span: Span
    message: str


class Edit(NamedTuple):
    """Replace the text at `span` by `text` (an empty span inserts)."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A change that a machine can apply; `safe` when it can not alter what the author meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@record
class Diagnostic:
    """One fault: a stable code, where it is, and one sentence in the author's terms (lower case, no full stop)."""

    code: str
    message: str
    span: Span
    labels: tuple[Label, ...] = ()
    hints: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    strict: bool = False
    """The film says `strict: yes`: a warning counts as an error."""

    @property
    def severity(self) -> Severity:
        """The code's first letter tells it: E, W or H."""
        severity = _SEVERITY[self.code[0]]
        return "error" if self.strict and severity == "warning" else severity

    def moved(self, move: Callable[[Span], Span]) -> Diagnostic:
        """Return the diagnostic with every place that it tells where `move` puts it."""
        labels = [Label(move(label.span), label.message) for label in self.labels]
        fixes = [
            Fix(fix.title, tuple([Edit(move(edit.span), edit.text) for edit in fix.edits]), fix.safe)
            for fix in self.fixes
        ]
        return replace(self, span=move(self.span), labels=tuple(labels), fixes=tuple(fixes))


class Notes:
    """Collects diagnostics in the order in which the stages find them; one fault at one place is told once."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self._seen: set[tuple[str, Span]] = set()

    def add(
        self,
        code: str,
        span: Span,
        message: str,
        *hints: str,
        labels: Sequence[Label] = (),
        fixes: Sequence[Fix] = (),
    ) -> None:
        """Note the fault `code` at `span`; `hints` say what to write instead."""
        if (code, span) not in self._seen:
            self._seen.add((code, span))
            self.found.append(Diagnostic(code, message, span, tuple(labels), hints, tuple(fixes)))

    def adopt(self, found: Iterable[Diagnostic]) -> None:
        """Note what another collector found; what is told here already is not told twice."""
        for note in found:
            if (note.code, note.span) not in self._seen:
                self._seen.add((note.code, note.span))
                self.found.append(note)

    @classmethod
    def of(cls, found: Iterable[Diagnostic]) -> Notes:
        """Return a collector that has already noted `found`."""
        notes = cls()
        notes.found = list(found)
        notes._seen = {(note.code, note.span) for note in notes.found}
        return notes

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)

    def in_order(self, files: Sequence[str], *, strict: bool) -> Notes:
        """Return the notes as a reader meets them: file by file, from top to bottom.

        `strict`: the film says `strict: yes`, and its warnings are errors.
        """
        rank = {file: number for number, file in enumerate(files)}
        ordered = sorted(self.found, key=lambda note: (rank.get(note.span.file, len(rank)), note.span.start))
        return Notes.of(replace(note, strict=True) for note in ordered) if strict else Notes.of(ordered)

    @property
    def errors(self) -> list[Diagnostic]:
        """Only what stops a build."""
        return [note for note in self.found if note.severity == "error"]
