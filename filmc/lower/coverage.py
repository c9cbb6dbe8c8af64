"""`Shot` → the pictures that must be made for it: its still, its clips, each mouth, the enhanced clip.

A clip begins with the shot's still, or with what `start` names; one that is longer than the model can make is split,
each part going on from the last frame of the one before. A shot of footage needs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from filmc.ir.film import Film, Line, Shot
from filmc.ir.frames import to_seconds
from filmc.lower.asking import ask_clip
from filmc.lower.beginnings import Beginnings
from filmc.lower.job import Input, Job
from filmc.lower.model import Model
from filmc.lower.prompts import motion_prompt, still_prompt
from filmc.lower.request import ClipRequest, EnhanceRequest, LipSyncRequest
from filmc.lower.shot_jobs import ShotJobs, avoided, by_second
from filmc.lower.splitting import part_name, parts
from filmc.lower.stills import Stills
from filmc.lower.veil import Veil


@dataclass(frozen=True)
class Coverage:
    """What pictures are lowered with: how a shot's jobs are made, and its stills."""

    making: ShotJobs
    stills: Stills
    beginnings: Beginnings

    @property
    def film(self) -> Film:
        """The film."""
        return self.making.film

    @property
    def veil(self) -> Veil:
        """The film without names."""
        return self.making.veil

    def jobs(self, shot: Shot, voices: Callable[[Line], str]) -> Iterator[Job]:
        """Yield the jobs of `shot`, what is needed first. `voices` names the job that speaks a line.

        A still and a clip are always asked for: where no model serves, a take that somebody brought in may.
        """
        if shot.source:
            return
        stills, begins = self.stills.of(shot)
        yield from stills
        clips, ends = self._clips(shot, begins, stills)
        yield from (*ends, *clips)
        if clips:
            yield from self._after(shot, clips, voices)

    def _clips(self, shot: Shot, begins: Input | None, stills: list[Job]) -> tuple[list[Job], list[Job]]:
        """Return the clips of a shot, and the jobs that make the picture it ends with."""
        model, way = self.beginnings.model(shot), self.beginnings.way(shot)
        lengths = list(parts(to_seconds(shot.frames, self.film.settings.rate), model))
        ending, ends = (
            self.stills.frame(shot, "end", shot.end) if shot.end and (model is None or model.last_frame) else ([], None)
        )
        seen = self.beginnings.references(shot) if way != "first" else ()
        clips: list[Job] = []
        unsure = model is not None and bool(stills) and stills[0].model is None and way != "references"
        self.beginnings.tell_lost(shot, from_words=unsure or begins is None)
        for number, (wanted, billed) in enumerate(lengths):
            start = Input("start", job=clips[-1].name, moment="last") if clips else begins
            start = None if way == "references" and not clips else start
            end = ends if number == len(lengths) - 1 else None
            beside = seen if way == "both" or start is None else ()
            inputs = (*(each for each in (start, end) if each), *beside)
            clip = self._clip(shot, model, wanted, billed, inputs)
            if unsure and not clips:
                clip = replace(clip, unsure=True, otherwise=self._otherwise(shot, model, wanted, billed, end))
            clips.append(replace(clip, name=part_name(shot, number)))
        return clips, ending

    def _otherwise(
        self, shot: Shot, model: Model | None, wanted: Fraction, billed: Fraction, end: Input | None
    ) -> Job | None:
        """Return the clip without its first picture; None where the model needs one."""
        modes = model.can.modes if model else ()
        seen = self.beginnings.references(shot) if "references" in modes and end is None else ()
        if modes and not seen and "text" not in modes:
            return None
        return self._clip(shot, model, wanted, billed, (*((end,) if end else ()), *seen))

    def _clip(
        self, shot: Shot, model: Model | None, wanted: Fraction, billed: Fraction, inputs: tuple[Input, ...]
    ) -> Job:
        veiled = self.veil.shot(shot)
        words = motion_prompt(veiled)
        begun = any(each.role in ("start", "end") for each in inputs)
        prompt = self.veil.over(words if begun else f"{still_prompt(self.veil.film, veiled)}, {words}")
        what = ClipRequest(
            prompt=prompt.text,
            avoid=avoided(shot),
            aspect=str(self.film.settings.aspect),
            milliseconds=round(wanted * 1000),
            camera=tuple(
                (curve.axis, curve.values[0] * move.pace, curve.values[-1] * move.pace)
                for move in shot.camera
                for curve in move.move.axes
            ),
            paths=tuple(tuple(self.making.share(point.x, point.y) for point in path.points) for path in shot.paths),
            holds=tuple(map(self.making.box, shot.holds)),
        )
        units = billed if model and by_second(model) else Fraction(1)
        asked = None
        if model:
            asked, told = ask_clip(self.film, self.veil, shot, what, model, from_words=not begun)
            self.making.tell_room(shot, model, told)
        job = self.making.job(shot, "clip", model, what, inputs=inputs, billed=units, names=prompt.names, asked=asked)
        return replace(job, how=(*job.how, ("seconds", str(billed)))) if model else job

    def _after(self, shot: Shot, clips: list[Job], voices: Callable[[Line], str]) -> Iterator[Job]:
        """Yield what is done to the finished clip: each speaker's mouth, then the enhancement."""
        before = clips[-1]
        mouths = self.making.serves(shot, "lip-sync")
        for job in self._mouths(shot, mouths, clips, voices) if mouths else ():
            yield job
            before = job
        better = self.making.serves(shot, "enhance")
        if better:
            what = EnhanceRequest(str(self.film.settings.aspect))
            seconds = to_seconds(shot.frames, self.film.settings.rate) if by_second(better) else Fraction(1)
            clip = Input("clip", job=before.name)
            yield self.making.job(shot, "enhancement", better, what, inputs=(clip,), billed=seconds)

    def _mouths(self, shot: Shot, model: Model, clips: list[Job], voices: Callable[[Line], str]) -> Iterator[Job]:
        """Yield one pass for each speaker who is seen: so each mouth moves only when its owner speaks."""
        rate = self.film.settings.rate
        seen = [line for line in shot.lines if not (line.voice_over or line.off_screen)]
        before = clips[-1].name
        for number, speaker in enumerate(dict.fromkeys(line.speaker for line in seen), 1):
            lines = [line for line in seen if line.speaker == speaker]
            side = next((who.spot.side for who in shot.cast if who.name == speaker), None) or "centre"
            starts = tuple(round(1000 * to_seconds(line.shot_range.start, rate)) for line in lines)
            what = LipSyncRequest(side, starts, round(1000 * to_seconds(shot.frames, rate)))
            heard = (Input(f"voice {n}", job=voices(line)) for n, line in enumerate(lines, 1))
            seconds = model.legal(to_seconds(shot.frames, rate)) if by_second(model) else Fraction(1)
            inputs = (Input("clip", job=before), *heard)
            job = self.making.job(shot, "lip-sync", model, what, inputs=inputs, billed=seconds)
            before = f"{job.name} {number}" if number > 1 else job.name
            yield replace(job, name=before)
