"""What is there to cut a film from: panels drawn from its words, and the sounds that were made for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from filmc.base.record import field, record
from filmc.ir.film import Entity, Film, Line, Shot, Sound
from filmc.lower.breakdown import sound_file, sound_job, speech_job
from filmc.lower.job import Job
from filmc.lower.panel import Panel
from filmc.lower.panels import Panels
from filmc.lower.request import MusicRequest, SoundRequest
from filmc.lower.timeline import Picture


@record
class Made:
    """What the timeline needs to know of a made sound: the name of its take, its length, whether it can go on."""

    key: str
    seconds: Fraction
    loop: bool = False


@record
class Playing:
    """Which takes play in place of what the animatic would make.

    `heard`: key of a scratch job → key of the take that plays instead. `seen`: shot id → its picture.
    """

    heard: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, Picture] = field(default_factory=dict)


NOTHING_PLAYS = Playing()


@record
class Material:
    """All that was made for a film, found by what it is for. What was not made is None."""

    panels: Callable[[Shot], Panel]
    spoken: Callable[[Line], Made | None]
    heard: Callable[[Sound], Made | None]
    digest: Callable[[str], str]
    """Digest of a project file."""
    taken: Callable[[Shot], Picture | None]
    """The picture that was made for a shot; None: the panel is drawn."""


def material_of(
    film: Film,
    lengths: Mapping[str, Fraction],
    digest: Callable[[str], str],
    playing: Playing = NOTHING_PLAYS,
    panels: Panels | None = None,
) -> Material:
    """Return the material of `film`: `lengths` are the seconds of each take, by the key of its job or file.

    `panels` are those that were made lately.
    """

    def made(key: str, *, loop: bool = False) -> Made | None:
        key = playing.heard.get(key, key)
        return Made(key, lengths[key], loop) if key in lengths else None

    def heard(sound: Sound) -> Made | None:
        if file := sound_file(film, sound):
            return made(file_key(digest(file)))
        job = sound_job(film, sound)
        return made(job.key, loop=isinstance(job.what, SoundRequest) and job.what.loop) if job else None

    return Material(
        panels=(panels or Panels()).of(film),
        spoken=lambda line: made(speech_job(film, line).key),
        heard=heard,
        digest=digest,
        taken=lambda shot: playing.seen.get(shot.id),
    )


def file_key(digest: str) -> str:
    """Return the name of the take that a project file of this digest becomes."""
    return f"file-{digest}"


def estimated_lengths(film: Film, jobs: Mapping[str, Job]) -> dict[str, Fraction]:
    """Return the seconds that each take will have about, where nothing is made: from the film's own timing."""
    rate = film.settings.rate
    lines = {speech_job(film, line).key: line.shot_range.length / rate for shot in film.shots for line in shot.lines}
    requests = {key: job.what for key, job in jobs.items() if isinstance(job.what, MusicRequest | SoundRequest)}
    return lines | {key: Fraction(what.milliseconds, 1000) for key, what in requests.items()}


def measured(
    film: Film, lengths: Mapping[str, Fraction], playing: Playing = NOTHING_PLAYS
) -> Callable[[Line, Entity | None], Fraction | None]:
    """Return what tells the timing pass how long a line really is: by its take, or None where there is none."""

    def seconds(line: Line, _speaker: Entity | None) -> Fraction | None:
        key = speech_job(film, line).key
        return lengths.get(playing.heard.get(key, key))

    return seconds
