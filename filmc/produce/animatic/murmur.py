"""The marked substitute for a voice: soft murmurs, one a syllable, with the pauses of the text.

It shows who speaks and for how long, and nobody takes it for words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from filmc.produce.animatic.synth import Samples, count, dice, filtered, hump, low_pass
from filmc.produce.animatic.throat import OH, OO, UH, voiced
from filmc.produce.animatic.voices import Voice

_SYLLABLE = re.compile(
    r"[\u3040-\u30ff\u31f0-\u31ff](?![ゃゅょャュョ])|[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[aeiouyà-öø-ÿ]+|\d|[\uac00-\ud7af]|[\u0400-\u04ff]{2}|[、，,;；:：…—]|[。．.!！?？]",
    re.IGNORECASE,
)
_SHORT_PAUSE = set("、，,;；:：…—")
_LONG_PAUSE = set("。．.!！?？")
_SECONDS = {"cmn": 0.222, "yue": 0.213, "ja": 0.143, "en": 0.235}
"""Length of a syllable (Japanese: of a mora) at a calm pace: 4.5, 4.7, 7 and some 4.2 a second."""


def murmur(text: str, language: str, voice: Voice, rate: float) -> Samples:
    """Return mono murmurs for `text` at `rate` times the usual pace; at least one."""
    rng = dice("murmur", text)
    step = _SECONDS.get(language, 0.22) / rate
    base = (205.0 if voice.female else 118.0) * voice.pitch
    parts: list[Samples] = []
    for index, pause in enumerate(_beats(text)):
        n = count(step)
        if pause:
            parts.append(np.zeros(count(pause / rate), np.float32))
            continue
        tune = base * (1.06 - 0.01 * (index % 12)) * np.linspace(1.0, rng.uniform(0.88, 1.1), n)
        vowels = (OO, UH) if rng.random() < 0.6 else (OH, OO)
        hum = voiced(rng, tune, vowels, breath=0.05, tract=voice.tract, tilt=1.4)
        parts.append((filtered(hum, low_pass(750)) * hump(n, 0.35, 0.7) * rng.uniform(0.7, 1.0)).astype(np.float32))
    return np.concatenate(parts)


def _beats(text: str) -> Iterator[float]:
    """Yield 0 for a syllable, else the seconds of a pause; pauses at the ends are left out."""
    found = [match.group() for match in _SYLLABLE.finditer(text.strip("。．.!！?？、，,;；:：…— "))] or ["a"]
    for sign in found:
        yield 0.25 if sign in _SHORT_PAUSE else 0.45 if sign in _LONG_PAUSE else 0.0
