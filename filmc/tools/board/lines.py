"""Where a run stands, as lines for people: a pure function of the tally, the time and the size of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from filmc.base.record import record
from filmc.produce.schedule.event import Closed, Ended, Event, Paused, Started
from filmc.produce.schedule.tally import Tally
from filmc.produce.schedule.task import Blocked, Done, Ending, Failed, Later, Stopped
from filmc.tools.report.cells import clipped, neutral, padded, width

Money = Callable[[int], str]
"""Shows micro-units of the run's currency."""

MOST_ROWS = 8
"""Running tasks that are listed; of others there is a count."""

_TITLE = 16
"""Cells that what is running gets before anything else is said of it."""

_STYLES = {"plain": "", "bold": "1", "dim": "2", "bad": "1;31", "slow": "1;33"}

Part = tuple[str, str]
"""A style and its text."""


@record
class Screen:
    """The terminal's size in cells, and whether it is coloured."""

    columns: int
    rows: int
    colour: bool = False


def lines(tally: Tally, now: float, screen: Screen, money: Money) -> list[str]:
    """Return what to draw: at most one line less than the screen has, none of which fills its line."""
    head = [_counts(tally, now), *_sums(tally, money), *_rests(tally, now)]
    room = max(screen.rows - 1 - len(head), 0)
    rows = [*head, *_running(tally, now, min(room, MOST_ROWS + 1), screen.columns - 1, money)]
    return [_fitted(parts, screen.columns - 1, screen) for parts in rows[: max(screen.rows - 1, 1)]]


def summary(tally: Tally, now: float, money: Money) -> str:
    """Return the same in one plain line."""
    return "; ".join("".join(text for _, text in parts) for parts in [_counts(tally, now), *_sums(tally, money)])


# The head.


def _counts(tally: Tally, now: float) -> list[Part]:
    """Return what matters most first: the end of the line may be cut."""
    counts: list[Part] = [("bold", f"{tally.endings[Done]} of {tally.total} done")]
    if tally.waiting or tally.running:
        counts.append(("plain", f", about {_duration(tally.left(now))} left"))
    others = [(style, f"{count} {word}") for kind, word, style in _OTHERS if (count := tally.endings[kind])]
    for number, (style, text) in enumerate(others):
        counts += [("plain", ", " if number else "; "), (style, text)]
    return [*counts, ("dim", f"; {len(tally.running)} running, {tally.waiting} waiting")]


_OTHERS: tuple[tuple[type[Ending], str, str], ...] = (
    (Failed, "failed", "bad"),
    (Blocked, "blocked", "bad"),
    (Later, "put off", "slow"),
    (Stopped, "stopped", "slow"),
)


def _sums(tally: Tally, money: Money) -> Iterator[list[Part]]:
    if tally.spent or tally.to_come:
        yield [("plain", f"spent {money(tally.spent)}, {money(tally.to_come)} to come")]


def _rests(tally: Tally, now: float) -> Iterator[list[Part]]:
    for resource, until in tally.resting.items():
        if until > now:
            yield [("slow", f"{neutral(resource)} rests, {_duration(until - now)} more")]


# What is running.


def _running(tally: Tally, now: float, room: int, columns: int, money: Money) -> Iterator[list[Part]]:
    """Yield a line for each running task, the oldest first, and how many more there are."""
    running = list(tally.running.values())
    shown = running if len(running) <= room else running[: max(room - 1, 0)]
    costs = [money(started.task.cost) if started.task.cost else "" for started in shown]
    wide = max(map(width, costs), default=0)
    for started, cost in zip(shown, costs, strict=True):
        yield _row(started, now, f"{cost:>{wide}}  " if wide else "", columns)
    if len(shown) < len(running) and room:
        yield [("dim", f"{'':>9}and {len(running) - len(shown)} more")]


def _row(started: Started, now: float, cost: str, columns: int) -> list[Part]:
    """Return how long, how dear, what and by whom, as far as there is room for it beside what."""
    title, resource = neutral(started.task.title), neutral(started.task.resource)
    elapsed = f"{_elapsed(now - started.at):>7}  "
    begin = next((text for text in (elapsed + cost, elapsed) if columns - width(text) >= _TITLE), "")
    room = columns - width(begin) - width(resource) - 2
    if room < min(width(title), _TITLE):
        return [("plain", begin + title)]
    return [("plain", begin + padded(clipped(title, room), min(room, 40))), ("dim", f"  {resource}")]


# What happened, each in a line of its own.


def told(event: Event, tally: Tally, money: Money) -> str:
    """Return an event as a plain line."""
    match event:
        case Started(task):
            cost = f", {money(task.cost)}" if task.cost else ""
            return f"start   {neutral(task.title)} ({neutral(task.resource)}{cost})"
        case Paused(task, at=at, until=until):
            return f"pause   {neutral(task.resource)} rests for {_duration(until - at)}"
        case Closed(resource, at=at, until=until):
            return f"later   {neutral(resource)} asks to come back in {_duration(until - at)}; this run does not wait"
        case Ended(task, ending, seconds=seconds):
            after = "" if seconds is None else f", {_elapsed(seconds)}"
            return f"{_word(ending):<8}{neutral(task.title)}{after}{_why(ending, tally)}"


def is_lasting(event: Event) -> bool:
    """Tell whether an event is worth a line that stays, where the rest is drawn: trouble that asks for somebody."""
    return isinstance(event, Closed) or (isinstance(event, Ended) and isinstance(event.ending, Failed | Stopped))


def _word(ending: Ending) -> str:
    return type(ending).__name__.lower()


def _why(ending: Ending, tally: Tally) -> str:
    match ending:
        case Failed(reason) | Stopped(reason):
            return f": {neutral(reason)}" if reason else ""
        case Blocked(by):
            return f": it needs {neutral(tally.title(by))}"
        case _:
            return ""


# Time, and room.


def _elapsed(seconds: float) -> str:
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _duration(seconds: float) -> str:
    """Return a length of time as roughly as one says it; never less than a second."""
    if seconds < 99.5:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _fitted(parts: Sequence[Part], cells: int, screen: Screen) -> str:
    """Return the parts in colour, cut to `cells`."""
    out, left = "", max(cells, 1)
    for style, text in parts:
        kept = clipped(text, left)
        out += f"\x1b[{_STYLES[style]}m{kept}\x1b[0m" if screen.colour and _STYLES[style] and kept else kept
        left -= width(kept)
        if kept != text or left <= 0:
            break
    return out
