"""Whether a provider can be asked: that somebody speaks for it, and where its keys were found. Nobody is asked."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.base.fault import Fault
from filmc.base.record import field, record
from filmc.produce.hiring import keys_of
from filmc.produce.models import table_of
from filmc.produce.protocol.facts import Facts
from filmc.produce.protocol.keys import find
from filmc.produce.providers.registry import speaker


@record
class Readiness:
    """What is there of a provider: the names of keys with where each was found, never a key; `fault` is what lacks."""

    facts: Facts
    keys: Mapping[str, str] = field(default_factory=dict)
    fault: Fault | None = None

    @property
    def words(self) -> str:
        """Whether it is ready, for people."""
        if self.fault:
            why = "; ".join((self.fault.message, *self.fault.hints[:1]))
            return why if why.startswith(self.facts.title) else f"{self.facts.title}: {why}"
        found = ", ".join(f"{name} from {_place(place)}" for name, place in self.keys.items())
        return f"{self.facts.title} is ready: {found or 'it needs no key'}"


def readiness(name: str) -> Readiness:
    """Return what is there of the known provider `name`. Fault E1015."""
    facts = table_of(name).facts
    if facts.by_hand:
        return Readiness(facts)
    try:
        speaker(name, facts.speaks)
        keys = keys_of(facts)
        found = {key: got[1] for key in keys if (got := find(key))}
    except Fault as fault:
        return Readiness(facts, fault=fault)
    return Readiness(facts, found)


def _place(place: str) -> str:
    return f"the {place}" if place in ("environment", "keyring") else place
