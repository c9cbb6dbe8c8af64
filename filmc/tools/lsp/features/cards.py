"""What there is to know of a name, a cue or a shot, as a card in Markdown: for hovers and for completion."""

from __future__ import annotations

from collections.abc import Iterator

from filmc.base.patterns import late
from filmc.frontend.cues import CueKind, find_cue
from filmc.frontend.declaration import THINGS
from filmc.frontend.screenplay import Declaration, fold
from filmc.ir.film import Film, Scene, Shot
from filmc.ir.frames import FrameRange
from filmc.tools.lsp.features.model_card import model_card
from filmc.tools.lsp.features.pictures import of_word
from filmc.tools.lsp.features.plain import cut, plain
from filmc.tools.lsp.script import Script
from filmc.tools.report.cells import count

_ASKED = late(r"\{%.*?%\}|\{#.*?#\}")
_NAMED = late(r"\{\{\s*(.*?)\s*\}\}")
_TOLD = ("meaning", "also", "prompt")


def card_of(script: Script, kind: str, name: str) -> str | None:
    """Return the card of what a candidate or an occurrence stands for; None where there is none."""
    if kind == "cue":
        place, _, key = name.partition(" ")
        found = find_cue(place, key)
        return cue_card(found) if found else None
    if kind == "model":
        return model_card(name) or None
    if kind in ("shot", "scene"):
        return story_card(script.film, kind, name)
    if kind == "variant":  # is told of with what it is a variant of
        kind, _, name = name.partition(" ")
    table = script.names.table.get(kind, {})  # type: ignore[call-overload]
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
        parts += [*_variants(declared), _presence(script.film, declared)]
    elif declared.standard:
        parts.append(of_word(script, declared.kind, declared.name.value))
    return "\n\n".join(part for part in parts if part)


def _opening(declared: Declaration) -> Iterator[str]:
    also = ", ".join(name.value for name in declared.also)
    kind = f"{declared.kind}{'' if declared.standard or declared.kind in THINGS else ', your own'}"
    yield f"**{plain(declared.name.value)}** · {kind}{f' — also {plain(also)}' if also else ''}"
    yield from (_sentence(value) for value in _said(declared, "meaning"))


def _values(declared: Declaration) -> Iterator[str]:
    """Yield the other cues of a declaration as a list, then what a generator is told."""
    cues = [(cue.key.value, value.value) for cue in declared.block.cues if (value := cue.full_value())]
    told = [f"- {key}: {plain(cut(value))}" for key, value in cues if fold(key) not in _TOLD]
    yield "\n".join(told)
    yield from (f"Generators are told: *{plain(cut(_read(prompt)))}*" for prompt in _said(declared, "prompt"))


def _read(prompt: str) -> str:
    """Return a fragment as one reads it: every part that may be left out in, and names for what stands for them."""
    return _NAMED.sub(r"\1", _ASKED.sub("", prompt))


def _said(declared: Declaration, key: str) -> Iterator[str]:
    for cue in declared.block.cues:
        value = cue.full_value() if fold(cue.key.value) == key else None
        if value:
            yield value.value


def _variants(declared: Declaration) -> Iterator[str]:
    if declared.variants:
        yield f"Variants: {', '.join(plain(name) for name in declared.variants)}"


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
    lines = f", {count(said, 'line')}" if said else ""
    length = seconds(film, sum(shot.frames for shot in shots))
    return f"In {count(len(shots), 'shot')} for {length}{lines}; first in {plain(shots[0].id)}."


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
    length = seconds(film, scene.film_range.length)
    parts = [
        f"**Scene {_named(str(scene.number), scene.label)}** · {scene.where}. {plain(place)}",
        f"{count(len(scene.shots), 'shot')}, {length}, {_since(film, scene.film_range)}",
        f"With {', '.join(map(plain, cast))}." if cast else "",
    ]
    return "\n\n".join(part for part in parts if part)


def shot_card(film: Film, shot: Shot, picture: str = "") -> str:
    """Return how a shot is framed, how long it is and when, what it looks like, and what is said in it."""
    setup = shot.setup.name if shot.setup else ""
    framing = [shot.size.name, shot.angle.name, setup, *(each.move.name for each in shot.camera)]
    length = "as long as what is said in it" if shot.written is None else "as written"
    said = [f"- {plain(line.speaker)}: {plain(cut(line.text))}" for line in shot.lines]
    parts = [
        f"**Shot {_named(shot.number, shot.label)}** · {', '.join(plain(each) for each in framing if each)}",
        f"{seconds(film, shot.frames)} = {count(shot.frames, 'frame')}, {length}; {_since(film, shot.film_range)}",
        picture,
        f"With {', '.join(plain(one.name) for one in shot.cast)}." if shot.cast else "",
        "\n".join(said),
    ]
    return "\n\n".join(part for part in parts if part)


def _named(number: str, label: str | None) -> str:
    return f"{number} {plain(label)}" if label else number


def _since(film: Film, when: FrameRange) -> str:
    return f"from {timecode(film, when.start)}"


def timecode(film: Film, frame: int) -> str:
    """Return a frame of the film as hours, minutes, seconds and frames."""
    base = round(film.settings.rate)
    whole, frames = divmod(frame, base)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}:{frames:02}"


def seconds(film: Film, frames: int) -> str:
    """Return so many frames in seconds."""
    return f"{float(frames / film.settings.rate):.1f} s"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""
