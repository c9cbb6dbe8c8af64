"""Which code speaks for a provider: a module of this folder, or one that another installed package brings.

A package brings one by an entry point of the group `filmc.providers`, named as the provider. It leads to a module with
`MODELS` (its table, see `produce/models.py`) and `open_provider(opening)`. A film can not: it is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from filmc.base.fault import Fault

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from filmc.produce.protocol.adapter import Adapter
    from filmc.produce.protocol.opening import Opening

GROUP = "filmc.providers"


class Speaker(Protocol):
    """What the module of a provider has."""

    def open_provider(self, opening: Opening) -> Adapter:
        """Return the provider, ready to be called."""
        ...


class Plugin(Speaker, Protocol):
    """What the module of an installed provider has beside it."""

    MODELS: str


@cache
def plugins() -> Mapping[str, Plugin]:
    """Return the providers that installed packages bring, by name. Fault E1015 for one that can not be loaded."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and only who has a target needs it

    return {entry.name: _loaded(entry) for entry in entry_points(group=GROUP)}


def _loaded(entry: EntryPoint) -> Plugin:
    try:
        plugin = entry.load()
        _ = plugin.MODELS, plugin.open_provider
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        raise Fault(
            "E1015", f"the provider {entry.name} can not be loaded: {why}", "update or remove its package"
        ) from error
    return cast(Plugin, plugin)


def speaker(name: str, speaks: str = "") -> Speaker:
    """Return the module that speaks for a provider: its own, or `speaks`. Fault E1016 where there is none."""
    if plugin := plugins().get(name):
        return plugin
    own = (speaks or name).replace("-", "_")
    module = f"{__package__}.{own}"
    if own == "registry" or not own.isidentifier() or find_spec(module) is None:
        raise Fault("E1016", f"no provider is called {name}", "install the package that brings it")
    return cast(Speaker, import_module(module))
