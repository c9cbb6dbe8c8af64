"""filmc in this process: quick enough for many runs. Who needs a process of its own has `lot.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from lot import Answer

from filmc.tools import cli

PLACES = {"FILMC_STORE": "store", "FILMC_CACHE": "cache", "FILMC_CONFIG": "config.toml"}


@dataclass
class Inside:
    """One user and one folder of his; `filmc` works there."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __post_init__(self) -> None:
        for name, place in PLACES.items():
            self.monkeypatch.setenv(name, str(self.user / place))
        self.monkeypatch.setenv("FILMC_DEBUG", "1")
        self.monkeypatch.setenv("NO_COLOR", "1")
        self.monkeypatch.setenv("COLUMNS", "300")
        self.user.mkdir(exist_ok=True)
        self.go("film")

    @property
    def user(self) -> Path:
        return self.folder / "user"

    @property
    def home(self) -> Path:
        return Path.cwd()

    def go(self, name: str) -> None:
        """Work in another folder from now on."""
        (self.folder / name).mkdir(exist_ok=True)
        self.monkeypatch.chdir(self.folder / name)

    def write(self, film: str, config: str) -> None:
        (self.home / "main.film").write_text(film, "utf-8")
        (self.home / "filmc.toml").write_text(config, "utf-8")

    def filmc(self, *words: str) -> Answer:
        code = cli.run(words)
        told = self.capsys.readouterr()
        return Answer(code, told.out, told.err)


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Inside:
    return Inside(tmp_path, monkeypatch, capsys)
