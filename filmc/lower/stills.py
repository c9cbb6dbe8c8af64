"""`Shot` → its still with its repairs, and the pictures that it borrows to begin or to end with.

`insert` and `layer` set files into a picture: that is done here when the picture is sent. `fix`, `extend` and `restyle`
are jobs of their own, one after the other, where the model can; where it can not they stay a part of what the still is
asked to be, and it is said that they are left undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from fractions import Fraction
from itertools import count
from typing import cast, get_args

from filmc.base.record import record, replace
from filmc.frontend.value import Length
from filmc.ir.film import FrameOf, Settings, Shot, Step
from filmc.ir.frames import to_seconds
from filmc.lower.asking import ask_still
from filmc.lower.beginnings import Beginnings
from filmc.lower.clips import corners_of
from filmc.lower.job import Inlay, Input, Job
from filmc.lower.model import Model
from filmc.lower.prompts import still_prompt
from filmc.lower.request import EditRequest, EnlargeRequest, LoraEditRequest, RepairKind, StillRequest
from filmc.lower.sheets import Sheets
from filmc.lower.shot_jobs import ShotJobs, avoided, share
from filmc.lower.splitting import part_name, parts
from filmc.lower.veil import lifted

_LOCAL = ("insert", "layer")
_REPAIRS: tuple[RepairKind, ...] = get_args(RepairKind)


@record
class Stills:
    """How stills are made."""

    making: ShotJobs
    sheets: Sheets
    beginnings: Beginnings

    def of(self, shot: Shot) -> tuple[list[Job], Input | None]:
        """Return the jobs of the picture that the shot begins with, in order, and that picture as a clip's input."""
        if shot.start:
            return self.frame(shot, "start", shot.start)
        model = self.making.serves(shot, "image")
        if self.beginnings.way(shot) == "references":
            model = None  # nothing begins with it: nobody is paid for it
        still = self._still(shot, model)
        repairs, begins = self._repaired(shot, Input("start", job=still.name), shot.frame, model, f"{shot.id} still")
        larger = self._enlarged(shot, begins) if still.model else []
        return [still, *repairs, *larger], Input("start", job=larger[-1].name) if larger else begins

    def _enlarged(self, shot: Shot, picture: Input) -> list[Job]:
        """Return the job that makes the shot's finished picture as large as the film, where the target has it made."""
        model = self.making.serves(shot, "enhance-still")
        if model is None:
            return []
        what = EnlargeRequest(str(self.making.film.settings.aspect))
        job = self.making.job(shot, "still", model, what, inputs=(replace(picture, role="picture"),))
        name = f"{shot.id} still enlarged"
        return [replace(job, name=name, label=name, takes=1, most=None, money=None)]

    def frame(self, shot: Shot, role: str, frame: FrameOf) -> tuple[list[Job], Input | None]:
        """Return the jobs of a borrowed picture and that picture; None where there is nothing made to borrow from."""
        borrowed = self._borrowed(role, frame)
        if borrowed is None:
            return [], None
        return self._repaired(shot, borrowed, frame.steps, self.making.serves(shot, "image"), f"{shot.id} {role}")

    def _still(self, shot: Shot, model: Model | None) -> Job:
        veil = self.making.veil
        veiled = veil.shot(shot)
        undone = [step for step in veiled.frame if not _is_done(step, model)]
        prompt = veil.over(still_prompt(veil.film, veiled), *map(_told, undone))
        what = StillRequest(
            prompt=prompt.text,
            avoid=avoided(shot),
            aspect=str(self.making.film.settings.aspect),
            loras=_loras(shot),
            steps=prompt.texts[1:],
        )
        inputs = (*self.sheets.references(shot, model, model), *self._step_files(shot.frame, model))
        asked = None
        if model:
            asked, told = ask_still(self.making.film, veil, shot, what, model)
            self.making.tell_room(shot, model, told)
        return self.making.job(shot, "still", model, what, inputs=inputs, names=prompt.names, asked=asked)

    def _step_files(self, steps: Sequence[Step], model: Model | None) -> Iterator[Input]:
        for number, step in enumerate(steps, 1):
            if step.file and not _is_done(step, model):
                yield Input(f"step {number}", file=step.file, digest=self.making.digest(step.file))

    # ---- repairs

    def _repaired(
        self, shot: Shot, picture: Input, steps: Sequence[Step], model: Model | None, name: str
    ) -> tuple[list[Job], Input]:
        """Return the jobs that do `steps` to a picture, and the last picture in the role of the first."""
        jobs: list[Job] = []
        inlays: tuple[Inlay, ...] = ()
        now, numbers = picture, count(2)
        self._tell_keeps(steps, model)
        for step, keep in _with_keeps(steps):
            if not _is_done(step, model):
                continue
            if step.kind in _LOCAL:
                inlays = (*inlays, *self._inlay(step))
                continue
            assert model
            before = Input("picture", now.job, now.file, now.digest, now.moment, inlays)
            job = self._repair(shot, before, step, keep, model)
            jobs.append(replace(job, name=f"{name} {next(numbers)}", label=f"{name} {step.kind}"))
            now, inlays = Input(picture.role, job=jobs[-1].name), ()
        return jobs, Input(picture.role, now.job, now.file, now.digest, now.moment, inlays)

    def _tell_keeps(self, steps: Sequence[Step], model: Model | None) -> None:
        """Note each `keep` that holds nothing: no such control, no repaint before it, or a second one of a repaint."""
        held = {id(keep): step.kind for step, keep in _with_keeps(steps) if keep and step.kind in _REPAIRS}
        done: Step | None = None
        for step in steps:
            if step.kind != "keep":
                done = step
            elif model is not None:
                self._tell_keep(model, step, held.get(id(step)), done)

    def _tell_keep(self, model: Model, keep: Step, repair: str | None, done: Step | None) -> None:
        """Note what is wrong with one `keep`: `repair` is what it holds a picture in, `done` the step before it."""
        notes = self.making.notes
        if not _can_hold(model, keep, repair):
            self._tell_unheld(model, keep, repair)
        elif repair is None and done and done.kind in _REPAIRS:
            told = f"a `{done.kind}` holds on by one `keep`, and this is another"
            other = f"or write a `{done.kind}` for each, with its `keep` right below it"
            notes.add("E0847", keep.span, told, "leave one of them out", other)
        elif repair is None:
            told = "this `keep` holds nothing: one follows each `fix`, `extend` or `restyle`, and says how it is done"
            notes.add("W0840", keep.span, told, "write it right below the step that it belongs to")

    def _tell_unheld(self, model: Model, keep: Step, repair: str | None) -> None:
        """Note that a model does not hold a picture by this control, or not while it does this repair."""
        able = repair is not None and _can_hold(model, keep, None)
        doing = f" while it does `{repair}`" if able else ""
        told = f"{model.id} can not hold a picture by {keep.control}{doing}: `keep` is left out"
        controls = ", ".join(model.can.controls) or "none"
        has = f"it holds one in: {', '.join(model.can.controlled)}" if able else f"it has: {controls}"
        self.making.notes.add("W0839", keep.span, told, has, "or `via:` a model that has it")

    def _repair(self, shot: Shot, picture: Input, step: Step, keep: Step | None, model: Model) -> Job:
        film, veil = self.making.film, self.making.veil
        prompt, loras = veil.over(veil.written(step.prompt)), _loras(shot)
        what = EditRequest(
            repair=cast(RepairKind, step.kind),
            prompt=prompt.text,
            avoid=avoided(shot) if model.can.negative else "",
            aspect=str(film.settings.aspect),
            box=self.making.box(step.box) if step.box else None,
            edges=_edges(film.settings, step),
            keep=_held(step, keep, model),
        )
        asked = None
        if loras:
            what = LoraEditRequest(**asdict(what), loras=loras)
            asked = replace(what, prompt=lifted(what.prompt, prompt.names), loras=loras[: model.can.loras])
        return self.making.job(shot, "still", model, what, inputs=(picture,), names=prompt.names, asked=asked)

    def _inlay(self, step: Step) -> Iterator[Inlay]:
        corners = corners_of(self.making.film, step)
        if step.file and corners:
            yield Inlay(step.file, self.making.digest(step.file), corners)

    # ---- borrowed frames

    def _borrowed(self, role: str, frame: FrameOf) -> Input | None:
        """Return the input that a borrowed frame is; None where the other shot has nothing made to borrow from."""
        digest = self.making.digest
        if frame.file:
            return Input(role, file=frame.file, digest=digest(frame.file))
        other = next((shot for shot in self.making.film.shots if shot.id == frame.shot), None)
        if other is None:
            return None
        if other.source:
            return Input(role, file=other.source.file, digest=digest(other.source.file), moment=str(frame.at))
        return self._within(role, other, frame)

    def _within(self, role: str, other: Shot, frame: FrameOf) -> Input:
        """Return the part of the other shot's clip in which the moment lies, and the moment as that part counts."""
        model = self.beginnings.model(other)
        cut = list(parts(to_seconds(other.frames, self.making.film.settings.rate), model))
        if isinstance(frame.at, str):
            number = len(cut) - 1 if frame.at == "last" else 0
            return Input(role, job=part_name(other, number), moment=str(frame.at))
        number = min(int(frame.at // cut[0][0]), len(cut) - 1)
        return Input(role, job=part_name(other, number), moment=str(frame.at - number * cut[0][0]))


def _edges(settings: Settings, step: Step) -> tuple[float, float, float, float]:
    """Return the parts of the picture's sides to be added above, below, left and right."""
    none = Length(Fraction(0), "%")
    up, down = (share(step.sides.get(side, none), settings.height) for side in ("up", "down"))
    left, right = (share(step.sides.get(side, none), settings.width) for side in ("left", "right"))
    return up, down, left, right


def _loras(shot: Shot) -> tuple[tuple[str, float], ...]:
    return tuple((lora.name, lora.weight) for lora in shot.guidance.loras)


def _can_hold(model: Model, keep: Step, repair: str | None) -> bool:
    """Tell whether a model has a control for a repair (None: for any); one that names no kind of control has all."""
    can = model.can
    has = keep.control in can.controls or ("keep" in can.repairs and not can.controls)
    return has and (repair is None or not can.controlled or repair in can.controlled)


def _held(step: Step, keep: Step | None, model: Model) -> tuple[str, float, float, float] | None:
    """Return what holds the rest of a picture while a step is done, where the model has that control for it."""
    if keep is None or not _can_hold(model, keep, step.kind):
        return None
    return keep.control, keep.weight, float(keep.from_), float(keep.to)


def _is_done(step: Step, model: Model | None) -> bool:
    """Tell whether a step is done: here, or by the model. Where nobody makes the still, who brings it in does."""
    if model is None:
        return False
    return step.kind in (*_LOCAL, "keep") or step.kind in model.can.repairs


def _with_keeps(steps: Iterable[Step]) -> Iterator[tuple[Step, Step | None]]:
    """Yield each step with the `keep` that follows it, which says how it is done."""
    waiting: Step | None = None
    for step in steps:
        if step.kind == "keep":
            if waiting:
                yield waiting, step
                waiting = None
            continue
        if waiting:
            yield waiting, None
        waiting = step
    if waiting:
        yield waiting, None


def _told(step: Step) -> str:
    """Return a repair in one line, without the name of its file: its bytes are an input."""
    said = step.model_dump(exclude={"file", "span"}, exclude_defaults=True, mode="json")
    return ", ".join(f"{name} {said[name]}" for name in sorted(said))
