"""The counters of a run: one for each provider that it meets, opened when first asked for, closed together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Self

from filmc.produce.buying.counter import Counter, Tell
from filmc.produce.buying.patience import Patience
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import Ceiling
from filmc.produce.protocol.adapter import Adapter
from filmc.produce.shoot.lab import Lab


@dataclass
class Counters:
    """Counters and adapters by provider; a context, whose end gives connections back."""

    desk: Desk
    lab: Lab
    ceilings: Sequence[Ceiling]
    tell: Tell
    counters: dict[str, Counter] = field(default_factory=dict)
    adapters: dict[str, Adapter] = field(default_factory=dict)
    _held: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._held.aclose()

    def open(self, providers: Iterable[str]) -> None:
        """Open what is not open yet. Fault E1016 where a provider is not there or lacks its key."""
        for name in dict.fromkeys(providers):
            if name not in self.adapters:
                adapter = self.adapters[name] = self.desk.agency.hire(name)
                self._held.push_async_callback(adapter.close)
                self.counters[name] = self._counter(adapter)

    def _counter(self, adapter: Adapter) -> Counter:
        return Counter(
            ledger=self.desk.ledger,
            store=self.desk.store,
            provider=adapter,
            ceilings=self.ceilings,
            rates=self.desk.config.rates,
            now=self.lab.now,
            sleep=asyncio.sleep,
            tell=self.tell,
            check=self.lab.undecodable,
            patience=Patience(refusals=1),  # the run is told, and lets everybody wait
        )
