"""A film's folder with a paid target, and filmc as a process in it: what tests of buying work with.

with lot(tmp_path, FILM, paid) as here:
    here.filmc("build", "--yes").ok()
    assert paid.charges == 4
"""

from __future__ import annotations

import io
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import pytest
from emulators.paid import PaidEmulator
from ready import FILMC, PATHS, Begun, begin
from warm import warm

from filmc.tools.cli import run

TESTS = Path(__file__).parent
TARGET = """\
target = "t"

[targets.t]
image = "emulator:still-1"
video = "emulator:clip-1"
size = "160x90"
"""
TWO_SHOTS = """\
scene kitchen: INT. KITCHEN - DAY

    shot waits: wide, 1s
        Somebody waits.

    shot leaves: medium, 1s
        Somebody leaves.
"""


@dataclass(frozen=True)
class Answer:
    """What a process left."""

    code: int
    out: str
    err: str

    def ok(self) -> Answer:
        assert self.code == 0, self.err
        return self

    def refused(self, code: int, *words: str) -> Answer:
        assert self.code == code, f"{self.code}: {self.err}"
        assert all(word in self.err for word in words), self.err
        return self


@dataclass(frozen=True)
class Lot:
    """One folder, one user (store, ledger and cache), one emulator."""

    home: Path
    user: Path
    paid: PaidEmulator
    more: dict[str, str] = field(default_factory=dict)
    patience: ClassVar[int] = 120
    program: ClassVar[str] = FILMC

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        ours = {
            "PYTHONPATH": PATHS,
            "FILMC_STORE": str(self.user / "store"),
            "FILMC_CACHE": str(self.user / "cache"),
            "FILMC_CONFIG": str(self.user / "config.toml"),
            "FILMC_EMULATOR_URL": self.paid.url,
            "FILMC_EMULATOR_IDEMPOTENCY": self.paid.books.idempotency,
            "FILMC_DEBUG": "1",
        }
        return {**kept, **ours, **self.more}

    def start(self, *words: str) -> Begun:
        return begin(self.program, *words, folder=self.home, environment=self.environment)

    def filmc(self, *words: str) -> Answer:
        process = self.start(*words)
        out, err = process.communicate(timeout=self.patience)
        return Answer(process.returncode, out, err)

    def write(self, film: str, config: str = TARGET) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "main.film").write_text(film, "utf-8")
        (self.home / "filmc.toml").write_text(config, "utf-8")

    @property
    def lock(self) -> str:
        return (self.home / "film.lock").read_text("utf-8")

    def clone(self, name: str, *, locked: bool) -> Lot:
        """Return the same project in another folder of the same user, with its lock or without."""
        other = replace(self, home=self.home.with_name(name))
        shutil.copytree(self.home, other.home, ignore=shutil.ignore_patterns("out", *([] if locked else ["film.lock"])))
        return other

    def elsewhere(self) -> Lot:
        """Return the same folder for another user, who has bought nothing."""
        return replace(self, user=self.user.with_name("other-user"))


class Near(Lot):
    """A lot in which filmc runs in this process: a process of its own takes a second each time."""

    def filmc(self, *words: str) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name, value in self.environment.items():
                patch.setenv(name, value)
            patch.chdir(self.home)
            code = run(words)
        return Answer(code, out.getvalue(), err.getvalue())


def lot(folder: Path, paid: PaidEmulator, film: str = TWO_SHOTS, config: str = TARGET, **more: str) -> Lot:
    """Return a new lot in `folder`."""
    made = Lot(folder / "film", folder / "user", paid, more)
    made.write(film, config)
    if not (made.user / "cache").exists():
        warm(made.user / "cache")
    return made
