"""What only Kling has: tokens minted for each call, two dialects to look in, clips it knows by id, faces to choose from."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from emulators import faults
from emulators.adapter import PATIENT, numeric
from emulators.faults import Fault
from test_vendors import Bench, finished
from vendors import Ask
from vendors.kling import ACCESS, FIVE, SECRET, VENDOR, clip, says

from filmc.base.fault import Fault as Trouble
from filmc.frontend.value import Money
from filmc.lower.request import LipSyncRequest, StillRequest
from filmc.produce.models import table_of
from filmc.produce.protocol.adapter import Adapter
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Accepted, Failed, Fetched, Handle, Known, Order, Refused, Succeeded, Unknown
from filmc.produce.protocol.facts import Settings
from filmc.produce.protocol.http import Limits
from filmc.produce.protocol.moving import trajectory
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.secret import Secret, clean
from filmc.produce.protocol.signing import web_token
from filmc.produce.providers.kling import Kling
from filmc.produce.providers.kling_lips import chosen

MOUTH = Ask("lip-sync", LipSyncRequest("left", (500,), 5000), {"clip": "mp4 5", "track": "wav 5"})


class Pair(Bench):
    """Opened by the older pair of keys."""

    def opened(self, limits: Limits = PATIENT) -> Adapter:
        facts = table_of("kling").facts
        return Kling(
            Opening(
                facts=replace(facts, hosts=facts.hosts | {self.there.cdn}),
                keys={"KLING_ACCESS_KEY": Secret(ACCESS), "KLING_SECRET_KEY": Secret(SECRET)},
                answers=Answers(self.folder / "answers"),
                settings=Settings(base=self.there.url),
                now=lambda: self.there.clock.now,
                resolve=numeric,
                limits=limits,
            )
        )


@pytest.fixture
def bench(tmp_path: Path) -> Any:
    with VENDOR.emulator() as there:
        yield Bench(VENDOR, there, tmp_path)
        assert not there.leaks


@pytest.fixture
def pair(tmp_path: Path) -> Any:
    with VENDOR.emulator() as there:
        yield Pair(VENDOR, there, tmp_path)


def test_a_token_is_minted_for_each_call(pair: Pair) -> None:
    async def work(adapter: Adapter) -> None:
        outcome = await adapter.submit(await pair.order(adapter, pair.first))
        assert isinstance(outcome, Accepted), outcome
        pair.there.clock.advance(7_200)
        assert isinstance(await adapter.poll(outcome.handle), Succeeded)

    pair.do(work)


def test_a_token_is_never_told() -> None:
    token = web_token({"iss": ACCESS, "exp": 1}, Secret(SECRET))
    assert clean(f"who is Bearer {token}?") == "who is Bearer ***?"


def test_newer_models_want_the_newer_key(pair: Pair) -> None:
    with pytest.raises(Trouble, match="KLING_API_KEY"):
        pair.do(lambda adapter: adapter.write(pair.asked(Ask("v3-720p", clip(), how=FIVE))))


@pytest.mark.parametrize(
    "ask", [Ask("v3-720p", clip(), how=FIVE), MOUTH, Ask("image-v3", StillRequest("a desk", "", "1/1"))]
)
def test_a_lost_job_of_every_kind_is_found(bench: Bench, ask: Ask) -> None:
    bench.there.script("submit", faults.RESET_CHARGED)

    async def work(adapter: Adapter) -> None:
        order = await bench.order(adapter, ask, "filmc-lost")
        assert isinstance(await adapter.submit(order), Unknown)
        found = await adapter.lookup("filmc-lost", order.path)
        assert isinstance(found, Known), found
        assert len(found.handles) == 1
        assert isinstance(await finished(bench, adapter, found.handles[0]), Succeeded)
        assert await adapter.lookup("filmc-never", order.path) == Known(())

    bench.do(work)


def test_newer_tasks_end_as_the_classic_ones(bench: Bench) -> None:
    async def work(adapter: Adapter) -> None:
        outcome = await adapter.submit(await bench.order(adapter, Ask("v3-720p", clip(), how=FIVE)))
        assert isinstance(outcome, Accepted)
        assert outcome.handle == Handle("kling", "tasks/job-1")
        bench.end()
        told = await adapter.poll(outcome.handle)
        assert isinstance(told, Succeeded)
        assert told.billed == Money(420_000, "USD")
        lost = await adapter.poll(Handle("kling", "tasks/job-9"))
        assert isinstance(lost, Failed)
        assert lost.kind == "lost"

    bench.do(work)


@pytest.mark.parametrize(
    ("ask", "micros"),
    [
        (Ask("v2-5-turbo-pro", clip(), how=FIVE), 350_000),
        (Ask("image-v3", StillRequest("a desk", "", "1/1")), 28_000),
        (MOUTH, 77_000),
    ],
)
def test_a_unit_of_pictures_is_not_one_of_clips(bench: Bench, ask: Ask, micros: int) -> None:
    async def work(adapter: Adapter) -> Any:
        outcome = await adapter.submit(await bench.order(adapter, ask))
        assert isinstance(outcome, Accepted), outcome
        return await finished(bench, adapter, outcome.handle)

    assert bench.do(work).billed == Money(micros, "USD")


def test_a_clip_of_its_own_needs_no_address(bench: Bench) -> None:
    async def work(adapter: Adapter) -> Any:
        outcome = await adapter.submit(await bench.order(adapter, bench.first))
        assert isinstance(outcome, Accepted)
        made = await adapter.fetch((await finished(bench, adapter, outcome.handle)).results[0], bench.folder)
        assert isinstance(made, Fetched)
        asked = bench.asked(MOUTH)
        return await adapter.write(replace(asked, files={**asked.files, "clip": made.path}))

    written = bench.do(work)
    assert json.loads(written.body)["clip"] == {"video_id": "v-job-1"}
    assert not bench.there.hosted


def test_without_an_address_a_strange_clip_is_refused(pair: Pair) -> None:
    with pytest.raises(Trouble, match="`files`"):
        pair.do(lambda adapter: adapter.write(pair.asked(MOUTH)))


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (says(1102, 429), "credit"),
        (says(1301, 400), "content"),
        (says(5000, 500), "busy"),
        (faults.RESET, "busy"),
        (faults.PAGE_200, "busy"),
    ],
)
def test_no_mouth_is_ordered_before_the_faces_are_known(bench: Bench, fault: Fault, kind: str) -> None:
    bench.there.script("other", fault)

    async def work(adapter: Adapter) -> Any:
        return await adapter.submit(await bench.order(adapter, MOUTH))

    outcome = bench.do(work)
    assert isinstance(outcome, Refused)
    assert outcome.kind == kind
    assert not bench.there.requests["submit"]


def face(name: str, start: int = 0, end: int = 5000) -> dict[str, Any]:
    return {"face_id": name, "start_time": start, "end_time": end}


@pytest.mark.parametrize(
    ("side", "option", "faces", "taken"),
    [
        ("centre", "", [face("a")], "a"),
        ("left", "", [face("a"), face("b"), face("c")], "a"),
        ("centre", "", [face("a"), face("b"), face("c")], "b"),
        ("right", "", [face("a"), face("b"), face("c")], "c"),
        ("left", "", [face("late", 3000), face("b")], "b"),
        ("left", "", [face("late", 3000), face("later", 2900)], "late"),
        ("left", "", [face("short", 0, 1500), face("b")], "b"),
        ("left", "c", [face("a"), face("b"), face("c")], "c"),
        ("left", "z", [face("a")], None),
        ("left", "", [face("short", 0, 1500)], None),
        ("left", "", [], None),
    ],
)
def test_the_face_is_chosen_by_time_and_side(side: str, option: str, faces: list[Any], taken: str | None) -> None:
    wish = {"side": side, "starts": [500, 1000], "face": option}
    said = {"clip": {}, "wish": wish, "voice": {}, "external_task_id": "filmc-1"}
    body = chosen(Order("filmc-1", "/", json.dumps(said).encode()), {"session_id": "s", "face_data": faces})
    assert (json.loads(body)["face_choose"][0]["face_id"] if body else None) == taken


@pytest.mark.parametrize("count", [2, 76, 77, 78, 500])
def test_a_way_has_77_points_at_most_and_keeps_its_ends(count: int) -> None:
    path = [(number / (count - 1), 1.0 - number / (count - 1)) for number in range(count)]
    points = trajectory(path, 640, 360)
    assert len(points) == min(count, 77)
    assert points[0] == {"x": 0, "y": 0}
    assert points[-1] == {"x": 639, "y": 359}
    steps = [later["x"] - sooner["x"] for sooner, later in pairwise(points)]
    assert max(steps) - min(steps) <= 1


def test_no_masks_are_drawn_for_a_picture_of_no_size(bench: Bench, tmp_path: Path) -> None:
    asked = bench.asked(VENDOR.asks["motion brush"])
    start = tmp_path / "stand-in.png"
    start.write_bytes(b"\x89PNG\r\n\x1a\nstands for the first picture")
    with pytest.raises(Trouble, match="size") as stopped:
        bench.do(lambda adapter: adapter.write(replace(asked, files={**asked.files, "start": start})))
    assert stopped.value.code == "E1017"
