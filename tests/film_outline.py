"""A timed film as short lines, one fact each, for the cases of `suite/passes` and `suite/sense`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filmc.ir.film import CameraMove, Film, FrameOf, Guidance, Line, Presence, Scene, Shot, Sound
from filmc.ir.vocabulary import Face


def film_outline(film: Film) -> list[str]:
    """Return what holds for the whole film, then each scene with its shots, then what is heard and read."""
    settings = film.settings
    lines = [f"film {film.frames} frames at {settings.rate}, {settings.width}x{settings.height}"]
    for scene in film.scenes:
        lines += _scene(scene)
    lines += (_sound(sound) for sound in film.sounds)
    lines += (f"text {each.where} {_range(each.film_range)}: {each.text}" for each in film.captions)
    return lines


def _scene(scene: Scene) -> Iterator[str]:
    yield f"scene {scene.id} {_range(scene.film_range)} {scene.where} {scene.slug_place}, {scene.time_of_day}"
    for shot in scene.shots:
        yield from (f"  {line}" if at else line for at, line in enumerate(_shot(shot)))


def _shot(shot: Shot) -> Iterator[str]:
    words = [shot.size.name, shot.angle.name, *([shot.setup.name] if shot.setup else [])]
    yield f"shot {shot.id} {_range(shot.film_range)} {', '.join(words)}"
    light = ", ".join([*(word.name for word in shot.light), *([shot.light_words] if shot.light_words else [])])
    yield f"style {shot.look.name if shot.look else '-'} | {light or '-'} | {shot.lens or '-'} | {shot.footage}"
    for name, transition in (("in", shot.transition_in), ("out", shot.transition_out)):
        if transition:
            yield f"{name} {transition.word.name} {transition.frames}"
    yield from (_move(move) for move in shot.camera)
    yield from (_presence(presence) for presence in shot.cast)
    yield from _list("props", shot.props)
    yield from _list("places", shot.places)
    yield from _list("blockings", tuple(word.name for word in shot.blockings))
    yield from (f"{parameter} is {name}" for parameter, name in shot.setup_cast.items())
    yield from (_line(line) for line in shot.lines)
    yield from _guidance(shot.guidance)
    yield from (f"{name} {_frame(frame)}" for name, frame in (("start", shot.start), ("end", shot.end)) if frame)


def _move(move: CameraMove) -> str:
    pace = f" x{move.pace}" if move.pace != 1 else ""
    return f"camera {move.move.name}{pace} {_range(move.shot_range)}" + (
        f" toward {move.toward}" if move.toward else ""
    )


def _presence(presence: Presence) -> str:
    variant = f" as {presence.variant}" if presence.variant else ""
    spot = "".join(f" {value}" for field, value in presence.spot if field != "span" and value)
    face = "".join(f" {name} {value}" for name, value in _changed(presence.face))
    does = f", {presence.blocking.name}s" if presence.blocking else ""
    return f"cast {presence.name}{variant}{spot} by {presence.by}{',' if face else ''}{face}{does}"


def _changed(face: Face) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in face if name != "span" and value != getattr(Face(), name)]


def _line(line: Line) -> str:
    how = [*(["V.O."] if line.voice_over else []), *(["O.S."] if line.off_screen else [])]
    how += [word.name for word in line.performances]
    also = "".join(f" +{language}" for language in line.translations)
    return f"line {line.speaker} {_range(line.shot_range)} {line.language}{also}" + (
        f" {', '.join(how)}" if how else ""
    )


def _guidance(guidance: Guidance) -> Iterator[str]:
    yield from _list("avoid", guidance.avoid)
    yield from _list("references", guidance.references)
    yield from _list("loras", tuple(f"{lora.name} {lora.weight:g}" for lora in guidance.loras))
    if guidance.seed is not None or guidance.via:
        yield f"seed {guidance.seed} via {guidance.via}"


def _frame(frame: FrameOf) -> str:
    return (frame.file or f"{frame.shot} {frame.at}") + "".join(f" {step.kind}" for step in frame.steps)


def _sound(sound: Sound) -> str:
    word = f" ({sound.word.name})" if sound.word else f" [{sound.theme}]" if sound.theme else ""
    fades = f" fades {sound.fade_in} {sound.fade_out}" if sound.fade_in or sound.fade_out else ""
    level = f" {sound.level:g}dB" if sound.level else ""
    return f"{sound.kind} {_range(sound.film_range)}{fades}{level}: {sound.what}{word}"


def _list(name: str, values: tuple[str, ...]) -> Iterator[str]:
    if values:
        yield f"{name} {', '.join(values)}"


def _range(frames: Any) -> str:
    return f"{frames.start}..{frames.end}"
