"""Choosing among takes on the page: written to film.lock as the commands `pick`, `reject` and `pin` do."""

from __future__ import annotations

from contextlib import closing

from filmc.base.diagnostic import Notes
from filmc.produce.choice import add, find, pick, pin, reject, unpick, unpin
from filmc.produce.choosing import Change, for_job, in_place
from filmc.produce.locked import Take
from filmc.produce.survey import Surveyed
from filmc.produce.who import today, who
from filmc.session import Session
from filmc.tools.choosing import block_of, told_take
from filmc.tools.preview.said import RefusedError, Said
from filmc.tools.watch.reading import Version


def choose(version: Version, said: Said) -> str:
    """Do what was said to a take, and return it in words. RefusedError for what there is not; faults E1050, E104x."""
    job, action = said.text("job"), said.text("do")
    found = version.lowered.survey.jobs.get(job)
    if found is None:
        raise RefusedError(f"the film has no {job} now", 404)
    take = find(block_of(found), said.text("digest"))
    change, words = _change(version, found, take, action, said)
    place = for_job if action in ("pick", "pin") else None
    session = Session(version.session.world, version.session.main)
    with closing(session.desk(Notes(), version.desk.target.name)) as desk:
        desk.change(
            lambda lock: place(lock, version.lowered.survey, found, change) if place else in_place(lock, found, change)
        )
    return f"{told_take(found, take)} {words}"


def _change(version: Version, found: Surveyed, take: Take, action: str, said: Said) -> tuple[Change, str]:
    """Return what is done to the block of the job, and how that is told."""
    by, on = who(version.desk.film.parent), today()
    match action:
        case "pick":
            return lambda block: pick(add(block, take), take, found.want.what, by, on), f"is chosen by {by}"
        case "pin":
            return lambda block: pin(add(block, take), take, found.want.what, by, on), f"is pinned by {by}"
        case "unpick":
            return unpick, "is chosen no more"
        case "unpin":
            return unpin, "is pinned no more"
        case "reject":
            why = " ".join((said.text_or_none("why") or "").split())
            return lambda block: reject(block, take, why), f"is rejected: {why or 'no reason given'}"
    raise RefusedError(f"nothing is known that is called {action}")
