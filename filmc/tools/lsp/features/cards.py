"""What there is to know of a name, a cue or a shot, as a card in Markdown: for hovers and for completion."""

from __future__ import annotations

from collections.abc import Iterator

from filmc.frontend.cues import CueKind, find_cue
from filmc.frontend.declaration import THINGS
from filmc.frontend.screenplay import Declaration, fold
from filmc.ir.film import Film, Scene, Shot
from filmc.ir.frames import FrameRange
from filmc.tools.lsp.script import Script

_TOLD = ("meaning", "also", "prompt")
_MOST = 600
"""Characters of one value on a card."""


def card_of(script: Script, kind: str, name: str) -> str | None:
    """Return the card of what a candidate or an occurrence stands for; None where there is none."""
    if kind == "cue":
        place, _, key = name.partition(" ")
        found = find_cue(place, key)
        return cue_card(found) if found else None
    if kind in ("shot", "scene"):
        return story_card(script.checked.film, kind, name)
    table = script.index.names.table.get(kind, {})  # type: ignore[call-overload]
    declared = table.get(fold(name))
    return declaration_card(script, declared) if declared else None


def cue_card(kind: CueKind) -> str:
    """Return what a cue is for, with an example."""
    also = f" — also {', '.join(f'`{each}`' for each in kind.also)}" if kind.also else ""
    forms = ", ".join(f"`{each.partition('|')[0]}`" for each in kind.how)
    how = f"\n\nIn parentheses: {forms}" if forms else ""
    return f"**{kind.key}** · cue{also}\n\n{_sentence(kind.meaning)}\n\n```film\n{kind.example}\n```{how}"


def declaration_card(script: Script, declared: Declaration) -> str:
    """Return what a declaration says: of a word its meaning and numbers, of a character who it is and where."""
    parts = [*_opening(declared), *_values(declared)]
    if declared.kind in THINGS:
        parts += [*_variants(declared), _presence(script.checked.film, declared)]
    return "\n\n".join(part for part in parts if part)


def _opening(declared: Declaration) -> Iterator[str]:
    also = ", ".join(name.value for name in declared.also)
    kind = f"{declared.kind}{'' if declared.standard or declared.kind in THINGS else ', your own'}"
    yield f"**{_plain(declared.name.value)}** · {kind}{f' — also {_plain(also)}' if also else ''}"
    yield from (_sentence(value) for value in _said(declared, "meaning"))


def _values(declared: Declaration) -> Iterator[str]:
    """Yield the other cues of a declaration as a list, then what a generator is told."""
    cues = [(cue.key.value, value.value) for cue in declared.block.cues if (value := cue.full_value())]
    told = [f"- {key}: {_plain(_cut(value))}" for key, value in cues if fold(key) not in _TOLD]
    yield "\n".join(told)
    yield from (f"Generators are told: *{_plain(_cut(prompt))}*" for prompt in _said(declared, "prompt"))


def _said(declared: Declaration, key: str) -> Iterator[str]:
    for cue in declared.block.cues:
        value = cue.full_value() if fold(cue.key.value) == key else None
        if value:
            yield value.value


def _variants(declared: Declaration) -> Iterator[str]:
    if declared.variants:
        yield f"Variants: {', '.join(_plain(name) for name in declared.variants)}"


def _presence(film: Film, declared: Declaration) -> str:
    """Return in how many shots something is, for how long, and how much it says."""
    name = declared.name.value
    if declared.kind == "place":
        shots = [shot for shot in film.shots if shot.place == name]
    else:
        shots = [shot for shot in film.shots if name in shot.props or any(one.name == name for one in shot.cast)]
    if not shots:
        return "In no shot yet."
    said = sum(line.speaker == name for shot in film.shots for line in shot.lines)
    lines = f", {_count(said, 'line')}" if said else ""
    length = _seconds(film, sum(shot.frames for shot in shots))
    return f"In {_count(len(shots), 'shot')} for {length}{lines}; first in {_plain(shots[0].id)}."


# ---- shots and scenes


def story_card(film: Film, kind: str, name: str) -> str | None:
    """Return what a shot (by its id) or a scene (by its id) is, and when."""
    if kind == "scene":
        scene = next((each for each in film.scenes if each.id == name), None)
        return scene_card(film, scene) if scene else None
    shot = next((each for each in film.shots if each.id == name), None)
    return shot_card(film, shot) if shot else None


def scene_card(film: Film, scene: Scene) -> str:
    """Return what is in a scene, and when it is."""
    place = scene.slug_place or scene.place or ""
    cast = dict.fromkeys(one.name for shot in scene.shots for one in shot.cast)
    count = _count(len(scene.shots), "shot")
    parts = [
        f"**Scene {_named(str(scene.number), scene.label)}** · {scene.where}. {_plain(place)}",
        f"{count}, {_seconds(film, scene.film_range.length)}, {_since(film, scene.film_range)}",
        f"With {', '.join(map(_plain, cast))}." if cast else "",
    ]
    return "\n\n".join(part for part in parts if part)


def shot_card(film: Film, shot: Shot) -> str:
    """Return how a shot is framed, how long it is and when, and what is said in it."""
    setup = shot.setup.name if shot.setup else ""
    framing = [shot.size.name, shot.angle.name, setup, *(each.move.name for each in shot.camera)]
    length = "as long as what is said in it" if shot.written is None else "as written"
    said = [f"- {_plain(line.speaker)}: {_plain(_cut(line.text))}" for line in shot.lines]
    parts = [
        f"**Shot {_named(shot.number, shot.label)}** · {', '.join(_plain(each) for each in framing if each)}",
        f"{_seconds(film, shot.frames)} = {_count(shot.frames, 'frame')}, {length}; {_since(film, shot.film_range)}",
        f"With {', '.join(_plain(one.name) for one in shot.cast)}." if shot.cast else "",
        "\n".join(said),
    ]
    return "\n\n".join(part for part in parts if part)


def _named(number: str, label: str | None) -> str:
    return f"{number} {_plain(label)}" if label else number


def _since(film: Film, when: FrameRange) -> str:
    return f"from {timecode(film, when.start)}"


def timecode(film: Film, frame: int) -> str:
    """Return a frame of the film as hours, minutes, seconds and frames."""
    base = round(film.settings.rate)
    seconds, frames = divmod(frame, base)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"


def _seconds(film: Film, frames: int) -> str:
    return f"{float(frames / film.settings.rate):.1f} s"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _MOST else f"{line[:_MOST].rstrip()}…"


def _plain(words: str) -> str:
    """Return the author's words so that no editor takes them for markup."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|~!" else letter for letter in words.replace("\n", " "))
