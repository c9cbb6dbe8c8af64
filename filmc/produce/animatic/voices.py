"""Who speaks and how: voice words and emotions, in English and Chinese, as numbers for a speech engine."""

from __future__ import annotations

import re
from collections.abc import Mapping

from filmc.base.record import record, replace
from filmc.produce.animatic.synth import Rng, dice

_MEN = ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "norbert")
_WOMEN = ("f1", "f2", "f3", "f4", "f5", "belinda", "linda", "Annie")
"""Variants of eSpeak NG that are clear in all four languages."""

_FEMALE = "female woman girl lady mother grandmother grandma aunt queen waitress alto soprano 女 妈 母 奶奶 姐 妹 姨 婆"
_MALE = (
    "male man boy guy father grandfather grandpa uncle king giant baritone bass tenor 男 爸 父 爷 哥 弟 叔 少年 大叔"
)


@record
class Voice:
    """A voice: factors on the engine's own pitch, range and rate; the throat's shortness; its colour.

    `tract` scales all resonances (a child's are higher), `bright` is decibels of treble, `breath` and `rough`
    are 0 to 1, `tremble` is the depth of a shake.
    """

    variant: str
    female: bool
    pitch: float = 1.0
    range: float = 1.0
    rate: float = 1.0
    tract: float = 1.0
    bright: float = 0.0
    breath: float = 0.1
    rough: float = 0.0
    tremble: float = 0.0
    whisper: bool = False


Change = Mapping[str, float]

_WORDS: dict[str, Change] = {
    "child kid children toddler 儿童 孩 童": {"pitch": 1.22, "tract": 1.16, "range": 1.15},
    "girl boy 少女 小女 小男": {"pitch": 1.12, "tract": 1.09},
    "teen teenage teenager adolescent 少年 十几": {"pitch": 1.10, "tract": 1.05},
    "young youthful youth 年轻 青年": {"pitch": 1.06, "tract": 1.02, "rate": 1.03},
    "old elderly aged elder grandfather grandmother grandpa grandma 老 爷爷 奶奶 苍老": {
        "pitch": 0.93, "rate": 0.84, "rough": 0.35, "tremble": 0.02, "bright": -1.5,
    },
    "middle-aged mature 中年 成熟": {"pitch": 0.96, "rate": 0.97},
    "deep low bass baritone dark 低沉 浑厚 低 深沉": {"pitch": 0.84, "tract": 0.93, "bright": -1.5},
    "high shrill squeaky soprano 尖 高音": {"pitch": 1.18, "tract": 1.05, "bright": 2.0},
    "soft gentle tender mild 柔 轻 温和": {"bright": -2.5, "range": 0.85, "breath": 0.25, "rate": 0.97},
    "warm mellow velvety 温暖 磁性 醇": {"bright": -2.0, "tract": 0.97},
    "bright clear crisp ringing 清脆 明亮 清亮 甜": {"bright": 2.5, "range": 1.1},
    "hoarse rough gravelly husky raspy 沙哑 嘶哑 粗": {"rough": 0.6, "breath": 0.3, "pitch": 0.95},
    "breathy airy 气声": {"breath": 0.5},
    "flat monotone cold calm robotic robot machine 冷 平静 机械 机器": {"range": 0.45},
    "lively energetic cheerful playful 活泼 热情 欢": {"range": 1.35, "rate": 1.06},
    "slow 慢": {"rate": 0.88},
    "fast quick rapid 快": {"rate": 1.14},
    "big huge giant monster dragon 巨 怪 龙": {"pitch": 0.72, "tract": 0.80, "rough": 0.4, "rate": 0.9},
    "small tiny little fairy mouse 小 精灵": {"pitch": 1.15, "tract": 1.12},
}  # fmt: skip

_EMOTIONS: dict[str, Change] = {
    "happy": {"range": 1.25, "bright": 1.0},
    "sad": {"range": 0.7, "bright": -2.0, "breath": 0.15},
    "angry": {"range": 1.2, "bright": 3.0, "rough": 0.3},
    "fearful": {"range": 1.25, "tremble": 0.05, "breath": 0.2},
    "surprised": {"range": 1.5},
    "disgusted": {"range": 0.8, "rough": 0.25},
    "calm": {"range": 0.8, "bright": -1.0},
    "gentle": {"range": 0.85, "bright": -2.0, "breath": 0.15},
    "excited": {"range": 1.4, "bright": 1.5},
    "whispering": {"range": 0.6},
    "shouting": {"range": 1.3, "bright": 4.5, "rough": 0.25},
    "tired": {"range": 0.6, "bright": -2.5, "breath": 0.2},
    "serious": {"range": 0.75},
    "curious": {"range": 1.3},
    "hopeful": {"range": 1.15, "bright": 0.5},
    "nervous": {"range": 1.1, "tremble": 0.03},
    "proud": {"range": 1.1, "tract": 0.98},
    "sarcastic": {"range": 1.45},
    "crying": {"range": 1.1, "tremble": 0.08, "breath": 0.25},
    "laughing": {"range": 1.5, "bright": 1.0, "tremble": 0.04},
}
"""What an emotion does beyond rate, pitch and energy, which the performance itself sets."""

_ADDED = ("bright", "breath", "rough", "tremble")


def voice_of(words: str, identity: str) -> Voice:
    """Return the voice that `words` describe; where they leave room, `identity` decides, always the same way."""
    rng = dice("voice", words, identity)
    female = _is_female(words, rng)
    pool = _WOMEN if female else _MEN
    voice = Voice(pool[int(rng.integers(len(pool)))], female)
    for keys, change in _WORDS.items():
        if spoken_of(words, keys):
            voice = _changed(voice, change)
    return replace(
        voice,
        pitch=min(max(voice.pitch, 0.6), 1.45) * 2 ** (rng.uniform(-2.4, 2.4) / 12),
        tract=min(max(voice.tract, 0.78), 1.22) * rng.uniform(0.96, 1.04),
        rate=voice.rate * rng.uniform(0.95, 1.05),
        range=voice.range * rng.uniform(0.85, 1.15),
    )


def played(voice: Voice, emotion: str) -> Voice:
    """Return `voice` under an emotion: one or more words of `Performance.voice`; unknown ones change nothing."""
    for word in re.findall(r"[\w-]+", emotion.lower()):
        voice = _changed(voice, _EMOTIONS.get(word, {}))
    return replace(voice, whisper="whisper" in emotion.lower())


def spoken_of(text: str, keys: str) -> bool:
    """Tell whether one of the words `keys` is in `text`: Latin ones as whole words, Chinese ones anywhere."""
    latin = set(re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()))
    return any(key in latin if key.isascii() else key in text for key in keys.split())


def _is_female(words: str, rng: Rng) -> bool:
    by_chance = bool(rng.random() < 0.5)
    if spoken_of(words, _FEMALE):
        return True
    return by_chance and not spoken_of(words, _MALE)


def _changed(voice: Voice, change: Change) -> Voice:
    """Colours add up, factors multiply."""
    return replace(
        voice,
        **{
            name: getattr(voice, name) + value if name in _ADDED else getattr(voice, name) * value
            for name, value in change.items()
        },
    )
