"""What a film has cost until now: by tool, by stage, by shot and by day, as festivals and producers ask for it.

All of it is counted from the ledger; from the film comes only which takes play in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date

from filmc.base.record import field, record
from filmc.produce.ledger.events import Event
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.states import State
from filmc.produce.plan.ceilings import place
from filmc.produce.survey import Survey

STAGES = ("writing", "stills", "clips", "lip-sync", "enhancement", "speech", "music", "sounds", "reviews", "other")
"""Stages of the making, in the order of a page."""

_STAGE_OF = {
    "still": "stills",
    "clip": "clips",
    "lip-sync": "lip-sync",
    "enhancement": "enhancement",
    "speech": "speech",
    "music": "music",
    "sound": "sounds",
    "review": "reviews",
    "writing": "writing",
    "image": "stills",
    "video": "clips",
    "enhance": "enhancement",
    "enhance-still": "still",
}
"""A job's kind, or what a model makes → the stage."""


@record
class Spent:
    """What one tool, stage or shot has come to. Money is micro-units by currency."""

    name: str
    orders: int
    """Takes that were asked for."""
    made: int
    """Takes that came."""
    used: int
    """Takes that play in the film."""
    spent: Mapping[str, int]
    reserved: Mapping[str, int]
    first: date | None
    last: date | None


@record
class Spending:
    """The page. `in_all` has the sum of everything."""

    tools: tuple[Spent, ...]
    stages: tuple[Spent, ...]
    shots: tuple[Spent, ...]
    in_all: Spent
    days: tuple[tuple[date, int], ...]
    """On each day on which something was ordered: how many takes."""
    playing: int
    """Shots (or other jobs) in which a take that was ordered plays."""
    brought: int
    """Takes that were made elsewhere and brought in: what they cost, nobody here knows."""


@record
class InFilm:
    """What the film knows of its takes by digest: which play, and to which shot (or other job) each belongs now."""

    used: Collection[str] = ()
    shot_of: Mapping[str, str] = field(default_factory=dict)
    brought: int = 0

    @classmethod
    def of(cls, survey: Survey) -> InFilm:
        """Read it off a survey of the whole film."""
        blocks = [(each.job, each.block) for each in survey.jobs.values() if each.block]
        playing = (each.standing.take for each in survey.jobs.values())
        return cls(
            frozenset(take.digest for take in playing if take),
            {take.digest: place(job) for job, block in blocks for take in block.takes},
            sum(take.how is None for _, block in blocks for take in block.takes),
        )


def spending_of(
    purchases: Sequence[Purchase], events: Iterable[Event], film: InFilm, makes: Mapping[str, str]
) -> Spending:
    """Return what `purchases` have come to. `makes` tells what a model makes, by its id, where nothing was noted."""
    days = _days(events)
    stages = {each.intent.id: stage(each, makes) for each in purchases}
    shots = {each.intent.id: film.shot_of.get(each.facts.get("digest", ""), each.intent.shot) for each in purchases}
    page = _Page(days, film.used)
    return Spending(
        tools=tuple(page.grouped(purchases, {each.intent.id: each.maker for each in purchases})),
        stages=tuple(sorted(page.grouped(purchases, stages), key=lambda spent: STAGES.index(spent.name))),
        shots=tuple(page.grouped(purchases, shots)),
        in_all=page.spent("in all", purchases),
        days=tuple(_calendar(purchases, days)),
        playing=len({shots[each.intent.id] for each in purchases if each.facts.get("digest") in film.used}),
        brought=film.brought,
    )


def stage(purchase: Purchase, makes: Mapping[str, str]) -> str:
    """Return the stage of a purchase: what was noted with it, else what its model makes."""
    noted = _STAGE_OF.get(purchase.note.get("kind", ""))
    return noted or _STAGE_OF.get(makes.get(purchase.maker, ""), "other")


def _days(events: Iterable[Event]) -> Mapping[str, tuple[date, date]]:
    """Return the first and last day of each purchase, by the clock of the machine that noted it, in UTC."""
    found: dict[str, tuple[date, date]] = {}
    for event in events:
        day = event.at.astimezone(UTC).date()
        first, last = found.get(event.intent, (day, day))
        found[event.intent] = min(first, day), max(last, day)
    return found


def _calendar(purchases: Iterable[Purchase], days: Mapping[str, tuple[date, date]]) -> Iterator[tuple[date, int]]:
    began = [days[each.intent.id][0] for each in purchases if each.intent.id in days]
    for day in sorted(set(began)):
        yield day, began.count(day)


@record
class _Page:
    days: Mapping[str, tuple[date, date]]
    used: Collection[str]

    def grouped(self, purchases: Iterable[Purchase], names: Mapping[str, str]) -> Iterator[Spent]:
        """Yield what each group of purchases has come to, by name."""
        groups: dict[str, list[Purchase]] = {}
        for purchase in purchases:
            groups.setdefault(names[purchase.intent.id], []).append(purchase)
        for name in sorted(groups):
            yield self.spent(name, groups[name])

    def spent(self, name: str, purchases: Sequence[Purchase]) -> Spent:
        came = [each.facts["digest"] for each in purchases if each.state is State.COMMITTED and "digest" in each.facts]
        spans = [self.days[each.intent.id] for each in purchases if each.intent.id in self.days]
        return Spent(
            name=name,
            orders=len(purchases),
            made=len(came),
            used=len({digest for digest in came if digest in self.used}),
            spent=_sums((each, each.spent) for each in purchases),
            reserved=_sums((each, each.held) for each in purchases),
            first=min((first for first, _ in spans), default=None),
            last=max((last for _, last in spans), default=None),
        )


def _sums(amounts: Iterable[tuple[Purchase, int]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for purchase, micros in amounts:
        if micros and purchase.estimate:
            currency = purchase.estimate.currency
            found[currency] = found.get(currency, 0) + micros
    return dict(sorted(found.items()))
