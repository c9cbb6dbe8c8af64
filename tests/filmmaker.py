"""Writes random valid films: every heading, every cue, every type of value; the same film for the same seed.

`film(rng)` uses only names that it declares and words of the standard library, so a film may be compiled as far as
one likes; `film(rng, words=False)` declares no vocabulary of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

CAST = ("LI HUA", "MEI", "老师", "Ольга", "José", "WAITRESS", "店主")
PLACES = ("CLASSROOM", "STREET", "教室", "HARBOUR", "KITCHEN")
PROPS = ("ENVELOPE", "红灯笼")
SIZES = ("wide", "full", "medium", "close-up", "中景", "特写")
ANGLES = ("low angle", "high angle", "eye level")
MOVES = ("static", "pan left", "push in", "push in slow", "固定")
ACTIONS = (
    "Rain runs down the window.",
    "Envelopes of every colour drift down over the street; fireflies wander.",
    "雨停了。孩子们跑了出来，笑着。",
    "!INT: is written on the door",
    "At 12:30 the bell rings, see http://example.com for more.",
    "\\# is the first key she sees.",
    "She thinks\\: never again.",
    "place the cup on the table, then look up",
    "A back\\slash, a dash – and 🎬.",
)
LINES = (
    "It rains.",
    "都这么久了，怎么还没有回信呢？",
    "“No,” she said: “never.”",
    "Нет.",
    "¿Qué?",
    "50% of it # and more",
)


def film(rng: Random, *, words: bool = True) -> str:
    """Return a film of one to four scenes."""
    return "\n".join(_film(rng, words=words)) + "\n"


def _film(rng: Random, *, words: bool) -> Iterator[str]:
    yield from _settings(rng)
    cast, places = rng.sample(CAST, rng.randint(1, 4)), rng.sample(PLACES, rng.randint(1, 3))
    for name in cast:
        yield from _character(rng, name)
    for name in places:
        yield from ("", f"place {name}", "    appearance: rows of desks and tall windows", "    ambience: rain")
    if words:
        yield from _vocabulary(rng)
    for number in range(rng.randint(1, 4)):
        if rng.random() < 0.3:
            yield from ("", f"act Part {number + 1}")
        yield from _scene(rng, number, cast, rng.choice(places))
    if rng.random() < 0.5:
        yield from ("", "cover", "    frame: shot0x0.first", "    title: Rain", "        style: bold brush, white")
    if rng.random() < 0.5:
        yield from ("", "credits", "    Director, Writer: Mei Lin", "    Music (piano): José")


def _settings(rng: Random) -> Iterator[str]:
    yield "film " + rng.choice(("Rain", "雨", "Part One: Rain", "To Li Hua 🎬"))
    choices = {
        "logline": ("A boy falls asleep in an exam.", "A boy\n        who hates English\n        falls asleep."),
        "aspect": ("16:9", "2.39:1", "7:3", "9:16"),
        "fps": ("24", "23.976", "29.97", "25"),
        "size": ("1080p", "720p"),
        "language": ("zh", "en", "ja", "yue"),
        "budget": ("980 CNY", "¥980", "$12.50"),
        "strict": ("no",),
        "note": ("for people: changes nothing",),
    }
    for key in rng.sample(sorted(choices), rng.randint(0, len(choices))):
        yield f"    {key}: {rng.choice(choices[key])}"


def _character(rng: Random, name: str) -> Iterator[str]:
    yield from ("", f"character {name}", "    appearance: a person of thirty, short black hair")
    for line in (
        f"    also: {name} the Elder，小{name}",
        "    wardrobe: grey coat",
        "    voice: young, soft",
        "    manner: weary at first; curious later",
        "    # from the novel",
    ):
        if rng.random() < 0.4:
            yield line
    yield from ("    as OLD", "        wardrobe: white shirt") if rng.random() < 0.6 else ("    as OLD",)


def _vocabulary(rng: Random) -> Iterator[str]:
    entries = (
        ("look rainy", "prompt: soft grey light", "avoid: text, watermark", "lora: texture-enhancer 0.6", "grain: 0.2"),
        ("theme drift", "mood: hushed", "tempo: 108 bpm", "instruments: piano, strings", "takes: 4"),
        ("sound creak", "recipe: door", "lasts: 0.8s", "loop: no"),
        ("light dusk", "meaning: the last light", "prompt: dusk", "brightness: 0.8", "colour: #ffaa66"),
        ("mood heavy", "meaning: slow", "tempo: 60 bpm", "scale: minor", "energy: 0.3"),
        ("size tiny", "also: 极小", "prompt: far away", "figure: 20%", "aim: whole"),
        ("angle askew", "prompt: from below", "pitch: 20deg", "roll: -15"),
        ("move creep", "prompt: the camera creeps", "axes: dolly 0 -> 0.15 -> 0.1, pan 0 -> 5", "ease: in-out"),
        ("setup face to face (NEAR, FAR)", "prompt: {{ NEAR }} and {{ FAR }}", "with: NEAR left near，FAR right"),
        ("performance wry", "prompt: a thin smile", "face: brows -0.2, mouth 0.3, blush", "rate: 0.9"),
        ("blocking stroll", "prompt: walks by", "action: walk", "travel: 40% 0%"),
        ("transition iris shut", "mix: iris", "direction: in", "lasts: 0.5s"),
    )
    for heading, *cues in rng.sample(entries, rng.randint(0, len(entries))):
        yield from ("", heading, *(f"    {cue}" for cue in cues))


def _scene(rng: Random, number: int, cast: list[str], place: str) -> Iterator[str]:
    where, time = rng.choice(("INT.", "EXT.", "INT./EXT.", "内景")), rng.choice((" - NIGHT", " - 夜", ""))
    yield from ("", f"scene s{number}: {where} {place}{time}")
    if rng.random() < 0.3:
        yield "    ambience: rain, distant traffic"
    if rng.random() < 0.3:
        yield "    " + rng.choice(ACTIONS)
    for shot in range(rng.randint(1, 4)):
        if shot and rng.random() < 0.3:
            yield from ("", f"    transition: {rng.choice(('dissolve 0.5s', 'fade to black 12f', 'cut'))}")
        if rng.random() < 0.2:
            yield from ("", "    # the next one hurts")
        yield from _shot(rng, f"shot{number}x{shot}", cast)
    if rng.random() < 0.2:
        yield from ("", "transition: dissolve 0.5s") if rng.random() < 0.5 else ("    # end of scene",)


def _shot(rng: Random, label: str, cast: list[str]) -> Iterator[str]:
    colon = rng.choice((":", "：", " :"))
    phrases = [rng.choice(SIZES), *rng.sample(ANGLES, rng.randint(0, 1)), rng.choice(MOVES)]
    phrases.append(rng.choice(("8s", "auto", "240f", "0:09", "9500ms", f"on {cast[0]}")))
    yield from ("", f"    shot {label}{colon} " + rng.choice((", ", "，")).join(phrases))
    said: set[str] = set()
    for entry in range(rng.randint(1, 5)):
        lines = [*rng.choice(_ENTRIES)(rng, cast)]
        key = lines[0].partition(":")[0]
        if key in _ONCE and key in said:
            continue
        said.add(key)
        if entry and rng.random() < 0.2:
            yield ""
        yield from ("        " + line for line in lines)


_ONCE = frozenset(("with", "camera", "takes", "reroll", "avoid", "seed", "lens", "frame"))
"""Cues that a shot has once."""


def _speech(rng: Random, cast: list[str]) -> Iterator[str]:
    how = rng.choice(("", "", " (V.O.)", " (sad)", "（悲伤，O.S.）", " (at 1.5s)"))
    mark = "@" if rng.random() < 0.1 else ""
    yield f"{mark}{rng.choice(cast)}{how}: {rng.choice(LINES)}"
    if rng.random() < 0.3:
        yield "    en: It has been so long."
        yield "    ja: 雨だ。"


def _action(rng: Random, cast: list[str]) -> Iterator[str]:
    yield from (rng.choice(ACTIONS) for _ in range(rng.randint(1, 3)))
    if rng.random() < 0.3:
        yield f"{cast[0]} looks up."


def _cue(rng: Random, cast: list[str]) -> Iterator[str]:
    who = rng.choice(cast)
    yield rng.choice(
        (
            f"with: {who} left near",
            f"with: {who} as OLD right",
            "camera: static 1s, then pan left, then push in fast",
            "sfx (at 1.5s): door creak",
            "ambience: rain",
            "text (lower third, 0s-3s): Ten years later",
            "text (quad 12% 20%, 88% 22%, 86% 70%, 14% 68%): OPEN",
            f"expect: same face {who}, no text",
            "takes: 4",
            "reroll: at most 6 takes or 20 CNY",
            "avoid: extra fingers",
            "seed: 42",
            "hold: box 40% 55% 12% 10%",
            "path (hand): 40% 60% -> 42% 50% -> 44% 30%",
            "lens: 35mm",
            "note: reshoot, if it rains",
        )
    )


def _frame(rng: Random, cast: list[str]) -> Iterator[str]:  # noqa: ARG001  -- one form for all entries
    yield "frame:"
    steps = (
        "fix (box 40% 55% 12% 10%): a clean school badge",
        "extend: up 20%, left 10%",
        "restyle: spring",
        "keep: canny 0.6 from 0% to 80%",
    )
    yield from (f"    {step}" for step in rng.sample(steps, rng.randint(1, 3)))


_ENTRIES: tuple[Callable[[Random, list[str]], Iterator[str]], ...] = (_speech, _speech, _action, _action, _cue, _frame)


def mutate(rng: Random, text: str) -> str:
    """Return `text` with one to eight random changes: lines lost, doubled, moved or indented, characters put in."""
    for _ in range(rng.randint(1, 8)):
        text = rng.choice(_MUTATIONS)(rng, text)
    return text


_CHARACTERS = "\t\n\r \\:：#!@(),（），、%-–—>\"'{}\u200b\u2028\u202e\ufeff\0é李🎬shotas"


def _insert(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + "".join(rng.choices(_CHARACTERS, k=rng.randint(1, 4))) + text[at:]


def _delete(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at + rng.randint(1, 12) :]


def _shuffle(rng: Random, text: str) -> str:
    lines = text.split("\n")
    line = lines.pop(rng.randrange(len(lines)))
    lines[(at := rng.randint(0, len(lines))) : at] = [line] * rng.randint(0, 2)
    return "\n".join(lines)


def _indent(rng: Random, text: str) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    lines[at] = rng.choice(("", " ", "  ", "    ", "\t", "        ", "\u3000")) + lines[at].lstrip(
        " " * rng.randint(0, 1)
    )
    return "\n".join(lines)


_MUTATIONS = (_insert, _delete, _shuffle, _indent)
