"""How long is waited, and how often something is tried again. Waiting is counted in what was slept, by no clock."""

from __future__ import annotations

from collections.abc import Iterator

from filmc.base.digest import seed
from filmc.base.record import record


@record
class Patience:
    """Seconds and numbers of tries.

    `asked` is the longest wait that a provider may ask for; for more, the user decides. `job` is how long one
    purchase is waited for in all, `others` how long another process at the same take.
    """

    submits: int = 6
    refusals: int = 6
    """How often an order is sent that is refused for now, for nothing; 1: who bought it asks again when it is time."""
    collects: int = 3
    lookups: tuple[float, ...] = (1.0, 4.0, 15.0)
    """Pauses before each look-up: a lost order may show up late in a list."""
    unclear: int = 12
    """Answers in a row that say nothing."""
    lost: int = 4
    """Answers in a row that the job is not known, or that it succeeded and gave nothing."""
    downloads: int = 5
    wrong: int = 3
    """Files that come and are not what was ordered."""
    first: float = 1.0
    longest: float = 30.0
    asked: float = 600.0
    job: float = 3 * 3600.0
    others: float = 3600.0
    parked: float = 120.0
    """How long another run is waited for at a take of which nobody knows whether it was made."""
    glance: float = 0.5
    grace: float = 1.0
    """What an answer gets to arrive, once the user has interrupted."""

    def pauses(self, of: str) -> Iterator[float]:
        """Yield pauses without end, growing from `first` to `longest`; `of` spreads those of different purchases."""
        spread = 0.75 + 0.5 * (seed(of) % 1000) / 1000
        pause = self.first
        while True:
            yield pause * spread
            pause = min(pause * 1.6, self.longest)
