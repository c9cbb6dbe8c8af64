"""The mouths of a shot's clip: a pass for each speaker who is seen, so that each moves only when its owner speaks.

Where a model can be told whose mouth it is to move, each pass goes on with the clip of the one before. A model that
moves the mouth of the only face it sees gets the clip as it was, with everything but one speaker's part of it painted
over; out of what it makes of those, the parts are then merged into the clip, here and for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from filmc.base.record import record, replace
from filmc.base.source import Span
from filmc.ir.film import Line, Shot
from filmc.ir.frames import to_seconds
from filmc.lower.faces import Face, Staging
from filmc.lower.job import Input, Job
from filmc.lower.masks import alone, region_of
from filmc.lower.model import HERE, Model
from filmc.lower.request import FaceLipSyncRequest, LipSyncRequest, MergeRequest, Region
from filmc.lower.shot_jobs import ShotJobs, by_second

Voices = Callable[[Line], str]
"""Names the job that speaks a line."""


@record
class _Speaker:
    """Somebody who is seen speaking: what they say, on which side they are, and which part of the picture is theirs."""

    name: str
    lines: tuple[Line, ...]
    side: str
    region: Region | None = None


@record
class Mouths:
    """Makes the passes of a film's shots; `staging` knows where faces are."""

    making: ShotJobs
    staging: Staging

    def jobs(self, shot: Shot, model: Model, clip: str, voices: Voices) -> Iterator[Job]:
        """Yield what is done to the mouths in the clip of this name, the finished one last.

        Codes E0833 (two faces are not apart, and nothing is yielded) and W0834 (nobody says who stands where).
        """
        lines = [line for line in shot.lines if not (line.voice_over or line.off_screen)]
        if not lines:
            return
        faces = self.staging.faces(shot)
        speakers = _speakers(shot, lines, faces)
        if len(faces) < 2:
            yield from self._one_after_the_other(shot, model, clip, speakers, voices)
            return
        self._tell_guesses(shot, model, speakers, faces)
        match model.can.faces:
            case "one":
                apart = [self._alone(model, speaker, faces) for speaker in speakers]
                if all(apart):
                    yield from self._merged(shot, model, clip, [each for each in apart if each], voices)
            case "placed":
                boxes = {face.name: region_of(face.box) for face in faces}
                placed = [replace(speaker, region=boxes[speaker.name]) for speaker in speakers]
                yield from self._one_after_the_other(shot, model, clip, placed, voices)
            case _:
                yield from self._one_after_the_other(shot, model, clip, speakers, voices)

    def _one_after_the_other(
        self, shot: Shot, model: Model, clip: str, speakers: Sequence[_Speaker], voices: Voices
    ) -> Iterator[Job]:
        for number, speaker in enumerate(speakers, 1):
            job = self._pass(shot, model, clip, speaker, voices)
            clip = _numbered(job.name, number)
            yield replace(job, name=clip)

    def _merged(
        self, shot: Shot, model: Model, clip: str, speakers: Sequence[_Speaker], voices: Voices
    ) -> Iterator[Job]:
        """Yield a pass for each speaker, all of the same clip, and then their merge."""
        regions: list[Region] = []
        inputs = [Input("clip", job=clip)]
        for number, speaker in enumerate(speakers, 1):
            job = self._pass(shot, model, clip, speaker, voices)
            name = _numbered(job.name, number)
            yield replace(job, name=name)
            inputs.append(Input(f"mouth {number}", job=name))
            regions += [speaker.region] if speaker.region else []
        if regions:
            what = MergeRequest(tuple(regions), self._milliseconds(shot))
            yield replace(self.making.job(shot, "merge", None, what, inputs=tuple(inputs)), maker=HERE)

    def _pass(self, shot: Shot, model: Model, clip: str, speaker: _Speaker, voices: Voices) -> Job:
        seconds = to_seconds(shot.frames, self.making.film.settings.rate)
        heard = (Input(f"voice {n}", job=voices(line)) for n, line in enumerate(speaker.lines, 1))
        billed = model.legal(seconds) if by_second(model) else Fraction(1)
        what, inputs = self._request(shot, speaker), (Input("clip", job=clip), *heard)
        return self.making.job(shot, "lip-sync", model, what, inputs=inputs, billed=billed)

    def _request(self, shot: Shot, speaker: _Speaker) -> LipSyncRequest:
        rate = self.making.film.settings.rate
        starts = tuple(round(1000 * to_seconds(line.shot_range.start, rate)) for line in speaker.lines)
        if speaker.region is None:
            return LipSyncRequest(speaker.side, starts, self._milliseconds(shot))
        return FaceLipSyncRequest(speaker.side, starts, self._milliseconds(shot), speaker.region)

    def _milliseconds(self, shot: Shot) -> int:
        return round(1000 * to_seconds(shot.frames, self.making.film.settings.rate))

    def _alone(self, model: Model, speaker: _Speaker, faces: Sequence[Face]) -> _Speaker | None:
        """Return the speaker with the part of the picture that is theirs alone; None where there is no such part."""
        own = next(face for face in faces if face.name == speaker.name)
        part = alone(own, [face for face in faces if face is not own])
        if not isinstance(part, Face):
            return replace(speaker, region=part)
        self.making.notes.add(
            "E0833",
            speaker.lines[0].span,
            f"{model.id} moves the mouth of the only face it sees, and {speaker.name}'s face is not apart from "
            f"{part.name}'s in this picture",
            f"seat them apart, as `with: {speaker.name} left, {part.name} right`; or say where the face is, as "
            f"`with: {speaker.name} box 10% 20% 25% 40%`",
            "a lip-sync model that is told whose mouth it is needs neither: `filmc models --need lip-sync`",
        )
        return None

    def _tell_guesses(self, shot: Shot, model: Model, speakers: Sequence[_Speaker], faces: Sequence[Face]) -> None:
        """Note who speaks of whom nothing says where they stand, which only a person who makes it would see."""
        guessed = {face.name for face in faces if face.by == "staging"}
        unsure = [speaker for speaker in speakers if speaker.name in guessed]
        if not unsure or model.can.faces == "several":
            return
        names = " and ".join(speaker.name for speaker in unsure)
        self.making.notes.add(
            "W0834",
            _span(shot, unsure[0]),
            f"nothing says where {names} {'stands' if len(unsure) == 1 else 'stand'} among {len(faces)} faces: whose "
            "mouth moves is taken from the animatic's staging",
            f"write it, as `with: {faces[0].name} left, {faces[-1].name} right`: stills and clips are told it too",
        )


def _numbered(name: str, number: int) -> str:
    return f"{name} {number}" if number > 1 else name


def _speakers(shot: Shot, lines: Sequence[Line], faces: Sequence[Face]) -> list[_Speaker]:
    """Return who speaks with a face to be seen, in order; where nobody's face is known, all of them."""
    names = dict.fromkeys(line.speaker for line in lines)
    seen = [name for name in names if not faces or any(face.name == name for face in faces)]
    said = {one.name: one.spot.side for one in shot.cast}
    return [
        _Speaker(name, tuple(line for line in lines if line.speaker == name), said.get(name) or _side(name, faces))
        for name in seen
    ]


def _side(name: str, faces: Sequence[Face]) -> str:
    """Return on which side a face is among several, where nobody says it."""
    if len(faces) < 2 or name not in (faces[0].name, faces[-1].name):
        return "centre"
    return "left" if name == faces[0].name else "right"


def _span(shot: Shot, speaker: _Speaker) -> Span:
    """Return where somebody is seated, else their first line."""
    return next((one.span for one in shot.cast if one.name == speaker.name and one.by == "with"), speaker.lines[0].span)
