"""What the user has set of a provider, as far as it changes how a job is made: part of `how`, and never of what.

An option `MODEL.SETTING` is one model's, `MODEL.KIND` a file of the user's own for one kind of its jobs, `lora.NAME` is
where a LoRA lies, `control-KIND` what holds a picture by that kind of control (`control-model`: by any, where it is one
model's). `VOICE FEELING` is a recording, which the line that it speaks names itself (`voicing.py`). Any other is every
job's.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from filmc.base.record import replace
from filmc.lower.job import SET, Job
from filmc.lower.request import EditRequest, EnlargeRequest, LoraEditRequest, StillRequest
from filmc.lower.target import Target

KINDS = {"still", "fix", "extend", "restyle", "enlarge", "clip", "lip-sync", "enhancement", "speech", "music", "sound"}
"""Words for kinds of jobs, as options have them."""
_CONTROL, _ANY_CONTROL = "control-", "model"
_LORA = "lora."


def as_set(job: Job, target: Target) -> Job:
    """Return the job with what the user has set of how its provider makes it."""
    if job.model is None:
        return job
    options = target.options.get(job.model.provider, {})
    own = tuple((f"{SET}{name}", options[name]) for name in sorted(options) if _concerns(name, job, target.known))
    otherwise = as_set(job.otherwise, target) if job.otherwise else None
    recordings = ((f"{SET}{name}", target.files[said]) for name, said in job.how if said in target.files)
    return replace(job, how=(*job.how, *own, *recordings), otherwise=otherwise)


def _concerns(name: str, job: Job, known: Container[str]) -> bool:
    """Tell whether an option of the job's provider has a part in how it is made."""
    assert job.model
    if " " in name:
        return False
    if name.startswith(_LORA):
        return name.removeprefix(_LORA) in _loras(job)
    model, _, setting = name.partition(".")
    if f"{job.model.provider}:{model}" not in known:
        return _held_by(name, job)
    return model == job.model.name and (setting not in KINDS or setting == kind_of(job)) and _held_by(setting, job)


def _held_by(setting: str, job: Job) -> bool:
    """Tell whether a setting is one of no control, or of the control that the job's picture is held by."""
    return not setting.startswith(_CONTROL) or setting.removeprefix(_CONTROL) in _controls(job)


def kind_of(job: Job) -> str:
    """Return what kind of thing is made, in the word that options have for it."""
    if isinstance(job.what, EnlargeRequest):
        return "enlarge"
    return job.what.repair if isinstance(job.what, EditRequest) else job.kind


def _loras(job: Job) -> Iterator[str]:
    yield from (name for name, _ in job.what.loras) if isinstance(job.what, StillRequest | LoraEditRequest) else ()


def _controls(job: Job) -> Iterator[str]:
    if isinstance(job.what, EditRequest) and job.what.keep:
        yield from (job.what.keep[0], _ANY_CONTROL)
