"""Reads a line of dialogue: who, how, and the words with their translations."""

from __future__ import annotations

from fractions import Fraction

from filmc.base.source import Span
from filmc.frontend.ast import Cue, Text
from filmc.frontend.cues import LINE, TRANSLATION
from filmc.frontend.manner import entries, match_how
from filmc.frontend.values import read_language, read_moment
from filmc.ir.build.context import Context, Cues, used_at
from filmc.ir.film import Line
from filmc.ir.scripts import is_common_ideograph, is_hangul, is_kana, is_latin
from filmc.ir.vocabulary import Performance

_CHINESE = frozenset({"cmn", "yue", "zh", "wuu", "nan", "hak"})


class _Manner:
    """What a line's parenthesis says; set entry by entry."""

    voice_over: bool = False
    off_screen: bool = False
    overlap: bool = False
    at: Fraction | None = None
    pre_lap: Fraction = Fraction(0)
    performances: tuple[Performance, ...] = ()


def read_line(context: Context, cue: Cue) -> Line | None:
    """Return the line of dialogue in `cue`; None where it says nothing."""
    speaker = context.names.find("character", cue.key.value)
    text = cue.full_value()
    if speaker is None or text is None:
        return None
    manner = _manner(context, cue)
    return Line(
        speaker=speaker.name.value,
        text=text.value,
        language=spoken_language(text.value, context.settings.language),
        translations=read_translations(context, cue, "line:"),
        voice_over=manner.voice_over,
        off_screen=manner.off_screen,
        performances=manner.performances,
        at=manner.at,
        overlap=manner.overlap,
        pre_lap=manner.pre_lap,
        span=line_span(cue),
        name_span=cue.key.span,
    )


def _manner(context: Context, cue: Cue) -> _Manner:
    manner = _Manner()
    for entry in entries(cue.how):
        how = match_how(LINE, entry)
        word = context.words.find("performance", entry.value)
        if how:
            _take(context, manner, how.form, how.argument)
        elif isinstance(word, Performance):
            manner.performances += (used_at(word, entry.span),)
    return manner


def _take(context: Context, manner: _Manner, form: str, argument: Text) -> None:
    match form:
        case "V.O.":
            manner.voice_over = True
        case "O.S.":
            manner.off_screen = True
        case "overlap":
            manner.overlap = True
        case "at TIME":
            manner.at = read_seconds(context, argument)
        case "pre-lap TIME":
            manner.pre_lap = read_seconds(context, argument) or Fraction(0)


def read_seconds(context: Context, text: Text) -> Fraction | None:
    """Return a moment or length in exact seconds; None after noting why it is none."""
    duration = read_moment(context.notes, text)
    return None if duration is None else context.seconds(duration)


def read_translations(context: Context, cue: Cue, where: str) -> dict[str, str]:
    """Return the words in other languages that are nested under `cue`, which opens the place `where`, by language."""
    translations: dict[str, str] = {}
    for kind, inner in Cues(context, where, cue.body):
        if kind is not TRANSLATION:
            continue
        language = read_language(context.notes, inner.key)
        text = inner.full_value()
        if language and text:
            translations[language] = text.value
    return translations


def spoken_language(text: str, language: str) -> str:
    """Return the language of a line in a film that speaks `language`.

    A line in another script than the film's is in another language: a wholly Latin line of a Chinese or Japanese film
    is English, Han characters in a film of another script are Mandarin, with kana among them Japanese.
    """
    if any(map(is_kana, text)):
        return "ja"
    if any(map(is_hangul, text)):
        return "ko"
    if any(map(is_common_ideograph, text)):
        return language if language in _CHINESE or language == "ja" else "cmn"
    unspaced = language in _CHINESE or language in {"ja", "ko"}
    return "en" if unspaced and any(map(is_latin, text)) else language


def line_span(cue: Cue) -> Span:
    """Return the span of the cue's own line, without what is nested under it."""
    return cue.key.span.to(cue.value.span) if cue.value else cue.key.span
