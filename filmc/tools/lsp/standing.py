"""Where a film stands in production: what of each shot is made, what plays, what is due and for how much.

It is read as `filmc watch` reads it, from the configuration, the lock, the store and the ledger, but nothing is made
for it and no program runs. That takes longer than an answer may, so it is done aside, and a film has what was found
last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.record import field, record
from filmc.session import Checked, Session

if TYPE_CHECKING:
    from filmc.frontend.passages import Passages
    from filmc.frontend.value import Money
    from filmc.ir.film import Film, Shot
    from filmc.lower.material import Playing
    from filmc.produce.desk import Desk
    from filmc.produce.plan.plan import Item, Plan
    from filmc.produce.survey import Surveyed
    from filmc.tools.sums import Exchange


T = TypeVar("T")


class Work(NamedTuple):
    """One job of a shot: where it stands, and what the plan says of it. None where no model makes it."""

    surveyed: Surveyed
    item: Item | None

    @property
    def chosen(self) -> int:
        """The number of the take that plays, from 1; 0 where none does."""
        take, block = self.surveyed.standing.take, self.surveyed.block
        digests = [each.digest for each in block.takes] if block else []
        return digests.index(take.digest) + 1 if take and take.digest in digests else 0


@record
class Standing:
    """What was found of `checked`; `trouble` tells why nothing could be."""

    checked: Checked = field(repr=False)
    target: str = ""
    film: Film | None = None
    """Timed by what is made of it."""
    work: Mapping[str, tuple[Work, ...]] = field(default_factory=dict)
    """By the shot's id."""
    plan: Plan | None = None
    playing: Playing | None = None
    exchange: Exchange | None = None
    trouble: str = ""

    def of(self, shot: str) -> tuple[Work, ...]:
        """Return the jobs of a shot."""
        return self.work.get(shot, ())

    def due(self, shot: str) -> list[Item]:
        """Return what a build of this shot would buy: its own jobs, and those of others that they are made from."""
        items = {item.job: item for item in self.plan.items} if self.plan else {}
        wanted = [each.item.job for each in self.of(shot) if each.item and each.item.due]
        for job in wanted:  # it grows as it goes
            wanted += [name for name in items[job].follows if name in items and name not in wanted]
        return [item for name, item in items.items() if name in wanted and item.due]

    def price(self, shot: str) -> str:
        """Return in words what buying all that is due of a shot costs; empty where nothing is, or no price is known."""
        due = self.due(shot)
        return self.sum([item.cost for item in due if item.cost]) if all(item.cost for item in due) else ""

    def sum(self, costs: list[Money]) -> str:
        """Return a sum in words; empty for nothing at all."""
        sums: dict[str, int] = {}
        for cost in costs:
            sums[cost.currency] = sums.get(cost.currency, 0) + cost.micros
        return self.exchange.told(sums) if sums and self.exchange else ""


class Drawn(NamedTuple):
    """A shot as it was drawn, wherever it comes in the film, and a JPEG file of it."""

    shot: Shot
    picture: bytes


class Known:
    """What is known of one film beside its text, and what somebody has asked to see of it: found aside, later."""

    def __init__(self) -> None:
        self.standing: Standing | None = None
        self.pictures: dict[str, Drawn] = {}
        """By the shot's id."""
        self.wanted: dict[str, Shot] = {}
        """Shots that are to be drawn."""
        self.passages: Mapping[str, Passages] = {}
        """The passages of each file as they were looked at last, with what was found of each."""

    def picture(self, shot: Shot) -> bytes | None:
        """Return the picture of a shot as it is now; where there is none, it is wanted."""
        drawn = self.pictures.get(shot.id)
        if drawn and drawn.shot == shot.timeless:
            return drawn.picture
        self.wanted[shot.id] = shot
        return None


def survey(session: Session, checked: Checked) -> Standing:
    """Return where a film stands at its usual target. What is wrong with text, project or store is told in words."""
    try:
        return at_desk(session, checked, lambda desk: _surveyed(session, checked, desk))
    except Fault as fault:
        return Standing(checked, trouble=fault.message)


def at_desk(session: Session, checked: Checked, act: Callable[[Desk], T]) -> T:
    """Do something at the film's desk, as if every key were there: none is looked for.

    Faults of the text, the desk and the machine.
    """
    notes = Notes.of(checked.notes)
    try:
        desk = session.desk(notes)
        for note in notes.errors:
            raise Fault(note.code, note.message, *note.hints)
        desk.agency = desk.agency.imagined()
        with closing(desk):
            return act(desk)
    except OSError as error:
        raise Fault.of(error) from None


def _surveyed(session: Session, checked: Checked, desk: Desk) -> Standing:
    from filmc.produce.plan.planner import plan_of  # noqa: PLC0415
    from filmc.tools.sums import Exchange  # noqa: PLC0415

    lowered = session.glance(checked, desk)
    plan = plan_of(lowered.film, lowered.graph, lowered.survey, desk)
    items = {item.job: item for item in plan.items}
    work: dict[str, list[Work]] = {}
    for name, surveyed in lowered.survey.jobs.items():
        work.setdefault(surveyed.job.shot, []).append(Work(surveyed, items.get(name)))
    return Standing(
        checked,
        desk.target.name,
        lowered.film,
        {shot: tuple(each) for shot, each in work.items()},
        plan,
        lowered.playing,
        Exchange.of(lowered.film, desk.config.rates),
    )
