"""Choosing among the takes of one job: pure functions from a block to a block, by the words a person types.

A person's choice is made *for a request*: it holds until the film asks for something else. A new choice is not pinned;
a pinned take can not be rejected; picking a rejected take takes the rejection back. Who chooses what is chosen already
changes nothing: the choice stays that of who made it first.
"""

from __future__ import annotations

from filmc.base.fault import Fault
from filmc.base.record import replace
from filmc.produce.locked import Block, Take


def find(block: Block, word: str) -> Take:
    """Return the take that `word` names: its number from 1, or the first digits of its digest. Fault E1050."""
    if word.isdecimal() and 0 < int(word[:9]) <= len(block.takes) and len(word) < 6:
        return block.takes[int(word) - 1]
    found = [take for take in block.takes if len(word) >= 4 and take.digest.startswith(word.lower())]
    if len(found) == 1:
        return found[0]
    known = f"it has takes 1 to {len(block.takes)}" if block.takes else "it has no take yet"
    raise Fault("E1050", f"`{block.name}` has {'more than one' if found else 'no'} take {word}", known)


def add(block: Block, take: Take) -> Block:
    """Return the block with a take that has just been made; one that it has already changes nothing."""
    return block if block.take(take.digest) else block.changed(takes=(*block.takes, take))


def righted(block: Block, bought: Take) -> Block:
    """Return the block with what the ledger knows of a take: what was paid for, by whom it was made, at what price.

    A damaged line of the lock must not make a paid take look as if it were made for something else.
    """
    noted = block.take(bought.digest)
    if noted is None or (noted.what, noted.how, noted.price) == (bought.what, bought.how, bought.price):
        return block
    sure = replace(bought, verdict=noted.verdict, rejected=noted.rejected, strange=noted.strange)
    return _with(block, sure)


def pick(block: Block, take: Take, request: str, by: str, on: str) -> Block:
    """Choose `take` for `request` (the digest of what the film asks for now)."""
    accepted = _with(block, replace(take, rejected=None))
    if (accepted.chosen, accepted.request) == (take.digest, request):
        return accepted
    pinned = block.pinned and block.chosen == take.digest
    return accepted.changed(chosen=take.digest, by=by, on=on, request=request, pinned=pinned)


def unpick(block: Block) -> Block:
    """Take the choice back: the first take that passes is used again."""
    return block.changed(chosen=None, by=None, on=None, request=None, pinned=False)


def reject(block: Block, take: Take, why: str) -> Block:
    """Note that nobody wants `take`, and `why`; if it was chosen, nothing is now. Fault E1051 where it is pinned."""
    chosen = block.chosen == take.digest
    if chosen and block.pinned:
        raise Fault("E1051", f"take {take.digest[:12]} of `{block.name}` is pinned", "take the pin away first")
    return _with(unpick(block) if chosen else block, replace(take, rejected=why or "no reason given"))


def judge(block: Block, take: Take, verdict: str) -> Block:
    """Note what the checks found: `passed`, or `failed: ` and why."""
    return _with(block, replace(take, verdict=verdict))


def pin(block: Block, take: Take, request: str, by: str, on: str) -> Block:
    """Choose `take`, and hold it whatever the film asks for, until `unpin`."""
    return pick(block, take, request, by, on).changed(pinned=True)


def unpin(block: Block) -> Block:
    """Take the pin away; the choice stays."""
    return block.changed(pinned=False)


def playing(block: Block, request: str) -> Take | None:
    """Return the take that plays for `request`.

    In this order: the pinned one, the one chosen for just this request, the first made for it that passes, the one
    chosen for an earlier request, the last that passes of any.
    """
    chosen = block.take(block.chosen)
    if chosen and (block.pinned or block.request == request):
        return chosen
    passing = [take for take in block.takes if take.passes]
    made_for_it = next((take for take in passing if take.what == request), None)
    return made_for_it or chosen or (passing[-1] if passing else None)


def _with(block: Block, take: Take) -> Block:
    return block.changed(takes=tuple(take if other.digest == take.digest else other for other in block.takes))
