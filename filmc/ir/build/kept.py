"""`recall`: what a reader of this folder gave for the same block, as long as it would give the same again.

A reader depends on its block; on how names are spelt, and on a few settings of the film; on what files there are; and
on those of the author's own declarations that it uses. The first two are what it is known by, the others are asked
again. A reader may recall others: what they depend on, it does too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.inquiry import Answer, Inquiry, holds
from filmc.base.memo import ONCE, identities
from filmc.base.record import replace
from filmc.frontend.screenplay import Declaration
from filmc.ir.build.context import Context

T = TypeVar("T")


class _Kept(NamedTuple):
    of: tuple[object, ...]
    """Held, as in `Memo`."""
    value: Any
    found: tuple[Diagnostic, ...]
    answers: tuple[Answer, ...]
    asked: tuple[Declaration, ...]


def recall(context: Context, read: Callable[..., T], *of: object) -> T:
    """Return what `read(context, *of)` gives, and note what it notes; `of` are parts of the tree, texts or numbers."""
    if context.memo is ONCE:
        return read(context, *of)
    key = (read, *context.ground, *identities(of))
    kept: _Kept | None = context.memo.find(key)
    if kept is None or not _is_good(context, kept):
        kept = context.memo.keep(key, lambda: _read(context, read, of))
    context.words.hear(kept.asked)
    if kept.found:
        context.notes.adopt(kept.found)
    value: T = kept.value
    return value


def _is_good(context: Context, kept: _Kept) -> bool:
    if kept.asked and any(context.names.find(word.kind, word.name.value) is not word for word in kept.asked):
        return False
    return not kept.answers or holds(context.world, kept.answers)


def _read(context: Context, read: Callable[..., Any], of: tuple[object, ...]) -> _Kept:
    inquiry, asked = Inquiry(context.world), list[Declaration]()
    apart = replace(context, notes=Notes(), world=inquiry, words=context.words.overheard(asked))
    value = read(apart, *of)
    held = (*of, context.names.spelt, context.settings)
    words = {id(word): word for word in asked}
    return _Kept(held, value, tuple(apart.notes), tuple(inquiry.answers), tuple(words.values()))
