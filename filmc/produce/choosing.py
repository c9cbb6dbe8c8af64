"""A choice written into the lock: which block it belongs into, whatever the shots are called now."""

from __future__ import annotations

from collections.abc import Callable

from filmc.base.record import replace
from filmc.produce.choice import add
from filmc.produce.locked import Block, Lock
from filmc.produce.survey import Survey, Surveyed

Change = Callable[[Block], Block]


def in_place(lock: Lock, found: Surveyed, change: Change) -> Lock:
    """Return `lock` with `change` done to the block that speaks for a job, takes that the ledger knows included."""
    block = found.block or Block(found.job.name)
    return _changed(lock, block, change(_on_disk(lock, block)))


def for_job(lock: Lock, survey: Survey, found: Surveyed, change: Change) -> Lock:
    """As `in_place`, but never in a block that another job is served by: that one first gets the other's name.

    So it is when a shot was renamed and a new one has its old name.
    """
    block = found.block or Block(found.job.name)
    owner = None if _serves(found) else _owner(survey, found, block)
    if owner is None:
        return in_place(lock, found, change)
    moved = replace(_on_disk(lock, block), name=_free(lock, owner.job.name), text=None)
    others = tuple(each for each in lock.blocks if each.name != block.name)
    cleared = replace(lock, blocks=others).with_block(moved)
    return _changed(cleared, Block(found.job.name), change(cleared.block(found.job.name) or Block(found.job.name)))


def _on_disk(lock: Lock, block: Block) -> Block:
    now = lock.block(block.name) or Block(block.name)
    for take in block.takes:
        now = add(now, take)
    return now


def _changed(lock: Lock, before: Block, after: Block) -> Lock:
    return lock if after == lock.block(before.name) else lock.with_block(after)


def _serves(found: Surveyed) -> bool:
    block, what = found.block, found.want.what
    if block is None:
        return False
    return what == block.request or any(take.what == what and take.passes for take in block.takes)


def _owner(survey: Survey, found: Surveyed, block: Block) -> Surveyed | None:
    """Return another job that this block serves."""
    others = (each for each in survey.jobs.values() if each.job.name != found.job.name)
    return next((each for each in others if each.block and each.block.name == block.name and _serves(each)), None)


def _free(lock: Lock, name: str) -> str:
    while lock.block(name):
        name += " earlier"
    return name
