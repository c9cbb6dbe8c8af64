"""What a model can not be told of what a job asks: errors with the nearest legal change, warnings where it is lossy.

Said before anything is planned. Which models could do it is only looked up where one can not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import get_args

from filmc.base.record import record
from filmc.base.source import Span
from filmc.lower.capabilities import Capabilities, Mode
from filmc.lower.job import Job
from filmc.lower.languages import entry_for
from filmc.lower.model import Model, Need
from filmc.lower.presets import preset_for
from filmc.lower.ratios import ratio_of, shape_of
from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    LipSyncRequest,
    LoraEditRequest,
    MusicRequest,
    RepairKind,
    SoundRequest,
    SpeechRequest,
    StillRequest,
)

MOST_PARTS = 8
"""Clips that one shot may be split into: more is no shot any more."""
_NEAR = 0.02
"""Shapes that differ by less than this part are one: nobody sees the crop."""
_BEGUN: Mapping[Mode, str] = {"text": "words", "first": "a first picture"}
"""What clips are made from that take camera numbers, in words."""


@record
class Objection:
    """One thing that can not be told: its code, where the wish is written, what is wrong, what would be right."""

    code: str
    span: Span
    message: str
    hint: str


def objections(job: Job, known: Mapping[str, Model]) -> Iterator[Objection]:
    """Yield what there is to say against asking the job's model; nothing for what the animatic makes."""
    if job.model is None:
        return
    judge = _Judge(job, job.model, job.model.can, known)
    match job.what:
        case StillRequest() as what:
            yield from judge.still(what)
        case EditRequest() as what:
            yield from judge.loras(what.loras if isinstance(what, LoraEditRequest) else (), what.repair)
            yield from judge.shape(what.aspect)
        case ClipRequest() as what:
            yield from judge.clip(what)
        case SpeechRequest() as what:
            yield from judge.speech(what)
        case MusicRequest() as what:
            yield from judge.music(what)
        case SoundRequest() as what:
            yield from judge.sound(what)
        case LipSyncRequest() as what:
            yield from judge.length("E0832", Fraction(what.milliseconds, 1000), "lip-sync", "moves mouths in clips")


@record
class _Judge:
    job: Job
    model: Model
    can: Capabilities
    known: Mapping[str, Model]

    def says(self, code: str, wish: str, message: str, hint: str) -> Objection:
        """Return an objection at the place of a wish, or of the job where the wish has none of its own."""
        return Objection(code, self.job.places.get(wish) or self.job.span, f"{self.model.id} {message}", hint)

    def others(self, need: Need, able: Callable[[Model], bool]) -> str:
        """Return the hint that names models which could: of the same provider first."""
        found = [model for model in self.known.values() if need in model.makes and able(model)]
        near = sorted(found, key=lambda model: (model.provider != self.model.provider, model.id))[:3]
        return f"`via:` one that can: {', '.join(model.id for model in near)}" if near else "leave it out"

    # ---- pictures

    def still(self, what: StillRequest) -> Iterator[Objection]:
        yield from self.references("image")
        yield from self.loras(what.loras)
        if what.steps:
            undone = {kind for kind in get_args(RepairKind) if any(f"kind {kind}" in step for step in what.steps)}
            hint = self.others("image", lambda model: undone <= {*model.can.repairs})
            yield self.says("W0827", "frame", "can not do the repairs of `frame` that are left undone", hint)
        yield from self.common(what.avoid)
        yield from self.shape(what.aspect)

    def loras(self, wanted: Sequence[tuple[str, float]], repair: str = "") -> Iterator[Objection]:
        """Yield where the shot has more LoRAs than the model takes; one that could does the `repair`, too."""
        if len(wanted) > self.can.loras:
            takes = f"takes {self.can.loras} LoRAs" if self.can.loras else "takes no LoRA"
            hint = self.others(
                "image", lambda model: model.can.loras >= len(wanted) and repair in ("", *model.can.repairs)
            )
            yield self.says("W0817", "lora", f"{takes}, and this shot has {len(wanted)}", hint)

    def clip(self, what: ClipRequest) -> Iterator[Objection]:
        roles = {each.role for each in self.job.inputs}
        modes = self.can.modes
        if modes and "start" in roles and not {"first", "first-last"} & {*modes}:
            hint = self.others("video", lambda model: "first" in model.can.modes)
            yield self.says("E0811", "start", "can not begin with a picture", hint)
        shown = self.job.unsure or "start" in roles or "reference 1" in roles
        if modes and "text" not in modes and not (shown and (self.job.otherwise or not self.job.unsure)):
            hint = self.others("video", lambda model: "text" in model.can.modes)
            message = "makes clips only from a first picture, and this target makes none"
            yield self.says("W0812", "start", message, f"give it an `image` model, bring a still in, or {hint}")
        if "end" in self.job.places and not self.model.last_frame:
            hint = self.others("video", lambda model: model.last_frame)
            yield self.says("E0810", "end", "can not be told how a clip ends", hint)
        longest = self.model.longest
        if longest and what.milliseconds > 1000 * longest * MOST_PARTS:
            hint = f"make it {float(longest * MOST_PARTS):g} s or shorter, or cut it into several shots"
            yield self.says("E0826", "length", f"would need more than {MOST_PARTS} clips for this shot", hint)
        yield from self.brush(what)
        yield from self.camera(what)
        yield from self.together(what)
        yield from self.common(what.avoid)
        if not roles & {"start", "end"}:
            yield from self.shape(what.aspect)
        yield from self.references("video")

    def references(self, need: Need) -> Iterator[Objection]:
        """Yield where there are more pictures of who and what is in it than the model takes."""
        wanted = sum(each.reference > 0 for each in self.job.inputs)
        sent = sum(each.reference > 0 for each in self.job.goes)
        if wanted > sent:
            takes = f"takes {sent} reference pictures" if sent else "takes no references"
            hint = self.others(need, lambda model: model.can.references >= wanted)
            yield self.says("W0818", "reference", f"{takes}, and this shot has {wanted}", hint)

    def brush(self, what: ClipRequest) -> Iterator[Objection]:
        count, most = len(what.paths), self.can.brush
        if count > most > 0:
            hint = f"leave {count - most} of them out, or make them in another shot"
            yield self.says("E0829", "path", f"moves {most} things by a path at most, and this shot has {count}", hint)
        if count and not most:
            hint = self.others("video", lambda model: model.can.brush >= count)
            yield self.says("W0820", "path", "has no motion brush: `path` is left out", hint)
        if what.holds and not self.can.holds:
            hint = self.others("video", lambda model: model.can.holds)
            yield self.says("W0820", "hold", "can not hold a region still: `hold` is left out", hint)
        told = ["path"] * bool(count and most) + ["hold"] * bool(what.holds and self.can.holds)
        if told and (self.job.unsure or self.mode not in ("first", "first-last")):
            message = f"has a motion brush only over a first picture: without one `{told[0]}` is left out"
            hint = "give the target an `image` model or the shot a `start`, or bring a still in"
            yield self.says("W0820", told[0], message, hint)

    @property
    def mode(self) -> Mode:
        """What the clip is made from."""
        roles = {each.role for each in self.job.goes}
        if "start" in roles:
            return "first-last" if "end" in roles else "first"
        return "last" if "end" in roles else "references" if "reference 1" in roles else "text"

    def camera(self, what: ClipRequest) -> Iterator[Objection]:
        named = dict(self.job.how).get("preset")
        if named and named not in self.can.presets:
            hint = f"it has: {', '.join(self.can.presets) or 'none'}"
            yield self.says("W0846", "camera", f"has no camera preset `{named}`: it is left out", hint)
        axes = {axis for axis, start, end in what.camera if start != end}
        if axes and not preset_for(what.camera, self.model):
            yield from self.numbers(axes)

    def numbers(self, axes: set[str]) -> Iterator[Objection]:
        """Yield why a camera on these axes is told in words by a model that has numbers for some."""
        can = self.can
        if not can.camera:
            return
        if missing := sorted(axes - {*can.camera}):
            message = f"has no number for {' and '.join(missing)}: the camera is told in words"
            yield self.says("W0819", "camera", message, f"it has numbers for {', '.join(can.camera)}")
        elif 0 < can.axes_at_once < len(axes):
            message = (
                f"turns {can.axes_at_once} of its axes at once, and this move has {len(axes)}: it is told in words"
            )
            yield self.says("W0819", "camera", message, "use a plainer move")
        elif not self.job.unsure and not can.numbers_for(self.mode):
            made = " or ".join(_BEGUN[mode] for mode in can.camera_from)
            message = f"has camera numbers only for clips from {made}: this move is told in words"
            hint = self.others("video", lambda model: axes <= {*model.can.camera} and model.can.numbers_for(self.mode))
            yield self.says("W0819", "camera", message, hint)

    def together(self, what: ClipRequest) -> Iterator[Objection]:
        """Yield for each pair of wishes that one request can not have together."""
        axes = {axis for axis, start, end in what.camera if start != end}
        wishes = {
            "last": "end" in self.job.places,
            "brush": bool(what.paths or what.holds) and self.can.brush > 0,
            "camera": bool(axes) and axes <= {*self.can.camera},
        }
        words = {"last": "end", "brush": "path", "camera": "camera"}
        for one, two in self.can.excludes:
            if wishes.get(one) and wishes.get(two):
                both = f"`{words[one]}` and `{words[two]}`"
                message = f"can not have {both} in one clip"
                hint = f"leave one of {both} out of this shot"
                yield self.says("E0821", words[two], message, hint)

    def common(self, avoid: str) -> Iterator[Objection]:
        if avoid and not self.can.negative:
            message = "has no field for what must not be seen: `avoid` goes into the prompt"
            yield self.says("W0815", "avoid", message, "models often draw what a prompt names: say what shall be there")
        if "seed" in dict(self.job.how) and not self.can.seed:
            yield self.says("H0816", "seed", "takes no seed", "it can not be made alike again")

    def shape(self, aspect: str) -> Iterator[Objection]:
        named = self.can.ratios
        if not named:
            return
        near = ratio_of(aspect, named)
        if abs(shape_of(near) / Fraction(aspect) - 1) > _NEAR:
            message = f"makes no picture of {_said(aspect)}: it is made in {near}, and cropped"
            yield self.says("W0814", "aspect", message, f"it makes {', '.join(named)}")

    # ---- sound

    def speech(self, what: SpeechRequest) -> Iterator[Objection]:
        languages, tag = self.can.languages, what.language
        if languages and entry_for(tag, languages) is None:
            hint = self.others("speech", lambda model: entry_for(tag, model.can.languages) is not None)
            yield self.says("E0813", "line", f"does not speak {tag}; it speaks {', '.join(sorted(languages))}", hint)
        if self.can.text and len(what.text) > self.can.text:
            message = f"reads {self.can.text:,} characters at once, and this line has {len(what.text):,}"
            yield self.says("E0823", "line", message, "break the line into several")
        if self.can.voiced and "voice" not in dict(self.job.how):
            hint = f'filmc.toml: [providers.{self.model.provider}.voices] "{what.voice}" = "…"'
            yield self.says("E0831", "line", f"needs a voice to be named, and none is for “{what.voice}”", hint)
        words = [word.strip() for word in what.emotion.split(",") if word.strip() and word.strip() != "neutral"]
        lost = [word for word in words if word not in (*self.can.emotions, dict(self.job.how).get("feeling"))]
        if lost:
            can = ", ".join(sorted(self.can.emotions))
            message = f"can not be told to sound {' and '.join(lost)}: it is left to its own reading"
            yield self.says("W0824", "line", message, f"it knows: {can}" if can else "it can be told no feeling")

    def music(self, what: MusicRequest) -> Iterator[Objection]:
        yield from self.length("E0828", Fraction(what.milliseconds, 1000), "music", "makes pieces")
        if what.avoid and not self.can.exclusions:
            message = "has no field for what must not be heard: `avoid` goes into the prompt"
            yield self.says("W0825", "avoid", message, self.others("music", lambda model: model.can.exclusions))

    def sound(self, what: SoundRequest) -> Iterator[Objection]:
        if not what.loop:  # a loop may be as long as the model makes it
            yield from self.length("E0828", Fraction(what.milliseconds, 1000), "sound", "makes sounds")

    def length(self, code: str, seconds: Fraction, need: Need, makes: str) -> Iterator[Objection]:
        """Yield where a length is longer than the model's longest; what is shorter is made longer, and cut."""
        longest = self.model.longest
        if longest is not None and seconds > longest:
            hint = self.others(need, lambda model: model.longest is None or model.longest >= seconds)
            message = f"{makes} of {float(longest):g} s at most, and this is {float(seconds):g} s"
            yield self.says(code, "length", message, f"make it shorter, or {hint}")


def _said(aspect: str) -> str:
    """Return a ratio as people write it: `16/9` as 16:9, `239/100` as 2.39:1."""
    ratio = Fraction(aspect)
    small = ratio.numerator <= 32 and ratio.denominator <= 32
    return f"{ratio.numerator}:{ratio.denominator}" if small else f"{float(ratio):.2f}:1"
