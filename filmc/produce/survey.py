"""`JobGraph` + lock + store + ledger → where every job stands, inputs first: derived anew each time, never stored.

A job's inputs are the takes that play for the jobs before it, so choosing another still makes exactly its clip stale. A
take that was bought for just this, here or in another clone of the film, and is in no lock yet, is found in the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from filmc.base.digest import digest
from filmc.base.record import field, record, replace
from filmc.lower.job import Input, Job
from filmc.lower.jobgraph import JobGraph
from filmc.lower.reviewing import TAKE
from filmc.produce.choice import add, righted
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.states import State
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.store import Whole
from filmc.produce.takes import Finder, Shelf, Standing, Tries, Wanted, standing, wanted


def take_id(want: Wanted, number: int) -> str:
    """Return what is bought, as the ledger claims it: request, maker, number of the take from 1; no name in it."""
    return f"{want.what}.{want.how}.{number}"


@record
class Bought:
    """What the ledger knows of takes, by what was asked and of whom (`what.how`)."""

    purchases: Mapping[str, tuple[Purchase, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, purchases: Iterable[Purchase], busy: Collection[str] = ()) -> Bought:
        """Sort all purchases of a ledger, but for what the `busy` runs have not finished: they are at it."""
        found: dict[str, list[Purchase]] = {}
        for purchase in purchases:
            if purchase.intent.run in busy and not purchase.done:
                continue
            found.setdefault(purchase.intent.take.rpartition(".")[0], []).append(purchase)
        return cls({asked: tuple(each) for asked, each in found.items()})

    @property
    def all(self) -> tuple[Purchase, ...]:
        """Every purchase, those for the same request together."""
        return tuple(each for found in self.purchases.values() for each in found)

    def of_want(self, want: Wanted) -> tuple[Purchase, ...]:
        """Return every purchase for just this, by just this maker."""
        return self.purchases.get(f"{want.what}.{want.how}", ())

    def takes(self, want: Wanted) -> Iterator[Take]:
        """Yield the takes that were bought for just this, in the order of their numbers."""
        for purchase in sorted(self.of_want(want), key=lambda each: _number(each.intent.take)):
            if purchase.state is State.COMMITTED:
                yield bought_take(want, purchase)

    def tries(self, want: Wanted, lacking: str | None) -> Tries:
        """Return what is known of the orders beyond finished takes."""
        orders = self.of_want(want)
        pending = [each for each in orders if not each.done]
        failed = [each.facts.get("reason", str(each.state)) for each in orders if each.done and not _committed(each)]
        return Tries(
            pending=_told(pending[0]) if pending else None,
            failure=failed[-1] if failed and not any(map(_committed, orders)) else None,
            lacking=lacking,
        )


def _number(take: str) -> int:
    return int(take.rpartition(".")[2])


def _committed(purchase: Purchase) -> bool:
    return purchase.state is State.COMMITTED


def _told(purchase: Purchase) -> str:
    return f"job {purchase.facts['job']}" if "job" in purchase.facts else f"purchase {purchase.intent.id}"


def bought_take(want: Wanted, purchase: Purchase) -> Take:
    """Return the take that a finished purchase is."""
    facts = purchase.facts
    return Take(
        digest=facts["digest"],
        what=want.what,
        how=want.how,
        parts=want.parts,
        model=purchase.intent.model,
        seed=int(purchase.note["seed"]) if "seed" in purchase.note else None,
        price=purchase.billed,
        job=facts.get("job"),
        made=facts.get("made"),
        verdict=facts.get("verdict"),
    )


@record
class Surveyed:
    """One job with what it asks for now, the block of the lock that speaks for it, and where it stands."""

    job: Job
    want: Wanted
    block: Block | None
    standing: Standing
    whole: bool = False
    """The bytes of the take that plays are in the store and right."""
    unseen: tuple[str, ...] = ()
    """Reviews that are to pass what it begins with before it is bought."""
    about: Mapping[str, str] = field(default_factory=dict)
    """Of a review: for which request (`what`) it is about which take, for every candidate that may be used."""
    askings: Mapping[str, int] = field(default_factory=dict)
    """Of a review: how often it may still be asked about each candidate of which nothing is said yet."""

    @property
    def named(self) -> str | None:
        """What its take is called among the inputs of others: by its bytes; None where there is none.

        What is put together here is called by what it is made of, also before it is: its bytes are as good as any that
        another machine makes of the same takes, and nothing that was paid for becomes stale by them.
        """
        take = self.standing.take
        ours = take is not None and take.what == self.want.what and take.how == self.want.how
        if not self.want.waits and (self.assembled or (self.job.here and ours)):
            return self.want.what
        return take.digest if take and self.whole else None

    @property
    def assembled(self) -> bool:
        """Whether it is put together here as soon as all that it is made of is there.

        What somebody has rejected is not put together again: it would be the same.
        """
        return self.job.here and self.standing.due and not (self.made and not self.passing)

    @property
    def unanswered(self) -> bool:
        """Of a review: whether it has said nothing of its take, and may still be asked."""
        return self.standing.state not in ("fresh", "usable") and self.made < (self.job.most or 1)

    @property
    def askable(self) -> int:
        """Of a review: how often it may still be asked about its take."""
        busy = self.standing.state == "unknown"
        return (self.job.most or 1) - self.made if self.unanswered and not busy else 0

    @property
    def made(self) -> int:
        """How many takes there are for just this request by just this maker, rejected ones too."""
        takes = self.block.takes if self.block else ()
        return sum(take.what == self.want.what and take.how == self.want.how for take in takes)

    @property
    def passing(self) -> int:
        """How many of them may be used."""
        takes = self.block.takes if self.block else ()
        return sum(take.what == self.want.what and take.how == self.want.how and take.passes for take in takes)


@record
class Survey:
    """Where the film's jobs stand, by name. What the animatic makes is always there to be made, for nothing."""

    jobs: Mapping[str, Surveyed]
    lock: Lock
    """The lock with the takes that were found in the ledger."""


Lacking = Callable[[Job], str | None]
"""What is needed before a job can be tried (a key, a price), or None."""


def survey(graph: JobGraph, lock: Lock, shelf: Shelf, bought: Bought, lacking: Lacking) -> Survey:
    """Return where the jobs of `graph` stand. Fault E1022 where notes of origin can not be read."""
    surveyor = Surveyor(lock, shelf, bought, lacking)
    for job in graph.jobs.values():
        surveyor.look(job)
    return Survey(surveyor.found, surveyor.lock)


class Surveyor:
    """Looks at one job after the other, inputs first; a job may be looked at again when more is known."""

    def __init__(self, lock: Lock, shelf: Shelf, bought: Bought, lacking: Lacking) -> None:
        self.lock = lock
        self.bought = bought
        self.found: dict[str, Surveyed] = {}
        self._finder = Finder(lock)
        self._shelf, self._lacking = shelf, lacking

    def look(self, job: Job) -> Surveyed:
        """Return where `job` stands, given what was found of its inputs."""
        if job.otherwise and self._playing(job.inputs[0]) is None:
            job = job.otherwise
        if job.kind == "review":
            found = self._review(job)
        else:
            found = self._stands(job, {each.role: self._playing(each) for each in job.inputs})
        self.found[job.name] = found
        return found

    def candidate(self, job: Job, digest: str) -> Surveyed:
        """Return where the review of one candidate stands, whether that plays or not."""
        inputs = {each.role: digest if each.role == TAKE else self._playing(each) for each in job.inputs}
        found = self._stands(job, inputs)
        return replace(found, about={found.want.what: digest})

    def _stands(self, job: Job, inputs: Mapping[str, str | None]) -> Surveyed:
        want = wanted(job, job.name, inputs)
        block = self._finder.block(want)
        if block and job.kind == "review":  # answers about several takes come into one block
            block = self.lock.block(block.name)
        block = self._with_bought(want, block)
        unseen = tuple(name for name in job.after if self._holds(name))
        tries = self.bought.tries(want, self._lacking(job))
        tries = replace(tries, unseen=tuple(map(self._told, unseen)), wanting=self._wanting(job) if want.waits else "")
        stands = standing(want, block, self._shelf, tries)
        return Surveyed(job, want, block, stands, self._is_whole(stands.take), unseen)

    def _review(self, job: Job) -> Surveyed:
        """Return where a review stands: about the take that plays, and about each candidate beside it."""
        before = self.found.get(judged_by(job))
        looked = {digest: self.candidate(job, digest) for digest in self._candidates(before)}
        plays = before.standing.take.digest if before and before.standing.take else ""
        found = looked.get(plays) or self._stands(job, {each.role: self._playing(each) for each in job.inputs})
        return replace(
            found,
            block=self.lock.block(found.block.name) if found.block else None,
            about={each.want.what: digest for digest, each in looked.items()},
            askings={digest: each.askable for digest, each in looked.items() if each.askable},
        )

    def _candidates(self, before: Surveyed | None) -> list[str]:
        """Return the takes that may be used for what is asked now, the one that plays first."""
        if before is None:
            return []
        takes = before.block.takes if before.block else ()
        ours = [take for take in takes if (take.what, take.how) == (before.want.what, before.want.how) and take.passes]
        if before.standing.take and not before.standing.due:
            ours.insert(0, before.standing.take)
        return [digest for digest, take in {each.digest: each for each in ours}.items() if self._is_whole(take)]

    def _is_whole(self, take: Take | None) -> bool:
        return take is not None and isinstance(self._shelf.look(take.digest), Whole)

    def _holds(self, review: str) -> bool:
        """Tell whether what follows waits for a review: nothing is said yet of what plays, and nobody has chosen it."""
        seen = self.found.get(review)
        before = self.found.get(judged_by(seen.job)) if seen else None
        if seen is None or before is None or before.standing.take is None or before.standing.by != "auto":
            return False
        return self.candidate(seen.job, before.standing.take.digest).unanswered

    def _told(self, review: str) -> str:
        """Return a review that holds something up, with what holds itself up."""
        stands = self.found[review].standing
        return f"{review} ({stands.reason})" if stands.state in ("blocked", "failed", "unknown") else review

    def _wanting(self, job: Job) -> str:
        """Return why an input of `job` has no take although some were made, and what can be done."""
        for each in job.inputs:
            before = self.found.get(each.job)
            if before and before.standing.take is None and before.block and before.block.takes:
                return f"{each.job}: {before.standing.reason}; `filmc pick {each.job} 1` takes one as it is"
        return ""

    def renew(self, lock: Lock, bought: Bought) -> None:
        """Go on with what the lock and the ledger say now."""
        self.lock, self.bought, self._finder = lock, bought, Finder(lock)

    def _playing(self, given: Input) -> str | None:
        """Return the digest of what plays as an input; a moment of a clip is named by the clip and the moment."""
        if not given.job:
            return _used(given.digest, given)
        before = self.found.get(given.job)
        named = before.named if before else None
        return _used(named, given) if named else None

    def _with_bought(self, want: Wanted, block: Block | None) -> Block | None:
        """Put takes of the ledger that the block lacks into it, and right what it says of how the others were made."""
        takes = tuple(self.bought.takes(want))
        if not takes:
            return block
        full = before = block or self.lock.block(want.name) or Block(want.name)
        for take in takes:
            full = righted(add(full, take), take)
        if full is not before or block is None:
            self.lock = self.lock.with_block(full)
        return full


def judged_by(review: Job) -> str:
    """Return the job whose takes a review is about."""
    return next((each.job for each in review.inputs if each.role == TAKE), "")


def _used(found: str, given: Input) -> str:
    """Return the digest of what is used of a take or a file: a moment of it, with what is set into that."""
    used = digest([found, given.moment]) if given.moment else found
    inlays = [[inlay.digest, inlay.corners] for inlay in given.inlays]
    return digest([used, inlays]) if inlays else used
