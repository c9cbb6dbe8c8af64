"""Orders of another filmc, as a build in a terminal: where they stand is told to the page without a save."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from filmc.base.fault import Fault
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.shots import ordered
from filmc.tools.watch.reading import Reader, Version


@dataclass
class Elsewhere:
    """Looks at the ledger, in the thread of the watch. `buying`: whether the page itself buys, and tells of that.

    `again` has the film read anew, where another take plays: that is to be seen.
    """

    reader: Reader
    booth: Booth
    buying: Callable[[], bool]
    again: Callable[[], None]

    def look(self) -> None:
        """Tell the page where orders stand, if that is new; what the machine refuses is told by the next save."""
        version = self.booth.version
        with suppress(Fault, OSError):
            if version and not self.buying() and (self.reader.is_outdated(version) or self._is_left(version)):
                now = self.reader.restated(version)
                self.booth.restate(now)
                if now.lowered.playing != version.lowered.playing:
                    self.again()

    def _is_left(self, version: Version) -> bool:
        """Tell whether nobody waits any more for what is told as being made: who is killed notes nothing."""
        told = self.booth.making
        return bool(told) and ordered(version, told) != told
