"""Where each job stands: derived from what is wanted, what the lock says and what the store has; never stored.

A job is looked for in the lock by what it asks for, and only then by its name: so renaming and reordering cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Literal

from filmc.base.digest import digest
from filmc.base.record import record
from filmc.lower.job import KEY_VERSION, SET, Job
from filmc.produce.choice import playing
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.origin import Origins
from filmc.produce.store import Damaged, Found, Missing, Unreadable

State = Literal["fresh", "usable", "stale", "missing", "failed", "blocked", "unknown"]

_SHORT = 12


@record
class Wanted:
    """What the film asks for under `name`: `what` and `how` by digest, `parts` with a short digest of each part.

    `waits` names the inputs that have no take yet. What the user has set of the provider is a part beginning with
    `SET`: a part of how, by which a take is told from another of the same `model`.
    """

    name: str
    what: str
    how: str
    parts: tuple[tuple[str, str], ...]
    waits: tuple[str, ...] = ()
    model: str = ""


def wanted(job: Job, name: str, inputs: Mapping[str, str | None]) -> Wanted:
    """Return what `job` asks for. `inputs`: role (`start`, `voice`) → digest of the take that plays there, or None."""
    asked: dict[str, Any] = {"kind": job.kind, **asdict(job.what)}
    asked |= {f"input:{role}": take for role, take in inputs.items()}
    own = sorted((name, value) for name, value in job.how if name.startswith(SET))
    parts = tuple((_word(part), digest(value)[:_SHORT]) for part, value in (*sorted(asked.items()), *own))
    waits = tuple(sorted(role for role, take in inputs.items() if take is None))
    how = digest([KEY_VERSION, job.maker, job.how])
    return Wanted(name, digest([KEY_VERSION, asked]), how, parts, waits, job.model.name if job.model else "")


def _word(part: str) -> str:
    return "-".join(part.replace("=", "-").replace(",", "-").split())


@record
class Tries:
    """What the ledger knows of a job beyond its takes.

    `pending`: an order whose fate is unclear (its job id, or what else is known of it). `failure`: why the last try
    failed. `lacking`: what is needed before anything can be tried (a key, a model). `unseen`: the reviews that are to
    pass what it begins with. `wanting`: why an input for which takes were made has none.
    """

    pending: str | None = None
    failure: str | None = None
    lacking: str | None = None
    unseen: tuple[str, ...] = ()
    wanting: str = ""


UNTRIED = Tries()


@record
class Standing:
    """A job's state with its reason in words, the take that plays (also a stale one), and whose choice it is."""

    state: State
    reason: str
    take: Take | None = None
    by: str = "auto"
    pinned: bool = False

    @property
    def due(self) -> bool:
        """Whether the next accepted plan makes it."""
        return self.state == "missing" or (self.state in {"failed", "stale"} and not self.pinned)

    @property
    def due_on_remake(self) -> bool:
        """Whether a plan with `--remake` makes it."""
        return self.due or (self.state == "usable" and not self.pinned)


@record
class Shelf:
    """What of the store a standing depends on: `Store.look` and `Store.origins`."""

    look: Callable[[str], Found]
    origins: Callable[[str], Origins]


class Finder:
    """Finds the block of `lock` that speaks for what is wanted, whatever it is called now."""

    def __init__(self, lock: Lock) -> None:
        self._named = {block.name: block for block in lock.blocks}
        self._serving: dict[str, Block] = {}
        for block in lock.blocks:
            for what in _served(block):
                self._serving.setdefault(what, block)

    def block(self, want: Wanted) -> Block | None:
        """Return the block of its name if pinned or serving, else the first that serves, else the one of its name."""
        own = self._named.get(want.name)
        if own is not None and (own.pinned or want.what in _served(own)):
            return own
        return self._serving.get(want.what, own)


def _served(block: Block) -> set[str]:
    """Return every request for which the block has a take."""
    asked = (block.request, *(take.what for take in block.takes if take.passes))
    return {what for what in asked if what is not None}


def standing(want: Wanted, block: Block | None, shelf: Shelf, tries: Tries = UNTRIED) -> Standing:
    """Return where the job stands, given the block that speaks for it. Fault E1022 where notes can not be read."""
    take = playing(block, want.what) if block else None
    if block is None or take is None:
        return _unmade(want, block, tries)
    by = (block.by or "somebody") if take.digest == block.chosen else "auto"
    state, reason = _state(want, block, take, shelf, tries)
    return Standing(state, reason, take, by, block.pinned and take.digest == block.chosen)


def _unmade(want: Wanted, block: Block | None, tries: Tries) -> Standing:
    held = _held_up(want, tries)
    if held:
        return held
    if tries.failure:
        return Standing("failed", _failed(tries.failure))
    if block and block.takes:
        failed = [take.verdict for take in block.takes if take.rejected is None and take.verdict]
        if failed:
            return Standing("failed", f"no take passed its checks; the last one {failed[-1]}")
        return Standing("missing", f"every take was rejected ({len(block.takes)})")
    return Standing("missing", "it was never made")


def _failed(why: str) -> str:
    """Return in words that the last try failed; `why` may begin with that, or say no more."""
    return "the last try failed" + (f": {told}" if (told := why.removeprefix("failed").removeprefix(": ")) else "")


def _held_up(want: Wanted, tries: Tries) -> Standing | None:
    """Return why nothing may be made now, if so: first what is not known, then what is not there."""
    if tries.pending:
        return Standing("unknown", f"it was ordered ({tries.pending}) and its fate is not clear")
    if want.waits:
        return Standing("blocked", f"it waits for its {_listed(want.waits)}{tries.wanting and f': {tries.wanting}'}")
    if tries.unseen:
        return Standing("blocked", f"it waits for {_listed(tries.unseen)}")
    if tries.lacking:
        return Standing("blocked", f"there is no {tries.lacking}")
    return None


def _state(want: Wanted, block: Block, take: Take, shelf: Shelf, tries: Tries) -> tuple[State, str]:
    serves = take.what == want.what or (take.digest == block.chosen and block.request == want.what)
    unusable = _unusable(shelf, take)
    if unusable is None and serves and take.how in (None, want.how):
        return "fresh", "its take is made for just this"
    held = _held_up(want, tries)
    if unusable is not None and unusable[0] == "blocked" and not tries.pending:
        return unusable  # what may be lost is told first, whatever else is in the way
    if held:
        return held.state, held.reason if serves else f"{held.reason}; {_difference(take, want)}"
    if unusable is not None:
        return unusable
    return _other(want, take, tries) if not serves else ("usable", f"it was made {_otherwise(want, take)}")


def _otherwise(want: Wanted, take: Take) -> str:
    """Return how the making of a take differs from what is asked for."""
    options = [part.removeprefix(SET) for part in _differing(take, want) if part.startswith(SET)]
    if options and take.model == want.model:
        return f"by {take.model} as it was set then: {_listed(tuple(options))} changed"
    return f"by another maker ({take.model})" if take.model else "by another maker"


def _other(want: Wanted, take: Take, tries: Tries) -> tuple[State, str]:
    """Return the state of a take that was made for another request."""
    if tries.failure:
        return "failed", _failed(tries.failure)
    return "stale", _difference(take, want)


def _unusable(shelf: Shelf, take: Take) -> tuple[State, str] | None:
    """Return what is wrong with the take's bytes. What cost money is never just `missing`: that would buy it again."""
    match shelf.look(take.digest):
        case Unreadable(_, reason):
            return "blocked", f"its take can not be read: {reason}"
        case Damaged():
            trouble = "is damaged"
        case Missing():
            trouble = "is not in this store"
        case _:
            return None
    origins = shelf.origins(take.digest)
    dear = (
        bool(take.price and take.price.micros)
        or take.how is None
        or take.by_hand
        or origins.paid
        or bool(origins.damaged)
    )
    if dear:
        again = f"fetch it again by its job id {take.job} (filmc resume), " if take.job else ""
        return "blocked", f"its take {trouble}; {again}bring in a copy, or reject it"
    return "missing", f"its take {trouble}; it costs nothing to make again"


def _difference(take: Take, want: Wanted) -> str:
    if not take.parts:
        return "it was made for another request"
    other = [part for part in _differing(take, want) if not part.startswith(SET)]
    inputs = [part.removeprefix("input:") for part in other if part.startswith("input:")]
    asked = [part.replace("_", " ") for part in other if not part.startswith("input:")]
    told = [f"its {_listed(tuple(asked))} changed"] if asked else []
    told += [f"another take plays as its {_listed(tuple(inputs))}"] if inputs else []
    return "; ".join(told) or "filmc asks for it in another way now"


def _differing(take: Take, want: Wanted) -> list[str]:
    before, now = dict(take.parts), dict(want.parts)
    return [part for part in sorted({*before, *now}) if before.get(part) != now.get(part)]


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
