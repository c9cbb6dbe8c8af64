"""Writes `extension.toml` for Zed, which takes grammars from git: this checkout at its commit. Run it as a script.

Then in Zed: *zed: install dev extension*, and this folder.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

_TEXT = """\
id = "film"
name = "Film"
version = "0.1.0"
schema_version = 1
authors = ["The filmc authors"]
description = "Screenplays that compile to films"

[language_servers.filmc]
name = "filmc"
languages = ["Film"]

[grammars.film]
repository = "{repository}"
rev = "{commit}"
path = "editors/tree-sitter-film"
"""


def text() -> str:
    """Return the manifest."""
    asked = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    commit = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    return _TEXT.format(repository=ROOT.as_uri(), commit=commit)


if __name__ == "__main__":
    HERE.joinpath("extension.toml").write_text(text(), "utf-8")
