"""Gives the people in each shot their faces, bearing and blocking.

A performance in the heading holds for the shot's subject, or for all; that of a line for its speaker. Where two
meet, the later one overrides what it sets. A blocking is found in the action by its name or another name
("walks", 走): it belongs to whoever is named last before it in its sentence ("Mei and Tom walk": to both). Where nobody
is ("She walks", "Walks away"), it belongs to whom the paragraph was about, else to the only one in the shot; where
another noun is its subject ("Snow falls"), to nobody.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from filmc.frontend.screenplay import fold
from filmc.ir.film import Entity, Presence, Shot
from filmc.ir.spotting import Found, Spotter
from filmc.ir.subject import stretches, subject_is_open
from filmc.ir.vocabulary import Blocking, Face, Performance

_NOT_BLOCKING = (
    "走廊", "走道", "走私", "走神", "走光", "跑车", "跑道", "跑步机", "坐标", "坐落",
    "站台", "车站", "站点", "网站", "电站", "飞机", "飞船", "飞碟", "飞行员", "跳板",
    "跳水池", "舞台", "看来", "看似", "看台", "看守", "读者", "写字楼", "写字台", "游戏",
    "游客", "旅游", "骑士", "转角", "转眼", "倒影", "倒计时", "打印", "打火机",
    "指南针", "指示牌", "吃惊", "吃力", "藏书", "进步", "出租车", "出口", "入口",
)  # fmt: skip
"""Words in which a blocking's name stands for something else."""


def actors(people: Mapping[str, Entity], blockings: Iterable[str]) -> Spotter[Entity | str]:
    """Return what finds people, props and places (by all their names) and blockings in running text."""
    names: dict[str, Entity | str] = {**{name: name for name in blockings}, **people}
    return Spotter(names, _NOT_BLOCKING)


def act(shot: Shot, spotter: Spotter[Entity | str], blockings: Mapping[str, Blocking]) -> Shot:
    """Return the shot with faces, bearing and blockings; `blockings` are the words by all their names."""
    found = [
        (who, blockings[each.what]) for text in shot.action for each, doers in done_in(text, spotter) for who in doers
    ]
    if not (found or shot.performances or shot.blockings or any(line.performances for line in shot.lines)):
        return shot
    alone = shot.cast[0].name if len(shot.cast) == 1 else None
    lead = shot.subject or alone
    doing: dict[str | None, Blocking] = dict.fromkeys([lead], shot.blockings[0]) if shot.blockings else {}
    for who, blocking in found:
        doing.setdefault(who or lead, blocking)
    named = {blocking.name: blocking for blocking in (*shot.blockings, *(blocking for _, blocking in found))}
    cast = tuple(_played(presence, shot, doing.get(presence.name)) for presence in shot.cast)
    return shot.model_copy(update={"cast": cast, "blockings": tuple(named.values())})


def done_in(text: str, spotter: Spotter[Entity | str]) -> Iterator[tuple[Found[str], tuple[str | None, ...]]]:
    """Yield each blocking of a paragraph, with everybody who does it (None: nobody is named before it)."""
    found = list(spotter.find(text))
    folded = fold(text)
    people = [
        (each.start, each.end, each.what.name)
        for each in found
        if isinstance(each.what, Entity) and each.what.kind == "character"
    ]
    done = deque(Found(each.start, each.end, each.what) for each in found if isinstance(each.what, str))
    who: tuple[str | None, ...] = (None,)
    for start, end, names in stretches(folded, people):
        who = names or who
        while done and done[0].start < end:
            each = done.popleft()
            if each.start >= start and (names or subject_is_open(folded[start : each.start])):
                yield each, who


def _played(presence: Presence, shot: Shot, blocking: Blocking | None) -> Presence:
    played = list(shot.performances) if shot.subject in {None, presence.name} else []
    played += [each for line in shot.lines if line.speaker == presence.name for each in line.performances]
    if not played and blocking is None:
        return presence
    bearings = [each.bearing for each in played if each.bearing != "upright"]
    return presence.model_copy(
        update={
            "face": merged_face(played),
            "bearing": bearings[-1] if bearings else presence.bearing,
            "blocking": blocking or presence.blocking,
        }
    )


def merged_face(performances: Iterable[Performance]) -> Face:
    """Return one face for several performances: a later one overrides what it sets."""
    performances = tuple(performances)
    if len(performances) == 1:
        return performances[0].face
    neutral = Face()
    changed = {
        field: value
        for each in performances
        for field, value in each.face
        if field != "span" and value != getattr(neutral, field)
    }
    return Face(**changed)
