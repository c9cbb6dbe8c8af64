"""`filmc gc`: make room."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path

from filmc.base.fault import Fault
from filmc.base.files import cache_home, store_home
from filmc.produce.caches import DAYS, GIGABYTES, Kept, Limits, superfluous, sweep_cache
from filmc.produce.gc import Swept, idle, sweep, sweep_paid
from filmc.produce.register import consult, forget
from filmc.produce.store import Store
from filmc.tools.console import Console

STORY = f"""\
Drops what no film uses and what costs nothing to make again: takes that no film.lock names, and the segments, mixes
and scratch sounds of the cache that lay unused for {DAYS} days or pass {GIGABYTES} GB together. What was paid for or
brought in stays, unless you say --paid. It waits for builds to end.

  filmc gc --dry-run     what would go
  filmc gc
  filmc gc --forget      first lets go of the locks that are gone, with their projects

Locks count as they are on the disk now: what only another branch names is not named."""

_PATIENCE = 10.0
"""Seconds to wait for builds to end."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `gc` takes."""
    parser.add_argument("--dry-run", action="store_true", help="change nothing; show what would go")
    parser.add_argument("--paid", action="store_true", help="drop also what was paid for or brought in")
    parser.add_argument("--forget", action="store_true", help="forget the locks that are gone")
    parser.add_argument("--days", type=float, default=DAYS, help=f"unused for how long (default: {DAYS})")
    parser.add_argument("--size", type=float, default=GIGABYTES, metavar="GB", help=f"(default: {GIGABYTES})")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Clean; faults E1020 to E1022, E1026, E1027, E1056."""
    limits = Limits.of(arguments.days, arguments.size)
    cached = superfluous(cache_home(), limits) if arguments.dry_run else sweep_cache(cache_home(), limits, _PATIENCE)
    if not store_home().exists():
        _tell(console, arguments, Swept((), (), 0), cached, ())
        return 0
    store = Store()
    try:
        swept = _would(store, arguments) if arguments.dry_run else _sweep(store, arguments)
        gone = consult(store.root).gone
    finally:
        store.close()
    _tell(console, arguments, swept, cached, gone)
    return 0


def _would(store: Store, arguments: argparse.Namespace) -> Swept:
    with store.using():
        found = idle(store, _named(store, arguments))
    if arguments.paid:
        return Swept((*found.free, *found.dear), (), sum(found.free.values()) + sum(found.dear.values()))
    return Swept(tuple(found.free), tuple(found.dear), sum(found.free.values()))


def _sweep(store: Store, arguments: argparse.Namespace) -> Swept:
    if arguments.forget:
        forget(store.root, consult(store.root).gone)
    act = sweep_paid if arguments.paid else sweep
    return act(store, lambda: _named(store, arguments), _PATIENCE)


def _named(store: Store, arguments: argparse.Namespace) -> Collection[str]:
    """Return what all locks name, if all that must be known is known. Fault E1056."""
    register = consult(store.root)
    if register.damaged:
        raise Fault("E1056", f"{register.damaged[0]} can not be read as a lock", "restore it: git checkout film.lock")
    if register.gone and arguments.paid and not arguments.forget:
        hint = "plug its disk in; if its film is gone for good: filmc gc --forget --paid"
        raise Fault("E1056", f"{register.gone[0]} is gone, and what it names is not known", hint)
    return register.named


def _tell(
    console: Console, arguments: argparse.Namespace, swept: Swept, cached: Sequence[Kept], gone: Sequence[Path]
) -> None:
    freed = sum(kept.size for kept in cached)
    if console.as_json:
        console.answer(
            ok=True,
            dry_run=arguments.dry_run,
            dropped=swept.dropped,
            spared=swept.spared,
            freed=swept.freed,
            cache={"files": len(cached), "freed": freed},
            gone=[str(path) for path in gone],
        )
        return
    verb = "would go" if arguments.dry_run else "went"
    console.say(f"takes that no film names: {len(swept.dropped)} {verb}, {swept.freed / 1e6:.1f} MB")
    if swept.spared:
        console.say(f"  {len(swept.spared)} more stay, which were paid for or brought in (--paid drops them, too)")
    console.say(f"cache: {len(cached)} files {verb}, {freed / 1e6:.1f} MB")
    for path in gone:
        console.say(f"  {path} is gone with what it names (--forget lets it go)")
