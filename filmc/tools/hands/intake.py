"""Files that came back to order cards: each looked at, kept in the store, noted in the lock, and put away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filmc.base.diagnostic import Diagnostic
from filmc.base.digest import digest_file
from filmc.base.fault import Fault
from filmc.base.record import record, replace
from filmc.frontend.value import Money
from filmc.produce.arrival import Announced
from filmc.produce.choice import add
from filmc.produce.choosing import for_job
from filmc.produce.desk import Desk
from filmc.produce.hands.fitting import Measure, misfit
from filmc.produce.hands.place import cards_home
from filmc.produce.hands.till import Till
from filmc.produce.ledger.budget import shown
from filmc.produce.locked import Block, Take
from filmc.produce.origin import Origin
from filmc.produce.protocol.carrying import type_of
from filmc.produce.protocol.media import Family
from filmc.produce.shoot.lab import Lab
from filmc.produce.survey import Survey, Surveyed, survey
from filmc.produce.who import today
from filmc.render.brought import Sort, look_at
from filmc.session import Lowered
from filmc.tools.report.cells import neutral

if TYPE_CHECKING:
    from filmc.produce.hands.card import Card
    from filmc.produce.hands.folder import CardFolder, Dropped

PATIENCE = 20.0
"""Seconds that a build waits for a file that is being written."""
UNFINISHED = "W1086"
"""The code of what is said of a file that is being written."""
_FAMILIES: Mapping[Sort, Family] = {"picture": "image", "footage": "video", "sound": "audio"}


@record
class Taken:
    """A file that was taken in: for which job, called how, as which take, at what price."""

    job: str
    file: str
    digest: str
    price: Money | None


@record
class Intake:
    """What came of the files that lay among the cards: those taken in, and what there is to say of the others."""

    taken: tuple[Taken, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    def dump(self) -> dict[str, Any]:
        """Return what `--json` says of it."""
        return {"taken_in": [{"job": each.job, "file": each.file, "take": each.digest} for each in self.taken]}


NOTHING_CAME = Intake()


def joined(intakes: Iterable[Intake]) -> Intake:
    """Return several intakes as one."""
    every = [*intakes]
    return Intake(tuple(t for each in every for t in each.taken), tuple(n for each in every for n in each.notes))


def lines(intake: Intake) -> Iterator[str]:
    """Yield a line for each file that was taken in."""
    for taken in intake.taken:
        price = f" for {shown(taken.price)}" if taken.price else ""
        yield neutral(f"taken in: {taken.job} ← {taken.file}{price}")


class _UnfitError(Exception):
    """A file that is not taken in, and why; it never leaves this file."""

    def __init__(self, code: str, message: str, *hints: str) -> None:
        super().__init__(message)
        self.fault = Fault(code, neutral(message), *hints)


@dataclass
class Taker:
    """Takes files in for one desk. `patience`: seconds to wait for a file that is being written."""

    desk: Desk
    lab: Lab
    patience: float = PATIENCE
    known: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Files that were refused, as they were then: they are not told of again."""

    @property
    def folder(self) -> CardFolder:
        """Where the film's cards are."""
        from filmc.produce.hands.folder import CardFolder  # noqa: PLC0415 - pydantic, only for who has cards

        return CardFolder(cards_home(self.desk.film))

    def take_in(self, lowered: Lowered) -> Intake:
        """Take in what lies among the cards. Faults of lock, store and ledger; OSError of the cards' disk."""
        if not cards_home(self.desk.film).is_dir():
            return NOTHING_CAME
        from filmc.produce.hands.folder import growing  # noqa: PLC0415 - as above

        with self.folder.held():
            self._finish()
            dropped = [each for each in self.folder.dropped() if self.known.get(each.path) != _state(each.path)]
            if not dropped:
                return NOTHING_CAME
            desk = self.desk
            whole = survey(lowered.graph, desk.lock.lock, desk.shelf, desk.bought, desk.lacking)
            unfinished = growing((each.path for each in dropped), self.patience)
            taken: list[Taken] = []
            notes: list[Diagnostic] = []
            for each in dropped:
                try:
                    if each.path in unfinished:
                        raise _unfinished(self._place(each.path))
                    taken.append(self._taken(each, whole))
                except _UnfitError as unfit:
                    notes.append(unfit.fault.diagnostic())
            return Intake(tuple(taken), tuple(notes))

    def _finish(self) -> None:
        """Finish what was begun to be noted of money when filmc was killed."""
        if self.desk.lock.lock.film and self.desk.has_ledger:
            self._till.finish(self.desk.agency.by_hand)

    @property
    def _till(self) -> Till:
        """The film's till; the film gets the id by which the ledger knows it."""
        ident = uuid.uuid4().hex[:16]
        self.desk.change(lambda lock: lock if lock.film else replace(lock, film=ident))
        return Till(self.desk.ledger, self.desk.lock.lock.film or "", self.lab.now())

    def _taken(self, dropped: Dropped, whole: Survey) -> Taken:
        """Take one file in: first it is in the store, then in the ledger, then in the lock, and then it is moved."""
        path = dropped.path
        place = self._place(path)
        self.known[path] = _state(path)
        card, found = _asked_for(dropped, whole, place)
        digest = self._judged(card, path, place)
        with self.desk.store.using():  # or cleaning might come between the take and its name in the lock
            self.desk.store.bring_in(path, _origin(card, path), Announced(digest=digest))
            take = self._noted(card, found, digest)
            self.desk.change(lambda lock: for_job(lock, whole, found, lambda block: _with(block, take)))
        self.folder.put_away(path, card)
        return Taken(found.job.name, path.name, digest, take.price)

    def _place(self, path: Path) -> str:
        """Return how people are told of a file."""
        return f"{self.folder.home.name}/{path.parent.name}/{path.name}"

    def _judged(self, card: Card, path: Path, place: str) -> str:
        """Return the digest of a file that is what its card asks for; _UnfitError where it is not."""
        from filmc.produce.hands.folder import written_on  # noqa: PLC0415 - as above

        while True:
            digest = digest_file(path)
            try:
                self._judge(card, path, place)
            except _UnfitError as unfit:
                if unfit.fault.code == "W1085" and written_on(path, self.patience):
                    continue
                self.known[path] = _state(path)
                raise
            return digest

    def _judge(self, card: Card, path: Path, place: str) -> None:
        """Look at a file. _UnfitError where it is not what the card asks for."""
        try:
            brought = look_at(path)
            seen = Measure(_FAMILIES[brought.sort], brought.seconds, brought.width, brought.height)
            unfit = misfit(card, place, seen)
            verdict = "" if unfit else self.lab.review(path, type_of(path), None)
        except Fault as fault:
            raise _UnfitError("W1085", f"{place}: {fault.message}", *fault.hints) from fault
        if unfit:
            raise _UnfitError(unfit.code, unfit.message, *unfit.hints)
        if verdict.startswith("failed"):
            why = verdict.removeprefix("failed: ")
            raise _UnfitError("W1085", f"{place}: {why}", f"take it as it is: filmc take {card.job} FILE")

    def _noted(self, card: Card, found: Surveyed, digest: str) -> Take:
        """Return the take that a file is, its price noted in the ledger where the user has stated one."""
        price = card.price.money if card.price and card.price.micros else None
        known = found.block.take(digest) if found.block else None
        if price and not (known and known.what == card.what):
            self._till.note(card, digest, price, found.job.shot)
        return Take(
            digest,
            card.what,
            card.how,
            tuple(card.parts),
            model=card.model,
            price=price,
            job=card.mark,
            made=f"{self.lab.now():%Y-%m-%d}",
            verdict="passed",
        )


def _state(path: Path) -> tuple[int, int]:
    told = path.stat()
    return told.st_mtime_ns, told.st_size


def _unfinished(place: str) -> _UnfitError:
    return _UnfitError(UNFINISHED, f"{place} is still being written", "it is taken in when it is whole")


def _asked_for(dropped: Dropped, whole: Survey, place: str) -> tuple[Card, Surveyed]:
    """Return the card of a file and the job that it was written for: what asks for the same, or has its name."""
    card = dropped.card
    if card is None:
        raise _UnfitError("W1081", f"{place}: {dropped.why}", "bring it in by `filmc take SHOT FILE`")
    named = whole.jobs.get(card.job)
    same = [each for each in whole.jobs.values() if each.want.what == card.what]
    found = named if named in same or not same else same[0]
    if found is None:
        why = f"{place} is for `{card.job}`, which the film no longer asks for"
        raise _UnfitError("W1081", why, "bring it in for another shot by `filmc take SHOT FILE`")
    return card, found


def _origin(card: Card, path: Path) -> Origin:
    return Origin(
        how="brought",
        date=today(),
        provider=card.provider,
        model=card.model,
        job=card.mark,
        request=card.what,
        micros=card.price.micros if card.price else None,
        currency=card.price.currency if card.price else None,
        name=path.name,
    )


def _with(block: Block, take: Take) -> Block:
    """Return the block with the take; one that was there for something else was made for this, too."""
    known = block.take(take.digest)
    if known is None:
        return add(block, take)
    if known.what == take.what or known.price:
        return block
    return block.changed(takes=tuple(take if each.digest == take.digest else each for each in block.takes))
