"""`filmc store`: check the store of takes, or tell where it is."""

from __future__ import annotations

import argparse

from filmc.base.files import store_home
from filmc.produce.gc import Checked, check
from filmc.produce.register import consult
from filmc.produce.store import Store
from filmc.tools.console import Console
from filmc.tools.report import Found, terminal
from filmc.tools.report.json import objects

STORY = """\
Takes are kept in one place for all your films, each named by the SHA-256 of its bytes. `verify` hashes every one anew
and reads every note of where they came from. A damaged take is set aside, not thrown away; nothing is bought.

  filmc store verify     exit code 7 where something is damaged or can not be read
  filmc store path       where the store is: FILMC_STORE, else `store` in your configuration, else the usual place"""

DAMAGED = 7


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `store` takes."""
    parser.add_argument("what", choices=("verify", "path"), help="check every take, or print the folder")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Check or tell; return 7 where the store is damaged. Faults E1020 to E1022, E1026."""
    return _verify(console) if arguments.what == "verify" else _path(console)


def _path(console: Console) -> int:
    if console.as_json:
        console.answer(ok=True, path=str(store_home()))
    else:
        console.write(f"{store_home()}\n")
    return 0


def _verify(console: Console) -> int:
    found, absent = _checked()
    told = Found(found.diagnostics(), {}, console.colour)
    if console.as_json:
        console.answer(not found.bits, bits=found.bits, **_counts(found), not_here=absent, diagnostics=objects(told))
    else:
        if told.diagnostics:
            console.say(terminal.report(told))
        console.say(_words(found))
        if absent:
            console.say(f"  {len(absent)} takes that films name are not in this store (filmc takes shows which)")
    return DAMAGED if found.bits else 0


def _checked() -> tuple[Checked, list[str]]:
    """Return what a check finds, and the takes that locks name and the store does not have."""
    if not store_home().exists():
        return Checked(0, (), (), ()), []
    store = Store()
    try:
        return check(store), sorted(consult(store.root).named - {*store.digests()})
    finally:
        store.close()


def _counts(found: Checked) -> dict[str, object]:
    return {
        "whole": found.whole,
        "damaged": [damaged.digest for damaged in found.damaged],
        "unreadable": [unreadable.digest for unreadable in found.unreadable],
        "damaged_notes": [str(path) for path in found.notes],
    }


def _words(found: Checked) -> str:
    parts = [f"{found.whole} takes are whole"]
    parts += [f"{len(found.damaged)} are damaged or gone (1)"] if found.damaged else []
    parts += [f"{len(found.notes)} notes of origin are damaged (2)"] if found.notes else []
    parts += [f"{len(found.unreadable)} can not be read just now (4)"] if found.unreadable else []
    return f"{store_home()}: {', '.join(parts)}"
