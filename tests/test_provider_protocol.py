"""Every fault of the emulated provider, through an adapter: the right case, one request, and what the books then say."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from emulators import books, faults, media
from emulators.adapter import CANARY, HASTY, KEY, PATIENT, PaidProvider, numeric, order, provider_of
from emulators.books import PRICE, Life
from emulators.faults import Fault, Wire
from emulators.paid import TRUE, PaidEmulator

from filmc.frontend.value import Money
from filmc.produce.protocol import base
from filmc.produce.protocol.address import is_among, is_public
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
    Refused,
    Result,
    Running,
    Succeeded,
    TooLate,
    Unclear,
    Unknown,
)
from filmc.produce.protocol.delay import FOREVER, retry_after
from filmc.produce.protocol.http import Broken, Reply, Site, Transport, bearer
from filmc.produce.protocol.secret import Secret, clean

ALL = faults.named()
FREE = Money(0, "USD")
PAID = Money(PRICE, "USD")


def run(work: Callable[[PaidProvider], Awaitable[Any]], paid: PaidEmulator, **where: Any) -> Any:
    async def whole() -> Any:
        provider = provider_of(paid, **where)
        try:
            return await work(provider)
        finally:
            await provider.transport.close()

    return asyncio.run(whole())


LOST_ANSWERS = (
    "RESET_UNREAD RESET RESET_CHARGED CLOSE CLOSE_CHARGED SILENT SILENT_CHARGED CUT CHUNKS_CUT RESET_HALFWAY UNFRAMED_CUT DRIP "
    "ENDLESS ERROR_500 ERROR_500_CHARGED ERROR_502 ERROR_502_CHARGED ERROR_504 ERROR_599 PAGE_200 EMPTY_200 NO_JOB NULL_JOB "
    "LIST_200 DEEP_200 NOT_UTF8 TRUNCATED HUGE_REPLY GZIP_BOMB GZIP_LIE UNKNOWN_PACKING REQUEST_TIMEOUT REDIRECT_302_CHARGED "
    "REDIRECT_BARE FAILURE_INSIDE_UNKNOWN"
)
LOST_QUESTIONS = (
    "RESET_UNREAD RESET CLOSE SILENT CUT CHUNKS_CUT RESET_HALFWAY DRIP ENDLESS ERROR_500 ERROR_502 ERROR_504 BAD_KEY NOT_FOUND PAGE_200 "
    "EMPTY_200 LIST_200 DEEP_200 NOT_UTF8 TRUNCATED HUGE_REPLY GZIP_BOMB ODD_WORD NO_WORD REDIRECT_PRIVATE REDIRECT_BARE"
)
WRONG_FILES = "UNFRAMED_CUT ENDLESS PAGE_AS_MEDIA ERROR_AS_MEDIA PLAYLIST_AS_MEDIA PICTURE_AS_FILM EMPTY_FILE SHORTER_FILE OTHER_BYTES"
LOST_FILES = (
    "RESET_UNREAD RESET CLOSE SILENT CUT CHUNKS_CUT RESET_HALFWAY DRIP ERROR_500 ERROR_502 ERROR_503 RATE_SECONDS PACKED_FILE "
    "UNKNOWN_PACKING GZIP_BOMB REDIRECT_BARE"
)

# What a submit meets → its case; of a refusal the kind, and what is known of the wait. The charge stands at the fault.
SUBMITS: dict[type, dict[str, tuple[Any, ...]]] = {
    Unknown: dict.fromkeys(
        LOST_ANSWERS.split(),
        (None,),
    )
    | {"ERROR_504_CHARGED": (20.0,)},
    Accepted: {"GZIPPED": ()},
    Duplicate: {"IN_PROGRESS": (3.0,), "CONFLICT": (None,)},
    Refused: {
        "RATE_BARE": ("rate", None, None),
        "RATE_SECONDS": ("rate", 30.0, None),
        "RATE_FRACTION": ("rate", 1.5, None),
        "RATE_DATE": ("rate", 30.0, None),
        "RATE_PAST_DATE": ("rate", 0.0, None),
        "RATE_MILLISECONDS": ("rate", 2.5, None),
        "RATE_BODY": ("rate", 12.0, None),
        "RATE_BODY_TEXT": ("rate", 7.0, None),
        "RATE_NEGATIVE": ("rate", 0.0, None),
        "RATE_HUGE": ("rate", FOREVER, None),
        "RATE_GARBAGE": ("rate", None, None),
        "RATE_BOTH": ("rate", 40.0, None),
        "RATE_UNBILLED": ("rate", None, FREE),
        "NO_MONEY_402": ("credit", None, None),
        "NO_MONEY_429": ("credit", 30.0, None),
        "NO_MONEY_200": ("credit", None, None),
        "BAD_KEY": ("auth", None, None),
        "FORBIDDEN": ("auth", None, None),
        "BAD_REQUEST": ("request", None, None),
        "INVALID": ("request", None, None),
        "NOT_FOUND": ("request", None, None),
        "GONE": ("request", None, None),
        "TOO_LARGE": ("request", None, None),
        "HOSTILE": ("request", None, None),
        "FAILURE_INSIDE": ("request", None, None),
        "MODERATED": ("content", None, FREE),
        "MODERATED_BILLED": ("content", None, PAID),
        "ERROR_503": ("busy", 5.0, None),
        "ERROR_503_CHARGED": ("busy", None, None),
        "ERROR_503_UNBILLED": ("busy", None, FREE),
        "ERROR_529": ("busy", None, None),
        "REDIRECT_307": ("redirected", None, None),
    },
}


def ends_by_patience(fault: Fault) -> bool:
    return fault.wire in (Wire.SILENT, Wire.DRIP)


def hurry(provider: PaidProvider, fault: Fault) -> None:
    """Lose patience for the calls to come, if nothing else ends them."""
    if ends_by_patience(fault):
        provider.transport._limits = HASTY


def read(outcome: base.Outcome) -> tuple[Any, ...]:
    match outcome:
        case Refused(kind, _, wait, billed):
            return kind, wait, billed
        case Unknown(_, wait) | Duplicate(_, _, wait):
            return (wait,)
        case _:
            return ()


@pytest.mark.parametrize(
    ("kind", "name", "expected"), [(kind, *row) for kind, rows in SUBMITS.items() for row in rows.items()]
)
def test_a_submit_is_classed(kind, name, expected) -> None:
    with PaidEmulator() as paid:
        paid.script("submit", ALL[name])
        limits = HASTY if ends_by_patience(ALL[name]) else PATIENT
        outcome = run(lambda provider: provider.submit(order()), paid, limits=limits)
        assert (type(outcome), *read(outcome)) == (kind, *expected)
        assert (paid.settled("submit"), paid.requests.total()) == (1, 1), "never a second request"
        assert paid.charges == ALL[name].performs
        shown = repr(outcome)
        assert CANARY not in shown
        assert "\x1b" not in shown
        assert len(shown) < 600


def deaf() -> socket.socket:
    """A door whose queue is full: the next connection gets no answer at all."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen(0)
    for _ in range(2):
        caller = socket.socket()
        caller.setblocking(False)
        caller.connect_ex(door.getsockname())
        DEAF.append(caller)
    return door


DEAF: list[socket.socket] = []


async def nowhere(_host: str, _port: int) -> list[str]:
    raise socket.gaierror("no such name")


ENDINGS = {
    "timeout": ("SILENT", "DRIP"),
    "size": ("ENDLESS", "HUGE_REPLY", "GZIP_BOMB"),
    "cut": ("RESET", "CLOSE", "CUT", "CHUNKS_CUT", "RESET_HALFWAY", "GZIP_LIE", "UNKNOWN_PACKING"),
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in ENDINGS.items() for name in names])
def test_a_broken_call_is_told_apart(kind, name) -> None:
    with PaidEmulator() as paid:
        paid.script("poll", ALL[name])
        limits = HASTY if ends_by_patience(ALL[name]) else PATIENT
        answer = run(lambda provider: provider.transport.call("GET", "/v1/jobs/x"), paid, limits=limits)
        assert isinstance(answer, Broken)
        assert (answer.kind, answer.sent) == (kind, True)


@pytest.mark.parametrize("door", ["refused", "deaf", "tls", "name"])
def test_what_never_left_is_known(door) -> None:
    with PaidEmulator() as paid, socket.socket() as closed, deaf() as silent:
        closed.bind(("127.0.0.1", 0))
        where = {
            "refused": {"base": f"http://127.0.0.1:{closed.getsockname()[1]}"},
            "deaf": {"base": f"http://127.0.0.1:{silent.getsockname()[1]}"},
            "tls": {"base": f"https://127.0.0.1:{paid.port}"},
            "name": {"resolve": nowhere},
        }[door]
        outcome = run(lambda provider: provider.submit(order()), paid, limits=HASTY, **where)
        assert isinstance(outcome, NotSent), outcome
        assert (paid.charges, paid.requests.total()) == (0, 0)
    while DEAF:
        DEAF.pop().close()


def test_the_first_address_that_answers_gets_the_only_request() -> None:
    async def two(_host: str, _port: int) -> list[str]:
        return ["127.0.0.3", "127.0.0.1"]

    with PaidEmulator() as paid:
        assert isinstance(run(lambda provider: provider.submit(order()), paid, resolve=two), Accepted)
        assert (paid.charges, paid.requests["submit"]) == (1, 1)


# behaviour → what the same order meets the second time, after an answer that was lost; and the charges then
AGAIN = [("none", Accepted, 2), ("replay", Accepted, 1), ("reject", Duplicate, 1), ("expire", Accepted, 1)]


@pytest.mark.parametrize(("behaviour", "kind", "charges"), AGAIN)
def test_a_lost_answer_can_be_found_by_our_reference(behaviour, kind, charges) -> None:
    async def lose_and_find(provider: PaidProvider) -> tuple[Any, ...]:
        lost = await provider.submit(order())
        found = await provider.lookup(order().reference)
        return lost, found, await provider.submit(order())

    with PaidEmulator(behaviour) as paid:
        paid.script("submit", faults.RESET_CHARGED)
        lost, found, again = run(lose_and_find, paid)
        assert (type(lost), found) == (Unknown, Known((Handle("emulator", "job-1"),)))
        assert (type(again), paid.charges) == (kind, charges)
        assert {body for line, _, body in paid.seen if line.startswith("POST")} == {order().body}


async def made(provider: PaidProvider, after: float = 10, fault: Fault = TRUE) -> base.Progress:
    """Submit, wait, poll once and meet `fault` (if it is scripted)."""
    accepted = await provider.submit(order())
    assert isinstance(accepted, Accepted)
    provider.paid.clock.advance(after)
    hurry(provider, fault)
    return await provider.poll(accepted.handle)


ENDS: list[tuple[Life, type, Any]] = [
    (Life(), Succeeded, PAID),
    (books.STUCK, Running, None),
    (books.LOST, Failed, ("lost", None)),
    (books.FAILED_UNBILLED, Failed, ("failed", FREE)),
    (books.FAILED_BILLED, Failed, ("failed", PAID)),
    (books.MODERATED_AT_END, Failed, ("content", PAID)),
    (books.EMPTY_SUCCESS, Failed, ("empty", PAID)),
    (books.EMPTY_URL, Failed, ("empty", PAID)),
    (books.EXPIRED, Failed, ("expired", FREE)),
    (books.CANCELLED_THERE, Failed, ("cancelled", FREE)),
    *((Life(end=word), Succeeded, PAID) for word in books.SUCCESS_WORDS),
    *((Life(end=word), Failed, ("failed", PAID)) for word in books.FAILURE_WORDS),
    *((Life(begins=word, lasts=99), Running, None) for word in books.RUNNING_WORDS),
]


def test_every_end_of_a_job_is_read() -> None:
    for life, kind, expected in ENDS:
        with PaidEmulator(life=life) as paid:
            progress = run(made, paid)
            said = (
                (progress.kind, progress.billed) if isinstance(progress, Failed) else getattr(progress, "billed", None)
            )
            assert (type(progress), said, paid.requests["poll"]) == (kind, expected, 1), life


POLLS: dict[str, float | None] = dict.fromkeys(LOST_QUESTIONS.split()) | {
    "RATE_SECONDS": 30.0,
    "RATE_BODY": 12.0,
    "ERROR_503": 5.0,
}


@pytest.mark.parametrize("name", POLLS)
def test_a_failed_question_is_no_failed_job(name) -> None:
    with PaidEmulator() as paid:
        paid.script("poll", ALL[name])

        async def twice(provider: PaidProvider) -> tuple[Any, ...]:
            spoilt = await made(provider, fault=ALL[name])
            provider.transport._limits = PATIENT
            return spoilt, await provider.poll(Handle("emulator", "job-1"))

        spoilt, true = run(twice, paid)
        assert (type(spoilt), spoilt.retry_after, type(true)) == (Unclear, POLLS[name], Succeeded)
        assert (paid.charges, paid.requests["poll"]) == (1, 2)


# What a download meets → how it ends, and how many requests of a file were made
FILES: dict[str, dict[str, int]] = {
    "gone": dict.fromkeys(("EXPIRED_403", "EXPIRED_404", "EXPIRED_410"), 1),
    "bad": dict.fromkeys(
        WRONG_FILES.split(),
        1,
    ),
    "broken": dict.fromkeys(
        LOST_FILES.split(),
        1,
    ),
    "forbidden": dict.fromkeys(("REDIRECT_UNDECLARED", "REDIRECT_PRIVATE", "REDIRECT_SCHEME", "REDIRECT_NONSENSE"), 1),
    "whole": {"REDIRECT_DECLARED": 2},
}


async def fetched(provider: PaidProvider, folder: Path, fault: Fault = TRUE) -> tuple[Fetched | NotFetched, Result]:
    progress = await made(provider)
    assert isinstance(progress, Succeeded)
    hurry(provider, fault)
    return await provider.fetch(progress.results[0], folder), progress.results[0]


@pytest.mark.parametrize(("end", "name", "count"), [(end, *row) for end, rows in FILES.items() for row in rows.items()])
def test_only_whole_right_files_come_in(end, name, count, tmp_path) -> None:
    with PaidEmulator() as paid:
        paid.script("file", ALL[name])
        answer, _ = run(lambda provider: fetched(provider, tmp_path, ALL[name]), paid)
        assert (answer.kind if isinstance(answer, NotFetched) else "whole") == end, answer
        assert (paid.settled("file"), paid.charges) == (count, 1)
        kept = list(tmp_path.iterdir())
        assert kept == [path for path in [getattr(answer, "path", getattr(answer, "file", None))] if path]
        assert [path.read_bytes() for path in kept] == [media.mp4()] or end != "whole"
        assert not kept or end in {"whole", "bad"}, "what did not come whole is removed"


def test_a_loop_of_addresses_ends(tmp_path) -> None:
    with PaidEmulator() as paid:
        paid.script("file", *[faults.REDIRECT_LOOP] * 20)
        answer, _ = run(lambda provider: fetched(provider, tmp_path), paid)
        assert (answer.kind, paid.requests["file"]) == ("forbidden", PATIENT.redirects + 1)


def test_what_comes_is_measured(tmp_path) -> None:
    for family, maker, kind in (
        ("image", media.png, "image/png"),
        ("video", media.mp4, "video/mp4"),
        ("audio", media.wav, "audio/wav"),
    ):
        with PaidEmulator(life=Life(family=family)) as paid:
            answer, result = run(lambda provider: fetched(provider, tmp_path), paid)
            assert (answer.size, answer.sha256, answer.media_type) == (len(maker()), result.sha256, kind)
            assert answer.path.read_bytes() == maker()


def test_a_dead_address_is_asked_for_anew_and_nothing_is_bought(tmp_path) -> None:
    async def late(provider: PaidProvider) -> tuple[Any, ...]:
        old = (await made(provider)).results[0]
        provider.paid.clock.advance(provider.abilities.result_lifetime)
        dead = await provider.fetch(old, tmp_path)
        new = (await provider.poll(Handle("emulator", "job-1"))).results[0]
        return dead, await provider.fetch(new, tmp_path)

    with PaidEmulator() as paid:
        dead, alive = run(late, paid)
        assert (dead.kind, type(alive), paid.charges) == ("gone", Fetched, 1)


def test_a_download_that_is_given_up_leaves_nothing(tmp_path) -> None:
    async def leave(provider: PaidProvider) -> None:
        result = (await made(provider)).results[0]
        provider.paid.script("file", faults.DRIP)
        task = asyncio.ensure_future(provider.fetch(result, tmp_path))
        while not list(tmp_path.iterdir()):  # noqa: ASYNC110 - the first byte on the disk is what is waited for
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with PaidEmulator() as paid:
        run(leave, paid)
    assert not list(tmp_path.iterdir())


CANCELS: list[tuple[float, tuple[Fault, ...], type, int]] = [
    (5, (), Cancelled, 0),
    (10, (), TooLate, PRICE),
    (5, (faults.NOT_FOUND,), TooLate, PRICE),
    (5, (faults.ERROR_500,), Unclear, PRICE),
    (5, (faults.RESET_CHARGED,), Unclear, 0),
    (5, (faults.SILENT,), Unclear, PRICE),
    (5, (faults.PAGE_200,), Unclear, 0),
]


@pytest.mark.parametrize(("after", "misbehaviour", "kind", "charged"), CANCELS)
def test_a_job_is_cancelled_or_not_and_we_know_which(after, misbehaviour, kind, charged) -> None:
    async def stop(provider: PaidProvider) -> Any:
        await made(provider, after)
        hurry(provider, *misbehaviour or (TRUE,))
        return await provider.cancel(Handle("emulator", "job-1"))

    with PaidEmulator() as paid:
        paid.script("cancel", *misbehaviour)
        assert (type(run(stop, paid)), paid.charged, paid.requests["cancel"]) == (kind, charged, 1)


@pytest.mark.parametrize("name", ["RESET", "ERROR_500", "PAGE_200", "TRUNCATED", "LIST_200", "RATE_SECONDS", "SILENT"])
def test_a_spoilt_list_is_not_an_empty_one(name) -> None:
    with PaidEmulator() as paid:
        paid.script("lookup", ALL[name])
        limits = HASTY if ends_by_patience(ALL[name]) else PATIENT
        assert isinstance(run(lambda provider: provider.lookup("r"), paid, limits=limits), Unclear)
        assert run(lambda provider: provider.lookup("r"), paid) == Known(())


def test_every_fault_is_met_somewhere() -> None:
    met = (
        {name for rows in SUBMITS.values() for name in rows}
        | {name for rows in FILES.values() for name in rows}
        | set(POLLS)
    )
    assert set(ALL) - met == {"REDIRECT_LOOP"}  # has a test of its own
    assert set(SUBMITS) | {NotSent} == set(get_args(base.Outcome))


def test_the_key_goes_to_its_own_origin_only(tmp_path) -> None:
    with PaidEmulator() as paid:
        paid.script("file", faults.REDIRECT_DECLARED)
        run(lambda provider: fetched(provider, tmp_path), paid)
        carried = {headers["host"]: "authorization" in headers for _, headers, _ in paid.seen}
        assert carried == {f"127.0.0.1:{paid.port}": True, f"localhost:{paid.port}": False}


def test_a_signature_is_made_of_the_final_bytes() -> None:
    signed: list[tuple[str, str, bytes]] = []

    def sign(method: str, target: str, body: bytes) -> dict[str, str]:
        signed.append((method, target, body))
        return {"x-signature": "made"}

    async def send(paid: PaidEmulator) -> None:
        transport = Transport(Site(paid.url, local=True), sign, PATIENT, numeric)
        await transport.call("POST", "/v1/jobs?dry=1", order().body)
        await transport.close()

    with PaidEmulator() as paid:
        asyncio.run(send(paid))
        line, headers, body = paid.seen[0]
        assert [(line, body)] == [(f"{method} {target} HTTP/1.1", sent) for method, target, sent in signed]
        assert headers["x-signature"] == "made"


SITE = Site("https://api.example.com", frozenset({".cdn.example.com"}))
NEVER = "http://api.example.com/f https://other.example/f https://cdn.example.com/f https://api.example.com.evil.example/f //127.0.0.1/f"


@pytest.mark.parametrize("url", NEVER.split())
def test_undeclared_hosts_and_plain_http_are_refused_before_a_look_up(url, tmp_path) -> None:
    assert call_from(SITE, url, tmp_path, nowhere) == ("forbidden", False)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1"])
def test_a_public_name_that_leads_home_is_refused(address, tmp_path) -> None:
    async def rebinding(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", address]

    assert call_from(SITE, "https://x.cdn.example.com/f", tmp_path, rebinding) == ("forbidden", False)


def call_from(site: Site, url: str, folder: Path, resolve: Any) -> tuple[str, bool]:
    async def download() -> Any:
        transport = Transport(site, bearer(KEY), PATIENT, resolve)
        try:
            return await transport.download(url, folder)
        finally:
            await transport.close()

    answer = asyncio.run(download())
    assert isinstance(answer, Broken)
    return answer.kind, answer.sent


PRIVATE = (
    "0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 192.0.2.1 192.168.1.1 198.18.0.1 224.0.0.1 "
    "255.255.255.255 :: ::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 2002:7f00:1:: 64:ff9b::7f00:1 64:ff9b::a00:1"
)


def test_addresses_are_judged() -> None:
    assert [address for address in PRIVATE.split() if is_public(address)] == []
    assert all(is_public(address) for address in ("8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"))
    assert is_among("A.CDN.example.com.", [".cdn.example.com"])
    assert not is_among("evilcdn.example.com", [".cdn.example.com"])


WAITS: list[tuple[dict[str, str], Any, float | None]] = [
    ({"retry-after": "Sat, 21 Nov 2026 00:00:30 GMT"}, None, 30.0),  # no date of its own: our clock
    ({"retry-after": "Sat, 21 Nov 2026 00:00:30 GMT", "date": "Sat, 21 Nov 2026 00:00:10 GMT"}, None, 20.0),
    ({"retry-after": "Sat, 99 Nov 2026 00:00:30 GMT"}, None, None),
    ({"retry-after": "nan"}, None, None),
    ({"retry-after": "1e9"}, None, None),
    ({"retry-after": "9999999999"}, None, FOREVER),
    ({"retry-after": ""}, None, None),
    ({"retry-after-ms": "-1"}, None, 0.0),
    ({}, {"retry_after": True}, None),
    ({}, {"retry_after": float("inf")}, FOREVER),
    ({}, {"retry_after": float("nan")}, None),
    ({}, {"retry_after": 10**400}, FOREVER),
    ({}, {"error": {"retry_after_ms": 250}}, 0.25),
    ({}, {"error": "retry_after"}, None),
    ({}, ["retry_after"], None),
]


@pytest.mark.parametrize(("headers", "body", "seconds"), WAITS)
def test_a_wait_is_read(headers, body, seconds) -> None:
    assert retry_after(headers, body, faults.EPOCH) == seconds


def test_a_secret_does_not_show() -> None:
    assert CANARY not in f"{KEY} {KEY!r} {[KEY]}"
    for write in (pickle.dumps, copy.deepcopy, json.dumps):
        with pytest.raises(TypeError):
            write(KEY)
    key = Secret("a/b+c d€")
    import base64

    data = key.reveal().encode()
    forms = [
        key.reveal(),
        data.hex(),
        base64.b64encode(data).decode(),
        base64.urlsafe_b64encode(data).decode(),
        "a%2Fb%2Bc%20d%E2%82%AC",
    ]
    for form in forms:
        assert form[:-3] not in clean(f"your key <{form}> is bad", [key])
    assert clean("\x1b[31mred\u202e\nline\0", []) == "[31mred line"
    assert len(clean("x" * 10_000)) == 300


@pytest.mark.parametrize("key", ["line\nbreak-canary", "canary-ключ"])
def test_a_key_that_is_no_header_stays_at_home_and_unsaid(key) -> None:
    async def send(paid: PaidEmulator) -> Reply | Broken:
        transport = Transport(Site(paid.url, local=True), bearer(Secret(key)), PATIENT, numeric)
        return await transport.call("POST", "/v1/jobs")

    with PaidEmulator() as paid:
        answer = asyncio.run(send(paid))
        assert isinstance(answer, Broken)
        assert (answer.kind, answer.sent) == ("unreachable", False)
        assert "canary" not in repr(answer)
        assert paid.requests.total() == 0


def test_a_handle_outlives_the_process() -> None:
    handle = Handle("emulator", "job-1")
    assert Handle.load(json.loads(json.dumps(handle.dump()))) == handle
