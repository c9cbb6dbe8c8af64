"""The oracle itself: its counter counts, its keys mean what they say, its clock rules, its files are real."""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from emulators import books, faults, media
from emulators.books import PRICE
from emulators.paid import PaidEmulator


def ask(
    paid: PaidEmulator, method: str, path: str, body: object = None, *, key: str | None = None, timeout: float = 10
):
    """One plain request, without any of filmc's own code; None when no whole answer came."""
    connection = http.client.HTTPConnection("127.0.0.1", paid.port, timeout=timeout)
    headers = {"idempotency-key": key} if key else {}
    try:
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def submit(paid: PaidEmulator, key: str = "k", **more: object):
    answer = ask(paid, "POST", "/v1/jobs", {"reference": key, **more}, key=key)
    return answer and (answer[0], json.loads(answer[1] or b"{}").get("id"))


def test_the_counter_counts_what_was_ordered() -> None:
    with PaidEmulator() as paid:
        assert (paid.charges, paid.charged) == (0, 0)
        assert [submit(paid, f"r{n}") for n in range(3)] == [(200, "job-1"), (200, "job-2"), (200, "job-3")]
        assert (paid.charges, paid.charged, paid.requests["submit"]) == (3, 3 * PRICE, 3)
        assert [entry.reference for entry in paid.books.entries] == ["r0", "r1", "r2"]
        assert ask(paid, "POST", "/v1/jobs/job-2/cancel")[0] == 200
        assert (paid.charges, paid.charged) == (3, 2 * PRICE)


def test_it_counts_at_once_from_many_sides() -> None:
    with PaidEmulator() as paid:
        threads = [threading.Thread(target=submit, args=(paid, f"r{n}")) for n in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert paid.charges == len(paid.books.jobs) == len({entry.job for entry in paid.books.entries}) == 40


SUBMIT_FAULTS = {
    name: fault for name, fault in faults.named().items() if fault.wire not in (faults.Wire.ENDLESS, faults.Wire.DRIP)
}


def test_a_fault_charges_exactly_when_it_says_so() -> None:
    with PaidEmulator() as paid:
        for number, (name, fault) in enumerate(sorted(SUBMIT_FAULTS.items())):
            before = paid.charges
            paid.script("submit", fault)
            silent = fault.wire is faults.Wire.SILENT
            ask(paid, "POST", "/v1/jobs", {"reference": name}, key=f"key-{number}", timeout=0.3 if silent else 10)
            while paid.requests["submit"] <= number:
                time.sleep(0.01)
            paid.settled("submit")
            assert paid.charges - before == fault.performs, name
        assert submit(paid) is not None, "after its script the provider behaves"


# behaviour, what the first submit meets → the second answer with the same key, charges after it
KEYS = [
    ("none", (), (200, "job-2"), 2),
    ("none", (faults.ERROR_500_CHARGED,), (200, "job-2"), 2),
    ("replay", (), (200, "job-1"), 1),
    ("replay", (faults.RESET_CHARGED,), (200, "job-1"), 1),
    ("replay", (faults.RESET,), (200, "job-1"), 1),
    ("replay", (faults.ERROR_500,), (500, None), 0),
    ("replay", (faults.ERROR_500_CHARGED,), (500, None), 1),
    ("replay", (faults.RATE_SECONDS,), (200, "job-1"), 1),
    ("reject", (), (422, None), 1),
    ("reject", (faults.RESET_CHARGED,), (422, None), 1),
    ("reject", (faults.RESET,), (200, "job-1"), 1),
    ("expire", (), (200, "job-1"), 1),
]


@pytest.mark.parametrize(("behaviour", "misbehaviour", "answer", "charges"), KEYS)
def test_a_key_means_what_the_behaviour_says(behaviour, misbehaviour, answer, charges) -> None:
    with PaidEmulator(behaviour) as paid:
        paid.script("submit", *misbehaviour)
        submit(paid)
        assert (submit(paid), paid.charges) == (answer, charges)


def test_an_expired_key_buys_again_and_a_changed_body_is_refused() -> None:
    with PaidEmulator("expire", key_lifetime=60) as paid:
        submit(paid)
        paid.clock.advance(59)
        assert submit(paid) == (200, "job-1")
        paid.clock.advance(1)
        assert submit(paid) == (200, "job-2")
        assert submit(paid, prompt="other") == (422, None)
        assert paid.charges == 2


def test_jobs_go_on_with_the_clock_alone() -> None:
    with PaidEmulator(life=books.Life(lasts=10)) as paid:
        submit(paid)
        words = []
        for seconds in (0, 9.5, 0.5):
            paid.clock.advance(seconds)
            words.append(json.loads(ask(paid, "GET", "/v1/jobs/job-1")[1])["status"])
        assert words == ["queued", "queued", "succeeded"]


def test_a_result_lives_as_long_as_it_is_said_to_and_a_poll_makes_a_new_one() -> None:
    with PaidEmulator(result_lifetime=100) as paid:
        submit(paid)
        paid.clock.advance(10)

        def address() -> str:
            return json.loads(ask(paid, "GET", "/v1/jobs/job-1")[1])["outputs"][0]["url"]

        first = address()
        assert ask(paid, "GET", first) == (200, media.mp4())
        paid.clock.advance(100)
        assert ask(paid, "GET", first)[0] == 403
        assert ask(paid, "GET", address()) == (200, media.mp4())
        assert paid.charges == 1


def test_a_refund_is_booked_once() -> None:
    with PaidEmulator(life=books.FAILED_UNBILLED) as paid:
        submit(paid)
        paid.clock.advance(10)
        for _ in range(2):
            assert json.loads(ask(paid, "GET", "/v1/jobs/job-1")[1])["billed"] == 0
        assert (paid.charges, paid.charged) == (1, 0)


def test_a_webhook_comes_more_than_once() -> None:
    heard: list[bytes] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with PaidEmulator() as paid, HTTPServer(("127.0.0.1", 0), Ear) as ear:
        thread = threading.Thread(target=lambda: [ear.handle_request() for _ in range(3)])
        thread.start()
        submit(paid)
        paid.notify(f"http://127.0.0.1:{ear.server_address[1]}/", "job-1", copies=3)
        thread.join()
    assert len(heard) == 3
    assert len(set(heard)) == 1


def test_the_files_are_what_they_are_called() -> None:
    from filmc.produce.protocol.media import HEAD, media_type

    made = {"image/png": media.png(), "audio/wav": media.wav(), "video/mp4": media.mp4()}
    assert {kind: media_type(data[:HEAD]) for kind, data in made.items()} == {kind: kind for kind in made}


def test_it_answers_ordinary_clients() -> None:
    with PaidEmulator() as paid:
        submit(paid)
        with urllib.request.urlopen(f"{paid.url}/v1/jobs?reference=k") as answer:
            assert json.load(answer) == {"jobs": [{"id": "job-1", "reference": "k"}]}
