"""Which providers there are: those in this folder, and those that other installed packages bring.

A package brings one by an entry point of the group `filmc.providers`, named as the provider. It leads to a module with
`MODELS` (its table, see `produce/models.py`) and `open_provider()`. A film's folder can not: it is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from filmc.base.fault import Fault
from filmc.produce.providers.adapter import Adapter

GROUP = "filmc.providers"


class Plugin(Protocol):
    """What the module of a provider has."""

    MODELS: str

    def open_provider(self) -> Adapter:
        """Return the provider, ready to be called. Fault E1016 where it lacks what it needs (a key)."""
        ...


@cache
def plugins() -> Mapping[str, Plugin]:
    """Return the providers that installed packages bring, by name."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and only who has a target needs it

    return {entry.name: cast(Plugin, entry.load()) for entry in entry_points(group=GROUP)}


def open_provider(name: str) -> Adapter:
    """Return the provider called `name`. Fault E1016 where there is none, or where it lacks what it needs."""
    plugin = plugins().get(name)
    if plugin is None:
        raise Fault("E1016", f"no provider is called {name}", "install the package that brings it")
    return plugin.open_provider()
