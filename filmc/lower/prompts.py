"""`ir.Shot` → the words that a picture model gets: the same parts in the same order, a character in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from filmc.ir.film import Appearance, Film, Presence, Shot
from filmc.ir.vocabulary import Spot, Word

Slot = Literal[
    "size", "angle", "setup", "cast", "played", "action", "prop", "place", "light", "lens", "look", "camera", "acting"
]  # fmt: skip
"""What a part of a prompt is about: styles arrange by it (`styles.py`), and leave out by it what is too long."""

Tongue = Literal["", "en", "zh"]
"""The language of the words of film. What the author wrote stands as it was written, in every prompt."""


class Part(NamedTuple):
    """One part of a prompt."""

    slot: Slot
    text: str


def still_prompt(film: Film, shot: Shot) -> str:
    """Return the prompt for the shot's picture: framing, who, what, where, light, look.

    Each declared character, place and prop goes in byte for byte as declared, so that nothing drifts from shot to shot.
    """
    return ", ".join(part.text for part in still_parts(film, shot))


def motion_prompt(shot: Shot) -> str:
    """Return the prompt for the shot's movement: action and camera, for a model that starts from the still."""
    return ", ".join(part.text for part in motion_parts(shot))


def still_parts(film: Film, shot: Shot, tongue: Tongue = "") -> tuple[Part, ...]:
    """Return what the shot's picture shows, part by part, in the order of `still_prompt`."""
    return tuple(part for part in _still_parts(film, shot, tongue) if part.text)


def motion_parts(shot: Shot, tongue: Tongue = "") -> tuple[Part, ...]:
    """Return how the shot moves, part by part."""
    parts = [Part("action", _action(shot)), *_camera(shot, tongue), *_played(shot, tongue), _acting(shot, tongue)]
    if not shot.camera:
        parts.append(Part("camera", "镜头固定" if tongue == "zh" else "static camera"))
    return tuple(part._replace(text=part.text.rstrip(".。")) for part in parts if part.text)


def negative_prompt(shot: Shot) -> str:
    """Return what must not be seen: every `avoid` in force, each once."""
    pieces = [piece.strip() for text in shot.guidance.avoid for piece in text.replace("，", ",").split(",")]
    return ", ".join(dict.fromkeys(piece for piece in pieces if piece))


def _still_parts(film: Film, shot: Shot, tongue: Tongue) -> Iterator[Part]:
    who = {"subject": _subject(shot)}
    yield Part("size", _told(shot.size, tongue, who))
    yield Part("angle", _told(shot.angle, tongue, who))
    if shot.setup:
        cast = {**who, **dict.fromkeys(shot.setup.parameters), **shot.setup_cast}
        yield Part("setup", _told(shot.setup, tongue, cast))
    yield from (Part("cast", _appearance(film, presence) + _seat(presence.spot)) for presence in shot.cast)
    yield from _played(shot, tongue)
    yield Part("action", _action(shot).rstrip(".。"))
    yield from (Part("prop", _declared(film, prop)) for prop in shot.props)
    yield Part("place", _place(film, shot))
    yield from (Part("light", _told(word, tongue, who)) for word in shot.light)
    yield Part("light", shot.light_words)
    yield Part("lens", f"{shot.lens} lens" if shot.lens else "")
    if shot.look:
        yield Part("look", _filled(shot.look.prompt, who))


def _told(word: Word, tongue: Tongue, values: Mapping[str, str | None]) -> str:
    """Return a word of film for a model; in Chinese by the name that a Chinese crew has for it, where it has one."""
    if tongue == "zh" and not word.own and (name := next(filter(_HAN.search, word.also), None)):
        return name
    return _filled(word.prompt, values)


def _filled(fragment: str, values: Mapping[str, str | None]) -> str:
    from filmc.lower.fragments import fill  # noqa: PLC0415 - Jinja2 only for who writes prompts

    return fill(fragment, values)


_HAN = re.compile("[\u4e00-\u9fff]")


def _action(shot: Shot) -> str:
    """Return the action as running text: where its lines and paragraphs end makes no difference."""
    text = ""
    for paragraph in shot.action:
        joint = ", " if text and text[-1] not in _ENDS else " "
        text += joint * bool(text) + " ".join(paragraph.split())
    return _AFTER_HAN.sub("", text)


_ENDS = ".!?…。！？；;:："
_AFTER_HAN = re.compile(r"(?<=[。！？；，：、]) +")


def _subject(shot: Shot) -> str | None:
    """Return whom the picture is about: the one that `on NAME` says, else the first who is in it."""
    names = [presence.name for presence in shot.cast]
    return shot.subject if shot.subject in names else next(iter(names), None)


def _played(shot: Shot, tongue: Tongue) -> Iterator[Part]:
    """Yield how the heading has it played."""
    yield from (Part("played", _told(word, tongue, {"subject": _subject(shot)})) for word in shot.performances)


def _seat(spot: Spot) -> str:
    """Return where somebody is, as `with` or the setup says: " on the left, in the foreground, seen from behind"."""
    said = [words[value] for words, value in zip(_SEATS, (spot.side, spot.depth, spot.facing), strict=True) if value]
    return " ".join(["", ", ".join([*said, *([spot.posture] if spot.posture else [])])]).rstrip()


_SEATS: tuple[dict[str, str], ...] = (
    {"left": "on the left", "centre": "in the middle", "right": "on the right"},
    {"near": "in the foreground", "middle": "in the middle distance", "far": "in the background"},
    {"front": "facing us", "left": "facing left", "right": "facing right", "back": "seen from behind"},
)


def _appearance(film: Film, presence: Presence) -> str:
    entity = film.entities.get(presence.name)
    return described(entity.name, entity.as_variant(presence.variant)) if entity else presence.name


def described(name: str, looks: Appearance) -> str:
    """Return the words for somebody or something: name, appearance, wardrobe, manner; equal looks give equal bytes."""
    worn = f"wearing {looks.wardrobe}" if looks.wardrobe else ""
    said = ", ".join(part for part in (looks.appearance, worn, looks.manner) if part)
    return f"{name} ({said})" if said else name


def _declared(film: Film, name: str) -> str:
    entity = film.entities.get(name)
    return described(name, entity.base) if entity else name


def _place(film: Film, shot: Shot) -> str:
    entity = film.entities.get(shot.place or "")
    looks = entity.as_variant(shot.place_variant).appearance if entity else ""
    where = {"INT": "interior", "EXT": "exterior", "INT/EXT": "interior and exterior"}[shot.where]
    pieces = [where, shot.slug_place.lower(), looks, shot.time_of_day.lower()]
    return ", ".join(piece for piece in pieces if piece)


def _camera(shot: Shot, tongue: Tongue) -> Iterator[Part]:
    slowly, quickly = ("缓慢", "快速") if tongue == "zh" else ("slowly ", "quickly ")
    for move in shot.camera:
        pace = slowly if move.pace < 1 else quickly if move.pace > 1 else ""
        yield Part("camera", pace + _told(move.move, tongue, {"subject": move.toward or _subject(shot)}))


def _acting(shot: Shot, tongue: Tongue) -> Part:
    said = (
        f"{line.speaker}: {_told(word, tongue, {'subject': line.speaker})}"
        for line in shot.lines
        for word in line.performances
    )
    return Part("acting", ", ".join(said))
