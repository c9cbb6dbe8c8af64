"""Files for vendors that only take addresses: put on a server that the user has named, and read there by the vendor.

    [providers.jimeng.options]
    files = "https://media.example.com/filmc"      # takes PUT, and is read by everybody who knows a file's name

A file's name there is its digest, which nobody can guess. The key `FILMC_FILES_KEY`, where there is one, is sent along
as a bearer token. A file that lies there already is put again: that changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import guess_extension

from filmc.base.digest import digest_file
from filmc.produce.protocol.adapter import Asked, not_possible, not_sent
from filmc.produce.protocol.carrying import type_of
from filmc.produce.protocol.http import Broken
from filmc.produce.protocol.keys import find
from filmc.produce.protocol.opening import Opening

OPTION = "files"
KEY = "FILMC_FILES_KEY"
_TAKEN = {200, 201, 204}


class Hosting:
    """The user's own place for files, if he has named one."""

    def __init__(self, opening: Opening) -> None:
        self.base = opening.settings.options.get(OPTION, "").rstrip("/")
        self._opening = opening
        self._put: dict[str, str] = {}

    async def address(self, asked: Asked, role: str) -> str:
        """Return an address under which anybody can read the file of `role`. Faults: E1017 without a place, E1018."""
        if not self.base:
            raise not_possible(asked, f"it takes {role} by address only, and no `{OPTION}` says where one can be had")
        file = asked.files[role]
        digest = digest_file(file)
        if digest not in self._put:
            kind = type_of(file)
            address = f"{self.base}/{digest}{guess_extension(kind) or ''}"
            await self._place(asked, role, address, kind)
            self._put[digest] = address
        return self._put[digest]

    async def _place(self, asked: Asked, role: str, address: str, kind: str) -> None:
        transport = self._opening.transport(_proof, base=self.base)
        try:
            answer = await transport.call("PUT", address, asked.files[role].read_bytes(), {"content-type": kind})
        finally:
            await transport.close()
        if isinstance(answer, Broken):
            raise not_sent(asked, role, answer.reason)
        if answer.status not in _TAKEN:
            raise not_sent(asked, role, f"`{OPTION}` answered {answer.status}")


def _proof(method: str, target: str, body: bytes) -> Mapping[str, str]:
    del method, target, body
    held = find(KEY)
    return {"authorization": f"Bearer {held[0].reveal()}"} if held else {}
