"""`Shot` → the pictures that must be made for it: its still, its clips, each mouth, the enhanced clip.

A clip begins with the shot's still, or with what `start` names; one that is longer than the model can make is split,
each part going on from the last frame of the one before. A shot of footage needs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from filmc.base.record import record, replace
from filmc.ir.film import Film, Line, Shot
from filmc.ir.frames import to_seconds
from filmc.lower.asking import ask_clip
from filmc.lower.beginnings import Beginnings
from filmc.lower.job import Input, Job
from filmc.lower.model import HERE, Model
from filmc.lower.mouths import Mouths
from filmc.lower.prompts import motion_prompt, still_prompt
from filmc.lower.request import ClipRequest, EnhanceRequest, JoinRequest
from filmc.lower.shot_jobs import ShotJobs, avoided, by_second
from filmc.lower.splitting import part_name, parts
from filmc.lower.stills import Stills
from filmc.lower.veil import Veil


@record
class Coverage:
    """What pictures are lowered with: how a shot's jobs are made, its stills, and its mouths."""

    making: ShotJobs
    stills: Stills
    beginnings: Beginnings
    mouths: Mouths

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
        mouths, better = self.making.serves(shot, "lip-sync"), self.making.serves(shot, "enhance")
        moved = [*self.mouths.jobs(shot, mouths, _whole(shot, clips), voices)] if mouths else []
        if len(clips) > 1 and (moved or better):
            yield self._join(shot, clips)
        yield from moved
        if better:
            before = moved[-1].name if moved else _whole(shot, clips)
            what = EnhanceRequest(str(self.film.settings.aspect))
            seconds = to_seconds(shot.frames, self.film.settings.rate) if by_second(better) else Fraction(1)
            yield self.making.job(
                shot, "enhancement", better, what, inputs=(Input("clip", job=before),), billed=seconds
            )

    def _join(self, shot: Shot, clips: list[Job]) -> Job:
        """Return the clips of a shot as one: what is done to them is done to all of it."""
        what = JoinRequest(tuple(clip.what.milliseconds for clip in clips if isinstance(clip.what, ClipRequest)))
        inputs = tuple(Input(f"clip {number}", job=clip.name) for number, clip in enumerate(clips, 1))
        return replace(self.making.job(shot, "join", None, what, inputs=inputs), maker=HERE, name=_whole(shot, clips))


def _whole(shot: Shot, clips: list[Job]) -> str:
    """Return the name of the job that makes all of the shot's clip."""
    return f"{shot.id} join" if len(clips) > 1 else clips[0].name
