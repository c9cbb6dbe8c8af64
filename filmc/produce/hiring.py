"""A provider is hired: its table, the user's settings and keys, and the code that speaks for it, put together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filmc.base.fault import Fault
from filmc.base.record import field, record, replace
from filmc.produce.models import known_providers, table_of
from filmc.produce.protocol.adapter import Adapter
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.facts import REPLAY, Facts, Settings
from filmc.produce.protocol.keys import held
from filmc.produce.protocol.secret import Secret
from filmc.produce.providers.registry import speaker

if TYPE_CHECKING:
    from filmc.produce.protocol.http import Limits
    from filmc.produce.protocol.opening import Opening


@record
class Agency:
    """Hires providers for one desk: `settings` by provider, `answers` where those are kept that are results."""

    answers: Path
    settings: Mapping[str, Settings] = field(default_factory=dict)
    _lacks: dict[str, str | None] = field(default_factory=dict)

    def hire(self, name: str) -> Adapter:
        """Return the provider called `name`. Fault E1016 where there is none or its key is missing; E1019, E1089."""
        from filmc.produce.protocol.taped import tape_of  # noqa: PLC0415 - the network only for who calls somebody

        facts = table_of(name).facts
        keys = self._keys(facts)
        tape = tape_of(name, self._settings(name).options, keys.values())
        opening = self._opening(facts, keys, limits=_patience(facts), tape=tape)
        return speaker(name, facts.speaks).open_provider(opening)

    def _opening(self, facts: Facts, keys: Mapping[str, Secret], **more: Any) -> Opening:
        from filmc.produce.protocol.opening import Opening  # noqa: PLC0415 - as above

        return Opening(facts, keys, Answers(self.answers), self._settings(facts.name), **more)

    def _settings(self, name: str) -> Settings:
        return self.settings.get(name, Settings())

    def by_hand(self, name: str) -> bool:
        """Tell whether a person makes what is asked of the provider called `name`. Fault E1015."""
        return name in known_providers() and table_of(name).facts.by_hand

    def understudy(self, name: str) -> Adapter:
        """Return the provider as it writes orders: with no key, and nowhere to send them. Fault E1016.

        What it would send before an order stands in it as `<uploaded: DIGEST>`.
        """
        from filmc.produce.protocol.opening import Pretended  # noqa: PLC0415 - as above

        facts = table_of(name).facts
        keys = {key: Secret(f"({key})") for names in facts.keys for key in names}
        return speaker(name, facts.speaks).open_provider(self._opening(facts, keys, resolve=_nowhere, memo=Pretended))

    def imagined(self) -> Agency:
        """Return an agency that takes every key for given: what would be bought is planned with it."""
        return Imagined(self.answers, self.settings)

    def lacking(self, name: str) -> str | None:
        """Return why nothing can be ordered from `name` now, or None. Nobody is asked."""
        if self.by_hand(name):
            return "way to order from people: they are given order cards"
        if name not in self._lacks:
            self._lacks[name] = self._lacking(name)
        return self._lacks[name]

    def _lacking(self, name: str) -> str | None:
        try:
            facts = table_of(name).facts
            speaker(name, facts.speaks)
            self._keys(facts)
        except Fault as fault:
            return f"way to order from {name}: {fault.message}"
        return None

    def _keys(self, facts: Facts) -> Mapping[str, Secret]:
        """Return the keys of a provider; a cassette that is played needs none, and any will do. Faults E1016, E1019."""
        if self._settings(facts.name).options.get(REPLAY):
            return {name: Secret("replayed") for name in facts.keys[0]} if facts.keys else {}
        return keys_of(facts)


class Imagined(Agency):
    """An agency with every key. Nobody can be hired from it."""

    def hire(self, name: str) -> Adapter:
        """Hire nobody. Fault E1016."""
        raise Fault("E1016", f"{name} is only imagined to have its key", "set it: `filmc doctor` tells how")

    def _keys(self, facts: Facts) -> Mapping[str, Secret]:
        return {name: Secret(name) for names in facts.keys for name in names}


def _patience(facts: Facts) -> Limits:
    """Return how long a call may last: a slow machine's answer may be an hour away."""
    from filmc.produce.protocol.http import Limits  # noqa: PLC0415 - as above

    usual = Limits()
    return replace(usual, read=max(usual.read, facts.patience), whole=max(usual.whole, facts.patience))


async def _nowhere(host: str, port: int) -> list[str]:
    """Know no address: what asks for one is not sent."""
    raise OSError(host, port)


def keys_of(facts: Facts) -> Mapping[str, Secret]:
    """Return the keys by which a provider is asked, by name. Fault E1016 where they are not all there, E1019."""
    found = held(facts.keys)
    if found is None:
        ways = " or ".join(" with ".join(names) for names in facts.keys)
        where = f"set {ways}; keys are made at {facts.page}" if facts.page else f"set {ways}"
        raise Fault("E1016", f"{facts.title} has no key here", where, "`filmc doctor` tells where keys may be kept")
    return found
