"""Codes of the stage: text. What is wrong with the characters of a file, before anybody reads it as a screenplay."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_FILM = """film Rain

place ROOM
    appearance: a bare room with one window

scene room: INT. ROOM - NIGHT

    shot window: medium, static, 3s
        {}
"""


def _film(line: str) -> Example:
    return Example(_FILM.format(line))


_RIGHT = _film("Rain runs down the window.")

CODES: tuple[Code, ...] = (
    Code(
        "E0101",
        "not-utf-8",
        "the file is not UTF-8",
        "A .film file is UTF-8, so that it means the same on every machine. This one has bytes that are not, mostly"
        " because an editor saved it in an older encoding such as GBK, Big5, Shift JIS or Latin-1. The offset counts"
        " bytes from the beginning of the file.",
        Example("A film with the byte 0xE9, which is é in Latin-1.", raw=_FILM.format("Caf\xe9.").encode("latin-1")),
        _film("Café."),
    ),
    Code(
        "E0102",
        "other-encoding",
        "the file is UTF-16 or UTF-32",
        "The file begins with the mark of UTF-16 or UTF-32, or every second byte of it is zero. Save it as UTF-8; with"
        " or without a byte order mark is the same.",
        Example("The film in UTF-16.", raw=_FILM.format("Rain.").encode("utf-16")),
        _RIGHT,
    ),
    Code(
        "E0103",
        "control-character",
        "a control character in the text",
        "Characters such as NUL, escape or backspace can not be typed into a screenplay on purpose. They come from"
        " broken copies, and could steer a terminal that shows them.",
        _film("Rain\x1b[2J runs down the window."),
        _RIGHT,
    ),
    Code(
        "E0104",
        "bidi-control",
        "a character that turns the direction of text",
        "Such a character makes a line look otherwise than a program reads it, so a reader could approve what is not"
        " there. In the words of a cue they are allowed where each is closed on the same line; names and headings of"
        " Arabic or Hebrew need none.",
        _film("Rain \u202eruns\u202c down the window."),
        _film("note: \u2067שלום\u2069 is a greeting"),
    ),
    Code(
        "W0105",
        "invisible-character",
        "a character that can not be seen",
        "A zero-width space or a stray byte order mark inside a name makes two names that look the same differ. They"
        " come along when text is copied from a web page.",
        _film("Rain\u200b runs down the window."),
        _RIGHT,
    ),
    Code(
        "W0106",
        "mixed-scripts",
        "a word that mixes look-alike letters of two scripts",
        "The Cyrillic А and the Latin A look the same and are two letters: a name that is written once with each is two"
        " names. Write a word in one script.",
        _film("\u0410nna looks at the rain."),
        _film("Anna looks at the rain."),
    ),
)
