"""A character's voice words → one of a model's voices: the one that the user has named, else the most alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from filmc.base.digest import seed
from filmc.lower.capabilities import Voice
from filmc.lower.languages import entry_for
from filmc.lower.model import Model
from filmc.lower.request import SpeechRequest

_KINDS = {
    "male": "male man boy gentleman father grandfather 男 男声 男孩 男人 少年",
    "female": "female woman girl lady mother grandmother 女 女声 女孩 女人 少女",
    "child": "child boy girl kid 儿童 男孩 女孩 童声 小孩",
    "young": "young youth teenage teenager twenties 年轻 青年 少年 少女",
    "old": "old elderly aged grandfather grandmother seventies eighties 老 老年 老人 苍老",
    "middle": "middle-aged middle adult thirties forties fifties 中年 成年",
    "deep": "deep low bass gruff 低沉 浑厚",
    "soft": "soft gentle warm tender 温柔 柔和 温暖",
    "bright": "bright clear lively high 清亮 明亮 活泼",
    "narrator": "narrator narration storyteller announcer 旁白 解说 播音",
}
"""Words that mean the same of a voice."""
_WEIGHTS = {"male": 8, "female": 8, "child": 5, "old": 4, "young": 3, "middle": 2}
_HAN = sorted({word for words in _KINDS.values() for word in words.split() if not word.isascii()})


def voice_of(model: Model, what: SpeechRequest, named: Mapping[str, str]) -> str | None:
    """Return the vendor's name of the voice for a line; None where nobody has named one and the table has none.

    `named` are the user's choices: by voice words, or parts of them; the longest that fits counts.
    """
    words = what.voice.casefold()
    fitting = [key for key in named if key.casefold() in words] if words else []
    if fitting:
        return named[max(fitting, key=len)]
    if "" in named:  # whoever has no voice of his own
        return named[""]
    speaking = [voice for voice in model.can.voices if _speaks(voice, what.language)] or list(model.can.voices)
    return _most_alike(what, speaking).id if speaking else None


def feeling_of(voice: str, what: SpeechRequest, options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the `feeling` of a line for which the user has set a `recording` of the voice, and that; () for none.

    A voice that is a recording is `FILE | …`, and its other recordings are options called `FILE FEELING`.
    """
    file = voice.partition("|")[0].strip()
    words = (word.strip() for word in what.emotion.split(","))
    found = next(((word, options[f"{file} {word}"]) for word in words if options.get(f"{file} {word}")), None)
    return (("feeling", found[0]), ("recording", found[1])) if found else ()


def _most_alike(what: SpeechRequest, voices: Iterable[Voice]) -> Voice:
    """Return the voice that most words agree with, rather one that is meant for the language.

    Among equals it is chosen by who speaks, so that two have two voices.
    """
    wanted = _kinds(what.voice)
    scored = {voice: _score(wanted, _kinds(voice.words)) + 2 * bool(voice.languages) for voice in voices}
    best = [voice for voice, score in scored.items() if score == max(scored.values())]
    return best[seed(f"{what.voice}\0{what.identity}") % len(best)]


def _score(wanted: set[str], has: set[str]) -> int:
    sexes = {"male", "female"}
    clash = bool(sexes & wanted and sexes & has) and not sexes & wanted & has
    return sum(_WEIGHTS.get(kind, 1) for kind in wanted & has) - 20 * clash


def _kinds(words: str) -> set[str]:
    told = {*re.findall(r"[a-z-]+", words.casefold()), *(word for word in _HAN if word in words)}
    return {kind for kind, alike in _KINDS.items() if told & {*alike.split()}}


def _speaks(voice: Voice, language: str) -> bool:
    return not voice.languages or entry_for(language, voice.languages) is not None
