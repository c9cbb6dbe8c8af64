"""What a body does in a shot, as a pose: from its blocking, its place in the picture and the action's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from filmc.frontend.screenplay import fold
from filmc.ir.film import Film, Line, Presence, Shot
from filmc.ir.passes.setups import VIEWER
from filmc.ir.spotting import Spotter
from filmc.ir.subject import stretches, subject_is_open
from filmc.lower.lexicon import Hit, Lexicon
from filmc.lower.panel import Body, Pose
from filmc.lower.persons import people_named

EYES: dict[Pose, float] = {
    "stand": 0.915, "look": 0.915, "turn": 0.915, "sit": 0.71, "lie": 0.2, "kneel": 0.735, "sleep": 0.61,
    "walk": 0.865, "run": 0.885, "jump": 0.97, "fall": 0.98, "fly": 0.85, "swim": 0.78, "dance": 0.905, "fight": 0.88,
    "reach": 0.91, "raise": 0.915, "wave": 0.915, "point": 0.915, "hug": 0.91, "bow": 0.77, "write": 0.685,
    "read": 0.7, "eat": 0.705, "drive": 0.71, "ride": 0.78, "hide": 0.535,
}  # fmt: skip
"""How high the eyes are in each pose, over the standing height; the pen's skeletons agree (a test holds them to it)."""

_BEASTS = {
    "dragon": 0.808, "creature": 0.74, "robot": 0.895, "mascot": 0.58, "animal": 0.92, "horse": 0.98, "bird": 0.81,
    "fish": 0.56,
}  # fmt: skip
"""The same for bodies that are no people's, in every pose."""


_LARGE_HEADS = {"child": 0.045, "teen": 0.016, "adult": 0.005, "elder": 0.007}
"""How much lower the eyes of somebody standing are for the size of their head."""


def eye_level(body: Body, pose: Pose) -> float:
    """Return how high the eyes of `body` are, in heights of a standing adult."""
    if body.kind != "person":
        return _BEASTS[body.kind] * body.height
    standing = EYES[pose] > 0.75
    return (EYES[pose] - (_LARGE_HEADS[body.age] if standing else 0.0)) * body.height


COURSES: dict[Pose, float] = {"walk": 0.25, "run": 0.6}
"""How far across the frame those go whose way nothing tells, in frame widths."""

SEATED: frozenset[Pose] = frozenset({"write", "read", "eat", "sleep"})
"""Poses at a desk or table."""

_POSTURES: dict[str, Pose] = {"sitting": "sit", "lying": "lie", "kneeling": "kneel"}

_WORDS: dict[Pose, str] = {
    "sleep": "sleep · asleep · dozing · dozes · doze · nods off · nods over · naps · falls asleep · slumbers ·"
    " 睡 · 睡着 ·"
    " 打盹 · 趴在 · 入睡",
    "write": "write · writing · writes down · scribbles · draws · sketches · signs · 写 · 书写 · 写字 · 画画 · 签",
    "read": "read · reading · leafs · studies · opens the letter · unfolds · 读 · 看书 · 阅读 · 念 · 翻开",
    "eat": "eat · eating · drinks · drinking · tastes · sips · dines · 吃 · 喝 · 品尝",
    "drive": "drive · driving · steers · at the wheel · behind the wheel · 开车 · 驾驶 · 驾车",
    "ride": "ride · riding · cycles · gallops · 骑",
    "sit": "sit · sitting · seated · at a table · at the table · round the table · at the desk · at a desk ·"
    " sits down · perched · 坐 · 坐着 · 坐下",
    "kneel": "kneel · kneeling · crouches by · 跪 · 跪下",
    "lie": "lies on · lies in · lying · lies down · sprawled · 躺 · 躺下 · 倒在",
    "run": "run · running · rushes · sprints · races · dashes · chases · hurries · 跑 · 奔跑 · 冲 · 追 · 奔",
    "walk": "walk · walking · strolls · wanders · paces · steps · approaches · strides · marches · 走 · 走路 ·"
    " 踱步 · 散步 · 走过 · 走向",
    "jump": "jump · jumping · leaps · hops · bounces · 跳 · 跃",
    "fall": "fall · falling · tumbles · plunges · drops from · 坠落 · 摔 · 跌",
    "fly": "fly · flying · soars · hovers · floats · drifts away · 飞 · 飞翔 · 漂浮 · 飘",
    "swim": "swim · swimming · dives · 游 · 游泳 · 潜",
    "dance": "dance · dancing · twirls · 跳舞 · 舞",
    "fight": "fight · fighting · strikes · slashes · battles · attacks · swings · punches · lunges · 打 · 战斗 ·"
    " 搏斗 · 挥剑 · 攻击 · 劈",
    "hug": "hug · hugging · embraces · embrace · holds close · hugs · 拥抱 · 抱 · 抱住",
    "bow": "bow · bowing · bows · 鞠躬 · 行礼",
    "wave": "wave · waving · waves · greets · 挥手 · 招手",
    "point": "point · pointing · points at · gestures at · 指 · 指着 · 指向",
    "raise": "raise · raising · raises · lifts · holds up · holds high · throws up · cheers · 举 · 举起 · 举手 · 欢呼",
    "reach": "reach · reaching · reaches for · touches · takes · picks up · opens · hands over · hands him ·"
    " hands her · offers · catches · grabs · holds out ·"
    "伸手 · 拿 · 拿起 · 打开 · 递 · 接 · 触摸 · 抓",
    "hide": "hide · hiding · hides · cowers · ducks · crouches · 躲 · 藏 · 蹲",
    "look": "look · looks · looking · gazes · stares · watches · sees · glances · 看 · 望 · 凝视 · 注视 · 抬头",
    "turn": "turn around · turns · turns round · turns to · 转身 · 回头",
}
POSES: Lexicon[Pose] = Lexicon(
    {word.strip(): pose for pose, words in _WORDS.items() for word in words.split("·") if word.strip()}
)
VANISHING = re.compile(
    r"\b(vanish\w*|disappear\w*|dissolv\w*|is gone|are gone|fades? away|wisps? of smoke)\b"
    r"|\bturns? (in)?to (smoke|dust|light)\b"
    r"|消失|化作|化为|变成(一缕)?(青)?烟|不见了"
)
"""How action says that somebody is no longer there at the end of the shot."""


def pose_of(presence: Presence, said: str, *, abed: bool) -> Pose:
    """Return the pose of somebody about whom the action says `said`.

    The clearest word wins: a verb that the pen can act, then the blocking, then the posture; `abed` lets sleepers lie.
    """
    found = [hit.value for hit in POSES.find(said)]
    told = next((pose for pose in found if pose not in {"look", "turn"}), found[0] if found else None)
    blocked: Pose | None = None
    if presence.blocking:
        action = presence.blocking.action
        blocked = "walk" if action in {"enter", "exit"} else "stand" if action == "vanish" else cast("Pose", action)
    posture = _POSTURES.get(presence.spot.posture or "")
    chosen = _strongest(told, blocked, posture)
    lies = posture == "lie" or (abed and not _AT_DESK.search(said))
    return "lie" if chosen == "sleep" and lies else chosen


_AT_DESK = re.compile(
    r"\b(?:on|over|at|onto) (?:\w+ ){0,4}(?:book|paper|desk|table|exam|page|keyboard|letter)s?\b|趴|桌|书|卷"
)
"""Where sleepers put their heads down rather than lie."""


def _strongest(told: Pose | None, blocked: Pose | None, posture: Pose | None) -> Pose:
    plain = {"stand", "look", "turn", None}
    if told == "sleep":
        return told
    for pose in (blocked, told):
        if pose not in plain and not (posture and pose in {"walk", "run"}):
            assert pose
            return pose
    return posture or blocked or told or "stand"


def said_of(film: Film, name: str, shot: Shot, *, alone: bool) -> str:
    """Return the action that is about somebody: the stretches with their name as subject, and those that follow it.

    Somebody who is `alone` in the picture also owns what has no subject, or a plain one: "He sleeps", "The girl waits".
    """
    names = {word: one for one in film.entities.values() for word in (one.name, *one.also) if one.kind == "character"}
    spotter = Spotter(names)
    said: list[str] = []
    for text in shot.action:
        folded = fold(text)
        found = [(each.start, each.end, each.what.name) for each in spotter.find(text)]
        who: tuple[str, ...] = (name,) if alone else ()
        for start, end, people in stretches(folded, found):
            who = people or who
            if name in who and (people or _is_theirs(folded[start:end], alone=alone)):
                said.append(folded[start:end].strip())
    return ". ".join(said)


def _is_theirs(stretch: str, *, alone: bool) -> bool:
    """Tell whether a stretch that names nobody goes on about whom the last one was about."""
    verb = next(iter(POSES.find(stretch)), None) or VANISHING.search(stretch)
    before = stretch[: verb.start if isinstance(verb, Hit) else verb.start()] if verb else stretch
    if verb is None or subject_is_open(before):
        return True
    return alone and any(person.count == 1 and person.definite for person in people_named(before))


def vanishing(presence: Presence, said: str) -> bool:
    """Tell whether somebody is gone by the end of the shot."""
    return bool(VANISHING.search(said)) or (presence.blocking is not None and presence.blocking.action == "vanish")


def on_screen(shot: Shot) -> list[Presence]:
    """Return who is in the picture: not those only heard, and not the one through whose eyes we look."""
    viewers = {name for parameter, name in shot.setup_cast.items() if parameter.upper() == VIEWER}
    return [one for one in shot.cast if one.name not in viewers and not _only_heard(one, shot.lines)]


def _only_heard(presence: Presence, lines: Sequence[Line]) -> bool:
    own = [line for line in lines if line.speaker == presence.name]
    return presence.by == "speech" and bool(own) and all(line.voice_over or line.off_screen for line in own)
