"""Bytes → text: UTF-8 or a clear error, and the characters that no screenplay should hide."""

from __future__ import annotations

import codecs
import re
import unicodedata

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.patterns import late
from filmc.base.source import Source

BIGGEST = 8 * 1024 * 1024
"""Bytes that a file may have."""

_MOST = 20
"""Notes of one kind a file: more of the same help nobody."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

_DOUBTFUL = late(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u0370-\u052f\u180e\u200b\u2028-\u202e\u2060-\u2069\ufeff]"
)
"""Any character that one of the patterns below looks for: most texts have none."""
_CONTROL = late(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_INVISIBLE = late("[\u00ad\u180e\u200b\u2028\u2029\u2060-\u2064\ufeff]+")
_BIDI = late("[\u202a-\u202e\u2066-\u2069]")
_OPENS_EMBEDDING, _OPENS_ISOLATE = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_CLOSES_EMBEDDING, _CLOSES_ISOLATE = "\u202c", "\u2069"

_OTHER_LETTERS = late(r"[\u0370-\u052f]")
_MIXED = late(r"(?<!\w)(?=\w*[A-Za-z])(?=\w*[\u0370-\u052f])\w+")
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсхуԁѡһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",
    "ABESIJKMHOPCTXYaesijopcxydwh" + "ABEZHIKMNOPTYXovp",
)
"""Letters of Cyrillic, then Greek, that print like a Latin one, with that one."""


def decode(notes: Notes, file: str, data: bytes) -> Source:
    """Return the text of a .film file; what is wrong with it is noted, and the rest is there to be checked.

    A file over 8 MB gives an empty source.
    """
    if len(data) > BIGGEST:
        return too_large(notes, file, len(data))
    source = _other_encoding(notes, file, data) or _utf8(notes, file, data.removeprefix(codecs.BOM_UTF8))
    _check(notes, source)
    return source


def too_large(notes: Notes, file: str, size: int) -> Source:
    """Return an empty source in place of a file of `size` bytes, noting that it is too large. Code E0701."""
    source = Source(file, "")
    notes.add(
        "E0701",
        source.span(0, 0),
        f"this file has {size / 1024 / 1024:.1f} MB, more than the {BIGGEST // 1024 // 1024} MB it may have",
        "split it into files, and name them by `use`",
    )
    return source


def _other_encoding(notes: Notes, file: str, data: bytes) -> Source | None:
    """Return the text of UTF-16 or UTF-32, which the byte order mark or the zero bytes give away."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _noted(notes, Source(file, data[len(mark) :].decode(codec, "replace")), name)
    start = data[:4096]
    zeros = [start[at::2].count(0) / max(len(start[at::2]), 1) for at in (0, 1)]
    if len(start) >= 8 and max(zeros) > 0.4 and min(zeros) < 0.1:
        codec = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return _noted(notes, Source(file, data.decode(codec, "replace")), "UTF-16")
    return None


def _noted(notes: Notes, source: Source, name: str) -> Source:
    hint = "save it as UTF-8 (most editors have it under “Save with encoding”)"
    notes.add("E0102", source.span(0, 0), f"this file is {name}, not UTF-8", hint)
    return source


def _utf8(notes: Notes, file: str, data: bytes) -> Source:
    """Return the text of UTF-8; bytes that are none read as U+FFFD, and the first of them is noted."""
    try:
        return Source(file, data.decode())
    except UnicodeDecodeError as error:
        source = Source(file, data.decode(errors="replace"))
        at = len(data[: error.start].decode())
        notes.add(
            "E0101",
            source.span(at, at + 1),
            f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8",
            "save the file as UTF-8; it may be GBK, Big5, Shift JIS or Latin-1 now",
        )
        return source


def _check(notes: Notes, source: Source) -> None:
    if not _DOUBTFUL.search(source.text):
        return
    for found in _first(_CONTROL, source.text):
        _note_removable(notes, "E0103", source, found, f"{_name(found[0][0])} has no place in a screenplay")
    if source.text.isascii():
        return
    _check_bidi(notes, source)
    for found in _first(_INVISIBLE, source.text):
        _note_removable(notes, "W0105", source, found, f"{_name(found[0][0])} can not be seen")
    _check_scripts(notes, source)


def _first(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return [found for found, _ in zip(pattern.finditer(text), range(_MOST), strict=False)]


def _name(character: str) -> str:
    return f"{unicodedata.name(character, 'control character').lower()} (U+{ord(character):04X})"


def _note_removable(notes: Notes, code: str, source: Source, found: re.Match[str], message: str) -> None:
    span = source.span(*found.span())
    notes.add(code, span, message, "remove it", fixes=[Fix("remove it", (Edit(span, ""),))])


def _check_bidi(notes: Notes, source: Source) -> None:
    """Note characters that turn the direction of text, unless all of a line stand after its colon, in pairs."""
    checked = -1
    for found in _first(_BIDI, source.text):
        line = source.position(found.start()).line
        if line == checked:
            continue
        checked = line
        start = source.line_starts[line]
        key, colon, value = source.line_text(line).partition(":")
        if not colon:
            key, _, value = key.partition("：")
        if _BIDI.search(key) or not _balanced(value):
            at = start + found.start() - start
            _note_removable(
                notes, "E0104", source, found, f"{_name(source.text[at])} makes the line read otherwise than it is"
            )


def _balanced(text: str) -> bool:
    """Tell whether every embedding and isolate of a line is closed on it, in order."""
    waiting: list[str] = []
    for mark in _BIDI.findall(text):
        if mark in _OPENS_EMBEDDING:
            waiting.append(_CLOSES_EMBEDDING)
        elif mark in _OPENS_ISOLATE:
            waiting.append(_CLOSES_ISOLATE)
        elif not waiting or waiting.pop() != mark:
            return False
    return not waiting


def _check_scripts(notes: Notes, source: Source) -> None:
    """Warn of words that mix Latin letters with Cyrillic or Greek ones that look the same."""
    if not _OTHER_LETTERS.search(source.text):  # most films, and looking at every word takes long
        return
    for found in _first(_MIXED, source.text):
        word = found[0]
        latin = word.translate(_LOOK_ALIKES)
        odd = [mark for mark, twin in zip(word, latin, strict=True) if mark != twin]
        if odd:
            span = source.span(*found.span())
            fixes = [Fix(f"write `{latin}` in Latin letters", (Edit(span, latin),))] if latin.isascii() else []
            message = f"`{word}` mixes scripts: its {_name(odd[0])} looks like a Latin letter"
            notes.add("W0106", span, message, "write the whole word in one script", fixes=fixes)
