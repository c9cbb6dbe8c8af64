"""The loop: a round for each save, and in each round a reading, a line, and the preview. Nothing in it can spend."""

from __future__ import annotations

import gc
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from filmc.base.collector import only_at_rest
from filmc.base.fault import Fault
from filmc.base.witness import Asked
from filmc.render.crew import SupersededError
from filmc.session import Built, Progress
from filmc.tools.hands.intake import UNFINISHED, lines
from filmc.tools.report import Found
from filmc.tools.report.cells import count
from filmc.tools.report.json import objects
from filmc.tools.sums import Exchange
from filmc.tools.watch.ear import Ear
from filmc.tools.watch.inputs import Inputs
from filmc.tools.watch.news import essence, line_of, news_of, trouble_of
from filmc.tools.watch.reading import Broken, Missing, Reader, Reading, Version
from filmc.tools.watch.screen import Screen
from filmc.tools.watch.voice import Voice, clock

_LOOK = 0.05
"""Seconds between two looks whether what is being made is still wanted."""
_PATIENCE = 15.0
"""Seconds for which previews may be given up for newer saves, one after the other; the next one is finished."""


class Audience(Protocol):
    """Who follows the film besides the person at the terminal: told of each round as far as it came."""

    def read(self, version: Version, going: Progress) -> None:
        """Take a film without errors, before its preview is drawn; `going` ends it where there is a newer save."""

    def going(self, done: int, total: int, stage: str) -> None:
        """Take how far the preview is that is being drawn."""

    def shown(self, version: Version, built: Built) -> None:
        """Take the preview of the film that was read last."""

    def troubled(self, trouble: Missing | Broken | Fault) -> None:
        """Take what is in the way; the last film stays."""


@dataclass
class Watch:
    """One film that is watched, and what was last told of it."""

    reader: Reader
    screen: Screen | None
    voice: Voice
    out: Path
    audience: Audience | None = None
    ear: Ear = field(default_factory=Ear)
    inputs: Inputs = field(init=False)
    told: Version | None = None
    """The version that was told last."""
    good: str = ""
    """When the film that stays was read."""
    _known: list[tuple[str, str, str]] = field(default_factory=list)
    _unfinished: float | None = None
    """Since when each preview has been given up."""
    _looked: float = 0.0
    _shown: bool = False

    def __post_init__(self) -> None:
        self.inputs = Inputs({}, self.out)

    def follow(self) -> None:
        """Go on until somebody interrupts."""
        with self.ear, only_at_rest():
            self.round()
            gc.freeze()  # what is loaded stays
            while True:
                self.ear.wait(self.inputs, self.reader.project.world.root)
                if not self.audience:  # who follows sees each save; only the moving picture is for the last of many
                    self.ear.settle(self.inputs)
                self.round()

    def round(self) -> bool:
        """Read the film, say what is new, renew the preview; return whether all went well."""
        try:
            return self._tell(self.reader.read(self._begin, self._going))
        except SupersededError:
            return self._give_up()
        except BrokenPipeError:
            raise
        except (Fault, OSError) as error:
            return self._refuse(error if isinstance(error, Fault) else Fault.of(error))
        except Exception as fault:
            if os.environ.get("FILMC_DEBUG"):
                raise
            return self._bug(fault)

    def _begin(self, seen: dict[str, Asked]) -> None:
        self.inputs = Inputs(seen, self.out)

    def _going(self, done: int, total: int, stage: str) -> None:
        """Show how far it is. SupersededError where there is a newer save, so that this one need not be finished."""
        self.voice.go_on(done, total, stage)
        if self.audience:
            self.audience.going(done, total, stage)
        now = time.monotonic()
        if now - self._looked > _LOOK:
            self._looked = now
            self._give_way()

    def _give_way(self) -> None:
        if self._unfinished is not None and time.monotonic() - self._unfinished > _PATIENCE:
            return
        if self.ear.called or self.inputs.changed():
            raise SupersededError

    def _give_up(self) -> bool:
        if self._unfinished is None:
            self._unfinished = time.monotonic()
        self.voice.end("there is something newer")
        self.voice.event("superseded")
        return False

    # ---- what was read

    def _tell(self, reading: Reading) -> bool:
        if self.audience and not isinstance(reading, Version):
            self.audience.troubled(reading)
        match reading:
            case Version():
                return self._tell_version(reading)
            case Missing(path):
                self.voice.line(trouble_of(reading, self._stays()))
                self.voice.event("waiting", path=str(path))
            case Broken(checked):
                found = Found(checked.notes.found, checked.sources, self.voice.colour)
                self.voice.line(trouble_of(reading, self._stays()))
                self.voice.event("errors", diagnostics=objects(found))
                self._show_new(found)
        return False

    def _stays(self) -> str:
        return f"the film of {self.good} stays" if self.good else "there is no film yet"

    def _tell_version(self, version: Version) -> bool:
        news, first = news_of(self.told, version), self.told is None
        exchange = Exchange.of(version.lowered.film, version.rates)
        for line in lines(version.intake):
            self.voice.line(line)
        self.voice.begin(line_of(news, exchange, first=first))
        self.voice.event("film", **news.dump(), **version.intake.dump(), diagnostics=objects(self._found(version)))
        self.told = version
        if self.audience:
            self.audience.read(version, self._going)
            self.ear.pause(self.inputs)
            self._give_way()
        built = self._preview(version) if self.screen else None
        self.good = clock()
        self.voice.end("")
        self._unfinished = None
        self._show_new(self._found(version, built))
        return True

    def _preview(self, version: Version) -> Built:
        assert self.screen
        began = time.monotonic()
        built = self.screen.show(version, self._going)
        took = time.monotonic() - began
        rendered = built.delivered.rendered
        segments = {"made": rendered.made, "reused": rendered.reused}
        self.voice.end(f"{_drawn(**segments)} in {took:.1f} s{'' if self._shown else f', {rendered.path}'}")
        self._shown = True
        found = objects(self._found(version, built))
        if self.audience:
            self.audience.shown(version, built)
        self.voice.event("preview", path=str(rendered.path), segments=segments, took=round(took, 3), diagnostics=found)
        return built

    def _found(self, version: Version, built: Built | None = None) -> Found:
        """Return what there is to say against a version; what came to light when it was `built`, too."""
        notes = [*version.checked.notes.found, *(note for note in version.intake.notes if note.code != UNFINISHED)]
        later = [note for note in (built.checked.notes if built else ()) if note not in notes]
        return Found([*notes, *later], version.checked.sources, self.voice.colour)

    # ---- what went wrong

    def _refuse(self, fault: Fault) -> bool:
        """Say what the machine refused; the next save tries again."""
        if self.audience:
            self.audience.troubled(fault)
        self._say_trouble(f"{fault.code} {fault.message}; {self._stays()}")
        found = Found([fault.diagnostic()], {}, self.voice.colour)
        self.voice.event("trouble", message=fault.message, diagnostics=objects(found))
        self._show_new(found)
        return False

    def _bug(self, fault: Exception) -> bool:
        told = f"this is a fault in filmc itself, not in your film: {type(fault).__name__}: {fault}"
        self._say_trouble(f"{told}; {self._stays()}. FILMC_DEBUG=1 shows where it happened")
        self.voice.event("fault", message=told)
        return False

    def _say_trouble(self, text: str) -> None:
        """Say it at the end of the line that was begun, or on a line of its own."""
        if self.voice.begun:
            self.voice.end(text)
        else:
            self.voice.line(text)

    def _show_new(self, found: Found) -> None:
        """Show the diagnostics, unless they are those that were shown last."""
        known, self._known = self._known, essence(found.diagnostics)
        if self._known and self._known != known:
            self.voice.diagnostics(found)


def _drawn(made: int, reused: int) -> str:
    every = count(made + reused, "segment")
    return f"{made} of {every}" if made else f"{every} as before"
