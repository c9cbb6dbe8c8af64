"""A scratch voice for lines of dialogue: engine, then a little make-up so that it is pleasant to hear."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from filmc.base.record import record
from filmc.lower.request import SpeechRequest
from filmc.produce.animatic.level import edged, levelled
from filmc.produce.animatic.murmur import murmur
from filmc.produce.animatic.space import reverberated
from filmc.produce.animatic.synth import (
    RATE,
    Samples,
    bell_curve,
    count,
    dice,
    fft_size,
    filtered,
    high_pass,
    hiss,
    low_pass,
    phase,
    sine,
    wander,
)
from filmc.produce.animatic.talker import Engine, Recording, Utterance, find_engine, recorded
from filmc.produce.animatic.voices import Voice, played, spoken_of, voice_of

LEVEL = -20.0
"""dB below full scale (gated rms) of a line at energy 1."""
LEAD, TAIL = 0.03, 0.12
"""Seconds of handle before and after the speech, the same for every take."""

_PACE = {"cmn": 168, "yue": 165, "en": 145, "ja": 168}
"""Words a minute that make the engine as quick as a calm speaker of the language."""
_KANJI = r"[\u3400-\u9fff\uf900-\ufaff々〆ヶ]"
_READING = re.compile(rf"[|｜]?{_KANJI}+[\u3041-\u3096]*[（(《]([\u3041-\u30ffー]+)[）)》]")
_ACCENTS = {
    "british london english-accent 英式 英国": "en-gb-x-rp",
    "scottish scots 苏格兰": "en-gb-scotland",
    "caribbean jamaican": "en-029",
}


@record
class Spoken:
    """Mono samples at 48 kHz; `substitute` when they are not, or not wholly, the line's words."""

    samples: Samples
    substitute: bool


def speak(requests: Sequence[SpeechRequest], engine: Engine | None) -> list[Spoken]:
    """Return each line spoken; without an engine, or where it has no such voice, murmured and marked.

    Mandarin, Cantonese, English and Japanese are spoken with a pace of their own, other languages as the
    engine has them. eSpeak NG can not read kanji, so Japanese takes the readings that the text gives,
    手紙（てがみ）, and hums two beats for any other kanji: such a take is marked as a substitute.
    """
    voices = [played(voice_of(request.voice, request.identity), request.emotion) for request in requests]
    lines = [_utterance(request, voice) for request, voice in zip(requests, voices, strict=True)]
    heard = recorded(engine, lines) if engine else [None] * len(lines)
    return [_finished(*job) for job in zip(requests, voices, heard, strict=True)]


def voice_engine() -> str | None:
    """Return the name and version of what would speak on this machine, or None."""
    engine = find_engine()
    return engine.name if engine else None


def speakable(request: SpeechRequest) -> bool:
    """Tell whether every word of the line can be read: false for Japanese with kanji that have no reading."""
    return _language(request.language) != "ja" or not re.search(_KANJI, _READING.sub(r"\1", request.text))


def _finished(request: SpeechRequest, voice: Voice, heard: Recording | None) -> Spoken:
    if heard is None or not np.any(heard.samples):
        murmurs = murmur(request.text, _language(request.language), voice, _factor(request.rate) * voice.rate)
        return Spoken(_mastered(murmurs, LEVEL - 6), substitute=True)
    sound = _coloured(_resampled(heard, voice.tract), voice, dice("grain", request.text, request.identity))
    decibels = LEVEL + min(max(20 * math.log10(_factor(request.energy)), -9.0), 4.0)
    return Spoken(_mastered(sound, decibels), substitute=not speakable(request))


def _factor(value: float) -> float:
    """Keep what a performance asks for within what a voice can do."""
    return min(max(value, 0.25), 4.0)


def _language(tag: str) -> str:
    """Return the language that decides how a BCP 47 `tag` is spoken."""
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] == "zh":
        return "yue" if {"hk", "mo", "yue"} & set(parts[1:]) else "cmn"
    return parts[0]


def _utterance(request: SpeechRequest, voice: Voice) -> Utterance:
    """The throat's shortness is made by playing faster, so the engine speaks slower and lower by as much."""
    language = _language(request.language)
    variant = ("whisperf" if voice.female else "whisper") if voice.whisper else voice.variant
    rate = _PACE.get(language, 160) * voice.rate * _factor(request.rate) / voice.tract
    pitch = math.log2(voice.pitch * _factor(request.pitch) / voice.tract)
    return Utterance(
        f"{_accent(request, language)}+{variant}",
        _readable(request.text, language),
        round(min(max(rate, 80), 430)),
        round(min(max(50 + pitch * (72 if pitch > 0 else 103), 0), 99)),
        round(min(max(50 * voice.range, 0), 99)),
    )


def _accent(request: SpeechRequest, language: str) -> str:
    if language != "en":
        return language
    british = request.language.lower().endswith("-gb")
    found = (accent for keys, accent in _ACCENTS.items() if spoken_of(request.voice, keys))
    return next(found, "en-gb-x-rp" if british else "en-us")


def _readable(text: str, language: str) -> str:
    """Return the text as the engine may have it: no control characters, no pictographs, kanji read or hummed."""
    plain = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "So", "Cs", "Co"))
    if language == "ja":
        plain = re.sub(_KANJI, "んん", _READING.sub(r"\1", plain))
    return plain or "…"


def _resampled(heard: Recording, tract: float) -> Samples:
    """Return the recording at 48 kHz, played `tract` times as fast, by its spectrum: no ripple, no alias.

    Both transforms have quick sizes, so that the tract is right within two hundredths only.
    """
    size = fft_size(len(heard.samples) + heard.rate // 10)
    target = fft_size(round(size * RATE / heard.rate / tract))
    long = np.fft.irfft(np.fft.rfft(heard.samples, size), target) * (target / size)
    return long[: math.ceil(len(heard.samples) * target / size)].astype(np.float32)


def _coloured(sound: Samples, voice: Voice, rng: np.random.Generator) -> Samples:
    """Warm the chest, calm the engine's harsh 3 kHz, give back the air it lacks; then the voice's own colour."""
    n = len(sound)
    loud = filtered(np.abs(sound), low_pass(18))
    air = (
        hiss(rng, fft_size(n), high_pass(5500), low_pass(13000))[:n]
        * np.maximum(loud, 0)
        * (0.05 + 0.25 * voice.breath)
    )
    if voice.rough:
        sound = sound * (1 - voice.rough * 0.6 * wander(rng, n, 55, 0.0, 1.0))
    if voice.tremble:
        sound = sound * (1 + 4 * voice.tremble * sine(phase(6.3, n)))
    tone = (high_pass(75), bell_curve(230, 2.0, 0.8), bell_curve(3100, -3.5, 1.0), bell_curve(5200, voice.bright, 0.5))
    return filtered(sound + air, *tone)


def _mastered(sound: Samples, decibels: float) -> Samples:
    """Trim to the handles, stand it in a small room, set the level."""
    loud = np.flatnonzero(np.abs(sound) > 0.02 * np.max(np.abs(sound)))
    first, last = (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, len(sound))
    framed = np.pad(sound[first:last], (count(LEAD), count(TAIL)))
    room = reverberated(np.stack([framed, framed], axis=1), 0.28, 0.10).mean(axis=1)
    return edged(levelled(room, decibels), LEAD / 2, TAIL / 2)
