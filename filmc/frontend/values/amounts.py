"""Amounts: plain numbers, shares, levels, degrees, money, and the shape and rate of the picture."""

from __future__ import annotations

import re
from fractions import Fraction

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.frontend.ast import Text
from filmc.frontend.suggest import nearest
from filmc.frontend.value import Money, Size
from filmc.frontend.values.reading import measure, note_shape, numbers, shape, shown, writing

RATES: dict[str, Fraction] = {
    "23.976": Fraction(24000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30000, 1001),
    "30": Fraction(30),
    "48": Fraction(48),
    "50": Fraction(50),
    "59.94": Fraction(60000, 1001),
    "60": Fraction(60),
}
"""The rates a film can have, by the name that people write."""

_SIGNS = {"¥": "CNY", "￥": "CNY", "元": "CNY", "块": "CNY", "$": "USD", "€": "EUR", "£": "GBP"}
_CURRENCIES = (
    "CNY", "RMB", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "INR", "AUD", "CAD", "CHF", "SEK", "NOK",
    "DKK", "PLN", "BRL", "MXN", "THB", "MYR", "IDR", "VND", "PHP", "ZAR", "TRY", "RUB", "AED", "NZD",
)  # fmt: skip
_MICROS = 1_000_000

_NAMED_SIZES = {"2k": 1080, "4k": 2160, "uhd": 2160, "8k": 4320, "hd": 720, "fhd": 1080}
"""Heights. `4K` is the 2160 lines of UHD; the aspect of the film gives the width."""
_SIZE_RANGE = range(16, 8193)

_PROGRAMME = {"LUFS": ("a loudness", -16, -40, -5), "dBTP": ("a true peak", -1, -20, 0)}
"""Levels of a whole programme by unit: what they are, the usual one, the lowest and the highest that can be meant."""


def read_number(notes: Notes, text: Text, low: float | None = None, high: float | None = None) -> Fraction | None:
    """Return a plain number, within `low` to `high` if they are given. Codes E0414, E0415."""
    found = shape("number", text)
    if found is None:
        usual = ["1"] if (low is None or low <= 1) and (high is None or high >= 1) else []
        note_shape(notes, "E0414", text, "a number", "digits with a point, as `0.6`", *usual)
        return None
    return within(notes, text, measure(found[0])[0], low, high)


def read_integer(notes: Notes, text: Text, low: int | None = None, high: int | None = None) -> int | None:
    """Return a whole number, within `low` to `high` if they are given. Codes E0414, E0415."""
    number = read_number(notes, text, low, high)
    if number is not None and number.denominator != 1:
        whole = str(int(number))
        told = f"`{shown(text.value)}` is no whole number"
        notes.add("E0415", text.span, told, f"write `{whole}`", fixes=writing(text, whole))
        return None
    return None if number is None else int(number)


def within(notes: Notes, text: Text, number: Fraction, low: float | None, high: float | None) -> Fraction | None:
    """Return `number` if it lies in `low` to `high` (None is no bound); code E0415 if it does not."""
    if (low is None or number >= low) and (high is None or number <= high):
        return number
    bounds = f"at least {low:g}" if high is None else f"at most {high:g}" if low is None else f"{low:g} to {high:g}"
    bound = low if low is not None and number < low else high
    fixes = writing(text, numbers(text.value, lambda _: Fraction(bound or 0)))
    notes.add("E0415", text.span, f"`{shown(text.value)}` is out of range", f"write a number of {bounds}", fixes=fixes)
    return None


def read_percent(notes: Notes, text: Text, high: float | None = 100) -> Fraction | None:
    """Return a share, `80%` as 4/5; not below 0, nor above `high` per cent (None: any). Codes E0414, E0415."""
    found = shape("amount", text)
    amount, unit = measure(found[0]) if found else (Fraction(0), "")
    if unit != "%":
        fixes = [Fix("per cent", (Edit(text.span, f"{text.value}%"),))] if found and not unit else []
        notes.add("E0414", text.span, f"`{shown(text.value)}` is not a percentage", "write `80%`", fixes=fixes)
        return None
    bounded = within(notes, text, amount, 0, high)
    return bounded / 100 if bounded is not None else None


def read_degrees(notes: Notes, text: Text) -> Fraction | None:
    """Return an angle in degrees, `20`, `20deg` or `20°`, at most a full turn either way. Codes E0415, E0416."""
    found = shape("amount", text)
    amount, unit = measure(found[0]) if found else (Fraction(0), "none")
    if unit not in ("", "deg", "°", "degrees", "度"):
        note_shape(notes, "E0416", text, "an angle", "degrees, as `20` or `20deg`", "0deg")
        return None
    return within(notes, text, amount, -360, 360)


def read_level(notes: Notes, text: Text) -> float | None:
    """Return a sound level in decibels, `-14dB`, from -96 to 24. Codes E0409, E0415."""
    found = shape("amount", text)
    amount, unit = measure(found[0]) if found else (Fraction(0), "")
    if unit.casefold() not in ("db", "分贝"):
        fixes = [Fix("decibels", (Edit(text.span, f"{text.value}dB"),))] if found and not unit else []
        notes.add(
            "E0409", text.span, f"`{shown(text.value)}` is not a level", "write decibels, as `-14dB`", fixes=fixes
        )
        return None
    bounded = within(notes, text, amount, -96, 24)
    return float(bounded) if bounded is not None else None


def read_loudness(notes: Notes, text: Text) -> float | None:
    """Return the loudness of a programme, `-16 LUFS`, from -40 to -5. Codes E0409, E0415."""
    return _programme_level(notes, text, "LUFS")


def read_true_peak(notes: Notes, text: Text) -> float | None:
    """Return the highest peak of a programme, `-1 dBTP`, from -20 to 0. Codes E0409, E0415."""
    return _programme_level(notes, text, "dBTP")


def _programme_level(notes: Notes, text: Text, unit: str) -> float | None:
    """Return a level in `unit`, which may be left out."""
    what, usual, *bounds = _PROGRAMME[unit]
    found = shape("amount", text)
    amount, written = measure(found[0]) if found else (Fraction(0), "none")
    if written.casefold() not in ("", unit.casefold()):
        note_shape(notes, "E0409", text, what, f"a level, as `{usual} {unit}`")
        return None
    bounded = within(notes, text, amount, *bounds)
    return float(bounded) if bounded is not None else None


def read_money(notes: Notes, text: Text) -> Money | None:
    """Return an exact amount: `980 CNY`, `CNY 980`, `¥980`, `980元`, `$12.50`. Codes E0410, E0411, E0415."""
    found = shape("money", text)
    if found is None:
        note_shape(notes, "E0410", text, "an amount of money", "an amount and its currency, as `980 CNY`")
        return None
    return money_of(notes, text, [str(token) for token in found])


def money_of(notes: Notes, text: Text, tokens: list[str]) -> Money | None:
    """Return what the tokens of `money` in the grammar mean: one amount with its unit, or currency and number."""
    amount, unit = measure(tokens[-1])
    written = unit or (tokens[0].strip() if len(tokens) > 1 else "")
    if not written:
        fixes = writing(text, *(f"{text.value} {known}" for known in ("CNY", "USD", "EUR")))
        told = f"`{shown(text.value)}` names no currency"
        notes.add("E0410", text.span, told, f"write `{text.value} CNY`", fixes=fixes)
        return None
    currency = _SIGNS.get(written, written.upper())
    if currency not in _CURRENCIES:
        close = nearest(currency, _CURRENCIES, limit=1)
        hint = f"did you mean `{close[0]}`?" if close else "write its code, as `CNY`, `USD` or `EUR`"
        fixes = writing(text, *(text.value.replace(written, known) for known in close))
        notes.add("E0411", text.span, f"`{shown(written)}` is no currency that filmc knows", hint, fixes=fixes)
        return None
    micros = amount * _MICROS
    if amount < 0 or micros.denominator != 1:
        notes.add("E0415", text.span, f"`{shown(text.value)}` can not be paid", "write zero or more, to six decimals")
        return None
    return Money(int(micros), "CNY" if currency == "RMB" else currency)


def read_ratio(notes: Notes, text: Text) -> Fraction | None:
    """Return width over height: `16:9`, `2.39:1`, `7:3`; from 1:4 to 4:1. Codes E0412, E0415."""
    found = shape("ratio", text)
    if found is None:
        example = "width and height, as `16:9`, `2.39:1` or `9:16`"
        note_shape(notes, "E0412", text, "an aspect ratio", example, "16:9", "2.39:1")
        return None
    width, height = (measure(token)[0] for token in found)
    if width <= 0 or height <= 0 or not Fraction(1, 4) <= width / height <= 4:
        notes.add("E0415", text.span, f"no film has the shape `{shown(text.value)}`", "write `1:4` to `4:1`")
        return None
    return width / height


def read_size(notes: Notes, text: Text) -> Size | None:
    """Return `1920x1080`, or a height alone: `1080p`, `4K`. From 16 to 8192 pixels. Codes E0413, E0415."""
    named = _NAMED_SIZES.get(text.value.strip().casefold())
    if named:
        return Size(None, named)
    found = shape("size", text)
    sides = _sides(str(found[0])) if found else ()
    if not sides:
        note_shape(notes, "E0413", text, "a size of the picture", "`1080p`, `4K` or `1920x1080`", "1080p", "4K")
        return None
    if not all(side in _SIZE_RANGE for side in sides):
        notes.add("E0415", text.span, f"`{shown(text.value)}` is out of range", "a side has 16 to 8192 pixels")
        return None
    return Size(sides[0], sides[1]) if len(sides) == 2 else Size(None, sides[0])


def _sides(token: str) -> tuple[int, ...]:
    """Return the numbers of `1920x1080` or `1080p`; none of anything else."""
    sides = re.fullmatch(r"(\d+)\s*[x×*]\s*(\d+)|(\d+)p", token, re.IGNORECASE)
    return tuple(int(side) for side in sides.groups() if side) if sides else ()


def read_rate(notes: Notes, text: Text) -> Fraction | None:
    """Return frames a second, exactly: one of `RATES`, with or without `fps`. Code E0432."""
    name = text.value.casefold().removesuffix("fps").strip()
    if name in RATES:
        return RATES[name]
    near = ", ".join(f"`{rate}`" for rate in RATES)
    told = f"`{shown(text.value)}` is no frame rate of a film"
    notes.add("E0432", text.span, told, f"write one of {near}", fixes=writing(text, _nearest_rate(name)))
    return None


def _nearest_rate(name: str) -> str:
    """Return the rate next to the number that `name` is; 24 where it is none."""
    try:
        wanted = Fraction(name)
    except (ValueError, ZeroDivisionError):
        return "24"
    return min(RATES, key=lambda rate: abs(RATES[rate] - wanted))
