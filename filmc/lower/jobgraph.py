"""`Film` + `Target` → the job graph: everything that must be made, by name, what is needed before who needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from filmc.base.diagnostic import Notes
from filmc.base.record import record, replace
from filmc.ir.film import Film, Line, Shot, Sound, Theme
from filmc.lower.beginnings import Beginnings
from filmc.lower.breakdown import sound_job, speech_job
from filmc.lower.counting import characters
from filmc.lower.coverage import Coverage
from filmc.lower.faces import Staging
from filmc.lower.job import Job
from filmc.lower.model import Model, Need
from filmc.lower.mouths import Mouths
from filmc.lower.objections import objections
from filmc.lower.own_ways import as_set
from filmc.lower.request import SpeechRequest
from filmc.lower.reviewing import after_reviews, reviewed
from filmc.lower.sheets import Sheets
from filmc.lower.shot_jobs import ShotJobs
from filmc.lower.stills import Stills
from filmc.lower.target import Target
from filmc.lower.veil import Veil
from filmc.lower.voice import voice_apart
from filmc.lower.voicing import feeling_of, voice_of

_NEEDS: dict[str, Need] = {"speech": "speech", "music": "music", "sound": "sound"}


@record
class JobGraph:
    """The jobs of a film by name, in an order in which they can be made. `pictures`: shot → the names of its own."""

    jobs: Mapping[str, Job]
    pictures: Mapping[str, tuple[str, ...]]
    heard: Mapping[str, str]
    """Key of the scratch job → name of the job that serves in its place."""

    @property
    def bought(self) -> Iterator[Job]:
        """The jobs that a model makes."""
        return (job for job in self.jobs.values() if job.model)


def job_graph(notes: Notes, film: Film, target: Target, digest: Callable[[str], str]) -> JobGraph:
    """Return what must be made of the timed `film` for `target`; `digest` names project files by their bytes.

    Code E1010: `via` names a model that there is not.
    """
    serving = _Serving(notes, target)
    heard = list(_heard(film, target))
    once = _named(job for _, job in heard)
    names = {(job.key, job.how): job.name for job in once}
    serves = {scratch.key: names[job.key, job.how] for scratch, job in heard}
    veil = Veil(film)
    making = ShotJobs(notes, film, veil, serving.model, digest, target.clips_from)
    sheets = Sheets(film, veil, digest)
    beginnings = Beginnings(making, sheets)
    coverage = Coverage(making, Stills(making, sheets, beginnings), beginnings, Mouths(making, Staging(film)))

    def voice(line: Line) -> str:
        return serves[speech_job(film, line).key]

    pictures = {shot.id: tuple(coverage.jobs(shot, voice)) for shot in film.shots}
    reviews = [job for shot in film.shots for job in _reviews(making, shot, pictures[shot.id], target)]
    seen = after_reviews([job for each in pictures.values() for job in each], reviews)
    jobs = _in_order([*once, *(as_set(job, target) for job in (*sheets.jobs.values(), *seen, *reviews))])
    _object(notes, jobs.values(), target)
    return JobGraph(jobs, {shot: tuple(job.name for job in each) for shot, each in pictures.items()}, serves)


def _reviews(making: ShotJobs, shot: Shot, jobs: Iterable[Job], target: Target) -> Iterator[Job]:
    model = target.models.get("review")
    return reviewed(making, shot, jobs, model) if model else iter(())


def speech_graph(film: Film, target: Target) -> JobGraph:
    """Return only the jobs that speak the film's lines: they do not depend on its timing, which waits for them."""
    lines = [(scratch, job) for scratch, job in _heard(film, target) if job.kind == "speech"]
    once = _named(job for _, job in lines)
    names = {(job.key, job.how): job.name for job in once}
    return JobGraph(
        {job.name: job for job in once}, {}, {scratch.key: names[job.key, job.how] for scratch, job in lines}
    )


def _object(notes: Notes, jobs: Iterable[Job], target: Target) -> None:
    """Note what the target's models can not be told of what is asked, each thing once at its place."""
    found = dict.fromkeys(each for job in jobs for each in objections(job, target.known))
    for each in found:
        notes.add(each.code, each.span, each.message, each.hint)


class _Serving:
    """Finds the model for a shot's picture; what is wrong with a `via` is noted once a shot."""

    def __init__(self, notes: Notes, target: Target) -> None:
        self._notes, self._target = notes, target
        self._told: set[str] = set()

    def model(self, shot: Shot, need: Need) -> Model | None:
        own = shot.guidance.via
        model = self._target.models.get(need)
        if own is None or self._target.free or need not in ("image", "video"):
            return model
        found = self._target.known.get(own)
        if found is None:
            self._unknown(shot, own)
            return model
        return found if need in found.makes else model

    def _unknown(self, shot: Shot, own: str) -> None:
        if shot.id not in self._told:
            self._told.add(shot.id)
            near = ", ".join(sorted(self._target.known)[:8]) or "none"
            span = shot.guidance.span
            self._notes.add("E1010", span, f"there is no model `{own}`", f"models that filmc knows here: {near}")


def _heard(film: Film, target: Target) -> Iterator[tuple[Job, Job]]:
    """Yield each scratch job of something heard with the job that serves in its place; without a model, itself."""
    for shot in film.shots:
        for number, line in enumerate(shot.lines, 1):
            scratch = speech_job(film, line)
            spoken = as_set(_spoken(film, line, scratch, target), target)
            yield scratch, replace(spoken, name=f"{shot.id} speech {number}", shot=shot.id)
    for sound in film.sounds:
        scratched = sound_job(film, sound)
        if scratched:
            served = as_set(_served(scratched, target, film.themes.get(sound.theme or "")), target)
            yield scratched, replace(served, name=f"{served.kind} {_told(sound)}")


def _spoken(film: Film, line: Line, scratch: Job, target: Target) -> Job:
    """Return the job that speaks `line` in place of the scratch voice."""
    job = _served(scratch, target, None)
    if job.model is None or not isinstance(job.what, SpeechRequest):
        return job
    what = replace(job.what, identity=voice_apart(film, line))
    voice = voice_of(job.model, what, target.voices.get(job.model.provider, {}))
    if voice is None:
        return replace(job, what=what, places={"line": line.span})
    felt = feeling_of(voice, what, target.options.get(job.model.provider, {}))
    return replace(job, what=what, how=(*job.how, ("voice", voice), *felt), places={"line": line.span})


def _told(sound: Sound) -> str:
    return " ".join((sound.theme or sound.what).split())


def _served(job: Job, target: Target, theme: Theme | None) -> Job:
    """Return the job as the target's model makes it: with price, candidates and bound."""
    model = target.models.get(_NEEDS[job.kind])
    if model is None:
        return job
    takes = theme.takes if theme else 1
    bound = theme.reroll if theme else None
    return replace(
        job,
        maker=model.id,
        how=model.options,
        model=model,
        billed=_units(job, model),
        takes=takes,
        most=bound.takes if bound else None,
        money=bound.money if bound else None,
    )


def _units(job: Job, model: Model) -> Fraction:
    per = model.price.per if model.price else "take"
    if isinstance(job.what, SpeechRequest):
        return Fraction(characters(job.what, model)) if per == "character" else Fraction(1)
    return Fraction(getattr(job.what, "milliseconds", 1000), 1000) if per == "second" else Fraction(1)


def _named(jobs: Iterable[Job]) -> list[Job]:
    """Return each job once, however often the film uses it, with a name that no other has."""
    once: dict[tuple[str, tuple[tuple[str, str], ...]], Job] = {}
    taken: dict[str, int] = {}
    for job in jobs:
        if (job.key, job.how) not in once:
            count = taken[job.name] = taken.get(job.name, 0) + 1
            once[job.key, job.how] = replace(job, name=f"{job.name} {count}") if count > 1 else job
    return list(once.values())


def _in_order(jobs: Iterable[Job]) -> dict[str, Job]:
    """Return the jobs by name, inputs first."""
    waiting = {job.name: job for job in jobs}
    done: dict[str, Job] = {}
    begun: set[str] = set()
    for name in waiting:
        stack = [name]
        while stack:  # a chain of borrowed frames may be as long as the film
            job = waiting[stack[-1]]
            needed = (*(each.job for each in job.inputs), *job.after)
            before = [each for each in needed if each in waiting and each not in begun]
            if job.name in done or job.name in begun or not before:
                done.setdefault(stack.pop(), job)
            else:
                begun.add(job.name)
                stack += before
    return done
