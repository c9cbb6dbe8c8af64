"""Shots, jobs and takes, as the page shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from filmc.ir.film import Shot
from filmc.lower.timeline import Footage, Morph, Picture, Slate, Still, Strip, Timeline
from filmc.produce.buying.runs import busy
from filmc.produce.ledger.budget import shown
from filmc.produce.plan.plan import summed
from filmc.tools.preview.gallery import Gallery
from filmc.tools.preview.money import cost_of
from filmc.tools.preview.places import Places
from filmc.tools.sums import Exchange
from filmc.tools.take_list import Entry, Listed, listed
from filmc.tools.watch.reading import Version

_OVER = "over"
MAKING = "making"
_WORST_FIRST = ("unknown", "failed", _OVER, MAKING, "stale", "missing", "blocked", "usable", "fresh")


class Shots:
    """All shots of one version. `held` tells by job what is over budget, and why."""

    def __init__(
        self, version: Version, timeline: Timeline, places: Places, gallery: Gallery, held: Mapping[str, str]
    ) -> None:
        self._version, self._places, self._gallery, self._held = version, places, gallery, held
        self._pictures = {segment.clip.shot: segment.clip.picture for segment in timeline.segments}
        self._listed = listed(version.lowered.survey.jobs.values(), version.desk.shelf)
        self._items = {item.job: item for item in version.plan.items}
        self._ordered = ordered(version)
        self._exchange = Exchange.of(version.lowered.film, version.rates)
        self._of: dict[str, list[Listed]] = {}
        for job in self._listed:
            self._of.setdefault(job.shot, []).append(job)

    def told(self, shot: Shot) -> dict[str, Any]:
        """Return one shot. Its `state` is that of the job most in need of somebody; `animatic` where none is made."""
        jobs = self._of.get(shot.id, [])
        state, why = _worst(self._standing(job) for job in jobs if job.asks or job.entries)
        due = [item for job in jobs if (item := self._items.get(job.job)) and item.due and item.cost]
        return {
            "id": shot.id,
            "number": shot.number,
            "label": shot.label,
            "start": shot.film_range.start,
            "frames": shot.film_range.length,
            "size": shot.size.name,
            "angle": shot.angle.name,
            "setup": shot.setup.name if shot.setup else None,
            "camera": ", ".join(move.move.name for move in shot.camera),
            "action": " ".join(" ".join(shot.action).split()),
            "cast": [presence.name for presence in shot.cast],
            "auto": shot.written is None,
            "length_place": self._places.of(shot.written_span),
            "state": state,
            "why": why,
            "rung": _rung(self._pictures.get(shot.id)),
            "pinned": any(entry.pinned for job in jobs for entry in job.entries),
            "to_come": self._exchange.told(summed(due, lambda item: item.cost)) if due else None,
            "jobs": [job.job for job in jobs],
            "place": self._places.of(shot.span),
        }

    def jobs(self) -> Mapping[str, dict[str, Any]]:
        """Return all jobs that a model, a person or a take has to do with, by name."""
        return {job.job: self._job(job) for job in self._listed if job.asks or job.entries}

    def _standing(self, job: Listed) -> tuple[str, str]:
        """Return where a job stands, and why."""
        if job.state == "unknown" and job.job in self._ordered:
            return MAKING, "it is ordered, and a filmc that is running waits for it"
        return (_OVER, self._held[job.job]) if job.job in self._held else (job.state, job.reason)

    def _job(self, job: Listed) -> dict[str, Any]:
        state, why = self._standing(job)
        return {
            "shot": job.shot or None,
            "kind": job.kind,
            "state": state,
            "why": why,
            "asks": job.asks or None,
            "cost": cost_of(self._items.get(job.job)),
            "takes": [self._take(entry) for entry in job.entries],
        }

    def _take(self, entry: Entry) -> dict[str, Any]:
        take = entry.take
        return {
            "number": entry.number,
            "digest": take.digest,
            "state": entry.state,
            "plays": entry.plays,
            "chosen": entry.chosen or None,
            "pinned": entry.pinned,
            "model": take.model,
            "seed": take.seed,
            "price": shown(take.price) if take.price else None,
            "made": take.made,
            "verdict": take.verdict,
            "rejected": take.rejected,
            "media": self._gallery.hang(entry.path) if entry.path else None,
        }


def ordered(version: Version, among: Collection[str] | None = None) -> set[str]:
    """Return the jobs (of those `among` which it is asked) that somebody is buying now, here or in a terminal."""
    left = [(each.note.get("name", ""), each.intent.run) for each in version.plan.unfinished]
    asked = [(job, run) for job, run in left if among is None or job in among]
    waited = {*busy(version.desk.ledger.path, {run for _, run in asked})} if asked else set()
    return {job for job, run in asked if run in waited}


def _worst(standings: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the state most in need of somebody, and why it is that."""
    found = sorted(standings, key=lambda each: _WORST_FIRST.index(each[0]) if each[0] in _WORST_FIRST else 0)
    return found[0] if found else ("animatic", "drawn here, for nothing")


def _rung(picture: Picture | None) -> str:
    match picture:
        case Slate() | None:
            return "slate"
        case Strip():
            return "take"
        case Still():
            return "still"
        case Footage():
            return "footage"
        case Morph(start=start):
            return _rung(start)
        case _:
            return "panel"
