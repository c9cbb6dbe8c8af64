"""The plan is what happens: the emulator's own books hold exactly what the approved file listed, or nothing."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from emulators.books import Life
from emulators.paid import PaidEmulator
from lot import TARGET, Lot, lot

from filmc.base.failpoints import VARIABLE

FILM = """\
film Kitchen
    budget: 5 USD

scene kitchen: INT. KITCHEN - DAY

    shot waits: wide, 1s
        Somebody waits.
        takes: 2

    shot leaves: medium, 1s
        Somebody leaves.

    shot again: medium, 1s
        Somebody leaves.
"""
SPOKEN = """\
film Kitchen

character MEI

scene kitchen: INT. KITCHEN - DAY

    shot waits: wide
        MEI: Wait.

    shot leaves: medium, 1s
        Somebody leaves.
        takes: 2
"""
SOAK = bool(os.environ.get("FILMC_SOAK"))
SPEAKING = f'{TARGET}speech = "emulator:voice-1"\n'


def planned(here: Lot) -> int:
    """Have a plan approved; return how many takes it buys."""
    here.filmc("plan", "-o", "plan.json", "--quiet").ok()
    plan = json.loads((here.home / "plan.json").read_text("utf-8"))
    return sum(item["now"] for item in plan["items"] if not item["same_as"])


def test_exactly_the_approved_plan_is_carried_out(tmp_path: Path) -> None:
    with PaidEmulator("none", life=Life(lasts=0)) as paid:
        here = lot(tmp_path, paid, film=FILM)
        count = planned(here)
        assert count == 6
        assert not paid.requests, "planning asks nobody"

        here.write(FILM.replace("Somebody waits", "Nobody waits"))
        here.filmc("build", "--plan", "plan.json").refused(1, "E1070", "kitchen/waits still")
        assert not paid.requests, "a stale plan buys nothing"

        here.write(FILM.replace("shot waits", "# by the window\n    shot stays"))
        here.filmc("build", "--plan", "plan.json", "--quiet").ok()
        assert (paid.charges, paid.charged) == (count, 600_000)
        here.filmc("build", "--plan", "plan.json").refused(0, "nothing was left to buy")
        assert paid.charges == count, "a plan that was carried out buys nothing more"
        books = json.loads(here.filmc("ledger", "--json").ok().out)
        assert books["spent"] == {"USD": paid.charged}
        assert {event["name"] for event in books["events"]} >= {"kitchen/stays still", "kitchen/stays clip"}

        here.filmc("reject", "stays", "still", "1", "--why", "no").ok()
        here.filmc("build", "--plan", "plan.json").refused(1, "E1070", "nothing of it is left to do")
        assert paid.charges == count


FEW = ("ledger.after_submitted", "ledger.after_committed")
MANY = (
    *("buying.before_reserve", "ledger.after_reserved", "buying.order_kept", "buying.before_submit"),
    *("buying.after_submit", "buying.before_fetch", "buying.before_store", "buying.after_store"),
    *FEW,
    *("buying.before_tidy", "ledger.after_intent", "ledger.before_committed"),
)
ENDS = {-9, 0, 6} if SOAK else {-9, 0}
"""Killed, or nothing was left and no failpoint met; with many kills also an order of which nobody knows the fate."""


@pytest.mark.parametrize("idempotency", ["replay", "reject"] if SOAK else ["replay"])
def test_a_killed_run_leaves_its_plan_good_for_the_rest(tmp_path: Path, idempotency: str) -> None:
    with PaidEmulator(idempotency, life=Life(lasts=0)) as paid:
        here = lot(tmp_path, paid, film=SPOKEN, config=SPEAKING)
        count = planned(here)
        for point in MANY if SOAK else FEW:
            broken = replace(here, more={VARIABLE: f"{point}=kill"})
            assert broken.filmc("build", "--plan", "plan.json").code in ENDS
            assert paid.charges <= count

        here.write(SPOKEN.replace("Somebody leaves", "Somebody stays"), SPEAKING)
        charges = paid.charges
        if charges < count:
            here.filmc("build", "--plan", "plan.json").refused(1, "E1070", "kitchen/leaves still")
        assert paid.charges == charges, "another film is not what was approved"
        here.write(SPOKEN.replace("shot waits", "shot stands"), SPEAKING)
        code = here.filmc("build", "--plan", "plan.json").code
        assert code in ENDS - {-9}
        assert paid.charges == count if code == 0 else paid.charges < count, "a fate that nobody knows holds its money"
        assert code == 6 or here.lock.count("    take ") == count
