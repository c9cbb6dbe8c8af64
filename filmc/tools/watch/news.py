"""What there is to say of a reading, given the version that was told before: pure, and the same for people and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from filmc.base.diagnostic import Diagnostic
from filmc.base.record import record
from filmc.ir.film import Film
from filmc.produce.plan.diff import Change, changes
from filmc.produce.plan.plan import Item, Plan, summed
from filmc.produce.survey import Survey
from filmc.tools.report import Found, summary
from filmc.tools.report.cells import count, neutral
from filmc.tools.sums import Exchange
from filmc.tools.watch.reading import Broken, Missing, Reading, Version

NAMED = 4
"""How many shots or jobs a line names; more are counted."""
_PICTURE = {"still", "clip", "lip-sync", "merge", "join", "enhancement", "footage"}
"""Parts of a shot that are seen throughout it."""

Sums = Mapping[str, int]


@record
class News:
    """What a version of the film has that the one before had not."""

    title: str
    seconds: float
    shots: tuple[Change, ...]
    heard: tuple[str, ...]
    """Music and effects that came or are made otherwise, by name."""
    unheard: tuple[str, ...]
    """Those that are gone."""
    plays: tuple[str, ...]
    """Jobs for which another take plays."""
    settings: tuple[str, ...]
    """Settings of the film that changed, by name."""
    stale: tuple[str, ...]
    """Jobs that are to be made and were not before."""
    cost: Sums
    """Of making these, expected, in micro-units by currency."""
    cost_in_all: Sums
    """Of making all that is to be made."""
    due: int
    """How many jobs that is."""

    def dump(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {**asdict(self), "cost": dict(self.cost), "cost_in_all": dict(self.cost_in_all)}


def news_of(before: Version | None, now: Version) -> News:
    """Return what is new in `now`; where there was nothing before, what there is to make."""
    film = now.lowered.film
    new = _newly_due(before.plan if before else None, now.plan)
    return News(
        title=film.settings.title,
        seconds=round(float(film.frames / film.settings.rate), 3),
        shots=changes(before.lowered.film, before.lowered.graph, film, now.lowered.graph) if before else (),
        heard=_other(_sounds(before), _sounds(now)) if before else (),
        unheard=tuple(name for name in _sounds(before) if name not in _sounds(now)) if before else (),
        plays=tuple(_plays(before.lowered.survey, now.lowered.survey)) if before else (),
        settings=tuple(_settings(before.lowered.film, film)) if before else (),
        stale=tuple(item.job for item in new),
        cost=summed(new, lambda item: item.hoped),
        cost_in_all=now.plan.hoped,
        due=len(now.plan.due),
    )


def _newly_due(before: Plan | None, now: Plan) -> list[Item]:
    known = {item.recipe for item in before.due} if before else set()
    return [item for item in now.due if item.recipe not in known]


def _other(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(name for name, keys in now.items() if before.get(name) != keys)


def _sounds(version: Version) -> Mapping[str, list[str]]:
    """Return what is heard beside the shots' lines: name of the job → keys of what is made for it."""
    found: dict[str, list[str]] = {}
    for key, name in version.lowered.graph.heard.items():
        if version.lowered.graph.jobs[name].kind != "speech":
            found.setdefault(name, []).append(key)
    return found


def _plays(before: Survey, now: Survey) -> Iterator[str]:
    for name, surveyed in now.jobs.items():
        was = before.jobs.get(name)
        takes = [each.standing.take.digest if each and each.standing.take else None for each in (was, surveyed)]
        if was and takes[0] != takes[1]:
            yield name


def _settings(before: Film, now: Film) -> Iterator[str]:
    """Yield what of the whole film is another: of its settings, and what stands beside its shots."""
    if before.settings != now.settings:
        fields = type(now.settings).model_fields
        for name in fields:
            if name != "span" and getattr(before.settings, name) != getattr(now.settings, name):
                yield name
    for name in ("cover", "credits", "look_guidance"):
        if getattr(before, name) != getattr(now, name):
            yield name.replace("_", " ")


# ---- in words


def line_of(news: News, exchange: Exchange, *, first: bool) -> str:
    """Return one line about a version; `first`: nothing was told before."""
    length = _clock(news.seconds)
    parts = [neutral(news.title), length] if first else [*(_changed(news) or ["nothing has changed"]), length]
    return "; ".join([*parts, *_costs(news, exchange, "to make" if first else "stale")])


def _changed(news: News) -> list[str]:
    told = [*_shots(news.shots)]
    if news.heard:
        told.append(f"{_named(news.heard, 'sound')} anew")
    if news.unheard:
        told.append(f"without {_named(news.unheard, 'sound')}")
    if news.plays:
        told.append(f"another take plays for {_named(news.plays)}")
    if news.settings and not told:
        told.append(f"the film's {_named(news.settings)} changed")
    return told


def _shots(found: Sequence[Change]) -> Iterator[str]:
    hows: dict[str, list[str]] = {}
    for change in found:
        hows.setdefault(_how(change), []).append(change.shot)
    for how, shots in hows.items():
        yield f"{_named(shots, 'shot')} {how}"


def _how(change: Change) -> str:
    """Return what happened in one phrase; what is written anew is told by what is seen or heard of that."""
    if change.how != "re-written":
        return change.how
    parts = change.detail.split(", ")
    if _PICTURE.intersection(parts):
        return "re-drawn"
    return f"re-drawn ({', '.join(parts)})"


def _named(names: Sequence[str], noun: str = "") -> str:
    if len(names) > NAMED:
        return count(len(names), noun or "job")
    return ", ".join(map(neutral, names))


def _costs(news: News, exchange: Exchange, word: str) -> Iterator[str]:
    if not news.stale:
        return
    told = exchange.told(news.cost)
    more = f", {exchange.told(news.cost_in_all)} in all" if news.cost_in_all != news.cost else ""
    yield f"{word}: {_named(news.stale)} — {told}{' to make' if word == 'stale' else ''}{more} (filmc plan)"


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"


def trouble_of(reading: Reading, stays: str) -> str:
    """Return one line about a reading that is no film; `stays` says which film is kept."""
    match reading:
        case Missing(path):
            return f"{neutral(path.name)} is not there; {stays}, until it is back"
        case Broken(checked):
            return f"{first_error(Found(checked.notes.found, checked.sources))}; {stays}"
    return ""


def first_error(found: Found) -> str:
    """Return the first error in a line, and how many there are."""
    errors = [note for note in found.diagnostics if note.severity == "error"]
    note = errors[0]
    place = found.source(note.span.file).position(note.span.start)
    where = f"{neutral(note.span.file)}:{place.line + 1}:{place.column + 1}: " if note.span.file else ""
    more = f" ({summary(errors)})" if len(errors) > 1 else ""
    return f"{where}{note.code} {neutral(note.message)}{more}"


def essence(notes: Sequence[Diagnostic]) -> list[tuple[str, str, str]]:
    """Return what of diagnostics makes them new to a reader: not where a line has moved to."""
    return sorted((note.code, note.span.file, note.message) for note in notes)
