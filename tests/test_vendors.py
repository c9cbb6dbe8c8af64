"""Every vendor through the same tests: orders as they are sent, every refusal, every end, every fault of the wires.

`vendors/NAME.py` has the emulator and the table. What is sent is a snapshot, for people who know the vendor's pages.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from email.parser import BytesParser
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from emulators import faults, media
from emulators.adapter import HASTY, PATIENT, numeric
from emulators.faults import Fault, Wire
from emulators.vendor import PROOFS, VendorEmulator
from PIL import Image
from vendors import OFFLINE, Ask, Vendor, vendors

from filmc.base.fault import Fault as Trouble
from filmc.lower.job import Job, Kind
from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    EnhanceRequest,
    EnlargeRequest,
    LipSyncRequest,
    LoraEditRequest,
    MusicRequest,
    ReviewRequest,
    SoundRequest,
    SpeechRequest,
    StillRequest,
)
from filmc.produce.models import known_providers, table_of
from filmc.produce.protocol.adapter import OWN_REFERENCE, Adapter, Asked
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import (
    Accepted,
    Cancelled,
    Duplicate,
    Failed,
    Fetched,
    Handle,
    Known,
    NotFetched,
    NotSent,
    Order,
    Refused,
    Running,
    Succeeded,
    TooLate,
    Unclear,
    Unknown,
)
from filmc.produce.protocol.http import Limits
from filmc.produce.protocol.keys import held
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.secret import Secret
from filmc.produce.providers.registry import speaker

VENDORS = vendors()
SOAK = bool(os.environ.get("FILMC_SOAK"))
KINDS: dict[type, Kind] = {
    StillRequest: "still",
    EditRequest: "still",
    LoraEditRequest: "still",
    EnlargeRequest: "still",
    ClipRequest: "clip",
    LipSyncRequest: "lip-sync",
    EnhanceRequest: "enhancement",
    SpeechRequest: "speech",
    MusicRequest: "music",
    SoundRequest: "sound",
    ReviewRequest: "review",
}
T = TypeVar("T")


@dataclass
class Bench:
    """One vendor's emulator, and its adapter before it."""

    vendor: Vendor
    there: VendorEmulator
    folder: Path

    def do(self, work: Callable[[Adapter], Awaitable[T]], limits: Limits = PATIENT) -> T:
        """Open the provider, as it is opened for the user, and let it work."""

        async def whole() -> T:
            adapter = self.opened(limits)
            try:
                return await work(adapter)
            finally:
                await adapter.close()

        return asyncio.run(whole())

    def opened(self, limits: Limits = PATIENT) -> Adapter:
        opening = self.opening(limits)
        return speaker(self.vendor.name, opening.facts.speaks).open_provider(opening)

    def opening(self, limits: Limits = PATIENT) -> Opening:
        facts = table_of(self.vendor.name).facts
        set_up = self.vendor.settings(self.folder)
        return Opening(
            facts=replace(facts, hosts=facts.hosts | {self.there.cdn}),
            keys={name: Secret(value) for name, value in self.vendor.keys.items()},
            answers=Answers(self.folder / "answers"),
            settings=replace(set_up, base=self.there.url, options={**set_up.options, **self.options}),
            now=lambda: self.there.clock.now,
            resolve=numeric,
            limits=limits,
        )

    @property
    def options(self) -> dict[str, str]:
        return {name: value.format(url=self.there.url) for name, value in self.vendor.options.items()}

    def asked(self, ask: Ask) -> Asked:
        model = table_of(self.vendor.name).models[f"{self.vendor.name}:{ask.model}"]
        kind = KINDS[type(ask.what)]
        how = (*model.options, *ask.how)
        job = Job(kind, ask.what, model.id, f"kitchen/waits {kind}", how=how, name=f"kitchen/waits {kind}", model=model)
        files = {role: self.file(number, told) for number, (role, told) in enumerate(ask.files.items())}
        return Asked(job, 1, files)

    def file(self, number: int, told: str) -> Path:
        """Make the file that a table means; it has no suffix, as those of the store have none."""
        kind, _, measure = told.partition(" ")
        path = self.folder / f"given-{number}"
        match kind:
            case "png":
                path.write_bytes(gradient(*map(int, (measure or "640x360").split("x")), number * 30))
            case "wav":
                path.write_bytes(media.wav(float(measure or 2)))
            case _:
                path.write_bytes(media.mp4(seconds=float(measure or 5)))
        return path

    async def order(self, adapter: Adapter, ask: Ask, reference: str = "filmc-1") -> Order:
        written = await adapter.write(self.asked(ask))
        body = written.body.replace(OWN_REFERENCE.encode(), reference.encode())
        return Order(reference, written.path, body, written.content_type)

    @property
    def first(self) -> Ask:
        return next(iter(self.vendor.asks.values()))

    def end(self) -> None:
        """Let every job come to its end."""
        self.there.clock.advance(1_000)


@cache
def gradient(width: int, height: int, angle: int) -> bytes:
    """Return a picture from dark to light, as PNG."""
    whole = io.BytesIO()
    Image.linear_gradient("L").rotate(angle).resize((width, height)).convert("RGB").save(whole, "PNG")
    return whole.getvalue()


@pytest.fixture
def bench(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)  # a user's own files are named from where he works
    vendor = VENDORS[request.param]
    with vendor.emulator() as there:
        made = Bench(vendor, there, tmp_path)
        yield made
        assert not there.leaks, "proof of who asks went to where files lie"


def each(*parts: str) -> pytest.MarkDecorator:
    """Run a test for every vendor; or for every entry of one of its tables."""
    rows = [
        (name, *key)
        for name, vendor in VENDORS.items()
        for key in ([(entry,) for entry in getattr(vendor, parts[0])] if parts else [()])
    ]
    names = ("bench", *(["entry"] if parts else []))
    indirect = ["bench"]
    return pytest.mark.parametrize(names, rows, indirect=indirect, ids=["-".join(row) for row in rows])


async def finished(bench: Bench, adapter: Adapter, handle: Handle) -> Any:
    told = await adapter.poll(handle)
    if isinstance(told, Running):
        bench.end()
        told = await adapter.poll(handle)
    return told


# An order, from what is asked to the file.


@each("asks")
def test_an_order_becomes_a_file(bench: Bench, entry: str, snapshot: Any) -> None:
    async def work(adapter: Adapter) -> None:
        outcome = await adapter.submit(await bench.order(adapter, bench.vendor.asks[entry]))
        assert isinstance(outcome, Accepted), outcome
        told = await finished(bench, adapter, Handle.load(json.loads(json.dumps(outcome.handle.dump()))))
        assert isinstance(told, Succeeded), told
        if bill := bench.vendor.bills.get(entry):
            assert told.billed == bill
            assert bench.there.charged == bill.micros
        fetched = await adapter.fetch(told.results[0], bench.folder)
        assert isinstance(fetched, Fetched), fetched
        assert fetched.sha256 == hashlib.sha256(fetched.path.read_bytes()).hexdigest()
        made = {
            hashlib.sha256(data).hexdigest()
            for job in bench.there.books.jobs.values()
            for data in bench.there.made(job)
        }
        assert fetched.sha256 in made, "the bytes that the vendor made"

    bench.do(work)
    assert bench.there.charges == 1
    snapshot.snapshot_dir = Path(__file__).parent / "vendors" / "orders" / bench.vendor.name
    snapshot.assert_match(sent(bench), f"{entry}.txt")


@each("asks")
def test_equal_askings_give_equal_orders(bench: Bench, entry: str) -> None:
    async def work(adapter: Adapter) -> tuple[Order, Order]:
        ask = bench.vendor.asks[entry]
        return await bench.order(adapter, ask), await bench.order(adapter, ask)

    one, two = bench.do(work)
    assert one == two


def sent(bench: Bench) -> str:
    """Return what was sent up to the order, as people read it: no key, no length, media by its size."""
    lines = []
    for (line, headers, body), call in zip(bench.there.seen, bench.there.calls, strict=True):
        if call in ("submit", "upload", "other"):
            shown = [f"{name}: {value}" for name, value in sorted(headers.items()) if name not in HIDDEN]
            proof = [f"{name}: (proof)" for name in PROOFS if name in headers]
            lines += [
                line.removesuffix(" HTTP/1.1"),
                *shown,
                *proof,
                "",
                readable(headers.get("content-type", ""), body),
                "",
            ]
    return neutral("\n".join(lines), bench.there.port)


HIDDEN = {
    "x-date",
    "x-content-sha256",
    "host",
    "user-agent",
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    *PROOFS,
}


def neutral(text: str, port: int) -> str:
    """Return a text without what differs from run to run."""
    text = text.replace(f":{port}", ":PORT")
    text = re.sub(r"boundary=\S+", "boundary=…", text)
    return re.sub(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "UUID", text)


def readable(content_type: str, body: bytes) -> str:
    if content_type.startswith("multipart/"):
        message = BytesParser().parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
        return "\n".join(
            f"{part['Content-Disposition']}: {form_value(part.get_payload(decode=True))}"
            for part in message.get_payload()
        )
    try:
        return json.dumps(short(json.loads(body)), ensure_ascii=False, indent=1)
    except (ValueError, UnicodeDecodeError):
        return f"({len(body)} bytes)" if body else ""


def form_value(data: bytes) -> str:
    try:
        text = data[:400].decode()
    except UnicodeDecodeError:
        return f"({len(data)} bytes)"
    return text if text.isprintable() and len(data) < 400 else f"({len(data)} bytes)"


def short(said: Any) -> Any:
    """Return JSON with media in it as its size."""
    match said:
        case dict():
            return {name: short(value) for name, value in said.items()}
        case list():
            return [short(value) for value in said]
        case str() if said.startswith("data:") or (len(said) > 400 and " " not in said[:200]):
            head = said.partition(",")[0] + "," if said.startswith("data:") else ""
            return f"{head}({len(said)} letters)"
        case _:
            return said


# What can be said to an order, and how a job can end.


@each("refusals")
def test_what_it_says_to_an_order_is_classed(bench: Bench, entry: str) -> None:
    fault, kind = bench.vendor.refusals[entry]
    bench.there.script("submit", fault)

    async def work(adapter: Adapter) -> Any:
        return await adapter.submit(await bench.order(adapter, bench.first))

    outcome = bench.do(work)
    match outcome:
        case Refused(said):
            assert said == kind, outcome
        case _:
            assert isinstance(outcome, {"unknown": Unknown, "duplicate": Duplicate}[kind]), outcome
    assert bench.there.requests["submit"] == 1, "whether it is sent again is not for an adapter"


@each("ends")
def test_how_a_job_ends_is_classed(bench: Bench, entry: str) -> None:
    bench.there.books.life, kind = bench.vendor.ends[entry]
    bench.there.books.life = replace(bench.there.books.life, family=bench.there.family_of(bench.first))

    async def work(adapter: Adapter) -> Any:
        outcome = await adapter.submit(await bench.order(adapter, bench.first))
        assert isinstance(outcome, Accepted), outcome
        return await finished(bench, adapter, outcome.handle)

    told = bench.do(work)
    assert isinstance(told, Failed), told
    assert told.kind == kind


@each()
def test_what_it_can_not_make_is_refused_before_anything_is_sent(bench: Bench) -> None:
    others = {
        "still": StillRequest("a desk", "", "16/9"),
        "clip": ClipRequest("rain", "", "16/9", 5000),
        "lip-sync": LipSyncRequest("left", (0,), 2000),
        "enhancement": EnhanceRequest("16/9"),
        "speech": SpeechRequest("Hello.", "en", "young male", "TOM"),
        "music": MusicRequest("hope", ("hushed",), "minor", 80, 0.4, 0.4, ("piano",), (), 10_000),
        "sound": SoundRequest("door", "door creaks", 1000, loop=False),
        "review": ReviewRequest("Is it raining?", ("rain",)),
    }
    makes = {need for model in table_of(bench.vendor.name).models.values() for need in model.makes}
    needs = {"still": "image", "clip": "video", "enhancement": "enhance"}
    foreign = [what for kind, what in others.items() if needs.get(kind, kind) not in makes]
    for what in foreign:
        with pytest.raises(Trouble, match="can not make"):
            bench.do(lambda adapter, what=what: adapter.write(bench.asked(replace(bench.first, what=what, files={}))))
    assert not bench.there.requests["submit"]


# The wires. Twelve ways to lose an answer: the order may have been taken, so it is never said that it was not.

LOST = [
    "RESET_UNREAD",
    "RESET_CHARGED",
    "CLOSE_CHARGED",
    "SILENT_CHARGED",
    "CUT",
    "CHUNKS_CUT",
    "RESET_HALFWAY",
    "DRIP",
    "ERROR_500_CHARGED",
    "ERROR_502_CHARGED",
    "ERROR_504_CHARGED",
    "PAGE_200",
    "EMPTY_200",
    "TRUNCATED",
    "GZIP_LIE",
]
QUESTIONS = [
    "RESET",
    "CLOSE",
    "CUT",
    "RESET_HALFWAY",
    "ERROR_500",
    "ERROR_502",
    "PAGE_200",
    "EMPTY_200",
    "TRUNCATED",
    "RATE_SECONDS",
    "LIST_200",
]
FILES = [
    "RESET",
    "CUT",
    "RESET_HALFWAY",
    "ERROR_503",
    "PAGE_AS_MEDIA",
    "ERROR_AS_MEDIA",
    "EMPTY_FILE",
    "EXPIRED_403",
    "REDIRECT_PRIVATE",
]


def patience(fault: Fault) -> Limits:
    return HASTY if fault.wire in (Wire.SILENT, Wire.DRIP) else PATIENT


@each()
@pytest.mark.parametrize("name", LOST)
def test_a_lost_answer_is_no_refusal(bench: Bench, name: str) -> None:
    fault = faults.named()[name]
    if patience(fault) is HASTY and not SOAK and bench.vendor.name not in ("vidu", "elevenlabs"):
        pytest.skip("it ends by our own patience, which is the same for all; the soak waits for each")
    bench.there.script("submit", fault)

    async def work(adapter: Adapter) -> Any:
        return await adapter.submit(await bench.order(adapter, bench.first))

    outcome = bench.do(work, patience(fault))
    spoiled = bench.vendor.one_answer and name in ("EMPTY_200", "TRUNCATED")  # found wanting when it is read
    assert isinstance(outcome, Unknown | Duplicate | (Accepted if spoiled else Unknown)), outcome
    assert bench.there.settled("submit") == 1


@each()
def test_what_never_left_may_be_sent_again(bench: Bench) -> None:
    async def work(adapter: Adapter) -> Any:
        order = await bench.order(adapter, bench.first)
        adapter.transport._base = adapter.transport._base.copy_with(port=9)
        return await adapter.submit(order)

    assert isinstance(bench.do(work), NotSent)
    assert not bench.there.requests["submit"]


@each()
def test_a_question_without_an_answer_is_asked_again(bench: Bench) -> None:
    if bench.vendor.one_answer:
        pytest.skip("nothing is asked after the order")

    async def work(adapter: Adapter) -> None:
        outcome = await adapter.submit(await bench.order(adapter, bench.first))
        assert isinstance(outcome, Accepted)
        bench.end()
        for name in QUESTIONS:
            bench.there.script("poll", faults.named()[name])
            told = await adapter.poll(outcome.handle)
            assert isinstance(told, Unclear), (name, told)
        assert isinstance(await adapter.poll(outcome.handle), Succeeded)

    bench.do(work)
    assert bench.there.charges == 1


@each()
def test_a_file_that_does_not_come_whole_is_none(bench: Bench) -> None:
    async def work(adapter: Adapter) -> None:
        outcome = await adapter.submit(await bench.order(adapter, bench.first))
        assert isinstance(outcome, Accepted)
        for name in FILES:
            bench.there.script("file", faults.named()[name])
            told = await finished(bench, adapter, outcome.handle)
            fetched = await adapter.fetch(told.results[0], bench.folder)
            if not bench.there.requests["file"]:
                assert isinstance(fetched, Fetched), "it was in the answer"
                return
            assert isinstance(fetched, NotFetched), (name, fetched)
        told = await adapter.poll(outcome.handle)
        assert isinstance(await adapter.fetch(told.results[0], bench.folder), Fetched)

    bench.do(work)


@each()
def test_what_can_not_be_sent_before_an_order_stops_it(bench: Bench) -> None:
    def write(ask: Ask) -> None:
        bench.do(lambda adapter: adapter.write(bench.asked(ask)))

    def sends(ask: Ask) -> bool:
        write(ask)
        return bench.there.requests["upload"] > 0

    ask = next((ask for ask in bench.vendor.asks.values() if ask.files and sends(ask)), None)
    if ask is None:
        pytest.skip("nothing is sent before an order")
    for call in [call for call in ("upload", "other") if bench.there.requests[call]]:
        unread = call == "other" or "files" in bench.vendor.options  # a place for files answers with nothing to read
        for name in ("RESET", "ERROR_502", "RATE_SECONDS", "BAD_KEY", *(() if unread else ("CUT", "PAGE_200"))):
            bench.there.script(call, faults.named()[name])
            with pytest.raises(Trouble, match="could not be sent") as told:
                write(ask)
            assert told.value.code == "E1018"
    assert not bench.there.requests["submit"]


# To stop a job, and to find one again.


@each()
def test_a_job_is_called_off(bench: Bench) -> None:
    if not table_of(bench.vendor.name).facts.abilities.cancel:
        pytest.skip("it has no way to stop a job")
    if bench.vendor.one_answer or not bench.vendor.stops:
        pytest.skip("none of these")

    async def work(adapter: Adapter) -> None:
        order = await bench.order(adapter, bench.first)
        one, two = await adapter.submit(order), await adapter.submit(replace(order, reference="filmc-2"))
        assert isinstance(one, Accepted)
        assert isinstance(two, Accepted)
        assert isinstance(await adapter.cancel(one.handle), Cancelled)
        assert isinstance(await adapter.poll(one.handle), Failed)
        bench.there.script("cancel", faults.ERROR_502)
        assert isinstance(await adapter.cancel(two.handle), Unclear)
        bench.end()
        assert isinstance(await adapter.cancel(two.handle), TooLate)
        assert isinstance(await adapter.poll(two.handle), Succeeded), "what is made is not thrown away"

    bench.do(work)


@each()
def test_a_lost_job_is_found_by_our_reference(bench: Bench) -> None:
    if not table_of(bench.vendor.name).facts.abilities.lookup:
        pytest.skip("it can not be asked for an order")
    bench.there.script("submit", faults.RESET_CHARGED)

    async def work(adapter: Adapter) -> None:
        order = await bench.order(adapter, bench.first, "filmc-lost")
        assert isinstance(await adapter.submit(order), Unknown)
        bench.there.settled("submit")
        bench.there.script("lookup", faults.ERROR_500)
        assert isinstance(await adapter.lookup("filmc-lost", order.path), Unclear)
        found = await adapter.lookup("filmc-lost", order.path)
        assert isinstance(found, Known)
        assert len(found.handles) == 1
        assert isinstance(await finished(bench, adapter, found.handles[0]), Succeeded)
        assert await adapter.lookup("filmc-never", order.path) == Known(())

    bench.do(work)
    assert bench.there.charges == 1


# Secrets, and the vendor's own package.


@each()
def test_no_key_is_ever_told(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    caplog.set_level(0)

    async def work(adapter: Adapter) -> None:
        order = await bench.order(adapter, bench.first)
        for fault in (faults.HOSTILE, *(fault for fault, _ in bench.vendor.refusals.values()), faults.RESET):
            bench.there.script("submit", fault)
            seen.append(repr(await adapter.submit(order)))
        outcome = await adapter.submit(order)
        seen.append(repr(outcome))
        if isinstance(outcome, Accepted):
            for fault in (faults.HOSTILE, faults.BAD_KEY):
                bench.there.script("poll", fault)
                seen.append(repr(await adapter.poll(outcome.handle)))
        seen.append(repr(adapter))

    bench.do(work)
    kept = [path.read_bytes().decode("utf-8", "replace") for path in bench.folder.rglob("*") if path.is_file()]
    told = "\n".join([*seen, *kept, caplog.text])
    assert [name for name, key in bench.vendor.keys.items() if key in told] == []


@pytest.mark.parametrize("name", [name for name, vendor in VENDORS.items() if vendor.sdk])
def test_the_vendors_own_package_understands_the_emulator(name: str, tmp_path: Path) -> None:
    vendor = VENDORS[name]
    with vendor.emulator() as there:
        assert vendor.sdk
        vendor.sdk(there, tmp_path)
        assert there.charges == 1


# Tables.


def test_what_runs_on_the_users_machine_needs_no_key_and_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name for ways in (table_of(each).facts.keys for each in known_providers()) for way in ways for name in way
    ]:
        monkeypatch.delenv(name, raising=False)
    for name in known_providers():
        table = table_of(name)
        if table.facts.local:
            assert held(table.facts.keys) == {}
            assert {model.price and model.price.unit.micros for model in table.models.values()} == {0}


def test_every_table_has_its_adapter_and_its_emulator() -> None:
    shipped = {path.stem for path in (Path(__file__).parents[1] / "stdlib" / "models").glob("*.toml")}
    asked = {name for name in shipped if not table_of(name).facts.by_hand}
    assert asked == {vendor.name for vendor in VENDORS.values()} | OFFLINE


@pytest.mark.parametrize("name", [*(vendor.name for vendor in VENDORS.values()), *OFFLINE])
def test_every_fact_has_its_source_and_its_day(name: str) -> None:
    table = table_of(name)
    facts = table.facts
    day = re.compile(r"20\d\d-\d\d-\d\d")
    assert facts.title
    assert facts.source
    assert day.fullmatch(facts.date)
    assert table.models
    for model in table.models.values():
        assert model.sources.source, model.id
        assert day.fullmatch(model.sources.date), model.id
        if model.price:
            assert model.price.source, model.id
            assert day.fullmatch(model.price.date), model.id
        assert set(model.sources.unknown) <= {
            *model.can.__dataclass_fields__,
            "lengths",
            "price",
            "at_once",
            "per_second",
        }
