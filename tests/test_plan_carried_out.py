"""The plan is what happens: the emulator's own books hold exactly what the approved file listed, or nothing."""

from __future__ import annotations

import json
from pathlib import Path

from emulators.books import Life
from emulators.paid import PaidEmulator
from lot import lot

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


def test_exactly_the_approved_plan_is_carried_out(tmp_path: Path) -> None:
    with PaidEmulator("none", life=Life(lasts=0)) as paid:
        here = lot(tmp_path, paid, film=FILM)
        here.filmc("plan", "-o", "plan.json", "--quiet").ok()
        plan = json.loads((here.home / "plan.json").read_text("utf-8"))
        planned = sum(item["now"] for item in plan["items"] if not item["same_as"])
        assert (planned, plan["cost"]) == (6, [{"micros": 600_000, "currency": "USD"}])
        assert not paid.requests, "planning asks nobody"

        here.write(FILM.replace("Somebody waits", "Nobody waits"))
        here.filmc("build", "--plan", "plan.json").refused(1, "E1070", "kitchen/waits still")
        assert not paid.requests, "a stale plan buys nothing"

        here.write(FILM.replace("shot waits", "# by the window\n    shot stays"))
        here.filmc("build", "--plan", "plan.json", "--quiet").ok()
        assert (paid.charges, paid.charged) == (planned, 600_000)
        here.filmc("build", "--plan", "plan.json").ok()
        assert paid.charges == planned, "a plan that was carried out buys nothing more"
        assert json.loads(here.filmc("ledger", "--json").ok().out)["spent"] == {"USD": paid.charged}
