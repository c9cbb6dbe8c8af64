"""The syntax tree: frozen nodes, one per construct of the page (blocks, cues, action, comments).

Text is kept as written (NFC, escapes resolved), each piece with its span. What a cue's value means is read
later by `frontend/values/`, so a wrong value never costs the tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from filmc.base.anchors import Places
from filmc.base.record import field, record
from filmc.base.source import Source, Span


@record
class Text:
    """A piece of text as written, trimmed; `span` covers it exactly. Several lines are joined by a line feed."""

    value: str
    span: Span = field(compare=False)

    def __bool__(self) -> bool:
        return bool(self.value)


@record
class Action:
    """A paragraph of what we see: consecutive action lines, joined by a line feed. `forced`: it began with `!`."""

    text: str
    forced: bool
    span: Span = field(compare=False)


@record
class Comment:
    """A line whose first character other than space is `#`; `text` is what follows the `#`, untrimmed."""

    text: str
    span: Span = field(compare=False)


@record
class Blank:
    """One or more empty lines: they end a paragraph and are kept, as one, by the formatter."""

    span: Span = field(compare=False)


@record
class Cue:
    """`key (how): value`, with everything indented deeper in `body`.

    `how` is the parenthesis split at its top-level commas. `value` is the rest of the line (None when empty);
    action in `body` continues it (see `full_value`). `forced`: the line began with `@`, it is dialogue.
    """

    key: Text
    how: tuple[Text, ...]
    value: Text | None
    body: tuple[Item, ...]
    forced: bool
    span: Span = field(compare=False)

    @property
    def modifiers(self) -> tuple[Cue, ...]:
        """The deeper-indented cues."""
        return tuple(item for item in self.body if isinstance(item, Cue))

    def full_value(self) -> Text | None:
        """Return the value with its continuation lines, joined by a line feed; None when there is none at all."""
        more = [item for item in self.body if isinstance(item, Action)]
        if not more:
            return self.value
        pieces = ([self.value.value] if self.value else []) + [item.text for item in more]
        first = self.value.span if self.value else more[0].span
        return Text("\n".join(pieces), first.to(more[-1].span))


@record
class Heading:
    """A heading line: `word [label:] subject [(parameters)]`.

    `word` is the heading word in its English spelling. For `scene` and `shot` `label` is the handle before the
    colon. `subject` is the rest: a name, a title, a slugline, a list of phrases, a path. `parameters` are those of
    a vocabulary definition with names in parentheses (`setup over the shoulder (NEAR, FAR)`), only there.
    """

    word: str
    label: Text | None
    subject: Text | None
    parameters: tuple[Text, ...]
    span: Span = field(compare=False)


@record
class Block:
    """A heading and what is indented under it. `as NAME` variants and the shots of a scene are blocks in its body."""

    heading: Heading
    body: tuple[Item, ...]
    span: Span = field(compare=False)

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues directly in this block."""
        return tuple(item for item in self.body if isinstance(item, Cue))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks directly in this block."""
        return tuple(item for item in self.body if isinstance(item, Block))


Item = Action | Comment | Blank | Cue | Block


@record
class File:
    """One parsed .film file: its top-level items in order.

    They are blocks, comments and blanks; a transition between scenes is a cue.
    """

    source: Source = field(compare=False, repr=False)
    items: tuple[Item, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The top-level blocks, in order."""
        return tuple(item for item in self.items if isinstance(item, Block))

    def written(self, item: Item) -> str:
        """Return the text that an item of this file was read from."""
        return self.source.text[item.span.start : item.span.end]


@record
class AnchoredFile(File):
    """A file that is read again and again: the spans in it count from anchors."""

    places: Places = field(compare=False, repr=False)

    def written(self, item: Item) -> str:
        """Return the text that an item of this file was read from."""
        _, start, end = self.places.span(item.span)
        return self.source.text[start:end]


def walk(item: File | Item) -> Iterator[Item]:
    """Yield every item below (and, unless it is the file, including) `item`, outer before inner, in text order."""
    if isinstance(item, File):
        for below in item.items:
            yield from walk(below)
        return
    yield item
    if isinstance(item, Cue | Block):
        for below in item.body:
            yield from walk(below)
