"""One block of text → syntax nodes: drives the grammar `film.lark` and builds `ast` nodes while it parses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from filmc.base.diagnostic import Fix, Notes
from filmc.base.record import replace
from filmc.base.source import Source, Span
from filmc.frontend import faults
from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, Heading, Item, Text
from filmc.frontend.blocks import heading_word
from filmc.frontend.nesting import Nesting
from filmc.frontend.spacing import trim
from filmc.frontend.tokens import Tokens
from filmc.frontend.written import STRUCTURED, clean, comment

if TYPE_CHECKING:
    from lark import Lark, Token

_READING = Lock()
"""The page's state is that of one block; blocks of several threads take turns."""


class _ActionLine(NamedTuple):
    """One line of action, before lines are joined to paragraphs."""

    text: str
    forced: bool
    span: Span


class _Stray(NamedTuple):
    """A line of action where only cues may stand."""

    span: Span


_Part = Item | _ActionLine | _Stray
_Parts = Sequence["_Part | list[_Part] | Token"]


def read_block(
    notes: Notes, source: Source, kind: str, bounds: tuple[int, int], depths: dict[int, int]
) -> tuple[Item, ...]:
    """Return the items in characters `bounds` of `source`, which the start symbol `kind` reads.

    `depths` has the depth of each line and comment by the offset of its first character.
    """
    start, end = bounds
    with _READING:
        page, nesting = _page(), _nesting()
        page.notes, page.source, page.base = notes, source, start
        nesting.base, nesting.depths = start, depths
        found: Any = _parser().parse(source.text[start:end].rstrip(), start=kind)
    return found if isinstance(found, tuple) else (found,)


@cache
def _parser() -> Lark:
    from filmc.frontend.grammar import load  # noqa: PLC0415  -- see there
    from filmc.frontend.lexer import BlockLexer  # noqa: PLC0415  -- it loads lark

    start = ("plain", "card", "word", "scene", "shot", "between")
    lexer = {"ContextualLexer": BlockLexer}
    return load("film", start, transformer=_page(), postlex=_nesting(), maybe_placeholders=True, _plugins=lexer)


@cache
def _nesting() -> Nesting:
    return Nesting()


@cache
def _page() -> _Page:
    return _Page()


class _Page(Tokens):
    """Lark's callbacks: the methods named like rules build nodes from their children."""

    # ---- blocks

    def plain(self, children: list[Any]) -> Block:
        """`film TITLE` and its like."""
        word, subject, body = children
        name = str(word).rstrip()
        if name in ("cover", "credits") and subject:
            faults.needless_name(self.notes, self.span(subject), name)
        if name in ("cover", "credits"):
            return self.block(word, None, None, (), body)
        return self.named(word, subject, body)

    def card(self, children: list[Any]) -> Block:
        """`character NAME`, with variants."""
        return self.named(*children)

    def variant(self, children: list[Any]) -> Block:
        """`as NAME` in a card."""
        return self.named(*children)

    def word(self, children: list[Any]) -> Block:
        """A word of vocabulary, with parameters or without."""
        if len(children) == 3:
            return self.named(*children)
        word, name, parameters, body = children
        return self.block(word, None, self.text(name), self.pieces(parameters), body)

    def named(self, word: Token, subject: Token | None, body: list[_Part] | None) -> Block:
        """A heading whose subject is a name: it must have one, and no colon at its end."""
        title = self.title(subject)
        if not title:
            faults.no_name(self.notes, self.word_span(word), str(word).rstrip())
        return self.block(word, None, title, (), body)

    def scene(self, children: list[Any]) -> Block:
        """`scene label: SLUGLINE` with what comes before its first shot."""
        word, label, subject, body = children
        if not subject:
            faults.no_name(self.notes, self.word_span(word), str(word).rstrip())
        return self.block(word, label, self.narrow(subject), (), body)

    def shot(self, children: list[Any]) -> Block:
        """`shot label: PHRASES`; a shot may have no phrase at all."""
        word, label, subject, body = children
        return self.block(word, label, self.narrow(subject), (), body)

    def block(
        self,
        word: Token,
        label: Token | None,
        subject: Text | None,
        parameters: tuple[Text, ...],
        body: list[_Part] | None,
    ) -> Block:
        """Return the block of a heading line and the items below it."""
        name = str(word).rstrip()
        start = self.base + (word.start_pos or 0)
        last = parameters[-1].span.end + 1 if parameters else subject.span.end if subject else 0
        handle = self.text(label) if label else None
        heading = Span(self.source.file, start, max(start + len(name), last, handle.span.end + 1 if handle else 0))
        items = self.gather(body or ())
        return Block(
            Heading(name, handle, subject, parameters, heading),
            items,
            heading.to(items[-1].span) if items else heading,
        )

    def between(self, children: list[Any]) -> tuple[Item, ...]:
        """Lines that stand by themselves: between shots, or a transition between scenes."""
        return self.gather(self.lines(children))

    # ---- bodies

    def lines(self, children: list[Any]) -> list[Any]:
        """What is indented under a scene, a shot or a cue, where a cue like `shot desk: wide` is a shot astray."""
        for part in children:
            if type(part) is Cue and part.key.value.startswith(("shot", "scene")):
                word = part.key.value.split()[0]
                if word in ("shot", "scene"):
                    out = self.outward(word, part.span, part.body) if part.body else []
                    faults.misplaced(self.notes, part.key.span, word, out)
        return children

    def settings(self, children: list[Any]) -> list[Any]:
        """What is indented under any other heading; among credits every key is a role."""
        return children

    card_lines = settings

    def gather(self, parts: _Parts) -> tuple[Item, ...]:
        """Join lines of action to paragraphs, turn what lark left into nodes, keep the blank lines that count."""
        items: list[Item] = []
        paragraph: list[_ActionLine] = []
        before: Any = None
        for part in _flat(parts):
            if paragraph and not (isinstance(part, _ActionLine) and (paragraph[0].forced or not part.forced)):
                items.append(_paragraph(paragraph))
                paragraph = []
            if isinstance(part, _ActionLine):
                paragraph.append(part)
            elif isinstance(part, _Stray):
                self.note_stray(part.span, again=isinstance(before, _Stray))
            else:
                items.append(self.trivia(part) if hasattr(part, "type") else part)
            before = part
        if paragraph:
            items.append(_paragraph(paragraph))
        return trim(items)

    def note_stray(self, span: Span, *, again: bool) -> None:
        """Note a line of action among cues; a run of them costs one note, unless one is a heading."""
        word = heading_word(self.source.text, span.start)
        if word:
            faults.misplaced(self.notes, span, word)
        elif not again:
            faults.no_cue(self.notes, span)

    def trivia(self, token: Token) -> Comment | Blank:
        """Return the node of a comment or a run of blank lines; both tokens begin with a line end."""
        start, end = self.base + (token.start_pos or 0), self.base + (token.end_pos or 0)
        if token.type == "BLANK":
            return Blank(Span(self.source.file, start, end))
        text = token.lstrip()
        return comment(Span(self.source.file, end - len(text), end), text)

    # ---- lines

    def cue(self, children: list[Any]) -> Cue:
        """`key (how): value` and what is below it."""
        if len(children) == 3:
            key, value, body = children
            return self.make_cue(key, None, value, body)
        return self.make_cue(*children)

    def speech(self, children: list[Any]) -> Cue:
        """`@KEY (how): value`: dialogue, whatever the key looks like."""
        at, *rest = children
        cue = self.make_cue(*rest)
        return replace(cue, forced=True, span=self.span(at).to(cue.span))

    def make_cue(self, key: Token, how: Token | None, value: Token | None, body: list[Any] | None) -> Cue:
        """Return a cue; `key` or `how` has the colon, the span ends with the last thing that belongs to it."""
        name = self.key(key)
        pieces = self.pieces(how) if how else ()
        items = self.gather(body) if body else ()
        text = None
        if value:
            text = self.narrow(value) if name.value in STRUCTURED else self.text(value)
        last = items[-1].span if items else text.span if text else self.span(how or key)
        return Cue(name, pieces, text, items, False, name.span.to(last))

    def unspoken(self, children: list[Any]) -> list[_Part]:
        """`@` without a name or without a colon: noted; the line is read as the name of who speaks."""
        token, body = children
        span = self.span(token)
        key = self.marked(token)
        if not key or key.value[0] in ":：(（":
            faults.nobody(self.notes, span)
            key = Text("", key.span._replace(end=key.span.start))
        else:
            faults.no_colon(self.notes, span)
        items = self.gather(body or ())
        return [Cue(key, (), None, items, True, span.to(items[-1].span) if items else span)]

    def action(self, children: list[Any]) -> _ActionLine:
        """A line of what we see."""
        return self.action_line(children[0])

    def nested(self, children: list[Any]) -> list[_Part]:
        """Lines under a line of action: noted unless they are comments, and read as if they stood beside it."""
        token, body = children
        below = list(_flat(body))
        first = next((part for part in below if not hasattr(part, "type") and not isinstance(part, Comment)), None)
        word = heading_word(str(token), 0)
        if first is not None and word:
            whole = self.span(token).to(max(part.span for part in below if not hasattr(part, "type")))
            faults.too_deep(self.notes, self.span(token), word, self.outward(word, whole, (first,)))
        elif first is not None:
            faults.under_action(self.notes, first.span)
        return [self.action_line(token), *below]

    def outward(self, word: str, whole: Span, below: Sequence[_Part]) -> list[Fix]:
        """Return the fix that moves a heading out; none where its own line may begin before the block does."""
        if "\n" not in self.source.text[self.base : whole.start]:
            return []
        return faults.moved_out(self.source, word, whole, below[0].span.start)

    def stray(self, children: list[Any]) -> list[_Part]:
        """A line of action where only cues may stand: left out, with all but the comments below it."""
        token, body = children
        below = _flat(body or ())
        kept = [part for part in below if isinstance(part, Comment | _Stray) or hasattr(part, "type")]
        return [_Stray(self.span(token)), *kept]

    def action_line(self, token: Token) -> _ActionLine:
        """Return a line of action without its `!`."""
        span = self.span(token)
        if token.startswith("!"):
            return _ActionLine(self.marked(token).value, forced=True, span=span)
        if "(" in token:
            faults.open_parenthesis(self.notes, str(token), span)
        return _ActionLine(clean(str(token)), forced=False, span=span)


def _flat(parts: Any) -> Iterator[Any]:
    """Yield the parts of a body; a line may have given several."""
    for part in parts:
        if type(part) is list:
            yield from _flat(part)
        else:
            yield part


def _paragraph(lines: list[_ActionLine]) -> Action:
    first = lines[0]
    if len(lines) == 1:
        return Action(first.text, first.forced, first.span)
    return Action("\n".join(line.text for line in lines), first.forced, first.span.to(lines[-1].span))
