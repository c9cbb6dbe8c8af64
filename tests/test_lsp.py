"""What the language server answers: the cases of `tests/lsp/`, asked of the features' own functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsp_cases import HOME, Question, cases, told
from lsprotocol import types
from pytest_snapshot.plugin import Snapshot

from filmc.tools.lsp.features import diagnostics

ASK: dict[str, Callable[[Question], Any]] = {
    "diagnostics": lambda asked: (
        diagnostics.pulled(asked.page, types.DocumentDiagnosticParams(asked.document, previous_result_id="")).items
    ),
}
"""How each folder of cases is asked."""

FILES = sorted(HOME.glob("*/*.film"))


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_every_case_is_answered_as_before(path: Path, snapshot: Snapshot) -> None:
    snapshot.snapshot_dir = path.parent
    snapshot.assert_match("".join(told(case, ASK[path.parent.name]) for case in cases(path)), f"{path.stem}.txt")
