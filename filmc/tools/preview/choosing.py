"""Choosing among takes on the page: written to film.lock as the commands `pick`, `reject` and `pin` do."""

from __future__ import annotations

from contextlib import closing

from filmc.base.diagnostic import Notes
from filmc.produce.choice import add, pick, pin, reject, unpick, unpin
from filmc.produce.choosing import Change, for_job, in_place
from filmc.produce.locked import Block, Take
from filmc.produce.survey import Surveyed
from filmc.produce.who import today, who
from filmc.session import Session
from filmc.tools.choosing import block_of, told_take
from filmc.tools.preview.said import RefusedError, Said
from filmc.tools.project import Project
from filmc.tools.watch.reading import Version


def choose(project: Project, version: Version, said: Said) -> str:
    """Do what was said to a take, and return it in words.

    RefusedError for what there is not (404) or is not so any more (409); faults E1051, E104x.
    """
    job, action = said.text("job"), said.text("do")
    found = version.lowered.survey.jobs.get(job)
    if found is None:
        raise RefusedError(f"the film has no {job} now", 404)
    take = block_of(found).take(said.text("digest"))
    if take is None:
        raise RefusedError(f"{job} has no such take", 404)
    change, words = _change(project, found, take, action, said)
    session = Session(project.world, project.main)
    with closing(session.desk(Notes(), version.desk.target.name)) as desk:
        if action in ("pick", "pin"):  # it may be for a job that has no block of its own yet
            desk.change(lambda lock: for_job(lock, version.lowered.survey, found, change))
        else:
            desk.change(lambda lock: in_place(lock, found, change))
    return f"{told_take(found, take)} {words}"


def _change(project: Project, found: Surveyed, take: Take, action: str, said: Said) -> tuple[Change, str]:
    """Return what is done to the block of the job as it is on the disk then, and how that is told."""
    what = found.want.what
    match action:
        case "pick" | "pin":
            by, on, act = who(project.path.parent), today(), pin if action == "pin" else pick
            return lambda block: act(add(block, take), take, what, by, on), f"is {_DONE[action]} by {by}"
        case "unpick" | "unpin":
            undo = unpin if action == "unpin" else unpick
            return lambda block: undo(_chosen(block, take, pinned=action == "unpin")), f"is {_DONE[action]} no more"
        case "reject":
            why = " ".join((said.text_or_none("why") or "").split())
            return lambda block: reject(block, take, why), f"is rejected: {why or 'no reason given'}"
    raise RefusedError(f"nothing is known that is called {action}")


_DONE = {"pick": "chosen", "pin": "pinned", "unpick": "chosen", "unpin": "pinned"}


def _chosen(block: Block, take: Take, *, pinned: bool) -> Block:
    """Return the block if the take is its choice; refuse where somebody has chosen otherwise meanwhile."""
    if block.chosen != take.digest or (pinned and not block.pinned):
        raise RefusedError(f"it is not what is {'pinned' if pinned else 'chosen'} now: look again", 409)
    return block
