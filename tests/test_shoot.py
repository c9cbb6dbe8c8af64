"""Buying through the whole program: the emulator's own books are the oracle of what a film has cost."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from emulators import faults
from emulators.books import FAILED_BILLED, Life
from emulators.paid import PaidEmulator
from lot import TARGET, TWO_SHOTS, Lot, lot
from ready import FILMC
from screen import frames_of

SOAK = bool(os.environ.get("FILMC_SOAK"))
AT_ONCE = Life(lasts=0)


@pytest.fixture
def paid() -> Iterator[PaidEmulator]:
    with PaidEmulator("none", life=AT_ONCE) as emulator:
        yield emulator


def test_a_film_is_bought_once_and_only_with_consent(tmp_path: Path, paid: PaidEmulator) -> None:
    here = lot(tmp_path, paid)
    here.filmc("build").refused(4, "4 takes for 0.40 USD", "--yes")
    here.filmc("build", "--max-cost", "0.30 USD").refused(4, "costs 0.40 USD, more than 0.30 USD")
    assert paid.requests["submit"] == 0
    assert not (here.home / "film.lock").exists()

    paid.script("submit", faults.RATE_UNBILLED)
    here.filmc("build", "--yes").ok()
    assert (paid.charges, paid.charged, paid.requests["submit"]) == (4, 400_000, 5), "who is too busy is asked later"
    frames = frames_of(here.home / "out" / "film.mp4", (160, 90))
    assert len(frames) == 48
    assert frames.std(axis=(1, 2)).max() < 3, "the grey clips play, not the panels"
    lock = here.lock

    again = json.loads(here.filmc("build", "--json").ok().out)
    assert again["segments"]["made"] == 0
    clone = here.clone("clone", locked=False)
    clone.filmc("build").ok()
    assert [line for line in clone.lock.splitlines() if "take" in line] == [
        line for line in lock.splitlines() if "take" in line
    ], "what was bought is found in the ledger"
    here.filmc("build", "--target", "animatic", "--size", "160x90").ok()
    assert here.lock == lock
    assert paid.charges == 4

    stranger = here.clone("there", locked=True).elsewhere()
    stranger.filmc("plan" if SOAK else "build").ok()
    assert paid.charges == 4, "what somebody else has paid for and is not here is no order"


def test_of_what_fits_only_the_candidates_that_lack_are_bought(tmp_path: Path, paid: PaidEmulator) -> None:
    one = TWO_SHOTS[: TWO_SHOTS.index("    shot leaves")]
    here = lot(tmp_path, paid, one)
    here.filmc("build", "--yes").ok()
    assert paid.charges == 2
    here.write(one.replace("Somebody waits.", "Somebody waits.\n        takes: 3"))
    here.filmc("build", "--yes").ok()
    assert paid.charges == 6, "two stills and two clips: the clip follows its still, which plays on as it was"
    here.filmc("build").ok()


def test_a_ceiling_is_a_wall(tmp_path: Path, paid: PaidEmulator) -> None:
    here = lot(tmp_path, paid, config=f'{TARGET}\n[ceilings]\nrun = "0.30 USD"\n')
    here.filmc("build", "--yes").refused(4, "may cost 0.30 USD")
    assert paid.charges == 3
    here.filmc("build", "--yes").ok()
    assert paid.charges == 4
    budget = lot(tmp_path / "b", paid, film="film B\n    budget: 0.20 USD\n\n" + TWO_SHOTS.replace("Some", "No"))
    for _ in range(3):
        budget.filmc("build", "--yes").refused(4, "this film may cost 0.20 USD", "Raise `budget` in the script")
    assert paid.charges == 6, "the film's budget counts over runs"


def test_a_refusal_leaves_the_rest_and_is_tried_again_by_the_next_build(tmp_path: Path, paid: PaidEmulator) -> None:
    here = lot(tmp_path, paid)
    paid.script("submit", faults.MODERATED)
    paid.books.lives.extend([None, replace(FAILED_BILLED, lasts=0)])
    here.filmc("build", "--yes").refused(5, "it waits for", "0.10 USD billed for 1 take that did not come")
    assert paid.charges == 2, "the other shot is tried"
    assert (here.home / "out" / "film.mp4").exists()
    here.filmc("build", "--yes").ok()
    assert paid.charges == 5


def test_no_money_stops_asking(tmp_path: Path, paid: PaidEmulator) -> None:
    here = lot(tmp_path, paid, config=TARGET.replace('video = "emulator:clip-1"\n', ""))
    paid.script("submit", *[faults.NO_MONEY_402] * 9)
    here.filmc("build", "--yes").refused(5)
    assert paid.requests["submit"] <= 2, "both were on their way"
    assert paid.charges == 0


def test_a_lost_answer_is_no_new_order(tmp_path: Path, paid: PaidEmulator) -> None:
    here = lot(tmp_path, paid, config=TARGET.replace('video = "emulator:clip-1"\n', ""), FILMC_EMULATOR_MUTE="1")
    paid.script("submit", faults.RESET_CHARGED)
    here.filmc("build", "--yes").refused(6, "filmc reconcile")
    here.filmc("build", "--yes").refused(6, "filmc reconcile")
    here.filmc("resume").refused(6, " still: still open")
    assert paid.charges == 2, "nothing is sent again"
    listed = here.filmc("resume", "--list").ok().out
    ident = listed.split()[0]
    assert "0.10 USD" in listed
    here.filmc("reconcile", "--made", f"{ident}=job-1").ok()
    assert here.filmc("resume", "--list").ok().out == "nothing is open\n"
    here.filmc("build").ok()
    assert here.lock.count("    take ") == 2
    assert paid.charges == 2


def test_a_take_that_is_lost_here_comes_again_and_is_not_paid_again(tmp_path: Path, paid: PaidEmulator) -> None:
    here = lot(tmp_path, paid, config=TARGET.replace('video = "emulator:clip-1"\n', ""))
    here.filmc("build", "--yes").ok()
    gone, damaged = sorted(path for path in (here.user / "store" / "blobs").glob("*/*"))
    whole = gone.read_bytes(), damaged.read_bytes()
    gone.unlink()
    damaged.chmod(0o644)
    damaged.write_bytes(b"rotten")
    assert "filmc resume" in here.filmc("build").err
    assert here.filmc("resume", "--list").ok().out.count("its file is lost here") == 2
    assert here.filmc("resume").ok().err.count(" still: it has come: ") == 2, "with the names of the jobs"
    assert (gone.read_bytes(), damaged.read_bytes()) == whole
    assert here.filmc("resume", "--list").ok().out == "nothing is open\n"
    assert paid.charges == 2
    gone.unlink()
    paid.books.jobs.clear()
    here.filmc("resume").refused(5, "the provider has it no longer")


def test_ctrl_c_calls_off_and_lists(tmp_path: Path) -> None:
    with PaidEmulator("none", life=Life(lasts=1e9)) as paid:
        here = lot(tmp_path, paid)
        process = here.start("build", "--yes")
        until = time.monotonic() + 30
        while paid.requests["poll"] < 2 and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "2 orders called off; what is there is not bought again" in told
        assert paid.requests["cancel"] == 2
        assert (paid.charges, paid.charged) == (2, 0)
        assert here.filmc("resume", "--list").ok().out == "nothing is open\n"


class Hasty(Lot):
    """A lot whose lost orders are looked for without the pauses of real life, which are twenty seconds."""

    program = f"""
from functools import partial
from filmc.produce.shoot import counters
counters.Patience = partial(counters.Patience, lookups=(0.1, 0.2, 0.4))
{FILMC}"""


@pytest.mark.parametrize("idempotency", ["none", "replay", "reject", "expire"])
def test_killed_anywhere_it_goes_on(tmp_path: Path, idempotency: str) -> None:
    rng = random.Random(idempotency)
    with PaidEmulator(idempotency, life=AT_ONCE) as paid:
        here = Hasty(**vars(lot(tmp_path, paid)))
        for _ in range(40 if SOAK else 2):
            process = here.start("build", "--yes")
            time.sleep(rng.uniform(0.05, 1.0))
            process.kill()
            process.communicate()
        if here.filmc("build", "--yes").code != 6:
            assert paid.charges == here.lock.count("    take ") == 4
            return
        # Killed between the note that an order leaves and the note of its answer: of that one nobody knows.
        assert paid.charges <= 4
        assert "reconcile" in here.filmc("build", "--yes").refused(6).err
        assert paid.charges <= 4


def test_several_at_once_buy_each_take_once(tmp_path: Path, paid: PaidEmulator) -> None:
    count, shots = (8, 50) if SOAK else (3, 4)
    film = "scene INT. HALL - DAY\n" + "".join(f"\n    shot wide, 1s\n        Door {n} opens.\n" for n in range(shots))
    here = lot(tmp_path, paid, film=film, config=TARGET.replace('video = "emulator:clip-1"\n', ""))
    running = [here.start("build", "--yes", "-o", f"out/{n}.mp4") for n in range(count)]
    for process in running:
        _, err = process.communicate(timeout=600)
        assert process.returncode == 0, err
    assert paid.charges == shots
    assert here.lock.count("    take ") == shots


def test_a_part_asks_for_what_the_whole_film_asks_for(tmp_path: Path, paid: PaidEmulator) -> None:
    film = TWO_SHOTS.replace("        Somebody leaves.\n", "        Somebody leaves.\n        start: waits.last\n")
    here = lot(tmp_path, paid, film=film)
    here.filmc("build", "--yes", "--shot", "leaves", "--size", "128x72").ok()
    assert paid.charges == 3, "the shot's clip, and what it needs: the other's still and clip"
    here.filmc("build", "--yes").ok()
    assert paid.charges == 3


def test_without_a_model_for_stills_a_clip_comes_from_words(tmp_path: Path, paid: PaidEmulator) -> None:
    here = lot(tmp_path, paid, config=TARGET.replace('image = "emulator:still-1"\n', ""))
    here.filmc("build", "--yes", "--shot", "waits").ok()
    assert paid.charges == 1
    words = [json.loads(body)["what"]["prompt"] for _, _, body in paid.seen if body.startswith(b"{")]
    assert "wide shot" in words[0]
