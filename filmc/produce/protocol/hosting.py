"""Files for vendors that only take addresses: put on a server that the user has named, and read there by the vendor.

    [providers.provider.options]
    files = "https://media.example.com/filmc"      # takes PUT, and is read by everybody who knows a file's name

A file's name there is its digest, which nobody can guess. The key `FILMC_FILES_KEY`, where there is one, is sent along
as a bearer token. A file that lies there already is put again: that changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from filmc.base.digest import digest_file
from filmc.produce.protocol.adapter import Asked, not_possible, not_sent
from filmc.produce.protocol.carrying import type_of
from filmc.produce.protocol.http import Broken
from filmc.produce.protocol.keys import find
from filmc.produce.protocol.opening import Opening

OPTION = "files"
KEY = "FILMC_FILES_KEY"
_TAKEN = {200, 201, 204}
_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "video/mp4": ".mp4", "audio/wav": ".wav", "audio/mpeg": ".mp3"}


class Hosting:
    """The user's own place for files, if he has named one."""

    def __init__(self, opening: Opening) -> None:
        self.base = opening.settings.options.get(OPTION, "").rstrip("/")
        self._opening = opening
        self._put: MutableMapping[str, str] = opening.memo("uploaded")

    async def address(self, asked: Asked, role: str) -> str:
        """Return an address under which anybody can read the file of `role`. Faults: E1017 without a place, E1018."""
        return await self.address_of(asked, role, asked.files[role])

    async def address_of(self, asked: Asked, what: str, file: Path) -> str:
        """As `address`, for a file that goes with no role."""
        if not self.base:
            raise not_possible(asked, f"it takes a {what} by address only, and no `{OPTION}` says where one can be had")
        digest = digest_file(file)
        if digest not in self._put:
            address = f"{self.base}/{digest}{_ENDINGS.get(type_of(file), '')}"
            await self._place(asked, what, file, address)
            self._put[digest] = address
        return self._put[digest]

    async def _place(self, asked: Asked, what: str, file: Path, address: str) -> None:
        transport = self._opening.transport(_proof, base=self.base)
        try:
            answer = await transport.call("PUT", address, *_carried(file))
        finally:
            await transport.close()
        if isinstance(answer, Broken):
            raise not_sent(asked, what, answer.reason)
        if answer.status not in _TAKEN:
            raise not_sent(asked, what, f"`{OPTION}` answered {answer.status}")


def _carried(file: Path) -> tuple[bytes, Mapping[str, str]]:
    return file.read_bytes(), {"content-type": type_of(file)}


def _proof(method: str, target: str, body: bytes) -> Mapping[str, str]:
    del method, target, body
    held = find(KEY)
    return {"authorization": f"Bearer {held[0].reveal()}"} if held else {}
