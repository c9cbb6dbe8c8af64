"""`Shot` → the pictures that must be made for it: its still, its clips, each mouth, the enhanced clip.

A clip begins with the shot's still, or with what `start` names; one that is longer than the model can make is split,
each part going on from the last frame of the one before. A shot of footage needs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.source import NOWHERE, Span
from filmc.frontend.value import Length
from filmc.ir.film import Film, FrameOf, Line, Shot, Step
from filmc.ir.frames import to_seconds
from filmc.ir.node import Node
from filmc.lower.asking import ask_clip, ask_still
from filmc.lower.job import Input, Job, Kind
from filmc.lower.model import SCRATCH, Model, Need
from filmc.lower.objections import MOST_PARTS
from filmc.lower.prompts import motion_prompt, negative_prompt, still_prompt
from filmc.lower.request import ClipRequest, EnhanceRequest, LipSyncRequest, PictureRequest, StillRequest
from filmc.lower.styles import Styled
from filmc.lower.target import Target
from filmc.lower.veil import Veil

Serves = Callable[[Shot, Need], Model | None]
"""Which model makes what a shot needs; None: the animatic does."""


@dataclass(frozen=True)
class Coverage:
    """What pictures are lowered with: the film, the target, who serves what, and the digests of project files."""

    notes: Notes
    film: Film
    target: Target
    serves: Serves
    digest: Callable[[str], str]
    veil: Veil

    def jobs(self, shot: Shot, voices: Callable[[Line], str]) -> Iterator[Job]:
        """Yield the jobs of `shot`, what is needed first. `voices` names the job that speaks a line.

        A still and a clip are always asked for: where no model serves, a take that somebody brought in may.
        """
        if shot.source:
            return
        still = self._still(shot)
        if still:
            yield still
        clips = self._clips(shot, still)
        yield from clips
        if clips:
            yield from self._after(shot, clips, voices)

    def _still(self, shot: Shot) -> Job | None:
        if shot.start:
            return None
        veiled = self.veil.shot(shot)
        prompt = self.veil.over(still_prompt(self.veil.film, veiled), *map(_told, veiled.frame))
        what = StillRequest(
            prompt=prompt.text,
            avoid=_avoided(shot),
            aspect=str(self.film.settings.aspect),
            loras=tuple((lora.name, lora.weight) for lora in shot.guidance.loras),
            steps=prompt.texts[1:],
        )
        inputs = (*self._references(shot), *self._step_files(shot.frame))
        model = self.serves(shot, "image")
        return self._job(
            shot, "still", model, what, inputs=inputs, names=prompt.names, asked=self._told_still(shot, what, model)
        )

    def _told_still(self, shot: Shot, what: StillRequest, model: Model | None) -> StillRequest | None:
        if model is None:
            return None
        told, prompt = ask_still(self.film, self.veil, shot, what, model)
        self._short(shot, model, prompt)
        return told

    def _short(self, shot: Shot, model: Model, prompt: Styled) -> None:
        """Note what of a shot has no room in its prompt."""
        if prompt.left_out:
            told = f"{model.id} reads {model.can.text:,} characters: {', '.join(prompt.left_out)} had no room"
            self.notes.add("W0822", shot.span, told, "say less in this shot, or in what its cast and place look like")

    def _references(self, shot: Shot) -> Iterator[Input]:
        for number, path in enumerate(shot.guidance.references, 1):
            yield Input(f"reference {number}", file=path, digest=self.digest(path))

    def _step_files(self, steps: Sequence[Step]) -> Iterator[Input]:
        for number, step in enumerate(steps, 1):
            if step.file:
                yield Input(f"step {number}", file=step.file, digest=self.digest(step.file))

    def _clips(self, shot: Shot, still: Job | None) -> list[Job]:
        model = self.serves(shot, "video")
        lengths = list(_parts(to_seconds(shot.frames, self.film.settings.rate), model))
        clips: list[Job] = []
        unsure = model is not None and still is not None and still.model is None
        for number, (wanted, billed) in enumerate(lengths):
            start = Input("start", job=clips[-1].name, moment="last") if clips else self._start(shot, still)
            ends = number == len(lengths) - 1 and (model is None or model.last_frame)
            end = self._end(shot) if ends else None
            inputs = tuple(each for each in (start, end) if each)
            clip = self._clip(shot, model, wanted, billed, inputs)
            if unsure and not clips:
                clip = replace(clip, otherwise=self._clip(shot, model, wanted, billed, inputs[1:]))
            clips.append(replace(clip, name=_part_name(shot, number)))
        return clips

    def _clip(
        self, shot: Shot, model: Model | None, wanted: Fraction, billed: Fraction, inputs: tuple[Input, ...]
    ) -> Job:
        veiled = self.veil.shot(shot)
        words = motion_prompt(veiled)
        prompt = self.veil.over(words if inputs else f"{still_prompt(self.veil.film, veiled)}, {words}")
        what = ClipRequest(
            prompt=prompt.text,
            avoid=_avoided(shot),
            aspect=str(self.film.settings.aspect),
            milliseconds=round(wanted * 1000),
            camera=tuple(
                (curve.axis, curve.values[0] * move.pace, curve.values[-1] * move.pace)
                for move in shot.camera
                for curve in move.move.axes
            ),
            paths=tuple(tuple(self._share(point.x, point.y) for point in path.points) for path in shot.paths),
            holds=tuple((*self._share(box.x, box.y), *self._share(box.width, box.height)) for box in shot.holds),
        )
        units = billed if model and _by_second(model) else Fraction(1)
        asked = None
        if model:
            asked, told = ask_clip(self.film, self.veil, shot, what, model, from_words=not inputs)
            self._short(shot, model, told)
        job = self._job(shot, "clip", model, what, inputs=inputs, billed=units, names=prompt.names, asked=asked)
        return replace(job, how=(*job.how, ("seconds", str(billed)))) if model else job

    def _share(self, x: Length, y: Length) -> tuple[float, float]:
        """Return a pair of lengths in parts of the frame."""
        settings = self.film.settings
        return share(x, settings.width), share(y, settings.height)

    def _start(self, shot: Shot, still: Job | None) -> Input | None:
        if shot.start:
            return self._frame("start", shot.start)
        return Input("start", job=still.name) if still else None

    def _end(self, shot: Shot) -> Input | None:
        return self._frame("end", shot.end) if shot.end else None

    def _frame(self, role: str, frame: FrameOf) -> Input | None:
        """Return the input that a borrowed frame is; None where the other shot has nothing made to borrow from."""
        if frame.file:
            return Input(role, file=frame.file, digest=self.digest(frame.file))
        other = next((shot for shot in self.film.shots if shot.id == frame.shot), None)
        if other is None:
            return None
        if other.source:
            return Input(role, file=other.source.file, digest=self.digest(other.source.file), moment=str(frame.at))
        return self._within(role, other, self.serves(other, "video"), frame)

    def _within(self, role: str, other: Shot, model: Model | None, frame: FrameOf) -> Input:
        """Return the part of the other shot's clip in which the moment lies, and the moment as that part counts."""
        parts = list(_parts(to_seconds(other.frames, self.film.settings.rate), model))
        if isinstance(frame.at, str):
            number = len(parts) - 1 if frame.at == "last" else 0
            return Input(role, job=_part_name(other, number), moment=str(frame.at))
        number = min(int(frame.at // parts[0][0]), len(parts) - 1)
        return Input(role, job=_part_name(other, number), moment=str(frame.at - number * parts[0][0]))

    def _after(self, shot: Shot, clips: list[Job], voices: Callable[[Line], str]) -> Iterator[Job]:
        """Yield what is done to the finished clip: each speaker's mouth, then the enhancement."""
        before = clips[-1]
        mouths = self.serves(shot, "lip-sync")
        for job in self._mouths(shot, mouths, clips, voices) if mouths else ():
            yield job
            before = job
        better = self.serves(shot, "enhance")
        if better:
            what = EnhanceRequest(str(self.film.settings.aspect))
            seconds = to_seconds(shot.frames, self.film.settings.rate) if _by_second(better) else Fraction(1)
            yield self._job(shot, "enhancement", better, what, inputs=(Input("clip", job=before.name),), billed=seconds)

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
            seconds = to_seconds(shot.frames, rate) if _by_second(model) else Fraction(1)
            job = self._job(shot, "lip-sync", model, what, inputs=(Input("clip", job=before), *heard), billed=seconds)
            before = f"{job.name} {number}" if number > 1 else job.name
            yield replace(job, name=before)

    def _job(self, shot: Shot, kind: Kind, model: Model | None, what: PictureRequest, **more: Any) -> Job:
        """Return the job of `shot` by `model`; candidates and bound are those of what a person would choose from."""
        chosen_from = kind in ("still", "clip")
        return Job(
            kind=kind,
            what=what,
            maker=model.id if model else SCRATCH,
            label=f"{shot.id} {kind}",
            span=shot.span,
            how=self._how(shot, model) if model else (),
            name=f"{shot.id} {kind}",
            shot=shot.id,
            model=model,
            takes=shot.takes if chosen_from else 1,
            most=shot.reroll.takes if chosen_from and shot.reroll else None,
            money=shot.reroll.money if chosen_from and shot.reroll else None,
            places=_places(shot) if model else {},
            **more,
        )

    def _how(self, shot: Shot, model: Model) -> tuple[tuple[str, str], ...]:
        settings = self.film.settings
        seed = (("seed", str(shot.guidance.seed)),) if shot.guidance.seed is not None else ()
        return (*model.options, ("size", f"{settings.width}x{settings.height}"), *seed)


def _places(shot: Shot) -> dict[str, Span]:
    """Return where the shot's wishes are written, as far as they have a place of their own."""
    wishes: dict[str, Iterable[Node]] = {
        "start": [shot.start] if shot.start else [],
        "end": [shot.end] if shot.end else [],
        "camera": shot.camera,
        "path": shot.paths,
        "frame": shot.frame,
        "seed": [shot.guidance],
        "lora": shot.guidance.loras,
        "reference": [shot.guidance],
        "avoid": [shot.guidance],
    }
    found = {wish: node.span for wish, nodes in wishes.items() for node in list(nodes)[:1]}
    return {**found, "length": shot.written_span if shot.written_span != NOWHERE else shot.span}


def _part_name(shot: Shot, number: int) -> str:
    return f"{shot.id} clip {number + 1}" if number else f"{shot.id} clip"


def _parts(seconds: Fraction, model: Model | None) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield (wanted, billed) seconds of each clip that together cover `seconds`."""
    longest = model.longest if model else None
    count = min(math.ceil(seconds / longest), MOST_PARTS) if longest else 1
    for _ in range(count - 1):
        assert longest is not None
        yield longest, longest
        seconds -= longest
    yield seconds, model.legal(seconds) if model else seconds


def _by_second(model: Model) -> bool:
    return model.price is not None and model.price.per == "second"


def _avoided(shot: Shot) -> str:
    """Return what must not be seen, in an order that is not the author's: it is a set."""
    return ", ".join(sorted(negative_prompt(shot).split(", ")))


def _told(step: Step) -> str:
    """Return a repair in one line, without the name of its file: its bytes are an input."""
    said = step.model_dump(exclude={"file", "span"}, exclude_defaults=True, mode="json")
    return ", ".join(f"{name} {said[name]}" for name in sorted(said))


def share(length: Length, pixels: int) -> float:
    """Return a length as a part of a side that has `pixels`, exact to a ten-thousandth."""
    return round(float(length.amount if length.unit == "%" else length.amount / pixels), 4)
