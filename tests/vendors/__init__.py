"""The vendors: each an emulator of its protocol, what can be ordered there, and what it says when it will not.

`test_vendors.py` puts every vendor through the same tests. A vendor is a module of this folder with `VENDOR`, and with
`ALSO` where one table is not enough: one that sells some things at once and others as jobs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from emulators.books import Life
from emulators.faults import Fault
from emulators.vendor import VendorEmulator

from filmc.frontend.value import Money
from filmc.lower.request import PictureRequest, Request, ReviewRequest
from filmc.produce.protocol.facts import Settings


@dataclass(frozen=True)
class Ask:
    """Something to be ordered: a model's id without its provider, what is asked, and the files by role.

    Files are named by what they are: `png`, `png 640x360`, `wav 2`, `mp4 5` (seconds).
    """

    model: str
    what: Request | PictureRequest | ReviewRequest
    files: Mapping[str, str] = field(default_factory=dict)
    how: tuple[tuple[str, str], ...] = ()
    """Beside the model's own options: `seconds`, `seed`, `size`."""


@dataclass(frozen=True)
class Vendor:
    """One vendor and its table of expectations."""

    name: str
    emulator: type[VendorEmulator]
    keys: Mapping[str, str]
    """Names of keys → what the emulator takes for them: canaries, which must never be seen anywhere."""
    asks: Mapping[str, Ask]
    refusals: Mapping[str, tuple[Fault, str]]
    """What the vendor can say to an order → a kind of refusal, or `duplicate` or `unknown`."""
    ends: Mapping[str, tuple[Life, str]]
    """How a job can end there → a kind of failure."""
    bills: Mapping[str, Money | None] = field(default_factory=dict)
    """What the vendor says that an order of `asks` has cost."""
    sdk: Callable[[VendorEmulator, Path], None] | None = None
    """Drives the vendor's own package against the emulator, from an order to the bytes of a file."""
    settings: Callable[[Path], Settings] = lambda _: Settings()
    """What the user has set of it, with files of his own in that folder; its address and `options` are added."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What the user has set of it; `{url}` is where the emulator is."""
    one_answer: bool = False
    """It answers with the result: there are no jobs to ask for."""
    stops: bool = True
    """Its jobs can be stopped, where its protocol can stop any."""


OFFLINE = {"espeak"}
"""Providers without a server: there is nothing to emulate, and `test_local_makers.py` has their tests."""


def vendors() -> dict[str, Vendor]:
    """Return every vendor by name; what a vendor sells by another protocol of its own (`ALSO`) by a name more."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    found = {}
    for name in names:
        module = import_module(f"vendors.{name}")
        found[name] = module.VENDOR
        found |= {f"{name} {kind}": vendor for kind, vendor in getattr(module, "ALSO", {}).items()}
    return found
