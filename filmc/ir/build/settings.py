"""Reads the `film` block: title, shape, rate, language, money, loudness, subtitles."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from filmc.base.diagnostic import Edit, Fix
from filmc.frontend.ast import Block, Text
from filmc.frontend.value import Size
from filmc.frontend.values import (
    read_language,
    read_list,
    read_loudness,
    read_money,
    read_rate,
    read_ratio,
    read_size,
    read_true_peak,
    read_yes_no,
)
from filmc.ir.build.bounds import read_reroll_of, read_takes
from filmc.ir.build.context import Context, Cues
from filmc.ir.build.style import read_style
from filmc.ir.film import Settings, Subtitles

_DEFAULT = Settings()
_SHORT_SIDE = 1080
_NEAR = Fraction(1, 100)
"""How far the pixels' ratio may be from the aspect: sizes are whole, even numbers."""
_MODES: dict[str, Literal["burned", "sidecar", "none"]] = {
    "burned": "burned",
    "burnt": "burned",
    "burned in": "burned",
    "sidecar": "sidecar",
    "none": "none",
    "no": "none",
    "yes": "sidecar",
}


def read_settings(context: Context, film: Block | None) -> Settings:
    """Return the settings that the `film` block says; the defaults where it is missing."""
    if film is None:
        return _DEFAULT
    cues = Cues(context, "film", film.body)
    notes = context.notes
    language = _value(cues, "language", lambda text: read_language(notes, text)) or _DEFAULT.language
    return Settings(
        **_shape(context, cues),
        **read_style(context, cues),
        title=cues.words("title") or (film.heading.subject.value if film.heading.subject else _DEFAULT.title),
        logline=cues.words("logline"),
        rate=_value(cues, "fps", lambda text: read_rate(notes, text)) or _DEFAULT.rate,
        language=language,
        budget=_value(cues, "budget", lambda text: read_money(notes, text)),
        strict=_value(cues, "strict", lambda text: read_yes_no(notes, text)) or False,
        loudness=_decibels(_value(cues, "loudness", lambda text: read_loudness(notes, text)), _DEFAULT.loudness),
        true_peak=_decibels(_value(cues, "true peak", lambda text: read_true_peak(notes, text)), _DEFAULT.true_peak),
        subtitles=_subtitles(context, cues),
        takes=read_takes(context, cues) or 1,
        reroll=read_reroll_of(context, cues),
        notes=tuple(note.value for cue in cues.all("note") if (note := cue.full_value())),
        span=film.heading.span,
    )


def _value(cues: Cues, key: str, read: Any) -> Any:
    text = cues.text(key)
    return read(text) if text else None


def _shape(context: Context, cues: Cues) -> dict[str, Any]:
    """Return aspect, width and height: what is written, the rest from it; both are even, as video wants them."""
    notes = context.notes
    aspect: Fraction | None = _value(cues, "aspect", lambda text: read_ratio(notes, text))
    size: Size | None = _value(cues, "size", lambda text: read_size(notes, text))
    if size and size.width:
        own = Fraction(size.width, size.height)
        if aspect and abs(own / aspect - 1) > _NEAR:
            _disagree(context, cues, aspect, size)
        return {"aspect": own, "width": size.width, "height": size.height}
    aspect = aspect or _DEFAULT.aspect
    width, height = sides(aspect, size.height if size else _SHORT_SIDE)
    return {"aspect": aspect, "width": width, "height": height}


def sides(aspect: Fraction, short: int) -> tuple[int, int]:
    """Return width and height of the largest picture of `aspect` in the screen that `1080p` names.

    The screen is 16:9 with `short` as its shorter side (upright for an upright picture): 2.39:1 at 1080p is
    1920 × 804, as a crew expects, and 4:3 is 1440 × 1080.
    """
    long = Fraction(short * 16, 9)
    across, down = (long, Fraction(short)) if aspect >= 1 else (Fraction(short), long)
    width = min(across, down * aspect)
    return _even(width), _even(width / aspect)


def _even(pixels: Fraction) -> int:
    return max(2, round(pixels / 2) * 2)


def _disagree(context: Context, cues: Cues, aspect: Fraction, size: Size) -> None:
    aspect_text, size_text = cues.text("aspect"), cues.text("size")
    assert aspect_text
    assert size_text
    assert size.width
    fitting = f"{size.width}x{_even(size.width / aspect)}"
    context.notes.add(
        "E0501",
        size_text.span,
        f"{size_text.value} is not {aspect_text.value}: it is {float(Fraction(size.width, size.height)):.3g} to 1",
        f"write only one of them, or `size: {fitting}`",
        fixes=[Fix(f"write {fitting}", (Edit(size_text.span, fitting),))],
    )


def _decibels(written: float | None, default: float) -> float:
    """Return what is written; the default where nothing is (0 dB is something)."""
    return default if written is None else written


def _subtitles(context: Context, cues: Cues) -> Subtitles:
    """Return how subtitles are delivered: a mode, then languages; those of `languages` are delivered too."""
    text, more = cues.text("subtitles"), cues.text("languages")
    mode: Literal["burned", "sidecar", "none"] = "sidecar"
    wanted: list[Text] = []
    for part in read_list(context.notes, text) if text else ():
        words = part.value.split()
        while words and words[0].casefold() in _MODES:
            mode = _MODES[words[0].casefold()]
            words = words[1:]
        at = part.value.find(words[0]) if words else 0
        wanted += [Text(word, part.span.part(at, at + len(word))) for word in words]
    wanted += read_list(context.notes, more) if more else ()
    languages = [found for word in wanted if (found := read_language(context.notes, word))]
    return Subtitles(mode=mode, languages=tuple(dict.fromkeys(languages)))
