"""What a vendor's table says can be ordered, and the bill for it in the vendor's own books is what a plan would say.

The emulators charge by tables of their own, written from the vendors' pages: one of the two that is wrong is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from test_vendors import SOAK, VENDORS, Bench
from vendors import Ask

from filmc.lower.counting import characters
from filmc.lower.model import Model, Price
from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    EnhanceRequest,
    EnlargeRequest,
    LipSyncRequest,
    MusicRequest,
    SoundRequest,
    SpeechRequest,
    StillRequest,
)
from filmc.produce.models import table_of
from filmc.produce.protocol.adapter import Adapter
from filmc.produce.protocol.base import Accepted
from filmc.produce.protocol.facts import Facts

MOST = {"fix": {"box": (0.1, 0.2, 0.4, 0.5)}, "extend": {"edges": (0.0, 0.0, 0.25, 0.25)}, "restyle": {}}
WAY, STILL = ((0.2, 0.5), (0.7, 0.5)), (0.0, 0.8, 1.0, 0.2)
SCORE = MusicRequest("hope", ("hushed",), "minor", 80, 0.4, 0.4, ("piano",), ("vocals",), 10_000)


def all_of(model: Model, voices: Mapping[str, str]) -> Iterator[Ask]:
    """Yield what a table says that a model can be asked for: modes, repairs, shapes, the shortest and the longest."""
    seed = (("seed", "7"),) if model.can.seed else ()
    voice = (("voice", voices.get(model.name) or (model.can.voices[0].id if model.can.voices else "alloy")),)
    lengths = sorted({*model.lengths[:1], *model.lengths[-1:]}) or [5]
    shapes = [each.replace(":", "/") for each in model.can.ratios] or ["16/9"]
    for length, shape, size in (
        *((lengths[0], shape, "1280x720") for shape in shapes),
        (lengths[-1], shapes[0], "1920x1080"),
    ):
        for what, files in wishes(model, shape, float(length)):
            timed = (("seconds", str(length)),) if isinstance(what, ClipRequest) else ()
            yield Ask(model.name, what, files, (*timed, ("size", size), *seed, *voice))
            if shape != shapes[0]:
                break  # each shape once is enough


def wishes(model: Model, shape: str, seconds: float) -> Iterator[tuple[Any, dict[str, str]]]:
    can, whole, avoid = model.can, int(seconds * 1000), "text" if model.can.negative else ""
    frames = {"text": (), "first": ("start",), "first-last": ("start", "end"), "references": faces(can.references)}
    legal = {"references": model.referring.lengths}  # which may be fewer there
    for mode in [each for each in can.modes if each in frames and seconds in (legal.get(each) or [seconds])]:
        files = dict.fromkeys(frames[mode], "png 640x360")
        if "video" in model.makes:
            moves = ((can.camera[0], 0.0, 0.2),) if can.numbers_for(mode) else ()
            yield ClipRequest("雨停了", avoid, shape, whole, moves), files
        if can.brush and mode == "first":
            masks = {f"brush {number}": "png 640x360" for number in range(1, can.brush + 1)}
            yield ClipRequest("雨停了", avoid, shape, whole, (), (WAY,) * can.brush, (STILL,)), {**files, **masks}
        if "image" in model.makes:
            loras = tuple((f"owner/style-{number}", 0.6) for number in range(can.loras))
            yield StillRequest("a desk", avoid, shape, loras), files
    for repair in can.repairs:
        mask = {"mask": "png 640x360"} if repair == "fix" else {}
        yield EditRequest(repair, "ink", avoid, shape, **MOST[repair]), {"picture": "png 640x360", **mask}
    others: dict[str, tuple[Any, dict[str, str]]] = {
        "speech": (SpeechRequest("Hello.", "en", "female", "", "sad"), {}),
        "music": (SCORE, {}),
        "sound": (SoundRequest("door", "door creaks", whole, loop=False), {}),
        "enhance": (EnhanceRequest("16/9"), {"clip": "mp4 5"}),
        "enhance-still": (EnlargeRequest("16/9"), {"picture": "png 640x360"}),
        "lip-sync": (LipSyncRequest("left", (0,), whole), {"clip": f"mp4 {seconds:g}", "track": f"wav {seconds:g}"}),
    }
    yield from [others[need] for need in model.makes if need in others]


def faces(count: int) -> tuple[str, ...]:
    return tuple(f"reference {number}" for number in range(1, count + 1))


def is_sold(facts: Facts) -> bool:
    return not facts.local and not facts.speaks


SOLD = {vendor.name: vendor for vendor in VENDORS.values() if is_sold(table_of(vendor.name).facts)}
"""Vendors by the name of their provider; those that converse are paid by tokens (`test_chat.py`)."""

AT_MOST = {
    "by tokens": (
        "ark:seedance",
        "ark:intl-seedance",
        "openai:gpt-image-2",
        "gemini:flash",
        "gemini:pro",
        "gemini:omni-1-1-720p",
    ),
    "by begun megapixels": ("fal:flux-lora-2mp", "fal:flux-pro-fill-3mp", "bfl:flux-2-pro-2mp"),
    "with as many pictures as it takes": (
        "bfl:flux-2-pro-references",
        "ark:seedream-5-0-pro",
        "ark:intl-seedream-5-0-pro",
    ),
    "less with references": ("vidu:q3-turbo-720p",),
    "less from words alone": ("kling:image-v2-1",),
    "a look at the faces is paid for once": ("kling:lip-sync",),
}
"""Beginnings of models whose price is what an order costs at most, by why it can cost less."""


@pytest.mark.parametrize("name", SOLD)
def test_all_that_a_table_says_can_be_ordered_and_costs_what_it_says(name: str, tmp_path: Path) -> None:
    vendor = SOLD[name]
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        models = table_of(name).models
        voices = {ask.model: dict(ask.how).get("voice", "") for ask in vendor.asks.values()}

        async def work(adapter: Adapter) -> dict[str, list[tuple[int, int]]]:
            found: dict[str, list[tuple[int, int]]] = {}
            for number, ask in enumerate(ask for model in models.values() for ask in some_of(all_of(model, voices))):
                model, before = models[f"{name}:{ask.model}"], there.charged
                outcome = await adapter.submit(await bench.order(adapter, ask, f"filmc-{number}"))
                assert isinstance(outcome, Accepted), (ask, outcome)
                if model.price and model.price.unit.micros:  # what is free is one's own machine, and not this vendor
                    cost = there.charged - before
                    found.setdefault(model.id, []).append((cost, planned(model, model.price, ask)))
            return found

        assert not [told for model, bills in bench.do(work).items() if (told := wrong(model, bills))]


def some_of(asks: Iterable[Ask]) -> Sequence[Ask]:
    """Return the first and the last, which is the longest; all of them in a soak."""
    found = list(asks)
    return found if SOAK else found[:1] + found[1:][-1:]


def at_most(model: str) -> bool:
    """Tell whether a model's price is a bound."""
    return model.startswith(tuple(start for starts in AT_MOST.values() for start in starts))


def wrong(model: str, bills: Sequence[tuple[int, int]]) -> str:
    """Return what is wrong with bills of a model, each with what was planned; "" for nothing."""
    if not at_most(model):
        return f"{model}: {bills}" if any(cost != price for cost, price in bills) else ""
    if any(cost > price for cost, price in bills):
        return f"{model} costs more: {bills}"
    seldom = not SOAK or any(cost < price for cost, price in bills)
    return "" if seldom else f"{model} costs always what it says"


def planned(model: Model, price: Price, ask: Ask) -> int:
    """Return what a plan says that an order costs, in micro-units."""
    match ask.what:
        case SpeechRequest():
            units = Fraction(characters(ask.what, model))
        case EnhanceRequest():
            units = Fraction(5)
        case _:
            units = Fraction(getattr(ask.what, "milliseconds", 0), 1000)
    return price.of(Fraction(1) if price.per == "take" else units).micros
