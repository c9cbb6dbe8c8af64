"""Durations, moments and spans of time."""

from __future__ import annotations

from fractions import Fraction

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.frontend.ast import Text
from filmc.frontend.suggest import nearest
from filmc.frontend.value import Duration, TimeSpan
from filmc.frontend.values.reading import measure, note_shape, numbers, piece, shape, shown, writing

_SECONDS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), Fraction(1)),
    **dict.fromkeys(("ms", "毫秒"), Fraction(1, 1000)),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "分", "分钟"), Fraction(60)),
}
_FRAMES = ("f", "frame", "frames", "帧", "格")

_EXAMPLE = "`5s`, `750ms`, `0:05`, `1:02.5` or `120f`"


def read_duration(notes: Notes, text: Text) -> Duration | None:
    """Return a length of time, longer than zero: `5s` `750ms` `0:05` `1:02.5` `120f` `5秒`. Codes E0401 to E0403."""
    found = _read(notes, text, "a duration")
    if found is None:
        return None
    if (found.frames or 0) <= 0 and (found.seconds or 0) <= 0:
        notes.add("E0403", text.span, f"a duration of `{shown(text.value)}` leaves no time", "write one above zero")
        return None
    return found


def read_moment(notes: Notes, text: Text) -> Duration | None:
    """Return a moment, zero or later; a leading `at` is left out. Codes E0401 to E0403."""
    found = _read(notes, text, "a moment")
    if found is None:
        return None
    if (found.frames or 0) < 0 or (found.seconds or 0) < 0:
        fixes = writing(text, numbers(text.value, abs))
        notes.add(
            "E0403", text.span, f"`{shown(text.value)}` is before the beginning", "write zero or later", fixes=fixes
        )
        return None
    return found


def read_time_span(notes: Notes, text: Text) -> TimeSpan | None:
    """Return `1s-3s`: half-open, its end after its start. Codes E0401, E0402, E0404."""
    found = shape("time_span", text)
    if found is None:
        note_shape(notes, "E0401", text, "a span of time", "`1s-3s` or `0:01-0:03`")
        return None
    start, end = (token for token in found if token.type != "DASH")
    if str(start).replace(".", "").isdigit():  # `1-3s` means `1s-3s`
        start = start.update(value=str(start) + measure(end)[1]) if end.type == "MEASURE" else start
    first, second = duration_of(notes, piece(text, start), start), duration_of(notes, piece(text, end), end)
    if first is None or second is None:
        return None
    if _backwards(first, second):
        swapped = Fix("swap them", (Edit(text.span, f"{piece(text, end).value}-{piece(text, start).value}"),))
        notes.add(
            "E0404",
            text.span,
            f"`{shown(text.value)}` ends before it has begun",
            "write the earlier time first",
            fixes=[swapped] if first != second else [],
        )
        return None
    return TimeSpan(first, second)


def duration_of(notes: Notes, text: Text, token: str) -> Duration | None:
    """Return what a token of the grammar (an amount with its unit, or a clock) means; `text` is where it stands."""
    if ":" in token:
        seconds = Fraction(0)
        for field in token.split(":"):
            seconds = seconds * 60 + Fraction(field)
        return Duration(seconds, None)
    amount, unit = measure(token)
    if unit in _FRAMES and amount.denominator == 1:
        return Duration(None, int(amount))
    if unit in _FRAMES:
        fixes = writing(text, numbers(text.value, lambda number: Fraction(max(round(number), 1))))
        told = f"`{shown(text.value)}` is not a whole number of frames"
        notes.add("E0401", text.span, told, "write `120f`", fixes=fixes)
    elif unit in _SECONDS:
        return Duration(amount * _SECONDS[unit], None)
    elif unit:
        _note_unit(notes, text, unit)
    else:
        notes.add(
            "E0402",
            text.span,
            f"`{shown(text.value)}` has no unit of time",
            f"write `{text.value}s` for seconds or `{text.value}f` for frames",
            fixes=[Fix("seconds", (Edit(text.span, f"{text.value}s"),))],
        )
    return None


def _read(notes: Notes, text: Text, what: str) -> Duration | None:
    found = shape("moment", text)
    if found is None:
        note_shape(notes, "E0401", text, what, _EXAMPLE)
        return None
    return duration_of(notes, piece(text, found[0]), found[0])


def _note_unit(notes: Notes, text: Text, unit: str) -> None:
    close = nearest(unit, [*_SECONDS, *_FRAMES], limit=1)
    hint = f"did you mean `{close[0]}`?" if close else f"write {_EXAMPLE}"
    fixes = writing(text, *(text.value.removesuffix(unit) + known for known in close or ("s", "f")))
    notes.add("E0402", text.span, f"`{shown(unit)}` is no unit of time", hint, fixes=fixes)


def _backwards(first: Duration, second: Duration) -> bool:
    """Tell whether `second` is not after `first`; seconds and frames compare only once the rate is known."""
    if first.seconds is not None and second.seconds is not None:
        return second.seconds <= first.seconds
    return first.frames is not None and second.frames is not None and second.frames <= first.frames
