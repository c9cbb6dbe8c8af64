"""`Film` + made sounds → `Timeline`: shots become clips and segments, everything heard its place in exact seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from filmc.base.record import replace
from filmc.ir.film import Film, Line, Shot, Transition
from filmc.ir.frames import FrameRange, Overlaps, to_seconds
from filmc.lower.clips import Clips, roll_clip
from filmc.lower.material import Material
from filmc.lower.nameless import numbers
from filmc.lower.subtitles import Event, events
from filmc.lower.timeline import Clip, Mouth, Segment, SoundClip, Subtitle, Text, Timeline

LEVELS = {"sfx": -6.0, "ambience": -12.0, "music": -7.0}
"""Decibels of a bus as its sounds are made, before the author's own: speech leads, music carries, ambience is felt.

The only place where the buses are set against each other. Measured on the examples, speech is then 10 dB or more above
everything else between 300 and 4000 Hz, and a bed alone about 17 dB below it."""


def place(film: Film, material: Material, burn: str | None = None) -> Timeline:
    """Return the cut film. `burn` is the language whose subtitles are drawn into the picture, if any."""
    settings = film.settings
    subtitles = tuple(_subtitles(film))
    burned = events(subtitles, burn, settings.rate, film.frames, settings.width / settings.height) if burn else []
    clips = [*_subtitled(film, _clips(film, material, burn), burned)]
    return Timeline(
        title=settings.title,
        rate=settings.rate,
        width=settings.width,
        height=settings.height,
        frames=film.frames,
        loudness=settings.loudness,
        true_peak=settings.true_peak,
        segments=tuple(_segments(film, clips)),
        sounds=(*_speech(film, material), *_sounds(film, material)),
        subtitles=subtitles,
        language=settings.language,
        burn=burn,
    )


def _clips(film: Film, material: Material, burn: str | None) -> Iterator[Clip]:
    clips = Clips(film, material, burn)
    for shot in film.shots:
        yield replace(clips.of(shot), mouths=tuple(_mouths(shot, material)))


def _subtitled(film: Film, clips: Iterable[Clip], burned: Sequence[Event]) -> Iterator[Clip]:
    """Yield the shots' clips with the subtitles that are seen in them; one that goes on in the next shot is in both."""
    overlaps = Overlaps(event.film_range for event in burned)
    for clip, shot in zip(clips, film.shots, strict=True):
        start = shot.film_range.start
        seen = [burned[at] for at in overlaps.of(shot.film_range)]
        texts = (Text("\n".join(event.lines), "subtitle", (), event.film_range.shifted(-start)) for event in seen)
        yield replace(clip, texts=(*clip.texts, *texts))


def _mouths(shot: Shot, material: Material) -> Iterator[Mouth]:
    number = numbers(shot)
    for line in shot.lines:
        made = material.spoken(line)
        if made and not (line.voice_over or line.off_screen):
            yield Mouth(number[line.speaker], made.key, line.shot_range.start, line.shot_range.length)


def _segments(film: Film, clips: list[Clip]) -> Iterator[Segment]:
    """Yield bodies and transitions in film order: each shot's own frames, then those that it shares with the next."""
    shots = film.shots
    for index, (shot, clip) in enumerate(zip(shots, clips, strict=True)):
        head = overlap(shot.transition_in)
        following = shots[index + 1] if index + 1 < len(shots) else None
        tail = overlap(following.transition_in) if following else 0
        start = shot.film_range.start
        body = FrameRange(head, clip.frames - tail)
        if body.length > 0:
            yield Segment(body.shifted(start), clip, body)
        if following and tail:
            shared = FrameRange(clip.frames - tail, clip.frames)
            yield Segment(shared.shifted(start), clip, shared, following.transition_in, clips[index + 1])
    if film.credits and film.credit_frames:
        end = FrameRange(0, film.credit_frames)
        yield Segment(end.shifted(film.frames - film.credit_frames), roll_clip(film), end)


def overlap(transition: Transition | None) -> int:
    """Return how many frames two shots share in `transition`."""
    return transition.frames if transition and transition.word.overlaps else 0


def _speech(film: Film, material: Material) -> Iterator[SoundClip]:
    rate = film.settings.rate
    for shot in film.shots:
        for line in shot.lines:
            made = material.spoken(line)
            if made:
                start = to_seconds(shot.film_range.start + line.shot_range.start, rate)
                yield SoundClip(
                    "speech", made.key, max(start, Fraction(0)), made.seconds, pan=_pan(shot, line), gain=_off(line)
                )


def _off(line: Line) -> float:
    return -3.0 if line.off_screen else 0.0


def _pan(shot: Shot, line: Line) -> float:
    """Return a little of where the speaker stands; voices of thought stay in the middle."""
    if line.voice_over:
        return 0.0
    spot = next((who.spot for who in shot.cast if who.name == line.speaker), None)
    return {"left": -0.25, "right": 0.25}.get((spot and spot.side) or "", 0.0)


def _sounds(film: Film, material: Material) -> Iterator[SoundClip]:
    rate = film.settings.rate
    for sound in film.sounds:
        made = material.heard(sound)
        if not made:
            continue
        start = to_seconds(sound.film_range.start, rate)
        wanted = to_seconds(sound.film_range.length, rate)
        room = to_seconds(film.frames, rate) - start
        length = min(made.seconds if sound.whole else wanted, room, wanted if made.loop else made.seconds)
        if length > 0:
            yield SoundClip(
                sound.kind,
                made.key,
                start,
                length,
                gain=LEVELS[sound.kind] + sound.level,
                fade_in=to_seconds(sound.fade_in, rate),
                fade_out=to_seconds(sound.fade_out, rate),
                loop=made.loop,
            )


def _subtitles(film: Film) -> Iterator[Subtitle]:
    for shot in film.shots:
        for line in shot.lines:
            yield Subtitle(
                film_range=line.shot_range.shifted(shot.film_range.start),
                texts={line.language: line.text, **line.translations},
                speaker=line.speaker,
                on_screen=not (line.voice_over or line.off_screen),
            )
