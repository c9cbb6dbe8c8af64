"""A crowd of jobs at every vendor, through the real schedule and adapter: no limit is broken after it was told.

Each vendor keeps the limits of its pages for a small account; then those of an account that is smaller still than our
tables take it to be, which is told once and known from then on.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from emulators import media
from emulators.books import Life
from emulators.inside import TAKES, Allowance, Border, inside, over
from emulators.paid import Request
from test_vendors import VENDORS, Bench
from vendors import Ask, Vendor
from virtual_time import pass_time

from filmc.lower.model import Model
from filmc.lower.request import EditRequest, StillRequest
from filmc.produce.models import table_of
from filmc.produce.protocol.adapter import OWN_REFERENCE, Adapter, Written
from filmc.produce.protocol.base import Accepted, Order, Refused, Running, Succeeded
from filmc.produce.providers.registry import speaker
from filmc.produce.schedule import task as scheduled
from filmc.produce.schedule.report import Report
from filmc.produce.schedule.run import run
from filmc.produce.schedule.task import Done, Result, Task
from filmc.produce.shoot.run import later, limits_of

CROWD = 24
LASTS = 15.0


@dataclass(frozen=True)
class Page:
    """What a vendor's page allows an account: orders whose path and body have the same text in the place of `of`."""

    of: str
    at_once: int = 0
    a_minute: int = 0
    says: str = ""
    """The name of its refusal in the vendor's table; the first that passes with time."""
    tells: bool = False


PAGES: Mapping[str, Sequence[Page]] = {
    # a trial pack: five tasks at once for clips (mouths too), five for pictures
    "kling": [Page(r"/images/", at_once=5, says="at once"), Page(r"^/", at_once=5, says="at once")],
    "jimeng": [Page(r'"req_key": ?"[^"]+"', at_once=1, says="at once")],
    # beyond ten at once its tasks wait in a line
    "ark": [Page(r'"model": ?"[^"]+"', a_minute=600, says="a minute")],
    "minimax": [
        Page(r"/v1/video_generation", a_minute=5, says="a minute"),
        Page(r"/v1/t2a_v2", a_minute=60, says="a minute"),
        Page(r"/v1/music_generation", at_once=20, a_minute=120, says="a minute"),
    ],
    "bfl": [Page(r"^/", at_once=24, tells=True)],
    # its free plan
    "elevenlabs": [Page(r"^/", at_once=2, says="at once")],
    "replicate": [Page(r"^/", a_minute=600, tells=True)],
    # its smallest plan
    "sync": [Page(r"^/", at_once=1, a_minute=60)],
    "kimi": [Page(r"^/", at_once=1, a_minute=3, says="three a minute")],
    "volcengine-tts": [Page(r"^/", at_once=10, says="at once")],
}
"""Limits that were found. Vidu, fal and Runway let jobs wait in a line; of the others nothing is said."""


def refusals_of(name: str) -> dict[str, Any]:
    """Return what a vendor can say to an order, by whichever of its protocols."""
    same = [vendor for vendor in VENDORS.values() if vendor.name == name]
    return {entry: said for vendor in reversed(same) for entry, said in vendor.refusals.items()}


SOLD = {
    vendor.name: replace(vendor, refusals={**refusals_of(vendor.name)})
    for vendor in VENDORS.values()
    if not table_of(vendor.name).facts.local
}
QUEUE: ContextVar[str] = ContextVar("QUEUE")


@dataclass
class Crowd:
    """Many jobs at one vendor: all that it makes in turn, each under a reference of its own."""

    bench: Bench
    border: Border
    adapter: Adapter
    orders: dict[str, tuple[Written, Model, bool]]

    @classmethod
    async def gathered(cls, bench: Bench, border: Border) -> Crowd:
        opening = inside(bench.opening(), border)
        adapter = speaker(bench.vendor.name, opening.facts.speaks).open_provider(opening)
        models = table_of(bench.vendor.name).models
        asks = SELLS[bench.vendor.name]
        kinds = [
            (await adapter.write(bench.asked(ask)), models[f"{bench.vendor.name}:{ask.model}"], one_answer)
            for ask, one_answer in asks
        ]
        return cls(bench, border, adapter, {f"filmc-{n}": kinds[n % len(kinds)] for n in range(CROWD)})

    async def run(self) -> Report:
        tasks = [Task(name, (), model.queue, model.seconds) for name, (_, model, _) in self.orders.items()]
        return await run(tasks, limits_of(model for _, model, _ in self.orders.values()), self.work, patience=7200)

    async def work(self, task: Task) -> Result:
        """Do what a purchase does: order, come back where that is sure to be right, and ask until it is there."""
        written, _, one_answer = self.orders[task.name]
        QUEUE.set(task.resource)
        TAKES.set(LASTS if one_answer else 0)
        body = written.body.replace(OWN_REFERENCE.encode(), task.name.encode())
        outcome = await self.adapter.submit(Order(task.name, written.path, body, written.content_type))
        if isinstance(outcome, Refused) and outcome.kind in ("rate", "busy") and outcome.surely_unbilled:
            return later(outcome.kind, outcome.retry_after)
        if not isinstance(outcome, Accepted):
            return scheduled.Failed(str(outcome))
        while isinstance(told := await self.adapter.poll(outcome.handle), Running):  # noqa: ASYNC110 - it has no bell
            await asyncio.sleep(5)
        return Done() if isinstance(told, Succeeded) else scheduled.Failed(str(told))


def sells() -> dict[str, list[tuple[Ask, bool]]]:
    """Return what each vendor makes, by whichever of its protocols, and whether the answer is the result."""
    found: dict[str, list[tuple[Ask, bool]]] = {}
    for vendor in VENDORS.values():
        for ask in vendor.asks.values():
            drawn = vendor.name == "gemini" and isinstance(ask.what, StillRequest | EditRequest)
            found.setdefault(vendor.name, []).append((ask, vendor.one_answer or drawn))
    return found


SELLS = sells()


@pytest.fixture(autouse=True)
def one_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all that is heard be the same: what it is, nobody asks here."""
    sound = media.mp3()
    monkeypatch.setattr(media, "mp3", lambda *_: sound)


def crowded(vendor: Vendor, folder: Path, allowance_of: Any) -> tuple[Report, Border]:
    with vendor.emulator(Life(lasts=LASTS)) as there:
        border = Border(there, allowance_of)

        async def whole() -> Report:
            crowd = await Crowd.gathered(Bench(vendor, there, folder), border)
            report = await crowd.run()
            await crowd.adapter.close()
            return report

        report = pass_time(whole())
        assert report.all_done, [each.ending for each in report.outcomes if not isinstance(each.ending, Done)]
        assert there.charges == CROWD, "each was ordered once"
        assert there.requests["submit"] == CROWD + len(border.broken)
    return report, border


def refusal(vendor: Vendor, name: str) -> Any:
    return vendor.refusals[name][0] if name else over([*vendor.refusals.values()])


@pytest.mark.parametrize("name", PAGES)
def test_what_its_page_allows_is_never_exceeded(name: str, tmp_path: Path) -> None:
    vendor, found = SOLD[name], {}

    def allowance_of(request: Request) -> Allowance | None:
        for page in PAGES[name]:
            if match := re.search(page.of, f"{request.path} {request.body.decode('latin-1')}"):
                says = refusal(vendor, page.says)
                return found.setdefault((page, match[0]), Allowance(says, page.at_once, page.a_minute, page.tells))
        return None

    _, border = crowded(vendor, tmp_path, allowance_of)
    assert found
    assert not border.broken


@pytest.mark.parametrize("name", SOLD)
def test_a_smaller_account_is_told_so_once(name: str, tmp_path: Path) -> None:
    """At once it takes half of what the table says, and a minute half as well."""
    vendor = SOLD[name]
    limits = limits_of(table_of(name).models.values())
    found: dict[str, Allowance] = {}

    def allowance_of(_: Request) -> Allowance:
        limit, says = limits[QUEUE.get()], over([*vendor.refusals.values()])
        smaller = Allowance(says, max(1, limit.at_once // 2), int((limit.per_second or 0) * 30))
        return found.setdefault(QUEUE.get(), smaller)

    _, border = crowded(vendor, tmp_path, allowance_of)
    assert border.late == 0
