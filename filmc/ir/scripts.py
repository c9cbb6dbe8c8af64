"""Which script a character is of. Plain comparisons: a pattern with such ranges takes longer to compile than a film.

Every function looks at one character.
"""

from __future__ import annotations


def is_unspaced(character: str) -> bool:
    """Tell whether it is of a script that puts no space between words: Han with its radicals, kana, hangul."""
    return character >= "\u2e80" and (
        character <= "\u9fff" or is_hangul(character) or "\uf900" <= character <= "\ufaff" or _is_rare(character)
    )


def is_letter(character: str) -> bool:
    """Tell whether it is a letter, digit or underscore of a script that puts spaces between words."""
    return (character.isalnum() or character == "_") and not is_unspaced(character)


def is_ideograph(character: str) -> bool:
    """Tell whether it is a Han character, of whatever language."""
    return character >= "\u3400" and (character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or _is_rare(character))


def is_common_ideograph(character: str) -> bool:
    """Tell whether it is a Han character of the two oldest blocks, where all that are used daily stand."""
    return "\u3400" <= character <= "\u9fff"


def is_kana(character: str) -> bool:
    """Tell whether it is hiragana or katakana."""
    return "\u3041" <= character <= "\u30ff"


def is_hangul(character: str) -> bool:
    """Tell whether it is a syllable of hangul."""
    return "\uac00" <= character <= "\ud7af"


def is_latin(character: str) -> bool:
    """Tell whether it is a Latin letter, with marks or without."""
    return "A" <= character <= "Z" or "a" <= character <= "z" or "À" <= character <= "ɏ"


def _is_rare(character: str) -> bool:
    return "\U00020000" <= character <= "\U0003ffff"
