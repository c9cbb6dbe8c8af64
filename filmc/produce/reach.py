"""Whether a provider can be reached, found out without asking it for anything: no key, no order, no cost."""

from __future__ import annotations

from filmc.base.record import record
from filmc.produce.protocol.address import Resolve, system_resolve
from filmc.produce.protocol.facts import Facts, Settings
from filmc.produce.protocol.http import Limits, Reply, Transport
from filmc.produce.protocol.opening import site_of

_PATIENCE = Limits(connect=8, read=8, whole=12, reply_bytes=1 << 20)


@record
class Reach:
    """What came of it: `ok` where there was any answer at all; `why` tells the rest."""

    ok: bool
    why: str


async def reach(facts: Facts, settings: Settings, resolve: Resolve = system_resolve) -> Reach:
    """Ask for the front page of the provider's address. Any answer shows that the way is open."""
    address = facts.address(settings)
    if not address:
        return Reach(ok=False, why="it has no address")
    transport = Transport(site_of(facts, settings), lambda _method, _target, _body: {}, _PATIENCE, resolve)
    try:
        answer = await transport.call("GET", "/")
    finally:
        await transport.close()
    if isinstance(answer, Reply):
        return Reach(ok=True, why=f"{address} answers")
    return Reach(answer.kind == "size", f"{address}: {answer.reason}")
