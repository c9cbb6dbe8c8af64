"""From the editor's cursor to the film: which part of it a line of the text belongs to, and which frame of that."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.source import Source, Span
from filmc.frontend.ast import Block, File
from filmc.ir.film import Film, Shot
from filmc.lower.clips import CREDITS


def pointed(film: Film, file: File, line: int) -> tuple[str, int] | None:
    """Return the id of the shot at a line (from 0) of `file`, and the film's frame where what is said there begins.

    A heading of a scene, and what stands before its shots, means its first shot; a character or a place, the first
    shot that shows it; the credits, where they begin. What else is no part of a scene means nothing.
    """
    block = _last_from(file.blocks, file.source, line)
    if block is None:
        return None
    match block.heading.word:
        case "scene":
            return _in_scene(film, block, file.source, line)
        case "credits":
            return (CREDITS, film.frames - film.credit_frames) if film.credit_frames else None
    shot = _first_with(film, block)
    return (shot.id, shot.film_range.start) if shot else None


def _in_scene(film: Film, scene: Block, source: Source, line: int) -> tuple[str, int] | None:
    shots = {shot.span: shot for shot in film.shots}
    own = [block for block in scene.blocks if block.heading.span in shots]
    block = _last_from(own, source, line) or (own[0] if own else None)
    if block is None:
        return None
    shot = shots[block.heading.span]
    return shot.id, _begins(film, shot, source, line)


def _first_with(film: Film, block: Block) -> Shot | None:
    """Return the first shot that shows what `block` declares."""
    name = block.heading.subject.value if block.heading.subject else ""
    match block.heading.word:
        case "character":
            return next((shot for shot in film.shots if any(each.name == name for each in shot.cast)), None)
        case "place":
            return next((shot for scene in film.scenes if scene.place == name for shot in scene.shots), None)
    return None


def _begins(film: Film, shot: Shot, source: Source, line: int) -> int:
    """Return the first frame of what stands at a line of a shot; the shot's own where that has no time of its own."""
    timed = [(each.span, shot.film_range.start + each.shot_range.start) for each in shot.lines]
    timed += [(each.span, each.film_range.start) for each in film.captions]
    timed += [(each.span, each.film_range.start) for each in film.sounds]
    found = next((start for span, start in timed if _covers(span, source, line)), shot.film_range.start)
    return min(max(found, shot.film_range.start), max(shot.film_range.end - 1, shot.film_range.start))


def _covers(span: Span, source: Source, line: int) -> bool:
    if span.file != source.file:
        return False
    return source.position(span.start).line <= line <= source.position(span.end).line


def _last_from(blocks: Sequence[Block], source: Source, line: int) -> Block | None:
    """Return the last block that begins at this line or before it."""
    return next((block for block in reversed(blocks) if source.position(block.span.start).line <= line), None)
