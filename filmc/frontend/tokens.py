"""Tokens of the grammar → pieces of text with their spans in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmc.base.diagnostic import Edit, Notes
from filmc.base.source import Source, Span
from filmc.frontend import faults
from filmc.frontend.ast import Text
from filmc.frontend.written import clean, narrow, narrow_but_commas, split_list

if TYPE_CHECKING:
    from lark import Token


class Tokens:
    """Knows which block of which file the tokens are of; what is wrong with their text is noted."""

    notes: Notes
    source: Source
    base: int
    """Offset of the block in the source; tokens count from here."""

    def span(self, token: Token) -> Span:
        """Return where a token stands in the file."""
        return Span(self.source.file, self.base + (token.start_pos or 0), self.base + (token.end_pos or 0))

    def word_span(self, word: Token) -> Span:
        """Return where a heading word stands, without the space after it."""
        return self.span(word)._replace(end=self.base + (word.start_pos or 0) + len(word.rstrip()))

    def text(self, token: Token) -> Text:
        """Return a token's text (the grammar has trimmed it), escapes resolved."""
        span = Span(self.source.file, self.base + (token.start_pos or 0), self.base + (token.end_pos or 0))
        return Text(clean(str(token)), span)

    def marked(self, token: Token) -> Text:
        """Return the text after the mark, `!` or `@`, that a token begins with."""
        bare = token[1:].lstrip()
        end = self.base + (token.end_pos or 0)
        return Text(clean(bare), Span(self.source.file, end - len(bare), end))

    def key(self, token: Token) -> Text:
        """Return a cue's key, without its colon."""
        bare = token.rstrip().rstrip(":：").rstrip()
        start = self.base + (token.start_pos or 0)
        return Text(clean(bare), Span(self.source.file, start, start + len(bare)))

    def narrow(self, token: Token | None) -> Text | None:
        """Return a token's text with full-width punctuation, commas aside, as its ASCII twin."""
        if not token:
            return None
        text = self.text(token)
        return Text(narrow_but_commas(text.value), text.span)

    def title(self, token: Token | None) -> Text | None:
        """Return a heading's name or title, None for a colon alone; a colon at its end is noted and left out."""
        if not token or token.strip() in (":", "："):
            return None
        text = self.text(token)
        if not token.endswith((":", "：")) or token.endswith(("\\:", "\\：")):
            return text
        end = text.span.end
        colon = Span(text.span.file, end - 1, end)
        faults.closing_colon(self.notes, colon)
        name = text.value[:-1].rstrip()
        return Text(name, Span(text.span.file, text.span.start, text.span.start + len(token[:-1].rstrip())))

    def pieces(self, token: Token) -> tuple[Text, ...]:
        """Return the parts of a parenthesis, noting empty ones."""
        raw = token.strip().rstrip(":：").rstrip()
        start = self.base + (token.start_pos or 0) + token.index(raw[0]) + 1
        inside = Text(narrow(raw[1:-1]), Span(self.source.file, start, start + len(raw) - 2))
        found = split_list(inside)
        if not all(found):
            left = ", ".join(self.source.text[slice(*piece.span[1:])] for piece in found if piece)
            whole = Span(self.source.file, inside.span.start - 1, inside.span.end + 1)
            without = Edit(whole, f"{raw[0]}{left}{raw[-1]}" if left else "")
            faults.empty_part(self.notes, self.span(token), without)
        return tuple(Text(clean(piece.value), piece.span) for piece in found if piece)
