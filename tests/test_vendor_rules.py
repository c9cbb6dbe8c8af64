"""What single vendors have of their own beyond the battery, and the parts of the protocol that they share."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import pytest
from emulators import faults, media
from emulators.adapter import PATIENT, numeric
from emulators.books import Life
from emulators.vendor import VendorEmulator
from PIL import Image
from vendors import vendors

from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.lower.job import Job
from filmc.lower.languages import entry_for
from filmc.lower.model import Model
from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    EnhanceRequest,
    EnlargeRequest,
    MusicRequest,
    SpeechRequest,
    StillRequest,
)
from filmc.produce.models import table_of
from filmc.produce.protocol.adapter import Adapter, Asked
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Accepted, Handle, NotFetched, Order, Refused, Running, Succeeded, TooLate
from filmc.produce.protocol.carrying import decoded, references
from filmc.produce.protocol.facts import Rate, Settings
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.secret import Secret
from filmc.produce.protocol.shapes import sides_within
from filmc.produce.protocol.voices import language_of
from filmc.produce.providers.registry import speaker

T = TypeVar("T")
CLIP = ClipRequest("rain", "", "16/9", 5000)
STILL = StillRequest("a desk", "", "16/9")
FIVE = (("seconds", "5"), ("size", "1280x720"))


def with_adapter(
    there: VendorEmulator, name: str, folder: Path, work: Callable[[Adapter], Awaitable[T]], region: str | None = None
) -> T:
    """Open a vendor before its emulator (or, with a region, before its real address) and let it work."""
    facts = table_of(name).facts
    opening = Opening(
        facts=replace(facts, hosts=facts.hosts | {there.cdn}),
        keys={key: Secret(value) for key, value in vendors()[name].keys.items()},
        answers=Answers(folder / "answers"),
        settings=Settings(base=there.url) if region is None else Settings(region=region),
        now=lambda: there.clock.now,
        resolve=numeric,
        limits=PATIENT,
    )

    async def whole() -> T:
        adapter = speaker(name).open_provider(opening)
        try:
            return await work(adapter)
        finally:
            await adapter.close()

    return asyncio.run(whole())


def asked(
    model: str, what: Any, files: dict[str, Path] | None = None, how: tuple[tuple[str, str], ...] = FIVE
) -> Asked:
    known = table_of(model.partition(":")[0]).models[model]
    job = Job("clip", what, model, "shot clip", how=(*known.options, *how), model=known)
    return Asked(job, 1, files or {})


def picture(path: Path, side: int) -> Path:
    """Draw a picture that does not pack well: as many bytes as pixels times three."""
    Image.effect_noise((side, side), 90).convert("RGB").save(path, "PNG", compress_level=0)
    return path


async def send(adapter: Adapter, what: Asked, reference: str = "filmc-1") -> Any:
    written = await adapter.write(what)
    return await adapter.submit(Order(reference, written.path, written.body, written.content_type))


# ---- tables

FILES: dict[str, tuple[str, ...]] = {
    "text": (),
    "first": ("start",),
    "first-last": ("start", "end"),
    "references": ("reference 1",),
    "edit": ("picture",),
}
WHATS: dict[str, Any] = {
    "video": CLIP,
    "image": STILL,
    "speech": SpeechRequest("Hello.", "en", "female", "", "happy"),
    "music": MusicRequest("hope", ("hushed",), "minor", 80, 0.4, 0.4, ("piano",), ("vocals",), 10_000),
    "enhance": EnhanceRequest("16/9"),
    "enhance-still": EnlargeRequest("16/9"),
}
VOICES = {"speech": "30002", "speech-v4": "40001"}


def everything(model: Model, folder: Path) -> Iterator[Asked]:
    """Yield what a table says that a model can be asked for: every mode, the most references, shortest and longest."""
    file, film = folder / "picture.png", folder / "film.mp4"
    for number, mode in enumerate(model.can.modes or ("text",)):
        what = EditRequest("restyle", "ink", "", "16/9") if mode == "edit" else WHATS[model.makes[0]]
        files = dict.fromkeys(FILES[mode], file)
        if mode == "references":
            files = {f"reference {number}": file for number in range(1, model.can.references + 1)}
        if model.makes[0] == "enhance":
            files = {"clip": film}
        if model.makes[0] == "enhance-still":
            files = {"picture": file}
        both = {*model.lengths[:1], *(() if number else model.lengths[-1:])}  # the longest in one mode is enough
        for length in sorted(both) or [5]:
            how = (("seconds", str(length)), ("size", "1920x1080"), ("seed", "7"))
            yield asked(model.id, what, files, (*how, ("voice", VOICES.get(model.name, "female-shaonv"))))


@pytest.mark.parametrize("name", ["ark", "dubbingx", "minimax", "pixverse", "runway"])
def test_all_that_a_table_says_can_be_ordered(name: str, tmp_path: Path) -> None:
    Image.new("RGB", (320, 320)).save(tmp_path / "picture.png")
    (tmp_path / "film.mp4").write_bytes(media.mp4())
    orders = [each for model in table_of(name).models.values() for each in everything(model, tmp_path)]

    async def work(adapter: Adapter) -> list[str]:
        said = [(each, await send(adapter, each, f"filmc-{number}")) for number, each in enumerate(orders)]
        return [
            f"{each.job.maker} {[*each.files]} {dict(each.job.how)['seconds']}: {told}"
            for each, told in said
            if not isinstance(told, Accepted)
        ]

    with vendors()[name].emulator() as there:
        assert not with_adapter(there, name, tmp_path, work)
        taken = [entry.micros for entry in there.books.entries]
    assert len(taken) == len(orders)
    planned = [(each.job.maker, planned_for(each), micros) for each, micros in zip(orders, taken, strict=True)]
    assert not [each for each in planned if each[1] is not None and not 0 <= each[1] - each[2] <= each[1] // SLACK]


SLACK = 5
"""A plan's price is never less than what is taken, and more by a fifth at most: it means the most pictures to start
from, and tokens are not seconds to the unit."""


def planned_for(what: Asked) -> int | None:
    """Return what a plan says that an order costs, in millionths; None for what has no price."""
    model = what.job.model
    assert model
    if model.price is None:
        return None
    seconds = Fraction(dict(what.job.how)["seconds"])
    units = {"second": seconds, "take": Fraction(1), "character": Fraction(len(getattr(what.job.what, "text", "")))}
    return model.price.of(units[model.price.per]).micros


# ---- regions


@pytest.mark.parametrize(
    ("region", "model", "said"),
    [
        ("", "seedance-2-0-720p", ""),
        ("china", "seedream-4-0", ""),
        ("china", "intl-seedance-2-0-720p", "is sold in its region international"),
        ("international", "seedance-2-0-720p", "is sold in its region china"),
        ("europe", "intl-seedance-2-0-720p", ""),
    ],
)
def test_a_model_of_another_region_is_not_asked_for(region: str, model: str, said: str, tmp_path: Path) -> None:
    what = STILL if "seedream" in model else CLIP

    async def work(adapter: Adapter) -> Any:
        return await adapter.write(asked(f"ark:{model}", what))

    with vendors()["ark"].emulator() as there:
        if not said:
            assert b"model" in with_adapter(there, "ark", tmp_path, work, region).body
            return
        with pytest.raises(Fault, match=said) as told:
            with_adapter(there, "ark", tmp_path, work, region)
        assert told.value.code == "E1017"


# ---- files


@pytest.mark.parametrize(
    ("size", "film", "factor"),
    [
        ((640, 360), "1280x720", 2),
        ((640, 360), "1920x1080", 4),
        ((1280, 720), "1280x720", 2),
        ((300, 300), "8000x8000", 16),
        ((1500, 1500), "8000x8000", 2),
        ((299, 600), "1280x720", None),
        ((4000, 2000), "4096x2160", None),
    ],
)
def test_a_picture_is_enlarged_as_far_as_the_film_needs_and_the_vendor_lets(
    size: tuple[int, int], film: str, factor: int | None, tmp_path: Path
) -> None:
    file = tmp_path / "still.png"
    Image.new("L", size).save(file)
    what = asked("runway:magnific-still", EnlargeRequest("16/9"), {"picture": file}, (("size", film),))

    async def work(adapter: Adapter) -> Any:
        return json.loads((await adapter.write(what)).body)["scaleFactor"]

    with vendors()["runway"].emulator() as there:
        if factor:
            assert with_adapter(there, "runway", tmp_path, work) == factor
            return
        with pytest.raises(Fault, match=r"pixels$") as told:
            with_adapter(there, "runway", tmp_path, work)
        assert told.value.code == "E1017"


def test_a_large_picture_is_brought_elsewhere_and_a_small_one_goes_along(tmp_path: Path) -> None:
    files = {"small": picture(tmp_path / "small.png", 200), "large": picture(tmp_path / "large.png", 1200)}

    async def work(adapter: Adapter) -> list[str]:
        sent = []
        for size in ("small", "large", "large"):
            written = await adapter.write(asked("runway:gen4-turbo", CLIP, {"start": files[size]}))
            sent.append(json.loads(written.body)["promptImage"][0]["uri"][:11])
        return sent

    with vendors()["runway"].emulator() as there:
        assert with_adapter(there, "runway", tmp_path, work) == ["data:image/", "runway://up", "runway://up"]
        assert there.requests["upload"] == 1, "once, however often it is used"
        assert not there.leaks


@pytest.mark.parametrize(("model", "side"), [("pixverse:v6-720p", 20), ("runway:gen4-turbo", 1200)])
@pytest.mark.parametrize("fault", [faults.CUT, faults.PAGE_200, faults.EMPTY_200, faults.LIST_200])
def test_an_answer_that_names_no_file_orders_nothing(
    model: str, side: int, fault: faults.Fault, tmp_path: Path
) -> None:
    file = picture(tmp_path / "frame", side)

    async def work(adapter: Adapter) -> None:
        await adapter.write(asked(model, CLIP, {"start": file}))

    with vendors()[model.partition(":")[0]].emulator() as there:
        there.script("upload", fault)
        with pytest.raises(Fault, match=r"a (picture|file) of shot clip could not be sent"):
            with_adapter(there, model.partition(":")[0], tmp_path, work)


def test_a_picture_is_sent_once_for_all_orders_of_a_run(tmp_path: Path) -> None:
    file = tmp_path / "frame.png"
    file.write_bytes(media.png())

    async def work(adapter: Adapter) -> None:
        for model in ("v6-720p", "v5-540p"):
            assert isinstance(await send(adapter, asked(f"pixverse:{model}", CLIP, {"start": file})), Accepted)

    with vendors()["pixverse"].emulator() as there:
        with_adapter(there, "pixverse", tmp_path, work)
        assert (there.requests["upload"], there.requests["submit"]) == (1, 2)


def test_references_keep_their_order_beyond_nine() -> None:
    files = {f"reference {number}": Path(str(number)) for number in (10, 2, 1, 11)}
    assert [str(file) for file in references({"start": Path("s"), **files})] == ["1", "2", "10", "11"]


@pytest.mark.parametrize(
    ("name", "model", "data"),
    [("ark", "seedream-4-0", '[{"b64_json": "!"}]'), ("minimax", "image-01", '{"image_base64": ["!"]}')],
)
def test_what_is_no_picture_in_an_answer_is_told_as_a_bad_file(
    name: str, model: str, data: str, tmp_path: Path
) -> None:

    async def work(adapter: Adapter) -> Any:
        outcome = await send(adapter, asked(f"{name}:{model}", STILL))
        told = await adapter.poll(outcome.handle)
        assert isinstance(told, Succeeded)
        return await adapter.fetch(told.results[0], tmp_path)

    good = '"base_resp": {"status_code": 0}, ' if name == "minimax" else ""
    with vendors()[name].emulator() as there:
        there.script("submit", faults.answers(200, f'{{{good}"data": {data}}}'.encode()))
        got = with_adapter(there, name, tmp_path, work)
    assert isinstance(got, NotFetched)
    assert got.kind == "bad"


# ---- to stop


@pytest.mark.parametrize(
    ("name", "job", "message"),
    [
        ("minimax", "v1/1", "can not be stopped"),
        ("minimax", "filmc-1", "was the result"),
        ("ark", "filmc-1", "was the result"),
        ("ark", "tasks/never", "has ended"),
    ],
)
def test_what_can_not_be_stopped_is_not_asked_to(name: str, job: str, message: str, tmp_path: Path) -> None:
    async def work(adapter: Adapter) -> Any:
        return await adapter.cancel(Handle(name, job))

    with vendors()[name].emulator() as there:
        told = with_adapter(there, name, tmp_path, work)
        assert isinstance(told, TooLate)
        assert message in told.message
        assert not there.requests["cancel"]


def test_a_task_that_runs_already_is_left_to_its_end(tmp_path: Path) -> None:
    async def work(adapter: Adapter) -> None:
        outcome = await send(adapter, asked("ark:seedance-2-0-720p", CLIP))
        there.clock.advance(6)  # of ten
        assert isinstance(await adapter.cancel(outcome.handle), TooLate)
        assert isinstance(await adapter.poll(outcome.handle), Running)

    with vendors()["ark"].emulator() as there:
        with_adapter(there, "ark", tmp_path, work)


@pytest.mark.parametrize("name", ["ark", "ark pictures", "minimax", "minimax before", "pixverse", "runway"])
def test_who_is_asked_to_wait_has_surely_paid_nothing(name: str, tmp_path: Path) -> None:
    """Without keys that are replayed an order is only sent again where that is certain."""
    vendor = vendors()[name]
    waits = [fault for fault, kind in vendor.refusals.values() if kind == "rate"]
    assert waits

    async def work(adapter: Adapter) -> list[Any]:
        ask = next(iter(vendor.asks.values()))
        return [await send(adapter, asked(f"{vendor.name}:{ask.model}", ask.what, how=ask.how)) for _ in waits]

    with vendor.emulator() as there:
        there.script("submit", *waits)
        for told in with_adapter(there, vendor.name, tmp_path, work):
            assert isinstance(told, Refused)
            assert told.surely_unbilled


# ---- languages


@pytest.mark.parametrize(
    ("tag", "spoken", "word"),
    [
        ("cmn", "dubbingx:speech", "zh"),
        ("cmn-TW", "minimax:speech-2-8-hd", "Chinese"),
        ("cmn-HK", "minimax:speech-2-8-hd", "Chinese,Yue"),
        ("zh", "minimax:speech-2-8-hd", "Chinese"),
        ("yue", "dubbingx:speech", "yue"),
        ("ja-JP", "dubbingx:speech", "jp"),
        ("yue", "dubbingx:speech-v4", None),
        ("fr", "dubbingx:speech", None),
    ],
)
def test_a_line_is_ordered_in_the_vendors_word_for_its_language(tag: str, spoken: str, word: str | None) -> None:
    languages = table_of(spoken.partition(":")[0]).models[spoken].can.languages
    assert language_of(SpeechRequest("…", tag, "", ""), languages) == word
    assert (entry_for(tag, languages) is None) == (word is None)


# ---- handles that a user gives


@pytest.mark.parametrize(
    ("model", "bare"),
    [
        ("ark:seedance-2-0-720p", "tasks/"),
        ("minimax:hailuo-2-3-768p", "v1/"),
        ("pixverse:v6-720p", " for 60 credits"),
        ("runway:gen4-5", "text_to_video/"),
    ],
)
def test_an_id_as_the_providers_pages_show_it_is_a_handle(model: str, bare: str, tmp_path: Path) -> None:
    name, length = model.partition(":")[0], "6" if "hailuo" in model else "5"

    async def work(adapter: Adapter) -> Any:
        how = (("seconds", length), ("size", "1280x720"))
        outcome = await send(adapter, asked(model, CLIP, how=how))
        assert bare in outcome.handle.job
        there.clock.advance(1_000)
        return await adapter.poll(Handle(name, outcome.handle.job.replace(bare, "")))

    with vendors()[name].emulator() as there:
        told = with_adapter(there, name, tmp_path, work)
    assert isinstance(told, Succeeded), told


def test_a_picture_by_a_bare_id_is_known_by_its_name(tmp_path: Path) -> None:
    async def work(adapter: Adapter) -> Any:
        await send(adapter, asked("runway:gen4-image-720p", STILL))
        there.clock.advance(1_000)
        return await adapter.poll(Handle("runway", "job-1"))

    with vendors()["runway"].emulator(Life(files=("https://cdn.runwayml.com/a.png?x=1",))) as there:
        told = with_adapter(there, "runway", tmp_path, work)
    assert [each.family for each in told.results] == ["image"]


# ---- numbers


@pytest.mark.parametrize(
    ("size", "least", "most", "sides"),
    [
        ("1280x720", 921_600, 16_777_216, (1280, 720)),
        ("1280x720", 3_686_400, 16_777_216, (2560, 1440)),
        ("3840x2160", 921_600, 2_359_296, (2048, 1152)),
        ("100x1000", 921_600, 4_194_304, (304, 3040)),
    ],
)
def test_a_picture_is_made_within_the_pixels_that_are_legal(
    size: str, least: int, most: int, sides: tuple[int, int]
) -> None:
    job = replace(asked("ark:seedream-4-0", STILL).job, how=(("size", size),))
    made = sides_within(job, least, most, 16)
    assert made == sides
    assert least <= made[0] * made[1] <= most


@pytest.mark.parametrize(
    ("rate", "units", "cost"),
    [
        (Rate(Money(46_000_000, "CNY"), 1_000_000), 108_900, 5_009_400),
        (Rate(Money(1, "CNY"), 3), 1, 1),
        (Rate(Money(10_000, "USD")), 2.5, 25_000),
        (Rate(Money(10_000, "USD")), 0, 0),
    ],
)
def test_a_bill_is_rounded_up(rate: Rate, units: float, cost: int) -> None:
    assert rate.of(units) == Money(cost, rate.money.currency)


def test_base64_that_is_none_is_empty() -> None:
    assert decoded(base64.b64encode(b"film").decode()) == b"film"
    assert decoded("!") == b""
    assert decoded(["!"]) == b""
