"""Takes that have come → the lock: each judged by what can be measured, and noted with its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from filmc.base.record import replace
from filmc.lower.request import ReviewRequest, WritingRequest
from filmc.produce.choice import add
from filmc.produce.choosing import for_job
from filmc.produce.desk import Desk
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.protocol.media import HEAD, media_type
from filmc.produce.shoot.lab import Lab
from filmc.produce.shoot.order import ordered_seconds
from filmc.produce.shoot.reviewing import verdict_on, weighed
from filmc.produce.shoot.writing import verdict_on_text
from filmc.produce.store import Store, Whole
from filmc.produce.survey import Survey, Surveyed


def keep(desk: Desk, survey: Survey, found: Iterable[Surveyed], lab: Lab) -> None:
    """Note every take of `found`, jobs of the survey, that the lock lacks. Faults of the lock (E104x, E1027)."""
    judged = [(surveyed, tuple(_judged(desk, surveyed, lab))) for surveyed in found]

    def change(lock: Lock) -> Lock:
        for surveyed, takes in judged:
            for take in takes:
                lock = with_take(lock, survey, surveyed, take, {})  # the survey has them in order
                lock = with_judgement(lock, desk.store, surveyed, take, survey.jobs)
        return lock

    desk.change(change)


def unnoted(desk: Desk, surveyed: Surveyed) -> bool:
    """Tell whether takes that the ledger knows, of a run that broke off or of another clone, are in no lock yet."""
    if surveyed.block is None:
        return False
    noted = desk.lock.lock.block(surveyed.block.name)
    return noted is None or any(noted.take(take.digest) is None for take in surveyed.block.takes)


def _judged(desk: Desk, surveyed: Surveyed, lab: Lab) -> Iterable[Take]:
    assert surveyed.block
    noted = desk.lock.lock.block(surveyed.block.name)
    for take in surveyed.block.takes:
        if noted is None or noted.take(take.digest) is None:
            yield judged(desk, surveyed, take, lab)


def judged(desk: Desk, surveyed: Surveyed, take: Take, lab: Lab) -> Take:
    """Return the take with its verdict and its day; one whose bytes are not there has none."""
    made = take.made or f"{lab.now():%Y-%m-%d}"
    there = desk.store.look(take.digest)
    if not isinstance(there, Whole):
        return replace(take, made=made)
    if isinstance(surveyed.job.what, ReviewRequest):
        return replace(take, made=made, verdict=verdict_on(there.path, surveyed.job.what))
    if isinstance(surveyed.job.what, WritingRequest):
        return replace(take, made=made, verdict=verdict_on_text(there.path, surveyed.job.what, lab))
    return replace(take, made=made, verdict=lab.review(there.path, media_of(there), ordered_seconds(surveyed.job)))


def with_take(lock: Lock, survey: Survey, surveyed: Surveyed, take: Take, numbers: Mapping[str, int]) -> Lock:
    """Return the lock with `take`, judged, in the block that speaks for the job.

    `numbers` has the number of each take that was bought for just this, by digest: they stand in that order, whichever
    came first, so that "the first that passes" is the same one every time.
    """

    def change(block: Block) -> Block:
        there = [_with_verdict(each, take) for each in add(block, take).takes]
        ours = [each for each in there if each.digest in numbers]
        numbered = iter(sorted(ours, key=lambda each: numbers[each.digest]))
        return block.changed(takes=tuple(next(numbered) if each.digest in numbers else each for each in there))

    return for_job(lock, survey, surveyed, change)


def with_judgement(lock: Lock, store: Store, surveyed: Surveyed, take: Take, found: Mapping[str, Surveyed]) -> Lock:
    """Return the lock in which what a review says stands with the take that it is about; other takes say nothing."""
    if not isinstance(surveyed.job.what, ReviewRequest) or not isinstance(store.look(take.digest), Whole):
        return lock
    return weighed(lock, surveyed, take, store.path(take.digest), found)


def _with_verdict(noted: Take, take: Take) -> Take:
    """Return a noted take with the verdict of `take`, where it is that one and nobody had judged it."""
    if noted.digest != take.digest or noted.verdict is not None:
        return noted
    return replace(noted, made=noted.made or take.made, verdict=take.verdict)


def media_of(found: Whole) -> str:
    """Return the media type that a take's first bytes show; empty where they show none."""
    with found.path.open("rb") as file:
        return media_type(file.read(HEAD)) or ""
