"""Several vendors at once, each its own emulator, as one user's configuration knows them: films are made with them.

with studio(tmp_path, "fal", "kling") as there:
    there.filmc("build", "--yes").ok()
    assert there.charges() == {"fal": 4, "kling": 2}
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from emulators import media
from emulators.books import FILES, Life
from emulators.vendor import VendorEmulator
from lot import Answer, Lot
from vendors import Vendor, vendors
from warm import warm

from filmc.produce.protocol.facts import Settings

TESTS = Path(__file__).parent


@dataclass(frozen=True)
class Studio:
    """A film's folder, a user, and the vendors that he has keys for, by the names of their providers."""

    lot: Lot
    there: Mapping[str, VendorEmulator] = field(default_factory=dict)

    def filmc(self, *words: str) -> Answer:
        return self.lot.filmc(*words)

    def charges(self) -> dict[str, int]:
        """Return how many jobs each vendor has been paid for (or has made for nothing)."""
        return {name: emulator.charges for name, emulator in self.there.items()}

    def charged(self) -> dict[str, int]:
        """Return what each vendor has kept, by its books, in millionths of its currency."""
        return {name: emulator.charged for name, emulator in self.there.items()}

    def plan(self, *words: str) -> list[Item]:
        """Return what a build with the same `words` would buy of these vendors."""
        plan = json.loads(self.filmc("plan", "--json", *words).ok().out)["plan"]
        due = [item for item in plan["items"] if item["now"] and item["maker"].partition(":")[0] in self.there]
        return [
            Item(
                item["job"], item["maker"], item["cost"]["micros"] // item["now"], 0 if item["same_as"] else item["now"]
            )
            for item in due
        ]

    def purchases(self) -> list[Purchase]:
        """Return how every purchase of these vendors stands, by our own ledger."""
        events = json.loads(self.filmc("ledger", "--json").ok().out)["events"]
        newest = {event["purchase"]: event for event in events}
        return [
            Purchase(event["name"], event["model"], event["state"], (event["amount"] or {"micros": 0})["micros"])
            for event in newest.values()
            if event["provider"] in self.there
        ]


@dataclass(frozen=True)
class Item:
    """A job that a plan would buy: what one take costs, and how many takes are not those of another job too."""

    job: str
    model: str
    price: int
    takes: int


@dataclass(frozen=True)
class Purchase:
    """How a purchase stands: what it was for, and what was paid, or (where it has not ended) reserved."""

    job: str
    model: str
    state: str
    amount: int

    @property
    def kind(self) -> str:
        return self.job.split()[-1] if self.job.split()[-1].isalpha() else self.job.split()[-2]

    @property
    def provider(self) -> str:
        return self.model.partition(":")[0]


@contextmanager
def studio(folder: Path, film: Path | str, config: str, *names: str) -> Iterator[Studio]:
    """Start the vendors `names`, whose jobs end when they are first asked for, and give the film to their user.

    `film` is a folder, which is copied, or the text of a film.
    """
    known = {vendor.name: vendor for vendor in vendors().values()}
    with ExitStack() as held:
        held.callback(FILES.update, image=FILES["image"], video=FILES["video"])
        FILES["image"] = lambda _: media.picture(640, 360)  # what one vendor makes the next one has to take
        if isinstance(film, Path):  # in a whole film shots begin where others end
            FILES["video"] = lambda seconds: media.mp4(seconds=seconds or 1.0, size="640x360")
        there = {name: held.enter_context(known[name].emulator(Life(lasts=0))) for name in names}
        for emulator in there.values():
            emulator.cdn = "127.0.0.1"  # type: ignore[misc]  # its own address is declared
        keys = {key: value for name in names for key, value in known[name].keys.items()}
        user = folder / "user"
        user.mkdir(parents=True, exist_ok=True)
        warm(user / "cache")
        stated = '[prices]\n"dubbingx:speech" = "0.05 CNY"\n\n'  # its own table knows no price
        told = stated + "".join(_told(known[name], emulator, user) for name, emulator in there.items())
        (user / "config.toml").write_text(told, "utf-8")
        home = folder / "film"
        _copy(film, home)
        (home / "filmc.toml").write_text(config, "utf-8")
        yield Studio(_Lot(home, user, keys), there)


class _Lot(Lot):
    """A lot whose user has keys of several vendors, and who has time: his film may be long."""

    patience = 3000

    def __init__(self, home: Path, user: Path, keys: Mapping[str, str]) -> None:
        super().__init__(home, user, _NoEmulator(), dict(keys))  # type: ignore[arg-type]


class _NoEmulator:
    url = ""

    class books:  # noqa: N801
        idempotency = "none"


def _told(vendor: Vendor, emulator: VendorEmulator, folder: Path) -> str:
    """Return what the user's configuration says of a vendor: where it is, and what the vendor's own tests set."""
    settings: Settings = vendor.settings(folder)
    options = {**settings.options, **{name: text.format(url=emulator.url) for name, text in vendor.options.items()}}
    lines = [f"[providers.{vendor.name}]", f'base = "{emulator.url}"']
    for name, values in (("options", options), ("voices", {"": "", **settings.voices})):
        if any(values.values()):
            lines += [f"[providers.{vendor.name}.{name}]"]
            lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in values.items() if value]
    return "\n".join([*lines, "", ""])


def _copy(film: Path | str, home: Path) -> None:
    if isinstance(film, Path):
        shutil.copytree(film, home, ignore=shutil.ignore_patterns("out", "film.lock", "filmc.toml"))
        return
    home.mkdir()
    (home / "main.film").write_text(film, "utf-8")
