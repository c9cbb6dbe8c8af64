"""People whom the action names without a declaration: "a woman in a red coat", "two guards", 一个女孩."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmc.base.record import record
from filmc.lower.lexicon import Hit, Lexicon

_ONE = (
    "woman · man · girl · boy · lady · gentleman · child · kid · baby · person · teenager · old man · old woman ·"
    " young man · young woman · little girl · little boy · grandmother · grandfather · mother · father · guard ·"
    " soldier · policeman · policewoman · officer · clerk · nurse · doctor · teacher · waiter · waitress · cook ·"
    " chef · driver · sailor · fisherman · farmer · worker · stranger · passer-by · traveller · traveler · singer ·"
    " dancer · musician · monk · queen · king · student · pupil · friend · neighbour · neighbor · shopkeeper ·"
    " captain · pilot · astronaut · scientist · thief · detective · hunter · painter · bride · groom · lovers ·"
    " 女孩 · 男孩 · 女人 · 男人 · 女子 · 男子 · 少年 · 少女 · 老人 · 老爷爷 · 老奶奶 · 孩子 · 小孩 · 小女孩 · 小男孩 ·"
    " 婴儿 · 士兵 · 警察 · 老师 · 学生 · 服务员 · 医生 · 护士 · 店员 · 司机 · 渔夫 · 农民 · 工人 ·"
    " 陌生人 · 保安 · 老头 · 妇人"
)
_BEASTS = (
    "horse · dog · cat · wolf · fox · bear · lion · tiger · deer · rabbit · dragon · robot · monster · 狗 · 猫 · 狼 ·"
    " 狐狸 · 老虎 · 狮子 · 白马 · 黑马 · 骏马 · 机器人 · 怪物"
)
_MANY = (
    "people · men · women · children · crowd · everybody · everyone · faces · audience · passengers · guests ·"
    " queue · villagers · townsfolk · policemen · passers-by · crew · couple · 人们 · 众人 · 人群 · 大家 · 同学们 ·"
    " 路人 · 观众 · 乘客 · 客人 · 队伍 · 士兵们 · 孩子们 · 行人 · 村民"
)
_CROWD = dict.fromkeys(_MANY.split(" · "), "crowd") | {"couple": "two", "lovers": "two"}
_PLAIN = (word.strip() for words in (_ONE, _BEASTS) for word in words.split("·"))
NOUNS: Lexicon[str] = Lexicon(
    {**dict.fromkeys(_PLAIN, "one"), **{word.strip(): _CROWD.get(word.strip(), "crowd") for word in _MANY.split("·")}}
)
"""Nouns for people and for animals that act: one by itself, or many."""
_SINGLE = {"men": "man", "women": "woman", "children": "child", "policemen": "policeman", "couple": "person"}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "several": 4, "some": 4, "few": 3, "many": 7, "all": 6, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5,
    "几": 4, "群": 6,
}  # fmt: skip
CROWD = 6
"""How many stand for a crowd."""
_BEFORE = re.compile(
    r"(?:(?P<article>\b(?:the|a|an|one|two|both|three|four|five|six|seven|several|some|few|many|all|no|his|her|my|their)\b)"
    r"(?P<adjectives>(?:\s+(?!of\b|and\b|the\b|in\b|on\b|at\b|to\b|with\b)[\w-]+){0,3})\s+|"
    r"(?P<han>[一两二三四五几])?(?:[个名位群])?(?P<looks>[^，。、！？；\s]{0,8}的)?)$"
)
_AFTER = re.compile(r"\s+(?:in|with|of|wearing|dressed in)\s+[^.,;!?—–-]+")
_PICTURED = re.compile(
    r"\b(?:photo\w*|portrait|picture|painting|statue|drawing|poster|voices?|sound|grain|map) of [\w\s]*$", re.IGNORECASE
)


@record
class Named:
    """Somebody, or several who look alike, named at `start` to `end` of a text.

    `phrase` is how they look in the author's words, `definite` whether they are spoken of as known ("the guard").
    """

    start: int
    end: int
    noun: str
    phrase: str
    count: int
    definite: bool


def people_named(text: str) -> Iterator[Named]:
    """Yield the people that nouns in `text` name; not those who are pictured, denied or own something."""
    for hit in NOUNS.find(text):
        named = _named(text, hit)
        if named:
            yield named


def _named(text: str, hit: Hit[str]) -> Named | None:
    before = _BEFORE.search(text[: hit.start].lower())
    article = (before["article"] or "") if before else ""
    if article == "no" or _PICTURED.search(text[: hit.start]) or text[hit.end : hit.end + 2] in {"'s", "’s"}:
        return None
    if text[hit.start : hit.end].endswith(("'s", "’s")):
        return None
    adjectives = ((before["adjectives"] or "").strip() or (before["looks"] or "")) if before else ""
    noun = _SINGLE.get(hit.word, hit.word)
    after = _AFTER.match(text, hit.end)
    phrase = f"{adjectives} {noun}{after[0] if after else ''}".strip().lower()
    number = article or ((before["han"] or "") if before else "")
    return Named(
        hit.start, hit.end, noun, phrase, _count(text, hit, number), article in {"the", "his", "her", "their", "my"}
    )


def _count(text: str, hit: Hit[str], number: str) -> int:
    plural = hit.value == "crowd" or text[hit.start : hit.end].lower() != hit.word
    if hit.value == "two":
        return 2
    if hit.word.endswith("们") or (plural and _NUMBERS.get(number, 1) == 1):
        return CROWD
    return _NUMBERS.get(number, 1)
