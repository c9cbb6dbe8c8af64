"""Files that are renamed or moved in the editor: the paths that name them follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from lsprotocol import types

from filmc.base.diagnostic import Edit
from filmc.base.patterns import late
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.features.paths import paths
from filmc.tools.lsp.script import Page, Script
from filmc.tools.lsp.uris import path_of

_COMMA = late("[,，]")


def following(scripts: list[Script], params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
    """Return the edits of every path that names a file which gets another name, or that stands in such a file.

    A path can only lead downwards: where the file would lie beside or above, it is left, and a diagnostic says so;
    so it is where its name has a comma, at which a list of paths would part.
    """
    changes: list[types.TextDocumentEdit] = []
    for script in scripts:
        moves = _Moves(script, params.files)
        edits = [edit for page in script.pages() for edit in _edits(page, moves)]
        changes += workspace_edit(script, edits).document_changes or ()  # type: ignore[arg-type] # it makes no others
    told = {change.text_document.uri: change for change in changes}
    return types.WorkspaceEdit(document_changes=list(told.values())) if told else None


class _Moves:
    """The project paths that change, of files and of folders."""

    def __init__(self, script: Script, files: Sequence[types.FileRename]) -> None:
        pairs = [(_inside(script, each.old_uri), _inside(script, each.new_uri)) for each in files]
        self._moved = {old: new for old, new in pairs if old and new}

    def of(self, path: str) -> str:
        """Return the new project path of a file."""
        for old, new in self._moved.items():
            if path == old:
                return new
            if path.startswith(f"{old}/"):
                return f"{new}{path.removeprefix(old)}"
        return path


def _inside(script: Script, uri: str) -> str:
    path, root = path_of(uri), script.home.root
    return path.relative_to(root).as_posix() if path and root and path.is_relative_to(root) else ""


def _edits(page: Page, moves: _Moves) -> Iterator[Edit]:
    home = PurePosixPath(moves.of(page.file)).parent
    for path in paths(page):
        target = PurePosixPath(moves.of(path.target)) if path.target else None
        moved = target and (str(target) != path.target or moves.of(page.file) != page.file)
        if target and moved and target.is_relative_to(home):
            named = target.relative_to(home).as_posix()
            if named != path.written and not _COMMA.search(named):
                yield Edit(path.span, named)
