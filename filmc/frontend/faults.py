"""What can be wrong with the structure of a block: one function for each fault, which notes it at a span."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.source import Source, Span
from filmc.frontend.hints import set_aside

_WANTS = {"film": "a title", "use": "a path", "act": "a title", "scene": "a place"}


def no_name(notes: Notes, span: Span, word: str) -> None:
    """A heading says what, but not which."""
    wants = _WANTS.get(word)
    message = f"this `{word}` lacks {wants}" if wants else f"this `{word}` has no name"
    notes.add("E0204", span, message, f"write {wants or 'a name'} after `{word}`")


def needless_name(notes: Notes, span: Span, word: str) -> None:
    """A cover or credits has a name."""
    notes.add(
        "E0212",
        span,
        f"`{word}` takes no name",
        "write what belongs to it as cues below",
        fixes=[Fix("remove it", (Edit(span, ""),))],
    )


def misplaced(notes: Notes, span: Span, word: str, fixes: Sequence[Fix] = ()) -> None:
    """A heading stands in a block where none of its kind may."""
    notes.add("E0206", span, f"a `{word}` may not stand here", _stands(word), fixes=fixes)


def too_deep(notes: Notes, span: Span, word: str, fixes: Sequence[Fix]) -> None:
    """A line begins as a heading does and has lines indented under it, where only action could stand."""
    aside = "if it is action, indent what is below like it"
    notes.add("E0206", span, f"a `{word}` may not stand here", _stands(word), aside, fixes=fixes)


def _stands(word: str) -> str:
    where = {"shot": "inside a scene, one level deeper than the scene", "as": "inside a character, place or prop"}
    return f"a `{word}` stands {where.get(word, 'at the margin')}"


def moved_out(source: Source, word: str, whole: Span, inner: int) -> list[Fix]:
    """Return the fix that moves a heading out, with what is below it: a shot by one level, others to the margin.

    `whole` is all of it, and `inner` the offset of what is directly under the heading.
    """
    first, last = (source.position(offset).line for offset in whole[1:])
    own, deeper = (offset - source.line_starts[source.position(offset).line] for offset in (whole.start, inner))
    less = deeper - own if word == "shot" else own
    starts = [start for start in source.line_starts[first : last + 1] if source.text[start : start + 1].strip("\r\n")]
    if not 0 < less <= own or any(source.text[start : start + less].strip() for start in starts):
        return []
    edits = (Edit(Span(source.file, start, start + less), "") for start in starts)
    return [Fix(f"move the `{word}` out, with what is below it", tuple(edits))]


def closing_colon(notes: Notes, span: Span) -> None:
    """A heading ends with a colon, as it would in other languages."""
    fix = Fix("remove the colon", (Edit(span, ""),), safe=True)
    notes.add("E0209", span, "a heading has no colon at its end", "leave the colon out", fixes=[fix])


def no_colon(notes: Notes, span: Span) -> None:
    """A line begins with `@`, but has no colon."""
    notes.add(
        "E0210",
        span,
        "`@` makes a line dialogue, but this line has no colon",
        "write `@NAME: words`, or `!` first to make it action",
        fixes=[Fix("add the colon", (Edit(Span(span.file, span.end, span.end), ":"),))],
    )


def nobody(notes: Notes, span: Span) -> None:
    """A line begins with `@`, but names nobody."""
    hint = "write `@NAME: words`, or `!` first to make it action"
    notes.add("E0210", span, "`@` makes a line dialogue, but this line does not say whose", hint)


def under_action(notes: Notes, span: Span) -> None:
    """A line is indented under a line of action."""
    notes.add(
        "E0207",
        span,
        "this is indented under a line of action, which nothing can belong to",
        "indent it like the line above",
    )


def no_cue(notes: Notes, span: Span) -> None:
    """A line of action stands where only cues may."""
    notes.add(
        "E0208",
        span,
        "only cues may stand here, and this line is none",
        "write `key: value`, or indent it deeper to go on with the line above",
        fixes=[set_aside(span)],
    )


def empty_part(notes: Notes, span: Span, without: Edit) -> None:
    """A parenthesis has nothing between two commas, or nothing at all; `without` leaves that out."""
    fixes = [Fix("remove what is empty", (without,))]
    notes.add("E0211", span, "a part of this parenthesis is empty", "remove the comma or the parentheses", fixes=fixes)


def open_parenthesis(notes: Notes, text: str, span: Span) -> None:
    """Warn of a line that would be a cue if its parenthesis were closed: `MEI (sad: I know`."""
    before, paren, after = text.partition("(")
    if paren and before[:1].isupper() and len(before) < 60 and ")" not in after and ": " in after and ":" not in before:
        notes.add(
            "W0213",
            span.part(len(before), len(before) + 1),
            "this parenthesis is never closed, so the line is action and no cue",
            "close it before the colon, or begin the line with `!` if it is action",
            fixes=[Fix("close it", (Edit(span.part(*[len(before) + 1 + after.index(": ")] * 2), ")"),))],
        )
