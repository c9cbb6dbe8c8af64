"""What only sync.so has: large files before the order, a reference that is charged once, a face by its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from emulators import faults
from emulators.faults import Fault, answers
from test_vendors import Bench
from vendors.sync import VENDOR, face

from filmc.base.fault import Fault as Trouble
from filmc.lower.request import Region
from filmc.produce.protocol.adapter import Adapter
from filmc.produce.protocol.base import Accepted, Duplicate, Handle, Refused, Unknown
from filmc.produce.protocol.mp4 import picture_size
from filmc.produce.providers import sync


@pytest.fixture
def bench(tmp_path: Path) -> Any:
    with VENDOR.emulator() as there:
        yield Bench(VENDOR, there, tmp_path)
        assert not there.leaks


def test_large_files_go_before_the_order_and_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "_SMALL", 100)

    async def work(adapter: Adapter) -> Any:
        one, two = await bench.order(adapter, bench.first), await bench.order(adapter, bench.first)
        assert one == two
        return await adapter.submit(one)

    assert isinstance(bench.do(work), Accepted)
    assert bench.there.requests["upload"] == 2
    puts = [
        headers for (_, headers, _), call in zip(bench.there.seen, bench.there.calls, strict=True) if call == "upload"
    ]
    assert [headers.get("x-api-key") for headers in puts] == [None, None], "the store is another house"


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("other", answers(401)),
        ("other", faults.PAGE_200),
        ("other", faults.RESET),
        ("upload", answers(403)),
        ("upload", faults.RESET),
    ],
)
def test_a_file_that_is_not_taken_stops_the_order(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, call: str, fault: Fault
) -> None:
    monkeypatch.setattr(sync, "_SMALL", 100)
    bench.there.script(call, fault)
    with pytest.raises(Trouble) as stopped:
        bench.do(lambda adapter: adapter.write(bench.asked(bench.first)))
    assert stopped.value.code == "E1018"
    assert not bench.there.requests["submit"]


def test_the_same_reference_is_charged_once(bench: Bench) -> None:
    bench.there.script("submit", faults.RESET_CHARGED)

    async def work(adapter: Adapter) -> Any:
        order = await bench.order(adapter, bench.first)
        assert isinstance(await adapter.submit(order), Unknown)
        first = await adapter.submit(order)
        other = await adapter.submit(replace(order, reference="filmc-2"))
        return first, other

    first, other = bench.do(work)
    assert first == Accepted(Handle("sync", "job-1"))
    assert other == Accepted(Handle("sync", "job-2"))
    assert bench.there.charges == 2


def test_what_runs_already_is_named(bench: Bench) -> None:
    fault, _ = VENDOR.refusals["known already"]
    bench.there.script("submit", fault)

    async def work(adapter: Adapter) -> Any:
        return await adapter.submit(await bench.order(adapter, bench.first))

    outcome = bench.do(work)
    assert isinstance(outcome, Duplicate)
    assert outcome.handle == Handle("sync", "job-1")


def test_a_clip_tells_its_size(bench: Bench) -> None:
    assert picture_size(bench.file(0, "mp4 1")) == (32, 32)
    assert picture_size(bench.file(1, "wav 1")) is None


@pytest.mark.parametrize("point", ["0.3", "left", "0.1 0.2 0.3", "0.1 x"])
def test_a_place_that_is_none_is_refused(bench: Bench, point: str) -> None:
    with pytest.raises(Trouble, match="`point`") as stopped:
        bench.do(lambda adapter: adapter.write(bench.asked(replace(bench.first, how=(("point", point),)))))
    assert stopped.value.code == "E1017"


@pytest.mark.parametrize(
    ("region", "point", "taken"),
    [
        ((0.0, 0.0, 0.5, 0.8), [8, 13], True),
        ((0.5, 0.0, 0.5, 0.8), [24, 13], True),
        ((0.3, 0.0, 0.4, 0.8), [16, 13], False),
        ((0.0, 0.7, 0.5, 0.3), [8, 27], False),
    ],
)
def test_a_face_is_told_by_the_middle_of_its_region(
    bench: Bench,
    region: Region,
    point: list[int],
    taken: bool,  # noqa: FBT001
) -> None:
    async def work(adapter: Adapter) -> Any:
        order = await bench.order(adapter, replace(bench.first, what=face("left", region)))
        assert f'"coordinates": {point}'.encode() in order.body
        return await adapter.submit(order)

    outcome = bench.do(work)
    assert isinstance(outcome, Accepted) if taken else isinstance(outcome, Refused), outcome
    assert bench.there.charges == taken, "what is refused is not paid"
