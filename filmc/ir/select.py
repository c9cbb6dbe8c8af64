"""A part of the film: some scenes or shots, as if nothing else had been written.

What sounds there in the whole film sounds in the part too: music that began earlier goes on (from its beginning), and
what a film or a scene places at a time of its own is heard in the shot in which it falls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from filmc.base.fault import Fault
from filmc.ir.film import Film, Scene, Shot, Sound, SoundCue
from filmc.ir.frames import FrameRange, snap


def select(film: Film, timed: Film, scenes: Sequence[str], shots: Sequence[str]) -> Film:
    """Return the (untimed) film with only the named scenes and shots; with no name, the film itself.

    `timed` is the same film on its time line, by estimates: it tells what plays where. A scene is named by its label
    or number, a shot by its label, `scene/shot` or its number (`3-2`). Fault E0910 for a name that fits nothing.
    """
    if not scenes and not shots:
        return film
    _require(film, scenes, shots)
    kept = [part for scene in film.scenes if (part := _part(scene, scenes, shots)).shots]
    sounding = _Sounding(film, timed, kept)
    return film.model_copy(
        update={
            "scenes": tuple(map(sounding.scene, kept)), "asides": tuple(_asides(timed, kept)), "cues": _beds(film.cues),
            "credits": (), "credit_frames": 0,
        }
    )  # fmt: skip


def _part(scene: Scene, scenes: Sequence[str], shots: Sequence[str]) -> Scene:
    if any(_is_scene(scene, name) for name in scenes):
        return scene
    return scene.model_copy(update={"shots": tuple(s for s in scene.shots if any(_is_shot(s, name) for name in shots))})


def _is_scene(scene: Scene, name: str) -> bool:
    return name in (scene.label, scene.id, str(scene.number))


def _is_shot(shot: Shot, name: str) -> bool:
    return name in (shot.label, shot.id, shot.number)


def _require(film: Film, scenes: Sequence[str], shots: Sequence[str]) -> None:
    lost = [name for name in scenes if not any(_is_scene(scene, name) for scene in film.scenes)]
    lost += [name for name in shots if not any(_is_shot(shot, name) for shot in film.shots)]
    if lost:
        there = ", ".join(scene.label or str(scene.number) for scene in film.scenes[:12])
        raise Fault("E0910", f"no scene or shot is called {lost[0]}", f"the scenes are: {there}")


def _asides(timed: Film, kept: Sequence[Scene]) -> Iterator[Shot]:
    """Yield the shots outside of `kept` from which it takes pictures, and those from which these do."""
    shots = {shot.id: shot for shot in timed.shots}
    seen = {shot.id for scene in kept for shot in scene.shots}
    frames = [frame for scene in kept for shot in scene.shots for frame in (shot.start, shot.end)]
    frames.append(timed.cover.frame if timed.cover else None)
    for frame in frames:
        if frame and frame.shot in shots and frame.shot not in seen:
            seen.add(frame.shot)
            yield shots[frame.shot]
            frames += (shots[frame.shot].start, shots[frame.shot].end)


class _Sounding:
    """Hands every kept shot what sounds in it from outside."""

    def __init__(self, film: Film, timed: Film, kept: Sequence[Scene]) -> None:
        self._film, self._timed = film, timed
        self._music = [sound for sound in timed.sounds if sound.kind == "music"]
        self._ranges = {shot.id: shot.film_range for shot in timed.shots}
        self._homes = {scene.id: scene for scene in timed.scenes}
        self._whole = {scene.id for scene in kept if len(scene.shots) == len(self._homes[scene.id].shots)}
        self._gone_on = dict(self._carried([shot for scene in kept for shot in scene.shots]))

    def scene(self, scene: Scene) -> Scene:
        """Return a kept scene with what is heard in it."""
        outer = [(self._film.cues, 0)]
        sounds = scene.sounds
        if scene.id not in self._whole:
            outer.append((scene.sounds, self._homes[scene.id].film_range.start))
            sounds = _beds(scene.sounds)
        shots = [
            shot.model_copy(
                update={"sounds": (*self._heard(shot, outer), *_own(shot, self._gone_on.get(shot.id)))}
            ) for shot in scene.shots
        ]  # fmt: skip
        return scene.model_copy(update={"shots": tuple(shots), "sounds": sounds})

    def _heard(self, shot: Shot, outer: Sequence[tuple[Sequence[SoundCue], int]]) -> Iterator[SoundCue]:
        """Yield what goes on in `shot` from before, then the cues written outside of it that fall into it."""
        if shot.id in self._gone_on:
            yield self._gone_on[shot.id]
        rate, inside = self._timed.settings.rate, self._ranges[shot.id]
        for cues, home in outer:
            for cue in cues:
                if cue.kind != "ambience" and inside.start <= home + snap(cue.at, rate) < inside.end:
                    later = Fraction(inside.start - home) / rate
                    until = None if cue.until is None else cue.until - later
                    yield cue.model_copy(update={"at": max(cue.at - later, Fraction(0)), "until": until})

    def _carried(self, shots: Sequence[Shot]) -> Iterator[tuple[str, SoundCue]]:
        """Yield (shot, cue) where kept shots do not follow one another: the music there, or its end."""
        playing: Sound | None = None
        before = 0
        for shot in shots:
            inside = self._ranges[shot.id]
            if inside.start > before:
                now = self._at(inside.start)
                if now is not playing:
                    yield shot.id, self._going_on(now, inside) if now else SoundCue(kind="music", what="", stop=True)
            playing, before = self._until(inside.end), inside.end

    def _at(self, frame: int) -> Sound | None:
        """Return the music that goes on at `frame`, if only to fade out; none where another piece begins just then."""
        begun = [sound for sound in self._music if sound.film_range.start <= frame < sound.film_range.end]
        latest = max(begun, key=lambda sound: sound.film_range.start, default=None)
        return latest if latest and latest.film_range.start < frame else None

    def _until(self, frame: int) -> Sound | None:
        """Return the music that plays up to `frame`."""
        ranges = ((sound, sound.film_range) for sound in self._music)
        return next((sound for sound, own in ranges if own.start < frame <= own.end - sound.fade_out), None)

    def _going_on(self, sound: Sound, inside: FrameRange) -> SoundCue:
        rate, end = self._timed.settings.rate, sound.film_range.end
        fading = end - sound.fade_out <= inside.start
        ends = fading or (end < self._timed.frames and not sound.fade_out)
        left = Fraction(end - inside.start) / rate
        return SoundCue(
            kind="music", what=sound.what, word=sound.word, theme=sound.theme, file=sound.file, level=sound.level,
            until=left if ends else None, fade_out=left if fading else Fraction(0), span=sound.span,
        )  # fmt: skip


def _own(shot: Shot, gone_on: SoundCue | None) -> Iterator[SoundCue]:
    """Yield the shot's own cues; a stop at its start has been heard if what goes on there is fading out already."""
    for cue in shot.sounds:
        if not (gone_on and gone_on.fade_out and cue.stop and cue.kind == "music" and not cue.at):
            yield cue


def _beds(cues: Sequence[SoundCue]) -> tuple[SoundCue, ...]:
    return tuple(cue for cue in cues if cue.kind == "ambience")
