"""Ways to the network with a cassette in them: one that records what comes, one that plays it and sends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from filmc.base.record import record
from filmc.produce.protocol.address import Resolve
from filmc.produce.protocol.cassette import NOT_THERE, Asked, Cassette
from filmc.produce.protocol.facts import RECORD, REPLAY
from filmc.produce.protocol.http import Broken, Limits, Reply, Saved, Sign, Site, Transport
from filmc.produce.protocol.secret import Secret


@record
class Tape:
    """A cassette, and whether it is played; else it is recorded."""

    cassette: Cassette
    plays: bool = False


def tape_of(provider: str, options: Mapping[str, str], secrets: Iterable[Secret]) -> Tape | None:
    """Return the tape that the options of a provider name, ready to go; None where they name none. Fault E1089."""
    folder = options.get(REPLAY) or options.get(RECORD)
    if not folder:
        return None
    cassette = Cassette(Path(folder).expanduser(), provider, tuple(secrets))
    plays = bool(options.get(REPLAY))
    if plays:
        cassette.load()
    else:
        cassette.begin()
    return Tape(cassette, plays)


class Recording(Transport):
    """A `Transport` whose every answer is written down."""

    def __init__(self, cassette: Cassette, site: Site, sign: Sign, limits: Limits, resolve: Resolve) -> None:
        super().__init__(site, sign, limits, resolve)
        self._cassette = cassette

    async def call(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply | Broken:
        """As `Transport.call`."""
        answer = await super().call(method, path, body, headers)
        self._cassette.record(Asked.of(method, path, body, self._cassette.secrets), body, answer)
        return answer

    async def download(self, url: str, folder: Path) -> Saved | Reply | Broken:
        """As `Transport.download`."""
        answer = await super().download(url, folder)
        self._cassette.record(Asked.of("GET", url, b"", self._cassette.secrets), b"", answer)
        return answer


class Playing(Transport):
    """A `Transport` that has every answer from a cassette. Nothing is signed, and nothing leaves the machine."""

    def __init__(self, cassette: Cassette, site: Site) -> None:
        super().__init__(site, lambda *_: {})
        self._cassette = cassette

    async def call(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply | Broken:
        """As `Transport.call`."""
        del headers
        line = self._cassette.answer(Asked.of(method, path, body, self._cassette.secrets))
        return NOT_THERE if line is None else self._cassette.reply(line)

    async def download(self, url: str, folder: Path) -> Saved | Reply | Broken:
        """As `Transport.download`."""
        line = self._cassette.answer(Asked.of("GET", url, b"", self._cassette.secrets))
        return NOT_THERE if line is None else self._cassette.saved(line, folder)
