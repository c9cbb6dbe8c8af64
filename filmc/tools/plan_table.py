"""A plan for people: a row a job, scene by scene; then what it costs, what may be spent, and what is awaited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.ir.film import Film
from filmc.lower.jobgraph import JobGraph
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import Ceiling, shown
from filmc.produce.plan.ceilings import Account, Left, ceilings_of, what_is_left
from filmc.produce.plan.plan import Item, Plan, summed
from filmc.tools.report.cells import clipped, count, neutral, padded, width
from filmc.tools.sums import Exchange, columns

HEADERS = ("What", "Why", "Model", "Billed", "Unit price", "Takes", "Cost", "Expected", "At most")
_WHY = 1
_WORDS = 3
"""The first columns: all that there is to say where nothing is bought."""
_RIGHT = (6, 7, 8)
"""Columns of sums, set to the right."""
_GAP = "  "
IN_CONFIGURATION = "in filmc.toml or your own configuration"
_SOURCES = {"film": "written", "history": "yours", "default": "table"}


@record
class Free:
    """What the animatic makes of the film for nothing."""

    sounds: int
    panels: int


@record
class View:
    """What a plan is shown with: what ceilings leave, what is free, how sums are told, the cells of a line."""

    left: Sequence[Left]
    free: Free
    exchange: Exchange
    columns: int
    everything: bool = False
    """Also what is made already."""

    def tells(self, item: Item) -> bool:
        """Tell whether an item has a row: what is bought, and what could be thought to be bought and is not."""
        return not item.hands and (self.everything or item.due or item.here > 0 or item.state != "fresh")


def as_text(plan: Plan, view: View) -> str:
    """Return the plan for a terminal. Of items that need no word only the number is told."""
    parts = (_headline, _table, _by_hand, _totals, _ceilings, _unfinished, _rest)
    told = ("".join(f"{line}\n" for line in part(plan, view)) for part in parts)
    return "\n".join(part for part in told if part)


def _headline(plan: Plan, view: View) -> Iterator[str]:
    film = f"{neutral(plan.title)}, target {neutral(plan.target)}"
    jobs = sum(not item.same_as for item in plan.due)
    bought = f"{count(plan.takes, 'take')} of {count(jobs, 'job')} to buy, {view.exchange.told(plan.cost)}"
    yield f"{film}: {bought if jobs else 'nothing to buy'}"


def _table(plan: Plan, view: View) -> Iterator[str]:
    rows = [(item, tuple(map(neutral, _row(item)))) for item in plan.items if view.tells(item)]
    if not rows:
        return
    shown_columns = len(HEADERS) if plan.due else _WORDS
    headers, rows = HEADERS[:shown_columns], [(item, cells[:shown_columns]) for item, cells in rows]
    widths = [max(map(width, column)) for column in zip(headers, *(cells for _, cells in rows), strict=True)]
    room = view.columns - sum(widths) + widths[_WHY] - len(_GAP) * (len(widths) - 1)
    widths[_WHY] = min(widths[_WHY], max(room, 24))
    yield _line(headers, widths)
    yield _GAP.join("─" * cells for cells in widths)
    place = None
    for item, cells in rows:
        if item.scene != place:
            place = item.scene
            yield neutral(place or "the whole film")
        yield from _lines(cells, widths)


def _row(item: Item) -> tuple[str, ...]:
    name = f"  {item.job.removeprefix(f'{item.scene}/') if item.scene else item.job}"
    if item.here:
        return (name, item.reason, item.maker, "", "free", *[""] * 4)
    if not item.due:
        state = "" if item.state in ("missing", "fresh") else f"{item.state}: "
        return (name, f"{state}{item.reason}", item.maker, *[""] * 6)
    return (
        name,
        f"{item.reason}; {item.caution}" if item.caution else item.reason,
        item.maker,
        _billed(item),
        f"{shown(item.price.unit)}/{item.price.per}, {item.price.date}" if item.price else "?",
        str(item.now) if item.most <= item.now else f"{item.now} to {item.most}",
        _sum(item.cost),
        f"{_sum(item.hoped)} ({_exact(item.expected)}, {_SOURCES[item.expected_from]})",
        _sum(item.worst),
    )


def _sum(money: Money | None) -> str:
    return shown(money) if money else "?"


def _billed(item: Item) -> str:
    per = item.price.per if item.price else "take"
    return {"second": f"{_exact(item.units)} s", "character": f"{_exact(item.units)} characters", "take": "1 take"}[per]


def _exact(amount: Fraction) -> str:
    return f"{float(amount):.2f}".rstrip("0").rstrip(".")


def _lines(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield a row, its reason on as many lines as it takes."""
    blank = [""] * len(cells)
    for number, why in enumerate(_wrapped(cells[_WHY], widths[_WHY])):
        row = [*(blank if number else cells)]
        row[_WHY] = why
        yield _line(row, widths)


def _wrapped(text: str, cells: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and width(f"{line} {word}") > cells:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    fitted = [clipped(cell, room) for cell, room in zip(cells, widths, strict=True)]
    placed = [
        " " * (room - width(cell)) + cell if column in _RIGHT else padded(cell, room)
        for column, (cell, room) in enumerate(zip(fitted, widths, strict=True))
    ]
    return _GAP.join(placed).rstrip()


def _by_hand(plan: Plan, _: View) -> Iterator[str]:
    """Yield what people are asked for: it costs nothing here."""
    if plan.by_hand:
        yield "by hand (`filmc build` writes an order card for each)"
        rows = [(f"  {item.job}", item.maker, count(item.hands, "take"), _after(item)) for item in plan.by_hand]
        yield from columns([tuple(map(neutral, row)) for row in rows])


def _after(item: Item) -> str:
    return f"{item.reason}; after {', '.join(item.follows)}" if item.follows else item.reason


def _totals(plan: Plan, view: View) -> Iterator[str]:
    if plan.due:
        rows = [("", "this plan", "expected", "at most")]
        rows += [(f"  {neutral(name)}", *_sums(items, view)) for name, items in plan.by_provider.items()]
        rows += [("  in all", *_sums(plan.due, view))]
        yield from columns(rows)
        if any(item.expected > item.most for item in plan.due):
            yield "  expected: until a take is good, as experience says, in one plan or several"


def _sums(items: Sequence[Item], view: View) -> tuple[str, str, str]:
    cost, hoped, worst = (summed(items, amount) for amount in (_cost, _hoped, _worst))
    told = view.exchange.told
    return told(cost), told(hoped), told(worst)


def _cost(item: Item) -> Money | None:
    return item.cost


def _hoped(item: Item) -> Money | None:
    return item.hoped


def _worst(item: Item) -> Money | None:
    return item.worst


def _ceilings(plan: Plan, view: View) -> Iterator[str]:
    told = [each for each in view.left if each.ceiling.scope.shot is None or _under(plan, each)]
    if told:
        yield "what may be spent"
        yield from (f"  {told_ceiling(each)}{_warning(plan, each, view.exchange)}" for each in told)


def told_ceiling(left: Left) -> str:
    """Return a ceiling with what it leaves, in words."""
    most = f"{scope_name(left)}: {shown(left.ceiling.amount)}"
    if left.left is None:
        return f"{most}, and no rate is stated to count it by: nothing can be bought under it"
    return f"{most}, {shown(left.left)} left"


def scope_name(left: Left) -> str:
    """Return what a ceiling is for, in words and without the ids of the ledger."""
    scope = left.ceiling.scope
    if scope.shot:
        return f"shot {neutral(scope.shot)}"
    if scope.provider:
        return f"provider {neutral(scope.provider)}"
    return "each run" if scope.run is not None else "this film"


def remedy(ceiling: Ceiling, film: Film) -> str:
    """Return what would let it be bought."""
    scope = ceiling.scope
    if scope.shot:
        return "Allow its `reroll` more in the script"
    if scope.provider:
        return f"Raise `{scope.provider}` under [ceilings.providers], {IN_CONFIGURATION}"
    if scope.run is not None:
        return f"Raise `run` under [ceilings], {IN_CONFIGURATION}"
    if ceiling.amount == film.settings.budget:
        return "Raise `budget` in the script"
    return f"Raise `film` under [ceilings], {IN_CONFIGURATION}"


def tight(plan: Plan, film: Film, desk: Desk) -> list[str]:
    """Return in words each ceiling of film and configuration that the plan passes, or could pass at most."""
    ceilings = ceilings_of(film, JobGraph({}, {}, {}), desk.config, Account(plan.film or "", ""))
    exchange = Exchange.of(film, desk.config.rates)
    left = what_is_left(ceilings, desk.bought.all, desk.config.rates)
    return [f"{told_ceiling(each)}{why}" for each in left if (why := _warning(plan, each, exchange))]


def _under(plan: Plan, left: Left) -> list[Item]:
    """Return what of the plan a ceiling covers."""
    scope = left.ceiling.scope
    covered = (item for item in plan.due if scope.provider in (None, item.provider))
    return [item for item in covered if scope.shot in (None, item.shot or item.job)]


def _warning(plan: Plan, left: Left, exchange: Exchange) -> str:
    """Return a word where the plan, or the most that it can cost, passes a ceiling."""
    items, room = _under(plan, left), left.left
    if room is None:
        return ""
    cost = exchange.within(summed(items, _cost), room.currency)
    worst = exchange.within(summed(items, _worst), room.currency)
    if cost is None or worst is None:
        return "; no rate is stated for what this plan is paid in: nothing of it can be bought"
    if cost.micros > room.micros:
        return f": {shown(Money(cost.micros - room.micros, room.currency))} too little for this plan"
    return ": enough for this plan, not for the most that it can cost" if worst.micros > room.micros else ""


def _unfinished(plan: Plan, _: View) -> Iterator[str]:
    if plan.unfinished:
        yield "ordered and not finished"
    for purchase in plan.unfinished:
        job = purchase.facts.get("job")
        where = purchase.note.get("name") or purchase.intent.shot or "?"
        paid = "billed" if purchase.billed else "reserved"
        amount = _sum(purchase.billed or purchase.estimate)
        told = (
            f"  {where} by {purchase.maker}: {purchase.state}, {amount} {paid}, {f'job {job}' if job else 'no job id'}"
        )
        yield neutral(told)


def _rest(plan: Plan, view: View) -> Iterator[str]:
    fresh = sum(not view.tells(item) and not item.hands for item in plan.items)
    if fresh:
        yield f"{count(fresh, 'job')} made already"
    made = f"{count(view.free.sounds, 'sound')} and {count(view.free.panels, 'drawn shot')}"
    yield f"free: {made} of the animatic; encoding, mixing and joining"
    yield from map(neutral, plan.notes)
