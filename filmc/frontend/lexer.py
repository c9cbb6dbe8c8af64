"""lark's contextual lexer without its count of lines and columns, which is half its time: places here are offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lark import Token
from lark.lexer import BasicLexer, ContextualLexer, LexerState

_Match = Callable[[str, int, int], re.Match[str] | None]


class BlockLexer(ContextualLexer):
    """Yields the tokens of one block; each has its type, its text and its two offsets."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._matches: dict[int, list[_Match]] = {}
        """What matches the terminals that each state of the parser may meet, made when the state is first met."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        """Yield the tokens of a text. The grammar is total: where nothing matches, lark raises its own error."""
        text, at, end = lexer_state.text.text, lexer_state.text.start, lexer_state.text.end
        states, known = parser_state.state_stack, self._matches
        while at < end:
            state = states[-1]
            for match in known.get(state) or self._of(state):
                found = match(text, at, end)
                if found:
                    break
            else:
                lexer_state.line_ctr.char_pos = at
                self.lexers[state].next_token(lexer_state, parser_state)
                return
            stop = found.end()
            yield Token(found.lastgroup, found[0], at, None, None, None, None, stop)  # type: ignore[arg-type]
            at = stop

    def _of(self, state: int) -> list[_Match]:
        lexer = self.lexers[state]
        assert isinstance(lexer, BasicLexer)
        found = self._matches[state] = [pattern.match for pattern in lexer.scanner._mres]  # noqa: SLF001
        return found
