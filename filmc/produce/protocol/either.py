"""A provider that answers some orders with the result and others with a job, each by its own rule."""

from __future__ import annotations

from abc import abstractmethod

from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Cancelled, Handle, Order, Outcome, Progress, TooLate, Unclear
from filmc.produce.protocol.remote import Remote

OURS = "filmc-"
"""What the references of our orders begin with."""


class Either(AtOnce):
    """An `AtOnce` for orders to some paths, a `Remote` for those to others.

    Kept answers are known by our own references; what is none is a job: `kind/id`, or an id as a user has it from the
    provider's pages.
    """

    @abstractmethod
    def immediate(self, path: str) -> bool:
        """Tell whether an order to `path` is answered with its result."""

    async def submit(self, order: Order) -> Outcome:
        """As `Provider.submit`."""
        if self.immediate(order.path):
            return await super().submit(order)
        return await Remote.submit(self, order)

    async def poll(self, handle: Handle) -> Progress:
        """As `Provider.poll`."""
        return await (Remote.poll(self, handle) if _is_job(handle) else super().poll(handle))

    async def cancel(self, handle: Handle) -> Cancelled | TooLate | Unclear:
        """As `Provider.cancel`."""
        return await super().cancel(handle) if _is_job(handle) else TooLate("its answer was the result")


def _is_job(handle: Handle) -> bool:
    return not handle.job.startswith(OURS)
