"""`ir.Shot` → `Clip`: what one shot shows, by the best picture that there is for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from filmc.frontend.value import Length, Point
from filmc.ir.film import Caption, Film, FrameOf, Shot, Step, Transition
from filmc.ir.frames import FrameRange, Overlaps, snap
from filmc.lower.lettering import lettering_of
from filmc.lower.panel import Panel
from filmc.lower.timeline import (
    Clip,
    Footage,
    Grade,
    Inset,
    Morph,
    PanelFrame,
    Picture,
    Roll,
    Slate,
    Still,
    Strip,
    Text,
)

CREDITS = "credits"
"""What stands for a shot's id where the credits play; no shot has it: theirs have a stroke in them."""
MOST_STEPS_BACK = 32
"""How far a chain of `start: other.last` is followed before a slate says that it is too long."""

Digest = Callable[[str], str]


class Sources(Protocol):
    """Where pictures come from."""

    @property
    def panels(self) -> Callable[[Shot], Panel]:
        """Draws a shot's panel."""
        ...

    @property
    def taken(self) -> Callable[[Shot], Picture | None]:
        """Gives the picture that was made for a shot, if one was."""
        ...

    @property
    def digest(self) -> Digest:
        """Names a project file by its bytes."""
        ...


class Clips:
    """Makes the clips of a film's shots. `read` is the language that the audience reads: captions show it too."""

    def __init__(self, film: Film, sources: Sources, read: str | None = None) -> None:
        self._film, self._digest, self._read = film, sources.digest, read
        self._pictures = _Pictures(film, sources)
        self._captions = _captions(film)

    def of(self, shot: Shot) -> Clip:
        """Return the clip of one of the shots."""
        picture = self._pictures.of(shot)
        return Clip(
            shot=shot.id,
            picture=picture,
            frames=shot.frames,
            camera=() if isinstance(picture, Strip) else shot.camera,  # who made the clip has moved the camera
            grade=_grade(self._film, shot, self._digest),
            insets=tuple(_insets(self._film, shot, self._digest)),
            texts=tuple(self._texts(shot)),
            fade_in=_fade(shot.transition_in, ("fade-in", "dip")),
            fade_out=_fade(shot.transition_out, ("fade-out", "dip")),
            span=shot.span,
        )

    def _texts(self, shot: Shot) -> Iterator[Text]:
        for caption in self._captions.get(shot.id, ()):
            yield _text(self._film, caption, self._read, caption.film_range.shifted(-shot.film_range.start))


def _captions(film: Film) -> Mapping[str, Sequence[Caption]]:
    """Return the words that are seen in each shot, by its id.

    In the frames that two shots share in a mix both show them; but words that lie in a picture are in that one alone.
    """
    found: dict[str, list[Caption]] = {}
    shots = film.shots
    overlaps = Overlaps(shot.film_range for shot in shots)
    for caption in film.captions:
        seen = [shots[at] for at in overlaps.of(caption.film_range)]
        own = [shot for shot in seen if caption in shot.captions] if caption.quad else []
        for shot in own or seen:
            found.setdefault(shot.id, []).append(caption)
    return found


def roll_clip(film: Film) -> Clip:
    """Return the clip of the end credits."""
    entries = tuple((" · ".join(credit.roles), "\n".join(credit.names)) for credit in film.credits)
    return Clip(shot=CREDITS, picture=Roll(entries, (0, 0, 0)), frames=film.credit_frames)


def _fade(transition: Transition | None, mixes: tuple[str, ...]) -> Transition | None:
    return transition if transition and transition.word.mix in mixes else None


class _Pictures:
    """Finds pictures for shots that may refer to one another."""

    def __init__(self, film: Film, sources: Sources) -> None:
        self._film = film
        self._rate = film.settings.rate
        self._draw = sources.panels
        self._digest = sources.digest
        self._taken = sources.taken

    @cached_property
    def _shots(self) -> dict[str, Shot]:
        return {shot.id: shot for shot in (*self._film.shots, *self._film.asides)}

    def of(self, shot: Shot, depth: int = 0) -> Picture:
        if shot.source:
            return Footage(shot.source.file, self._digest(shot.source.file), shot.source.start)
        if taken := self._taken(shot):
            return taken
        start = self._frame(shot.start, depth) if shot.start else self._draw(shot)
        end = self._frame(shot.end, depth) if shot.end else None
        return Morph(start, end) if end else start

    def _frame(self, wanted: FrameOf, depth: int) -> Picture:
        if wanted.file:
            return Still(wanted.file, self._digest(wanted.file))
        other = self._shots.get(wanted.shot or "")
        if other is None or depth > MOST_STEPS_BACK:
            return Slate(wanted.shot or "", "this picture refers to a shot that can not be followed")
        changed = other.model_copy(update={"frame": other.frame + wanted.steps}) if wanted.steps else other
        picture, grade = self.of(changed, depth + 1), _grade(self._film, other, self._digest)
        return PanelFrame(picture, other.camera, self._moment(other, wanted), max(other.frames, 1), grade)

    def _moment(self, other: Shot, wanted: FrameOf) -> int:
        match wanted.at:
            case "first":
                return 0
            case "last":
                return max(other.frames - 1, 0)
            case seconds:
                return min(snap(seconds, self._rate), max(other.frames - 1, 0))


def _grade(film: Film, shot: Shot, digest: Digest) -> Grade | None:
    look = shot.look or film.settings.look
    return Grade(look.grade, digest(look.grade)) if look and look.grade else None


def _insets(film: Film, shot: Shot, digest: Digest) -> Iterator[Inset]:
    for step in shot.frame:
        corners = corners_of(film, step)
        if step.file and corners:
            yield Inset(step.file, digest(step.file), corners, "")


def corners_of(film: Film, step: Step) -> tuple[tuple[float, float], ...]:
    """Return where the corners of the file of an `insert` or a `layer` come to lie; nothing for another step."""
    if step.kind == "insert" and step.quad:
        return tuple(_point(film, corner) for corner in step.quad)
    return _around(film, step) if step.kind == "layer" and step.point else ()


def _point(film: Film, point: Point) -> tuple[float, float]:
    return _part(point.x, film.settings.width), _part(point.y, film.settings.height)


def _part(length: Length, pixels: int) -> float:
    return float(length.amount if length.unit == "%" else length.amount / pixels)


def _around(film: Film, step: Step) -> tuple[tuple[float, float], ...]:
    """Return a layer's corners: its middle at its point, its sides the part of the frame that its scale says."""
    assert step.point
    x, y = _point(film, step.point)
    half = float(step.scale or Fraction(1, 2)) / 2
    return ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))


def _text(film: Film, caption: Caption, read: str | None, shot_range: FrameRange) -> Text:
    corners = tuple(_point(film, corner) for corner in caption.quad) if caption.quad else ()
    translated = caption.translations.get(read or "")
    words = f"{caption.text}\n{translated}" if translated else caption.text
    return Text(words, caption.where, corners, shot_range, lettering_of(caption.style))
