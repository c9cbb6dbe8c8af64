"""The Emacs mode in a real Emacs: it compiles without a warning, and colours a film."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FACES = {
    "# A whole": "comment", "film The": "keyword", "logline": "variable-name", "night:": "function-name",
    "extreme wide": "builtin", "6s": "constant", "KEEPER (tired)": "constant", "This is Grey": "string",
}  # fmt: skip


def emacs(folder: Path, *arguments: str) -> str:
    command = [shutil.which("emacs") or "emacs", "--batch", "-Q", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.skipif(not shutil.which("emacs"), reason="no Emacs to try the mode in: apt-get install emacs-nox")
def test_the_mode_compiles_and_colours(tmp_path: Path) -> None:
    shutil.copy(ROOT / "editors" / "emacs" / "film-mode.el", tmp_path)
    emacs(tmp_path, "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile", "film-mode.el")
    film = ROOT / "examples" / "05-short-film" / "main.film"
    asks = "".join(
        f'(goto-char (point-min)) (search-forward "{words}") (message "%s" (get-text-property (match-beginning 0) \'face))'
        for words in FACES
    )
    said = emacs(tmp_path, "-l", "./film-mode.elc", "--eval", f'(progn (find-file "{film}") (font-lock-ensure) {asks})')
    seen = [line.removeprefix("font-lock-").removesuffix("-face") for line in said.splitlines() if "font-lock" in line]
    assert dict(zip(FACES, seen, strict=True)) == FACES
