"""`filmc preview` as a process: with an editor at its ends, ended in every way, and begun again."""

from __future__ import annotations

import http.client
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from emulators.paid import PaidEmulator
from lot import Lot, lot

SOAK = bool(os.environ.get("FILMC_SOAK"))
PATIENCE = 90.0


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Lot]:
    (tmp_path / "tmp").mkdir()
    with PaidEmulator() as paid:
        yield lot(tmp_path, paid, TMPDIR=str(tmp_path / "tmp"))


class Running:
    """A process, and what it says line by line."""

    def __init__(self, here: Lot, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "filmc", "preview", "--size", "64x36", "--no-open", *words],
            cwd=here.home,
            env=here.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._said.put(json.loads(line))

    def say(self, **said: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()

    def until(self, topic: str, **fields: Any) -> dict[str, Any]:
        """Return what is told next under `topic` with these fields."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            message = self._said.get(timeout=PATIENCE)
            told = message if message.get("event") == topic else message.get(topic)
            if told is not None and all(told.get(name) == value for name, value in fields.items()):
                return told
        raise AssertionError(f"no {topic} came")

    def end(self, number: int | None = None) -> tuple[int, str]:
        """End it by a signal, else by closing stdin; return its code and what it said on stderr."""
        assert self.process.stdin
        if number is None:
            self.process.stdin.close()
            self.process.stdin = None
        else:
            self.process.send_signal(number)
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


def get(port: int, path: str, cookie: str = "") -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as wire:
        wire.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = wire.getresponse()
        answer.read()
        return answer.status, answer.headers.get("set-cookie", "").partition(";")[0]


def test_an_editor_has_started_it(here: Lot) -> None:
    film = here.home / "main.film"
    running = Running(here, "--stdio")
    address = urlsplit(running.until("address")["address"])
    assert address.port
    code, cookie = get(address.port, f"{address.path}?{address.query}")
    assert (code, get(address.port, "/", cookie)[0]) == (303, 200)
    assert running.until("film")["shots"] == 2
    assert running.until("problems")["broken"] is False
    running.say(text={"file": str(film), "text": film.read_text("utf-8").replace("shot waits", "shhot waits")})
    assert "shhot" in running.until("problems", broken=True)["message"]
    running.say(
        text={"file": str(film), "text": film.read_text("utf-8") + "\n    shot third: wide, 1s\n        Tea.\n"}
    )
    assert running.until("film", shots=3)["seconds"] == 3.0
    running.say(text={"file": str(film), "text": None})
    assert running.until("film", shots=2)["seconds"] == 2.0
    followed(running, here)
    code, err = running.end()
    assert (code, "Traceback" in err) == (0, False), err
    assert left(here) == []

    again = Running(here, "--json")
    assert urlsplit(again.until("address")["address"]).port == address.port
    assert get(address.port, "/", cookie)[0] == 200, "a page that was open goes on"
    ended(again, signal.SIGHUP, 129)
    assert left(here) == []


def followed(running: Running, here: Lot) -> None:
    """Nothing is saved when a build in a terminal is killed, and yet nothing stays as being made."""
    build = here.start("build", "--yes")
    running.until("state", **{"kitchen/waits": "making"})
    build.kill()
    build.communicate()
    running.until("state", **{"kitchen/waits": "unknown"})


@pytest.mark.skipif(not SOAK, reason="one way to end it is tried above; FILMC_SOAK=1 tries these")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly(number: int, here: Lot) -> None:
    running = Running(here, "--json")
    assert running.until("address")["command"] == "preview"
    running.until("film")
    ended(running, number, 130)
    assert left(here) == []


def ended(running: Running, number: int, code: int) -> None:
    found, err = running.end(number)
    assert (found, "Traceback" in err) == (code, False), err


def left(here: Lot) -> list[Path]:
    """Return the folders that a preview has left behind."""
    return list((here.home.parent / "tmp").glob("filmc-preview-*"))
