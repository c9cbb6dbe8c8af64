"""Words and lists: choices, yes and no, languages, colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.patterns import late
from filmc.base.source import Span
from filmc.frontend.ast import Text
from filmc.frontend.screenplay import fold
from filmc.frontend.suggest import nearest
from filmc.frontend.values.reading import note_shape, shown, writing
from filmc.frontend.written import split_list

_YES = ("yes", "on", "true", "是")
_NO = ("no", "off", "false", "否")

_TAG = late(r"[a-z]{2,3}(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?(-[a-z0-9]{5,8})*", re.IGNORECASE)
_LANGUAGES = {
    "chinese": "zh", "mandarin": "cmn", "cantonese": "yue", "english": "en", "japanese": "ja", "korean": "ko",
    "french": "fr", "german": "de", "spanish": "es", "russian": "ru", "中文": "zh", "普通话": "cmn", "粤语": "yue",
    "英语": "en", "日语": "ja",
}  # fmt: skip
"""Names that people write for tags: only to say what to write."""

_COLOUR = late(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_COLOURS = {
    "black": "#000000", "white": "#ffffff", "grey": "#808080", "gray": "#808080", "red": "#ff0000",
    "green": "#008000", "blue": "#0000ff", "yellow": "#ffff00", "orange": "#ffa500", "cyan": "#00ffff",
    "magenta": "#ff00ff", "purple": "#800080", "pink": "#ffc0cb", "brown": "#a52a2a",
    "黑": "#000000", "白": "#ffffff", "红": "#ff0000", "蓝": "#0000ff", "绿": "#008000", "黄": "#ffff00",
}  # fmt: skip
"""The common names, with the values that CSS gives them."""


def read_choice(notes: Notes, text: Text, choices: Sequence[str]) -> str | None:
    """Return the one of `choices` that `text` names, in its spelling there. Code E0419."""
    wanted = fold(text.value)
    for choice in choices:
        if fold(choice) == wanted:
            return choice
    close = nearest(text.value, choices)
    fixes = [Fix(f"write `{close[0]}`", (Edit(text.span, close[0]),))] if close else []
    known = ", ".join(f"`{choice}`" for choice in (close or choices[:12]))
    hint = f"did you mean {known}?" if close else f"it can be {known}"
    notes.add("E0419", text.span, f"`{shown(text.value)}` is not known here", hint, fixes=fixes)
    return None


def read_yes_no(notes: Notes, text: Text) -> bool | None:
    """Return True for `yes` (`on`, `true`, `是`), False for `no`. Code E0418."""
    wanted = fold(text.value)
    if wanted in _YES or wanted in _NO:
        return wanted in _YES
    note_shape(notes, "E0418", text, "yes or no", "`yes` or `no`", "yes", "no")
    return None


def read_list(notes: Notes, text: Text) -> tuple[Text, ...]:
    """Return the parts of a comma list; an empty part is noted and left out. Code E0420."""
    parts = split_list(text)
    note_gaps(notes, text, parts)
    return tuple(entry for entry in parts if entry)


def note_gaps(notes: Notes, text: Text, parts: Sequence[Text]) -> None:
    """Note where parts of the list `text` are empty. Code E0420."""
    if all(parts):
        return
    edits = tuple(_closing(text, [each for each in parts if each]))
    fixes = [Fix("remove what is empty", edits)] if edits else []
    told = "a part of this list is empty"
    notes.add("E0420", text.span, told, "remove the comma that has nothing after it", fixes=fixes)


def _closing(text: Text, parts: Sequence[Text]) -> Iterator[Edit]:
    """Yield the edits by which nothing but a comma stands between the parts, and nothing around them."""
    if parts:
        file, first, last = text.span.file, parts[0].span, parts[-1].span
        yield Edit(Span(file, text.span.start, first.start), "")
        yield from (Edit(Span(file, one.span.end, other.span.start), ", ") for one, other in pairwise(parts))
        yield Edit(Span(file, last.end, text.span.end), "")


def read_language(notes: Notes, text: Text) -> str | None:
    """Return a BCP 47 tag, cased as is usual; `zh` means Mandarin, `cmn`. Code E0433."""
    if not _TAG.fullmatch(text.value):
        known = _LANGUAGES.get(fold(text.value))
        fixes = [Fix(f"write `{known}`", (Edit(text.span, known),))] if known else []
        hint = f"write `{known}`" if known else "write a tag such as `en`, `zh`, `yue`, `ja` or `pt-BR`"
        notes.add("E0433", text.span, f"`{shown(text.value)}` is no language tag", hint, fixes=fixes)
        return None
    first, *rest = text.value.lower().split("-")
    cased = (entry.title() if len(entry) == 4 else entry.upper() if len(entry) == 2 else entry for entry in rest)
    return "-".join(["cmn" if first == "zh" else first, *cased])


def read_colour(notes: Notes, text: Text) -> str | None:
    """Return a colour as `#rrggbb`, also for `#rgb` and the common names. Code E0417."""
    named = _COLOURS.get(fold(text.value).removesuffix("色"))
    if named:
        return named
    if not _COLOUR.fullmatch(text.value):
        close = nearest(text.value, _COLOURS, limit=1)
        hint = f"did you mean `{close[0]}`?" if close else "write `#ffaa66`, or a name such as `black` or `white`"
        fixes = writing(text, *close)
        notes.add("E0417", text.span, f"`{shown(text.value)}` is no colour", hint, fixes=fixes)
        return None
    digits = text.value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
