"""What an adapter is opened with: the facts of its provider, keys, and where answers are kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from typing import Any

from filmc.base.record import field, record
from filmc.produce.protocol.address import Resolve, system_resolve
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.facts import Facts, Settings
from filmc.produce.protocol.http import Limits, Sign, Site, Transport
from filmc.produce.protocol.secret import Secret
from filmc.produce.protocol.taped import Playing, Recording, Tape


def site_of(facts: Facts, settings: Settings, base: str = "", hosts: Iterable[str] = ()) -> Site:
    """Return where a provider lives: at its address, or at another (`base`) of its own.

    Plain http and private addresses are right only for what runs here, or where the user's own configuration says so.
    """
    near = facts.local or settings.base.startswith("http://")
    return Site(base or facts.address(settings), frozenset({*facts.hosts, *hosts}), local=near)


def _fresh(purpose: str) -> MutableMapping[str, Any]:
    del purpose
    return {}


class Pretended(dict[str, Any]):
    """A memo that remembers everything, by a word that says what stands in its place: no order is sent by it."""

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self._purpose = purpose

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> str:
        return f"<{self._purpose}: {key}>"


@record
class Opening:
    """One provider, ready to be asked by one process. `now` is seconds since 1970, for signatures that have a time."""

    facts: Facts
    keys: Mapping[str, Secret]
    answers: Answers
    settings: Settings = field(default_factory=Settings)
    now: Callable[[], float] = time.time
    resolve: Resolve = system_resolve
    limits: Limits = field(default_factory=Limits)
    memo: Callable[[str], MutableMapping[str, Any]] = _fresh
    """Makes what an adapter remembers what it has `uploaded` or `asked for` before an order in: it does so once."""
    tape: Tape | None = None
    """Where its answers are recorded, or what they are played from."""

    @property
    def base(self) -> str:
        """The address that is called."""
        return self.facts.address(self.settings)

    def transport(self, sign: Sign, base: str = "", hosts: Iterable[str] = ()) -> Transport:
        """Return the way to the provider (or to another of its addresses), whose requests `sign` proves."""
        site = site_of(self.facts, self.settings, base, hosts)
        match self.tape:
            case Tape(cassette, plays=True):
                return Playing(cassette, site)
            case Tape(cassette):
                return Recording(cassette, site, sign, self.limits, self.resolve)
        return Transport(site, sign, self.limits, self.resolve)
