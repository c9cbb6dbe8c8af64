"""The takes of a film's jobs, one entry a take: for the list on a terminal, for JSON and for the contact sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from filmc.base.record import record
from filmc.ir.film import Film
from filmc.produce.ledger.budget import shown
from filmc.produce.locked import SHORT, Block, Lock, Take
from filmc.produce.store import Damaged, Found, Missing, Unreadable, Whole
from filmc.produce.survey import Surveyed
from filmc.produce.takes import Shelf

_TROUBLE = {Damaged: "damaged", Missing: "not in this store", Unreadable: "can not be read"}


@record
class Entry:
    """One take as people choose it: `state` is a word or two, `plays` whether the film shows or sounds it now."""

    number: int
    take: Take
    state: str
    plays: bool
    chosen: str
    """By whom and when; empty where nobody chose it."""
    pinned: bool
    found: Found

    @property
    def path(self) -> Path | None:
        """Where its bytes are, if they are whole."""
        return self.found.path if isinstance(self.found, Whole) else None


@record
class Listed:
    """One job with its takes. `shot` is empty for music and sounds; `state` is empty for what the film has no more."""

    job: str
    shot: str
    kind: str
    state: str
    reason: str
    asks: str
    """The model that the target has for it; empty for the animatic."""
    entries: tuple[Entry, ...]

    @property
    def playing(self) -> Entry | None:
        """The take that plays."""
        return next((entry for entry in self.entries if entry.plays), None)


def listed(surveyed: Iterable[Surveyed], shelf: Shelf) -> list[Listed]:
    """Return the jobs with their takes, in the film's order."""
    return [_listed(found, shelf) for found in surveyed]


def in_film_order(surveyed: Iterable[Surveyed], film: Film) -> list[Surveyed]:
    """Return the jobs shot by shot, then those that belong to no shot."""
    order = {shot.id: number for number, shot in enumerate(film.shots)}
    return sorted(surveyed, key=lambda each: order.get(each.job.shot, len(order)))


def strays(lock: Lock, surveyed: Iterable[Surveyed], shelf: Shelf) -> list[Listed]:
    """Return the blocks of the lock that no job of the film asks for any more."""
    spoken = {found.block.name for found in surveyed if found.block}
    left = [block for block in lock.blocks if block.name not in spoken]
    return [
        Listed(block.name, "", "", "", "the film does not ask for it", "", _strayed(block, shelf)) for block in left
    ]


def _strayed(block: Block, shelf: Shelf) -> tuple[Entry, ...]:
    return tuple(
        Entry(number, take, "not in the film", plays=False, chosen="", pinned=False, found=shelf.look(take.digest))
        for number, take in enumerate(block.takes, 1)
    )


def _listed(found: Surveyed, shelf: Shelf) -> Listed:
    job, standing = found.job, found.standing
    entries = tuple(_entries(found, shelf)) if found.block else ()
    asks = job.maker if job.model else ""
    return Listed(job.name, job.shot, job.kind, standing.state, standing.reason, asks, entries)


def _entries(found: Surveyed, shelf: Shelf) -> Iterator[Entry]:
    block = found.block
    assert block
    for number, take in enumerate(block.takes, 1):
        looked = shelf.look(take.digest)
        chosen = take.digest == block.chosen
        yield Entry(
            number=number,
            take=take,
            state=_state(found, block, take, looked),
            plays=found.standing.take == take and found.whole,
            chosen=", ".join(part for part in (block.by or "somebody", block.on) if part) if chosen else "",
            pinned=block.pinned and chosen,
            found=looked,
        )


def _state(found: Surveyed, block: Block, take: Take, looked: Found) -> str:
    if not isinstance(looked, Whole):
        return _TROUBLE[type(looked)]
    if take.rejected is not None:
        return "rejected"
    if not take.passes:
        return "failed its check"
    if take.what != found.want.what and not (take.digest == block.chosen and block.request == found.want.what):
        return "stale" if take.what or take.digest == block.chosen else "not chosen"
    return "fits" if take.how in (None, found.want.how) else "by another maker"


def as_text(jobs: Sequence[Listed]) -> Iterator[str]:
    """Yield the lines for a terminal; words of people and providers are not yet made harmless."""
    for job in jobs:
        yield f"{job.job}: {f'{job.state}, ' if job.state else ''}{job.reason}"
        for entry in job.entries:
            yield f"  {'▶' if entry.plays else ' '} {entry.number:>2}  {entry.take.digest[:SHORT]}  {told(entry)}"


def told(entry: Entry) -> str:
    """Return all that is known of a take, on one line."""
    take = entry.take
    parts = [
        entry.state + (f": {take.rejected}" if entry.state == "rejected" else ""),
        f"{'pinned' if entry.pinned else 'chosen'} by {entry.chosen}" if entry.chosen else "",
        take.model or ("made elsewhere" if take.how is None else ""),
        f"seed {take.seed}" if take.seed is not None else "",
        shown(take.price) if take.price else "",
        take.made or "",
        take.verdict or "",
    ]
    return " · ".join(part for part in parts if part)


def objects(jobs: Sequence[Listed]) -> list[dict[str, Any]]:
    """Return the list as JSON-able objects."""
    return [
        {
            "job": job.job,
            "shot": job.shot or None,
            "kind": job.kind or None,
            "state": job.state or None,
            "reason": job.reason,
            "asks": job.asks or None,
            "takes": [_object(entry) for entry in job.entries],
        }
        for job in jobs
    ]


def _object(entry: Entry) -> dict[str, Any]:
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
        "price": {"micros": take.price.micros, "currency": take.price.currency} if take.price else None,
        "made": take.made,
        "verdict": take.verdict,
        "rejected": take.rejected,
        "path": str(entry.path) if entry.path else None,
    }
