"""What an author's free words for music mean in numbers, in English and Chinese: "108 bpm, quiet but quick"."""

from __future__ import annotations

import re

from filmc.base.record import record

_LATIN = re.compile(r"[a-z]+(?:-[a-z]+)*")
_BPM = re.compile(r"(\d{2,3}(?:\.\d+)?)\s*(?:bpm|拍)", re.IGNORECASE)


@record
class Feeling:
    """A mood in the composer's numbers (see `filmc.ir.vocabulary.Mood`)."""

    scale: str
    tempo: float
    energy: float
    brightness: float
    instruments: tuple[str, ...] = ()


PLAIN = Feeling("major", 88, 0.4, 0.5, ("piano", "strings"))
"""Music of which nothing is said."""

_FEELINGS = (
    (
        "sad sorrow mournful grief tearful melancholy lonely 悲 忧 哀 孤独 惆怅",
        Feeling("minor", 66, 0.25, 0.3, ("piano", "strings")),
    ),
    (
        "tense suspense nervous uneasy thriller danger 紧张 悬疑 不安 危",
        Feeling("phrygian", 104, 0.6, 0.3, ("strings", "bass")),
    ),
    ("scary horror creepy eerie terror 恐怖 惊悚 诡", Feeling("whole-tone", 64, 0.3, 0.25, ("music-box", "strings"))),
    ("dark ominous menace threat doom 阴 不祥 黑暗", Feeling("phrygian", 68, 0.4, 0.2, ("brass", "strings"))),
    ("angry rage furious 愤怒 狂", Feeling("harmonic-minor", 132, 0.85, 0.4, ("synth", "bass", "drums"))),
    ("battle fight war chase action 战 追 打斗 动作", Feeling("minor", 140, 0.9, 0.5, ("strings", "brass", "drums"))),
    (
        "epic grand heroic majestic triumph victory 史诗 宏 英雄 凯旋",
        Feeling("minor", 96, 0.8, 0.6, ("brass", "strings", "choir", "drums")),
    ),
    (
        "wonder astonished awe magic magical enchanted 惊 奇 魔 梦幻",
        Feeling("lydian", 88, 0.4, 0.7, ("harp", "celesta", "strings")),
    ),
    ("mystery mysterious secret 神秘 谜", Feeling("dorian", 76, 0.3, 0.35, ("harp", "flute", "pad"))),
    ("dream dreamy ethereal ambient floating 梦 空灵 飘", Feeling("lydian", 66, 0.2, 0.5, ("pad", "celesta"))),
    (
        "nostalgic memory wistful bittersweet longing 怀 追忆 思念 乡愁",
        Feeling("dorian", 72, 0.3, 0.4, ("piano", "guitar")),
    ),
    ("romantic love tender warm 浪漫 爱 温柔 温暖 温馨", Feeling("major", 76, 0.35, 0.5, ("piano", "strings"))),
    ("hope hopeful inspiring uplifting 希望 励志 光明", Feeling("major", 92, 0.5, 0.6, ("piano", "strings", "bell"))),
    (
        "happy joy joyful cheerful merry sunny 欢 快乐 喜 开心",
        Feeling("major", 120, 0.65, 0.7, ("guitar", "marimba", "bass")),
    ),
    (
        "playful funny comic quirky mischief 俏皮 滑稽 搞笑 诙谐",
        Feeling("major", 116, 0.55, 0.7, ("marimba", "flute", "bass")),
    ),
    ("calm peace peaceful serene gentle still 平静 宁静 安", Feeling("pentatonic", 70, 0.2, 0.45, ("piano", "pad"))),
    ("solemn sacred hymn church ceremony 庄严 肃 神圣", Feeling("dorian", 62, 0.35, 0.4, ("organ", "choir"))),
    (
        "electronic cyber techno futuristic sci-fi 科幻 电子 未来",
        Feeling("minor", 112, 0.6, 0.6, ("synth", "bass", "drums")),
    ),
    ("space cosmic vast endless 太空 宇宙 辽阔 浩", Feeling("lydian", 58, 0.25, 0.4, ("pad", "organ"))),
    ("chinese ancient oriental 古风 国风 江南", Feeling("pentatonic", 80, 0.35, 0.5, ("guzheng", "erhu"))),
)

_TURNS = (
    ("quick quickly fast lively brisk swift allegro 快 急 轻快", 1.25, 0.10, 0.0),
    ("slow slowly adagio largo 慢 缓", 0.78, -0.08, 0.0),
    ("quiet quietly soft softly hushed sparse gentle pianissimo 轻 静 弱", 1.0, -0.18, -0.05),
    ("loud strong powerful intense driving forte 强 激烈 有力", 1.0, 0.22, 0.05),
    ("bright light sparkling clear 明亮 清", 1.0, 0.0, 0.18),
    ("dark deep heavy low muted 低沉 沉重 暗", 1.0, 0.0, -0.18),
)
"""Words that change a mood: what they do to tempo (factor), energy and brightness."""

_INSTRUMENTS = (
    ("music-box", "music-box musicbox 八音盒"), ("piano", "piano keys 钢琴"), ("erhu", "erhu 二胡"),
    ("guzheng", "guzheng zheng koto pipa guqin 古筝 古琴 琵琶"),
    ("strings", "string strings violin viola cello orchestra 弦乐 小提琴 大提琴 提琴 弦"),
    ("pad", "pad ambient drone atmosphere 铺底 氛围"), ("triangle", "triangle 三角铁"),
    ("celesta", "celesta glockenspiel vibraphone 钢片琴"), ("bell", "bell bells chime chimes 钟 铃"),
    ("harp", "harp 竖琴"),
    ("flute", "flute recorder whistle dizi xiao clarinet oboe woodwind 笛 箫 木管"),
    ("guitar", "guitar ukulele banjo lute 吉他"), ("bass", "bass contrabass double-bass 贝斯"),
    ("drums", "drum drums beat kit 鼓"), ("brass", "brass horn horns trumpet trombone tuba 铜管 号"),
    ("choir", "choir vocal vocals voice voices chorus singing song lyrics 合唱 人声 歌"),
    ("marimba", "marimba xylophone 马林巴 木琴"), ("synth", "synth synthesizer electronic electro 合成器 电子"),
    ("organ", "organ harmonium accordion 管风琴 手风琴"),
    ("percussion", "percussion shaker tambourine taiko woodblock 打击乐"),
)  # fmt: skip


def feeling(words: str) -> Feeling | None:
    """Return the mean of all moods that `words` name, scale and instruments of the first; None where they name none."""
    found = [mood for keys, mood in _FEELINGS if _names(words, keys)]
    if not found:
        return None
    tempo, energy, brightness = (
        sum(values) / len(found) for values in zip(*((m.tempo, m.energy, m.brightness) for m in found), strict=True)
    )
    return Feeling(found[0].scale, tempo, energy, brightness, found[0].instruments)


def turned(mood: Feeling, words: str) -> Feeling:
    """Return `mood` as words like "quiet but quick" change it; a number of bpm in `words` is the tempo itself."""
    tempo, energy, brightness = mood.tempo, mood.energy, mood.brightness
    for keys, factor, more_energy, more_brightness in _TURNS:
        if _names(words, keys):
            tempo, energy, brightness = tempo * factor, energy + more_energy, brightness + more_brightness
    beats = _BPM.search(words)
    return Feeling(
        mood.scale,
        min(max(float(beats[1]) if beats else tempo, 40.0), 200.0),
        min(max(energy, 0.05), 1.0),
        min(max(brightness, 0.0), 1.0),
        mood.instruments,
    )


def instruments_in(words: str) -> tuple[str, ...]:
    """Return the instruments that `words` name ("piano lead, strings pad" → piano, strings), in the order written."""
    found: dict[str, None] = {}
    for part in re.split(r"[,，、;；]|\band\b|和", words):
        names = [name for name, keys in _INSTRUMENTS if _names(part, keys)]
        found.update(dict.fromkeys(names[:1] if names[1:] == ["pad"] else names))
    return tuple(found)


def _names(words: str, keys: str) -> bool:
    """Tell whether one of `keys` stands in `words`: Latin ones as whole words, Chinese ones anywhere."""
    spoken = re.sub(r"\b(music|double|sci) (box|bass|fi)\b", r"\1-\2", words.lower())
    latin = set(_LATIN.findall(spoken))
    return any(key in latin if key.isascii() else key in words for key in keys.split())
