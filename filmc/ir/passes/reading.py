"""Checks that words on the screen stand long enough to be read: titles, and the translations that become subtitles.

Limits are those of broadcasters' style guides for adults (Netflix Timed Text Style Guides, 2024: 20 characters a second
in English, 9 in Chinese); Japanese, whose 4 suit condensed subtitles only, gets 7, the pace at which it is spoken.
"""

from __future__ import annotations

from fractions import Fraction

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.source import Span
from filmc.ir.film import Film, Line, Scene
from filmc.ir.scripts import is_kana, is_unspaced

LATIN = Fraction(20)
"""Characters a second."""
HAN = Fraction(9)
JAPANESE = Fraction(7)
LINGER = Fraction(1, 2)
"""Seconds that a subtitle may stay on after its line."""


def check_reading(notes: Notes, film: Film, memo: Memo = ONCE) -> None:
    """Note text that is gone before it can be read."""
    rate = film.settings.rate
    for caption in film.captions:
        memo.recall(notes, _check_caption, caption.text, caption.span, caption.film_range.length, rate)
    if film.settings.subtitles.languages:
        _check_missing(notes, film)
    for scene in film.scenes:
        memo.recall(notes, _check_scene, scene, rate)


def _check_scene(notes: Notes, scene: Scene, rate: Fraction) -> None:
    for shot in scene.shots:
        for line in shot.lines:
            if line.translations:
                _check_subtitles(notes, line, rate)


def _check_caption(notes: Notes, text: str, span: Span, frames: int, rate: Fraction) -> None:
    stays = frames / rate
    needed = reading_seconds(text)
    if needed > stays:
        notes.add(
            "H0522",
            span,
            f"this text stays for {float(stays):.2g}s, but takes {float(needed):.2g}s to read",
            "show it longer, or say it in fewer words",
        )


def _check_subtitles(notes: Notes, line: Line, rate: Fraction) -> None:
    stays = line.shot_range.length / rate + LINGER
    slow = [name for name, text in line.translations.items() if reading_seconds(text) > stays]
    if slow:
        notes.add(
            "H0523",
            line.span,
            f"the line is said in {float(stays - LINGER):.2g}s: its {' and '.join(slow)} subtitle is too long",
            "translate it in fewer words",
        )


def _check_missing(notes: Notes, film: Film) -> None:
    """Note once for each language of the subtitles how many lines have no words in it."""
    lines = [line for shot in film.shots for line in shot.lines]
    for language in film.settings.subtitles.languages:
        bare = [line for line in lines if language not in {line.language, *line.translations}]
        if bare:
            count = f"{len(bare)} of {len(lines)} lines have" if len(bare) > 1 else "this line has"
            notes.add(
                "H0526",
                bare[0].span,
                f"{count} no words in `{language}`, which the subtitles are to be in",
                f"write `{language}: …` under each line, indented",
            )


def reading_seconds(text: str) -> Fraction:
    """Return how long `text` takes to read, at the pace of the script that it is written in."""
    wide = sum(map(is_unspaced, text))
    narrow = len(text) - wide
    return wide / (JAPANESE if any(map(is_kana, text)) else HAN) + narrow / LATIN
