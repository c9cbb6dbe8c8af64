"""Two versions of a film compared as a producer does: which shots came, went, moved, and what that costs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Any, Literal

from filmc.base.digest import canonical, digest
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.ir.film import Film, Shot
from filmc.lower.breakdown import speech_job
from filmc.lower.jobgraph import JobGraph

How = Literal["added", "removed", "moved", "re-timed", "re-written"]
ALIKE = 0.6
"""Share of its words that a shot without a label must have in common with another to be the same shot, re-written."""

_TIMES = frozenset({"milliseconds", "starts", "parts"})
"""Fields of requests that are times: a shot that is only longer is re-timed, not re-written."""


@record
class Change:
    """What happened to one shot. `shot` is its id now, or what it was where it is gone."""

    shot: str
    how: How
    detail: str = ""


@record
class _Told:
    """A shot as it is compared: `parts` has what is seen and heard in it, without names of the cast, and no length."""

    shot: Shot
    seconds: Fraction
    parts: Mapping[str, str]

    @property
    def words(self) -> list[str]:
        return [*" ".join(self.shot.action).split(), *(word for line in self.shot.lines for word in line.text.split())]


def changes(then: Film, graph_then: JobGraph, now: Film, graph_now: JobGraph) -> tuple[Change, ...]:
    """Return what happened to the shots between two versions of a film, in the order of the newer one."""
    before, after = _told(then, graph_then), _told(now, graph_now)
    pairs = _pairs(before, after)
    moved = _moved([pairs.get(place) for place in range(len(after))])
    found = [change for place, each in enumerate(after) for change in _change(each, pairs, place, before, moved)]
    gone = set(range(len(before))) - set(pairs.values())
    return (*found, *(Change(before[place].shot.id, "removed", _length(before[place])) for place in sorted(gone)))


def _told(film: Film, graph: JobGraph) -> list[_Told]:
    rate = film.settings.rate
    return [_Told(shot, shot.frames / rate, _parts(film, graph, shot)) for shot in film.shots]


def _parts(film: Film, graph: JobGraph, shot: Shot) -> Mapping[str, str]:
    asked: dict[str, list[Any]] = {}
    for name in graph.pictures.get(shot.id, ()):
        job = graph.jobs[name]
        files = [[each.role, each.digest, each.moment] for each in job.inputs if each.file]
        what = {part: value for part, value in asdict(job.what).items() if part not in _TIMES}
        if [what, files] not in asked.setdefault(job.kind, []):  # the parts of a long clip ask for the same
            asked[job.kind].append([what, files])
    asked["lines"] = [asdict(speech_job(film, line).what) for line in shot.lines]
    asked["captions"] = [[each.text, each.where, each.style] for each in shot.captions]
    asked["footage"] = [shot.source.file] if shot.source else []
    asked["transition"] = [repr(shot.transition_in)]
    return {part: digest(canonical(each).decode()) for part, each in asked.items()}


def _pairs(before: Sequence[_Told], after: Sequence[_Told]) -> dict[int, int]:
    """Return place now → place then of the same shot: by what it shows, then by its label, then by its words."""
    pairs: dict[int, int] = {}
    free = dict.fromkeys(range(len(before)))
    for same in (_identical, _twin, _namesake):
        for place, each in enumerate(after):
            if place not in pairs:
                other = next((old for old in free if same(each, before[old])), None)
                if other is not None:
                    pairs[place] = other
                    del free[other]
    for place, each in enumerate(after):
        if place not in pairs and each.shot.label is None:
            alike = [(_alike(each, before[old]), -old) for old in free if before[old].shot.label is None]
            best, old = max(alike, default=(0.0, 0))
            if best >= ALIKE:
                pairs[place] = -old
                del free[-old]
    return pairs


def _identical(now: _Told, then: _Told) -> bool:
    return now.shot.id == then.shot.id and now.parts == then.parts


def _twin(now: _Told, then: _Told) -> bool:
    return now.parts == then.parts


def _namesake(now: _Told, then: _Told) -> bool:
    return now.shot.label is not None and now.shot.label == then.shot.label and now.shot.id == then.shot.id


def _alike(now: _Told, then: _Told) -> float:
    return SequenceMatcher(None, now.words, then.words, autojunk=False).ratio() if now.words and then.words else 0.0


def _moved(places: Sequence[int | None]) -> set[int]:
    """Return the places now of as few shots as explain the new order: all outside the longest run that kept it."""
    kept = [place for place, old in enumerate(places) if old is not None]
    ends: list[int] = []
    heads: list[int] = []
    before: dict[int, int | None] = {}
    for place in kept:
        old = places[place]
        assert old is not None
        at = bisect_left(ends, old)
        ends[at : at + 1] = [old]
        heads[at : at + 1] = [place]
        before[place] = heads[at - 1] if at else None
    run: set[int] = set()
    last = heads[-1] if heads else None
    while last is not None:
        run.add(last)
        last = before[last]
    return set(kept) - run


def _change(
    each: _Told, pairs: Mapping[int, int], place: int, before: Sequence[_Told], moved: set[int]
) -> Iterator[Change]:
    name = each.shot.id
    if place not in pairs:
        yield Change(name, "added", _length(each))
        return
    old = before[pairs[place]]
    if place in moved:
        yield Change(name, "moved", f"it was {old.shot.number} and is {each.shot.number}")
    if old.seconds != each.seconds:
        yield Change(name, "re-timed", f"from {_length(old)} to {_length(each)}")
    other = [part for part in {**old.parts, **each.parts} if old.parts.get(part) != each.parts.get(part)]
    if other:
        yield Change(name, "re-written", ", ".join(other))


def _length(told: _Told) -> str:
    return f"{float(told.seconds):.2f}".rstrip("0").rstrip(".") + " s"


def from_nothing(graph: JobGraph) -> Mapping[str, int]:
    """Return what every job would cost if nothing were made, in micro-units by currency; the same job counts once."""
    recipes: dict[str, str] = {}
    costs: dict[str, Money] = {}
    for job in graph.jobs.values():
        inputs = {each.role: [recipes.get(each.job, ""), each.digest, each.moment] for each in job.inputs}
        recipe = recipes[job.name] = digest([job.key, job.how, inputs])
        if job.model and job.model.price:
            unit = job.model.price.of(job.billed)
            costs.setdefault(recipe, Money(unit.micros * job.takes, unit.currency))
    return _summed(costs.values())


def _summed(amounts: Iterable[Money]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for money in amounts:
        found[money.currency] = found.get(money.currency, 0) + money.micros
    return dict(sorted(found.items()))
