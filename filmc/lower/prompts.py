"""`ir.Shot` → the words that a picture model gets: the same parts in the same order, a character in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmc.ir.film import Appearance, Film, Presence, Shot
from filmc.ir.vocabulary import Spot
from filmc.lower.fragments import fill


def still_prompt(film: Film, shot: Shot) -> str:
    """Return the prompt for the shot's picture: framing, who, what, where, light, look.

    Each declared character, place and prop goes in byte for byte as declared, so that nothing drifts from shot to shot.
    """
    return ", ".join(part for part in _still_parts(film, shot) if part)


def motion_prompt(shot: Shot) -> str:
    """Return the prompt for the shot's movement: action and camera, for a model that starts from the still."""
    parts = [_action(shot), *_camera(shot), *_played(shot), _performances(shot)]
    if not shot.camera:
        parts.append("static camera")
    return ", ".join(part.rstrip(".。") for part in parts if part)


def negative_prompt(shot: Shot) -> str:
    """Return what must not be seen: every `avoid` in force, each once."""
    pieces = [piece.strip() for text in shot.guidance.avoid for piece in text.replace("，", ",").split(",")]
    return ", ".join(dict.fromkeys(piece for piece in pieces if piece))


def _still_parts(film: Film, shot: Shot) -> Iterator[str]:
    subject = _subject(shot)
    yield fill(shot.size.prompt, {"subject": subject})
    yield fill(shot.angle.prompt, {"subject": subject})
    if shot.setup:
        yield fill(shot.setup.prompt, {"subject": subject, **dict.fromkeys(shot.setup.parameters), **shot.setup_cast})
    yield from (_appearance(film, presence) + _seat(presence.spot) for presence in shot.cast)
    yield from _played(shot)
    yield _action(shot).rstrip(".。")
    yield from (_declared(film, prop) for prop in shot.props)
    yield _place(film, shot)
    yield from (fill(word.prompt, {"subject": subject}) for word in shot.light)
    yield shot.light_words
    yield f"{shot.lens} lens" if shot.lens else ""
    if shot.look:
        yield fill(shot.look.prompt, {"subject": subject})


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


def _played(shot: Shot) -> Iterator[str]:
    """Yield how the heading has it played."""
    yield from (fill(word.prompt, {"subject": _subject(shot)}) for word in shot.performances)


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


def _camera(shot: Shot) -> Iterator[str]:
    for move in shot.camera:
        pace = "slowly " if move.pace < 1 else "quickly " if move.pace > 1 else ""
        yield pace + fill(move.move.prompt, {"subject": move.toward or _subject(shot)})


def _performances(shot: Shot) -> str:
    return ", ".join(
        f"{line.speaker}: {fill(word.prompt, {'subject': line.speaker})}"
        for line in shot.lines
        for word in line.performances
    )
