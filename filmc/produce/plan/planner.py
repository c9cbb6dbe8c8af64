"""Film, job graph and survey → the plan. Nothing is asked of a provider but whether there is a key for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction

from filmc.base.digest import digest
from filmc.base.fault import Fault
from filmc.base.record import record, replace
from filmc.frontend.value import Money
from filmc.ir.film import Film
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph
from filmc.lower.model import HERE
from filmc.produce.desk import Desk
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.lock_text import show
from filmc.produce.locked import Lock
from filmc.produce.plan.bounds import within_purses
from filmc.produce.plan.ceilings import limits_said
from filmc.produce.plan.habit import habits
from filmc.produce.plan.plan import Item, Plan, Source, Wish
from filmc.produce.plan.wish import remade, wished
from filmc.produce.survey import Bought, Survey, Surveyed, judged_by

BASE_VERSION = 2
"""Part of every base: raised when plans are made in another way."""


def plan_of(film: Film, graph: JobGraph, survey: Survey, desk: Desk, wish: Wish = Wish()) -> Plan:  # noqa: B008 - frozen
    """Return what would be bought for `film` at `desk`, given all its jobs and where they stand.

    A wish for some scenes or shots picks jobs of the whole film: a part of it alone would ask for other takes where a
    shot begins with a frame of another. Fault E0910 where the wish names nothing that there is, E1001 to E1006 of the
    ledger.
    """
    bought = desk.bought
    planner = _Planner(film, survey, bought, habits(bought.all), desk, remade(film, graph, wish))
    ident = desk.lock.lock.film
    ours = tuple(each for each in bought.all if ident and each.intent.film == ident)
    planned = planner.items(graph, wished(film, graph, wish))
    items = tuple(within_purses(planned, graph, ours, desk.config.rates))
    return Plan(
        film=ident,
        title=film.settings.title,
        target=desk.target.name,
        wish=wish,
        items=items,
        unfinished=tuple(each for each in ours if not each.done),
        base=_base(film, desk, items, ours),
        notes=tuple(planner.notes),
    )


def _base(film: Film, desk: Desk, items: Collection[Item], ours: Collection[Purchase]) -> str:
    size = desk.target.size
    return digest(
        [
            BASE_VERSION,
            [desk.target.name, str(size) if size else ""],
            sorted(essence(item) for item in items if item.maker != HERE),
            _choices(desk.lock.lock),
            sorted([each.intent.id, str(each.state), each.spent] for each in ours),
            [*limits_said(film, desk.config)],
            [[*pair, str(rate)] for pair, rate in sorted(desk.config.rates.stated.items())],
        ]
    )


def _choices(lock: Lock) -> str:
    """Return what the lock says, however it is written; the film's id is no part of it: the first purchase gives it.

    What was put together here is none either: it costs nothing, and is made whenever it is missed.
    """
    bought = lock.without({take.told for block in lock.blocks for take in block.takes if take.model == HERE})
    blocks = tuple(replace(block, text=None) for block in bought.blocks)
    return show(replace(bought, blocks=blocks, newline="\n", film=None))


def essence(item: Item) -> list[str]:
    """Return what of an item a plan is approved for, without any name."""
    price = item.price
    stated = [str(price.unit.micros), price.unit.currency, price.per, price.date] if price else []
    return [item.recipe, item.state, str(item.units), str(item.now), str(item.most), str(item.worst), *stated]


_TIMED = ("clip", "lip-sync", "merge", "join", "enhancement")
"""Kinds of jobs that are as long as their shot."""


@record
class _Verdict:
    """How many takes are bought, how many at most, and why so."""

    reason: str
    now: int = 0
    most: int = 0
    hands: int = 0
    """How many takes a person is asked for."""
    here: int = 0
    """How many are put together on this machine."""
    anew: bool = False
    """An input changes first: what was made until now does not count."""


@dataclass
class _Planner:
    """Plans one job after the other, inputs first."""

    film: Film
    survey: Survey
    bought: Bought
    habits: Mapping[str, Fraction]
    desk: Desk
    remake: Collection[str]
    notes: list[str] = field(default_factory=list)
    _due: set[str] = field(default_factory=set)
    _awaited: dict[str, str] = field(default_factory=dict)
    """Jobs that a person makes or that are ordered, and those that are held back until then: they would be made twice.

    Each with what is known of it, as `a person makes`.
    """
    _recipes: dict[str, str] = field(default_factory=dict)
    _coming: dict[str, _Verdict] = field(default_factory=dict)
    """What was decided of each job until now."""
    _first: dict[str, str] = field(default_factory=dict)
    """Recipe → the job that is bought for it."""

    def __post_init__(self) -> None:
        self._scenes = {shot.id: scene.id for scene in self.film.scenes for shot in scene.shots}
        self._auto = {shot.id for shot in self.film.shots if shot.written is None}
        self._spoken: set[str] = set()
        self._unheard: dict[str, str] = {}

    def items(self, graph: JobGraph, names: Collection[str]) -> Iterator[Item]:
        """Yield each job among `names` that a model makes, or for which somebody brought a take in."""
        for job in graph.jobs.values():
            surveyed = self.survey.jobs.get(job.name)
            if surveyed is None or job.name not in names:
                continue
            asked = surveyed.job  # the other way of asking, where an input is not there
            self._recipes[job.name] = recipe = self._recipe(asked, surveyed)
            if asked.model or asked.here or surveyed.standing.take:
                yield self._item(asked, surveyed, recipe)

    def _recipe(self, job: Job, surveyed: Surveyed) -> str:
        """Return the digest of what is asked and of whom; where an input is due, of how that one will be made."""
        want = surveyed.want
        due = {each.role: [self._recipes[each.job], each.moment] for each in job.inputs if each.job in self._due}
        if not due:
            return digest([want.what, want.how])
        others = [part for part in want.parts if part[0].removeprefix("input:") not in due]
        return digest([job.kind, asdict(job.what), others, due, want.how])

    def _item(self, job: Job, surveyed: Surveyed, recipe: str) -> Item:
        follows = tuple(dict.fromkeys(each.job for each in job.inputs if each.job in self._due))
        verdict = self._coming[job.name] = self._verdict(job, surveyed)
        same = ""
        if verdict.hands:
            self._awaited[job.name] = "which a person makes"
        if surveyed.standing.state == "unknown" and not surveyed.standing.pinned:
            self._awaited[job.name] = "which is ordered already"
        if verdict.now or verdict.hands:
            first = self._first.setdefault(recipe, job.name)
            same = first if first != job.name else ""
        if verdict.now or (verdict.here and follows):
            self._due.add(job.name)
        if verdict.now and job.kind == "speech":
            self._spoken.add(job.shot)
        if job.kind == "speech" and (awaited := self._awaited.get(job.name)):
            self._unheard.setdefault(job.shot, awaited)
        price = job.model.price if job.model else None
        unit = price.of(job.billed) if price else None
        expected, source = self._expected(job, verdict)
        return Item(
            job=job.name,
            kind=job.kind,
            scene=self._scenes.get(job.shot, ""),
            shot=job.shot,
            state=surveyed.standing.state,
            reason=f"it is the same as `{same}`, and made once" if same else verdict.reason,
            maker=job.maker,
            price=price,
            units=job.billed,
            now=verdict.now,
            most=verdict.most,
            expected=Fraction(0) if same else expected,
            expected_from=source,
            cost=_times(unit, 0 if same else verdict.now),
            worst=_times(unit, 0 if same else verdict.most),
            follows=follows if verdict.now or verdict.hands or verdict.here else (),
            recipe=recipe,
            caution=self._caution(job) if verdict.now else "",
            same_as=same,
            hands=0 if same else verdict.hands,
            here=verdict.here,
        )

    def _caution(self, job: Job) -> str:
        changes = job.kind in _TIMED and job.shot in self._auto and job.shot in self._spoken
        return "its length may change with its speech" if changes else ""

    def _verdict(self, job: Job, surveyed: Surveyed) -> _Verdict:
        """Decide whether `job` is bought: nothing is that is pinned, of unknown fate, or lacks something."""
        standing = surveyed.standing
        kept = _Verdict(standing.reason + ("; it is pinned" if standing.pinned and standing.state != "fresh" else ""))
        if standing.pinned or standing.state == "unknown":
            return kept
        if held := self._held_back(job):
            what, awaited = held
            self._awaited[job.name] = awaited
            return kept if standing.state in ("fresh", "usable") else _Verdict(f"it waits for {what}, {awaited}")
        roles = _listed([each.role for each in job.inputs if each.job in self._due])
        why = self._why(job, surveyed, roles)
        return kept if why is None else self._made(job, surveyed, why, roles) or kept

    def _made(self, job: Job, surveyed: Surveyed, why: str, roles: str) -> _Verdict | None:
        """Decide how a job that is to be made is made; None where it would come out as it was rejected."""
        if job.here:
            return _Verdict(why, here=1) if roles or surveyed.assembled else None
        lacks = self.desk.lacking(job)
        if lacks:
            return _Verdict(f"there is no {lacks}")
        if held := self._unseen(job, surveyed):
            return _Verdict(f"it waits for {_listed(held)}, which can not be asked for")
        if job.kind == "review":
            return self._seen(job, surveyed, why)
        verdict = self._count(job, surveyed, why, anew=bool(roles))
        return _Verdict(why, hands=verdict.now) if self.desk.by_hand(job) else verdict

    def _held_back(self, job: Job) -> tuple[str, str] | None:
        """Return what has to come before `job` is to be made at all, and what is known of it; None where nothing has.

        It could be made of the take that plays until then, and would be stale as soon as the other one is there.
        """
        awaited = {f"its {each.role}": self._awaited[each.job] for each in job.inputs if each.job in self._awaited}
        if job.shot in self._auto and job.kind in _TIMED and job.shot in self._unheard:
            awaited["its speech"] = self._unheard[job.shot]
        return (_listed([*awaited]), next(iter(awaited.values()))) if awaited else None

    def _why(self, job: Job, surveyed: Surveyed, roles: str) -> str | None:
        """Return why `job` is to be made, or None. `roles` tells which of its inputs are due themselves."""
        standing = surveyed.standing
        if standing.state == "blocked":
            after = f"its {roles}" if roles else _listed([*surveyed.unseen])
            return f"it is made after {after}" if self._will_be_ready(job, surveyed) else None
        if standing.due:
            return f"{standing.reason}; it is made after its {roles}" if roles else standing.reason
        if roles:
            return f"it follows its {roles}"
        if surveyed.askings:
            return f"nothing is said yet of {_takes(len(surveyed.askings))}"
        if standing.state == "usable":
            return f"{standing.reason}, and is made again" if job.name in self.remake else None
        short = standing.by == "auto" and surveyed.made > 0 and surveyed.passing < job.takes
        return f"{surveyed.passing} of {job.takes} candidates are made" if short else None

    def _will_be_ready(self, job: Job, surveyed: Surveyed) -> bool:
        """Tell whether all that a blocked job waits for is bought before it."""
        inputs = {each.role: each.job for each in job.inputs}
        waits = (*(inputs.get(role) for role in surveyed.want.waits), *surveyed.unseen)
        return bool(waits) and all(name in self._due for name in waits)

    def _unseen(self, job: Job, surveyed: Surveyed) -> list[str]:
        """Return the reviews that are to pass what `job` begins with, and that nobody is asked for."""
        wanted = {
            name: name in surveyed.unseen or judged_by(self.survey.jobs[name].job) in self._due for name in job.after
        }
        return [name for name, needed in wanted.items() if needed and name not in self._due]

    def _seen(self, job: Job, surveyed: Surveyed, why: str) -> _Verdict:
        """Return how often a review is asked for: once for each candidate that is there, and that is bought.

        It may be asked again about each, for an answer that can not be used.
        """
        coming = self._coming.get(judged_by(job), _Verdict(""))
        there = {} if coming.anew else surveyed.askings
        if not coming.now and not there:
            return _Verdict(f"{why}; it is not asked again")
        return _Verdict(why, coming.now + len(there), (job.most or 1) * coming.most + sum(there.values()))

    def _count(self, job: Job, surveyed: Surveyed, why: str, *, anew: bool) -> _Verdict:
        """Return how many takes are bought: those that the author wants, less those that are there, within the bound.

        `anew`: an input changes first, so what was made until now does not count.
        """
        pending = sum(not each.done for each in self.bought.of_want(surveyed.want))
        there, made = (0, 0) if anew else (surveyed.passing + pending, surveyed.made + pending)
        short = max(job.takes - there, 0)
        most = short if job.most is None else max(job.most - made, 0)
        if short and not most:
            return _Verdict(f"{why}; its reroll allows {job.most} takes, and there were {made}")
        afford = self._affordable(job)
        if afford is not None and (job.most is None or afford < most):
            most = afford
        if short and not most:
            return _Verdict(f"{why}; one take costs more than its reroll allows")
        return _Verdict(why, min(short, most), most if short else 0, anew=anew)

    def _affordable(self, job: Job) -> int | None:
        """Return how many takes the reroll's money buys; None where it sets no bound."""
        price = job.model.price if job.model else None
        if job.money is None or price is None:
            return None
        try:
            unit = self.desk.config.rates.convert(price.of(job.billed), job.money.currency)
        except Fault as fault:
            self.notes.append(f"{job.name}: {fault.message}, so its reroll sets no bound here")
            return None
        return job.money.micros // unit.micros if unit.micros else None

    def _expected(self, job: Job, verdict: _Verdict) -> tuple[Fraction, Source]:
        """Return how many takes a good one needs: what the film says, else this user's history, else the table."""
        if job.model is None or not verdict.now:
            return Fraction(0), "default"
        if job.takes > 1:
            return Fraction(verdict.now), "film"
        habit = self.habits.get(job.maker)
        expected = habit or job.model.takes
        if (job.most is not None or job.money is not None) and expected > verdict.most:
            return Fraction(verdict.most), "film"
        return expected, "history" if habit else "default"


def _takes(count: int) -> str:
    return "1 take" if count == 1 else f"{count} takes"


def _times(unit: Money | None, count: int) -> Money | None:
    return Money(unit.micros * count, unit.currency) if unit else None


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
