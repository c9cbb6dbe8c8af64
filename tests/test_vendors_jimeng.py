"""What only Jimeng has: files by address, templates of the camera, and what its pages say of money."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from emulators import faults
from emulators.books import Life
from emulators.faults import Fault, answers
from test_vendors import Bench, finished
from vendors import Ask
from vendors.jimeng import MOUTH, VENDOR, clip

from filmc.base.fault import Fault as Trouble
from filmc.frontend.value import Money
from filmc.lower.request import EnhanceRequest, StillRequest
from filmc.produce.protocol.adapter import Adapter
from filmc.produce.protocol.base import Accepted, Failed
from filmc.produce.providers.jimeng_camera import Moves, strength, template

LIPS = Ask("lips-lite", MOUTH, {"clip": "mp4 5", "track": "wav 5"})


@pytest.fixture
def bench(tmp_path: Path) -> Any:
    with VENDOR.emulator() as there:
        yield Bench(VENDOR, there, tmp_path)


def test_a_file_is_put_once_and_with_its_own_key(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMC_FILES_KEY", "files_canary_1")

    async def work(adapter: Adapter) -> None:
        asked = bench.asked(LIPS)
        assert await adapter.write(asked) == await adapter.write(asked)

    bench.do(work)
    assert bench.there.requests["upload"] == 2
    assert [headers["authorization"] for _, headers, _ in bench.there.seen] == ["Bearer files_canary_1"] * 2
    assert {address.rpartition(".")[2] for address in bench.there.hosted} == {"mp4", "wav"}


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (answers(403), "`files` answered 403"),
        (answers(507), "`files` answered 507"),
        (faults.REDIRECT_307, "`files` answered 307"),
        (faults.RESET, "could not be sent"),
    ],
)
def test_a_place_that_takes_no_file_stops_the_order(bench: Bench, fault: Fault, says: str) -> None:
    bench.there.script("upload", fault)
    with pytest.raises(Trouble, match=says) as stopped:
        bench.do(lambda adapter: adapter.write(bench.asked(LIPS)))
    assert stopped.value.code == "E1018"
    assert not bench.there.requests["submit"]


def test_without_a_place_mouths_are_refused_and_pictures_go_as_they_are(bench: Bench) -> None:
    bench.vendor = replace(bench.vendor, options={})
    with pytest.raises(Trouble, match="`files`") as stopped:
        bench.do(lambda adapter: adapter.write(bench.asked(LIPS)))
    assert stopped.value.code == "E1017"
    still = Ask("image-4-0", StillRequest("两个人", "", "16/9"), {"reference 1": "png", "reference 2": "png"})

    async def work(adapter: Adapter) -> Any:
        return await adapter.submit(await bench.order(adapter, still))

    assert isinstance(bench.do(work), Accepted)


@pytest.mark.parametrize(
    ("ask", "billed"), [(Ask("image-4-0", StillRequest("a", "", "1/1")), Money(0, "CNY")), (None, None)]
)
def test_pictures_that_do_not_come_are_not_charged(bench: Bench, ask: Ask | None, billed: Money | None) -> None:
    bench.there.books.life = Life(end="content")

    async def work(adapter: Adapter) -> Any:
        wanted = ask or Ask("v3-720p", clip(), how=(("seconds", "5"),))
        outcome = await adapter.submit(await bench.order(adapter, wanted))
        assert isinstance(outcome, Accepted)
        return await finished(bench, adapter, outcome.handle)

    told = bench.do(work)
    assert isinstance(told, Failed)
    assert told.billed == billed


def test_a_clip_can_not_be_enhanced(bench: Bench) -> None:
    with pytest.raises(Trouble, match="can not make"):
        bench.do(lambda adapter: adapter.write(bench.asked(replace(LIPS, what=EnhanceRequest("16/9")))))


@pytest.mark.parametrize(
    ("camera", "name", "far"),
    [
        ([("dolly", 0.0, 0.7), ("zoom", 1.0, 0.6)], "hitchcock_dolly_in", "strong"),
        ([("dolly", 0.0, -0.3), ("zoom", 1.0, 1.3)], "hitchcock_dolly_out", "medium"),
        ([("orbit", 0.0, -15.0)], "dynamic_orbit", "weak"),
        ([("roll", 0.0, 25.0)], "clockwise_swivel", "strong"),
        ([("roll", 0.0, -10.0)], "counterclockwise_swivel", "medium"),
        ([("shake", 0.3, 0.3)], "handheld", "medium"),
        ([("pedestal", 0.0, 0.1), ("dolly", 0.0, 0.1)], "crane_push", "weak"),
        ([("pan", 0.0, 12.0)], None, "medium"),
        ([("roll", 0.0, 10.0), ("pan", 0.0, 5.0)], None, "medium"),
        ([("roll", 5.0, 5.0)], None, "weak"),
        ([], None, "medium"),
    ],
)
def test_a_move_is_the_template_that_does_it_and_nothing_else(camera: Moves, name: str | None, far: str) -> None:
    assert template(camera) == name
    assert strength(camera) == far
