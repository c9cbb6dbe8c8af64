"""Text as it is written → text as it is meant: NFC, escapes, full-width punctuation, lists. And the way back."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from filmc.base.patterns import late
from filmc.base.source import Span
from filmc.frontend.ast import Comment, Text

STRUCTURED = frozenset(
    (
        "with",
        "camera",
        "transition",
        "axes",
        "face",
        "travel",
        "path",
        "hold",
        "start",
        "end",
        "lens",
        "expect",
        "reroll",
    )
)
"""Cues whose value is a structure, never prose: full-width punctuation in it means its ASCII twin."""

_ESCAPE = late(r"\\([\\:：#!@])")
_ESCAPED = late(r"\\(?=[\\:：#!@]|\Z)")
HOW = r"[(（](?:[^()（）\r\n]++|[(（][^()（）\r\n]*+[)）])*+[)）]"
"""A parenthesis that closes, with at most one level inside, as in the grammar."""
_CUE = late(rf"([^\W\d_][^:：()（）\\\r\n]{{0,59}}(?:{HOW})?[^\S\r\n]*)(?::(?!\S)|：)")
_LABEL_COLON = late(r"[^:：\\]{0,60}(?::(?!\S)|：)")
_HEADING_LIKE = late(r"(?:shot|as)(?!\w)")
_TWINS = str.maketrans("：（），、“”；", ':(),,"";')
_TWINS_BUT_COMMAS = {wide: twin for wide, twin in _TWINS.items() if twin != ord(",")}
_OPEN, _CLOSE = "(", ")"


def normal(text: str) -> str:
    """Return `text` in NFC."""
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def comment(span: Span, text: str) -> Comment:
    """Return the node of a comment line; `text` begins with its `#`."""
    return Comment(normal(text[1:].rstrip()), span)


def clean(text: str) -> str:
    """Return `text` in NFC, with each escape as the character after its backslash."""
    text = normal(text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def escape(text: str) -> str:
    """Return `text` with a backslash doubled where it would be read as an escape: the way back from `clean`."""
    return _ESCAPED.sub(r"\\\\", text) if "\\" in text else text


def escape_line(text: str) -> str:
    """Return a line of action with a backslash before what would make it something else."""
    cue = _CUE.match(text)
    if cue:
        return f"{escape(cue[1])}\\{escape(text[cue.end(1) :])}"
    return f"\\{escape(text)}" if text.startswith(("#", "!", "@")) else escape(text)


def force_line(text: str) -> str:
    """Return a line of forced action after its first, with another `!` if it would be something else."""
    plain = text and not _HEADING_LIKE.match(text) and escape_line(text) == escape(text)
    return escape(text) if plain else f"!{escape(text)}"


def has_label_colon(text: str) -> bool:
    """Tell whether the subject of a heading would be read as a label and more."""
    return bool(_LABEL_COLON.match(text))


def narrow(text: str) -> str:
    """Return `text` with full-width punctuation as its ASCII twin, character by character."""
    return text if text.isascii() else text.translate(_TWINS)


def narrow_but_commas(text: str) -> str:
    """Return `text` as `narrow` does, its commas as they are: every reader of lists knows them, and fmt keeps them."""
    return text if text.isascii() else text.translate(_TWINS_BUT_COMMAS)


def part(text: Text, start: int, end: int) -> Text:
    """Return characters `start` to `end` of `text`, trimmed, with their span.

    Where the text is not as long as its span (escapes, NFC, several lines), the span is that of the whole.
    """
    value, (file, first, last) = text.value, text.span
    raw = value[start:end]
    bare = raw.strip()
    if last - first != len(value):
        return Text(bare, text.span)
    if len(bare) != len(raw):
        start += len(raw) - len(raw.lstrip())
    return Text(bare, Span(file, first + start, first + start + len(bare)))


def split_list(text: Text) -> list[Text]:
    """Return what stands between the commas of `text` that are in no parenthesis, trimmed; empty parts too.

    Wide commas count as commas. A text of nothing but space is one empty part.
    """
    value = narrow(text.value)
    if "," not in value:
        return [part(text, 0, len(value))]
    if "(" not in value:
        return _cut(text, [at for at, mark in enumerate(value) if mark == ","])
    commas, depth = [], 0
    for at, mark in enumerate(value):
        if mark == _OPEN:
            depth += 1
        elif mark == _CLOSE:
            depth = max(depth - 1, 0)
        elif mark == "," and not depth:
            commas.append(at)
    return _cut(text, commas)


def _cut(text: Text, commas: list[int]) -> list[Text]:
    bounds = [-1, *commas, len(text.value)]
    return [part(text, before + 1, after) for before, after in pairwise(bounds)]


def whole(texts: tuple[Text, ...]) -> Text:
    """Return consecutive parts of a list as one text again."""
    span = texts[0].span.to(texts[-1].span) if texts else Span("", 0, 0)
    return Text(", ".join(text.value for text in texts), span)
