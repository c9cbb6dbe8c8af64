"""A plan as data: the jobs of a film that a model makes, what each would cost, and what makes the plan stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal

from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.lower.model import Price
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.takes import State

Source = Literal["film", "history", "default"]
"""Who says how many takes a usable one needs: the author, this user's own purchases, the model's table."""


@record
class Wish:
    """What the plan was asked for beyond the film itself, in the words of the command line."""

    scenes: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    remake: tuple[str, ...] | None = None
    """Which shots a usable take is not good enough for; empty: all of them; None: none."""


@record
class Item:
    """One job of the film. `state` and `reason` tell where it stands; `now` is 0 where nothing is bought."""

    job: str
    kind: str
    scene: str
    """Empty for what belongs to no shot, as music."""
    shot: str
    state: State
    reason: str
    maker: str
    price: Price | None
    units: Fraction
    """Billed units of one take: seconds as billed, characters, or 1."""
    now: int
    """How many takes are bought."""
    most: int
    """How many may be bought at most, where some fail their checks."""
    expected: Fraction
    """How many takes it needs by experience until one is good."""
    expected_from: Source
    cost: Money | None
    worst: Money | None
    """The most that carrying out this plan can spend on it."""
    follows: tuple[str, ...]
    """Jobs that are due themselves: this one is made after them, and only if it is still due then."""
    recipe: str
    """SHA-256 of kind, what, how and inputs, where an input that is due is named by its own recipe; no name in it."""
    caution: str = ""
    """What may come out otherwise than planned."""
    same_as: str = ""
    """An earlier job that is due and asks for the very same: whichever comes first is paid, and serves both."""
    hands: int = 0
    """How many takes a person is asked for, by an order card: nothing of it is bought, and `now` is 0."""
    here: int = 0
    """How many takes are put together here, of others and for nothing; `now` is 0."""

    @property
    def due(self) -> bool:
        """Whether the plan buys it."""
        return self.now > 0

    @property
    def unit(self) -> Money | None:
        """The price of one take."""
        return self.price.of(self.units) if self.price else None

    @property
    def hoped(self) -> Money | None:
        """What a good take costs by experience: the expected number of takes, told no finer than their price."""
        if not (self.price and self.due):
            return None
        exact, unit = self.price.of(self.units * self.expected), self.price.of(self.units)
        step = next(step for step in (10_000, 1000, 100, 10, 1) if unit.micros % step == 0)
        return Money(-(-exact.micros // step) * step, exact.currency)

    @property
    def provider(self) -> str:
        """Who is paid."""
        return self.maker.partition(":")[0]


@record
class Plan:
    """What would be bought. Equal for equal film, lock, ledger, prices and target: no clock and no network is in it."""

    film: str | None
    """The film's id in the ledger; None before its first purchase."""
    title: str
    target: str
    wish: Wish
    items: tuple[Item, ...]
    """In the order in which they can be made."""
    unfinished: tuple[Purchase, ...]
    """Of this film."""
    base: str
    """SHA-256 of all that a plan is made for; another one means that the plan is stale."""
    notes: tuple[str, ...] = ()

    @property
    def due(self) -> tuple[Item, ...]:
        """What is bought, inputs first."""
        return tuple(item for item in self.items if item.due)

    @property
    def by_hand(self) -> tuple[Item, ...]:
        """What a person is asked for, inputs first."""
        return tuple(item for item in self.items if item.hands)

    @property
    def takes(self) -> int:
        """How many takes are paid for."""
        return sum(item.now for item in self.due if not item.same_as)

    @property
    def cost(self) -> Mapping[str, int]:
        """Micro-units by currency for the takes that are bought."""
        return summed(self.due, lambda item: item.cost)

    @property
    def hoped(self) -> Mapping[str, int]:
        """Micro-units by currency for as many takes as experience says."""
        return summed(self.due, lambda item: item.hoped)

    @property
    def worst(self) -> Mapping[str, int]:
        """Micro-units by currency that carrying it out can spend at most."""
        return summed(self.due, lambda item: item.worst)

    @property
    def by_provider(self) -> Mapping[str, tuple[Item, ...]]:
        """What is bought of whom."""
        names = sorted({item.provider for item in self.due})
        return {name: tuple(item for item in self.due if item.provider == name) for name in names}


def summed(items: Iterable[Item], amount: Callable[[Item], Money | None]) -> Mapping[str, int]:
    """Return the sum of an amount of each item, in micro-units by currency."""
    found: dict[str, int] = {}
    for money in filter(None, map(amount, items)):
        found[money.currency] = found.get(money.currency, 0) + money.micros
    return dict(sorted(found.items()))


def moneys(sums: Mapping[str, int]) -> Iterator[Money]:
    """Yield the sums as amounts."""
    return (Money(micros, currency) for currency, micros in sums.items())
