"""What `film.lock` holds: blocks of takes, with the choice among them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from filmc.base.record import field, record, replace
from filmc.base.source import NOWHERE, Span
from filmc.frontend.value import Money

SHORT = 10
"""Digits by which a take is named to people."""

CARD = "card-"
"""What the `job` of a take begins with that a person made from an order card."""


@record
class Take:
    """One take of a job: bytes by digest, and how they came to be. All texts are single lines, dates are for people.

    `what` and `how` are digests of the request and of its maker (None for a file made elsewhere); `parts` has a short
    digest of each part of the request, so that it can be said in words what has changed since.
    """

    digest: str
    what: str | None = None
    how: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    model: str | None = None
    seed: int | None = None
    price: Money | None = None
    job: str | None = None
    made: str | None = None
    verdict: str | None = None
    """`passed`, or `failed: ` and why; None where nobody has checked."""
    rejected: str | None = None
    """Why a person does not want it."""
    strange: tuple[str, ...] = ()
    """Lines that this version does not understand, kept as they were."""

    @property
    def by_hand(self) -> bool:
        """Whether a person made it, from an order card: that is its `job`."""
        return (self.job or "").startswith(CARD)

    @property
    def told(self) -> tuple[str, str]:
        """The digest, and by `what.how` for which request it was made."""
        return self.digest, f"{self.what}.{self.how}"

    @property
    def passes(self) -> bool:
        """Whether it may be used without anybody having chosen it: no check failed, nobody rejected it."""
        return self.rejected is None and not (self.verdict or "").startswith("failed")


@record
class Block:
    """The takes of one job in the order in which they came, and the choice, where a person made one."""

    name: str
    takes: tuple[Take, ...] = ()
    chosen: str | None = None
    by: str | None = None
    on: str | None = None
    request: str | None = None
    """For which request (`what`) the choice was made: it holds until another is wanted."""
    pinned: bool = False
    strange: tuple[str, ...] = ()
    text: str | None = field(default=None, compare=False, repr=False)
    """The block as it stood in the file; None since it was changed."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def changed(self, **values: Any) -> Block:
        """Return the block with other values; what is equal keeps its text to the letter."""
        other = replace(self, **values)
        return self if other == self else replace(other, text=None)

    def take(self, digest: str | None) -> Take | None:
        """Return the take with this `digest`."""
        return next((take for take in self.takes if take.digest == digest), None)


@record
class Lock:
    """Every block, sorted by name. `head` has the lines between the file's first and them; `newline` ends its lines."""

    blocks: tuple[Block, ...] = ()
    head: tuple[str, ...] = ()
    newline: str = "\n"
    film: str | None = None
    """What the ledger knows the film by, in 16 hex digits: made at its first purchase; renames and clones keep it."""

    def block(self, name: str) -> Block | None:
        """Return the block of the job `name`."""
        return next((block for block in self.blocks if block.name == name), None)

    def with_block(self, block: Block) -> Lock:
        """Return the lock with `block` in place of the one of its name."""
        others = [other for other in self.blocks if other.name != block.name]
        return replace(self, blocks=tuple(sorted([*others, block], key=lambda each: each.name)))

    def without(self, takes: Collection[tuple[str, str]]) -> Lock:
        """Return the lock as if `takes`, each by its digest and by `what.how` it was made for, had never come."""
        kept = (
            block.changed(takes=tuple(each for each in block.takes if each.told not in takes)) for block in self.blocks
        )
        return replace(self, blocks=tuple(block for block in kept if block != Block(block.name)))

    @property
    def named(self) -> frozenset[str]:
        """The digests of all takes that the lock knows, also of rejected ones: what cleaning a store must keep."""
        return frozenset(take.digest for block in self.blocks for take in block.takes)
