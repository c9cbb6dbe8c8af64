"""The paid emulator as an installed provider: `filmc` finds it by its entry point, as it finds any other.

FILMC_EMULATOR_URL names the running server; FILMC_EMULATOR_IDEMPOTENCY what its contract says of keys (default: none);
with FILMC_EMULATOR_MUTE it can not look orders up. FILMC_EMULATOR_KEY is a key that can be kept where keys are kept.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, field
from types import SimpleNamespace

from emulators.adapter import KEY, PATIENT, PaidProvider, numeric
from filmc.produce.protocol.adapter import FAMILIES, Asked, Written
from filmc.produce.protocol.base import Abilities
from filmc.produce.protocol.http import Site, Transport, bearer
from filmc.produce.protocol.opening import Opening

PRICE = '{unit = "0.10 USD", per = "take", date = "2026-11-01", source = "the emulator"}'
MODELS = (
    '[provider]\ntitle = "the emulator"\nkeys = [["FILMC_EMULATOR_URL", "FILMC_EMULATOR_KEY"], ["FILMC_EMULATOR_URL"]]\n'
    + "".join(
        f'[models.{name}]\nmakes = ["{need}"]\nprice = {PRICE}\nat_once = {at_once}\nseconds = 0.1\n{more}\n'
        for name, need, at_once, more in (
            ("still-1", "image", 8, ""),
            ("still-2", "image", 8, ""),
            ("clip-1", "video", 4, "takes = 5"),
            ("clip-5", "video", 4, "lengths = [5, 10]\nlast_frame = true"),
            ("voice-1", "speech", 8, ""),
            ("song-1", "music", 2, "takes = 3"),
            ("foley-1", "sound", 8, ""),
            ("lips-1", "lip-sync", 2, ""),
            ("better-1", "enhance", 2, ""),
        )
    )
)
MODELS += '[models.unpriced]\nmakes = ["image", "video"]\n'


@dataclass
class EmulatorAdapter(PaidProvider):
    """The emulator's provider with its dialect: the request as JSON."""

    paid: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(clock=_Clock()))  # type: ignore[assignment]

    async def write(self, asked: Asked) -> Written:
        what = asdict(asked.job.sent)
        seconds = dict(asked.job.how).get("seconds") or what.get("milliseconds", 1000) / 1000
        body = {
            "family": FAMILIES[asked.job.kind],
            "seconds": float(eval_fraction(str(seconds))),
            "model": asked.job.maker,
            "number": asked.number,
            "seed": asked.seed,
            "what": what,
            "how": asked.job.how,
            "inputs": sorted(asked.files),
        }
        return Written("/v1/jobs", json.dumps(body, sort_keys=True, ensure_ascii=False).encode())

    async def close(self) -> None:
        await self.transport.close()


def eval_fraction(text: str) -> float:
    over, _, under = text.partition("/")
    return float(over) / float(under or 1)


class _Clock:
    @property
    def now(self) -> float:
        return time.time()


def open_provider(opening: Opening) -> EmulatorAdapter:
    url = opening.keys["FILMC_EMULATOR_URL"].reveal()
    abilities = Abilities(
        os.environ.get("FILMC_EMULATOR_IDEMPOTENCY", "none"),  # type: ignore[arg-type]
        60,
        lookup=not os.environ.get("FILMC_EMULATOR_MUTE"),
        cancel=True,
        result_lifetime=3600,
    )
    site = Site(url, frozenset({"localhost", "127.0.0.1"}), local=True)
    return EmulatorAdapter(
        Transport(site, bearer(opening.keys.get("FILMC_EMULATOR_KEY", KEY)), PATIENT, numeric), abilities
    )
