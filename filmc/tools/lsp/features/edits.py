"""Edits of a film's files as the protocol has them: each for one version of a text, and for no other."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from filmc.base.diagnostic import Edit
from filmc.base.source import Span
from filmc.tools.lsp.script import Script


def workspace_edit(script: Script, edits: Iterable[Edit]) -> types.WorkspaceEdit:
    """Return `edits` file by file, in the order of the text; the editor refuses them where a text has moved on."""
    files: dict[str, list[Edit]] = {}
    for edit in sorted(dict.fromkeys(edits)):
        files.setdefault(edit.span.file, []).append(edit)
    return types.WorkspaceEdit(document_changes=[_of_file(script, file, listed) for file, listed in files.items()])


def text_edit(script: Script, span: Span, text: str) -> types.TextEdit:
    """Return one edit of a file of the film."""
    return types.TextEdit(script.range(span), text)


def _of_file(script: Script, file: str, edits: list[Edit]) -> types.TextDocumentEdit:
    document = types.OptionalVersionedTextDocumentIdentifier(script.uri(file), script.page(file).version)
    return types.TextDocumentEdit(document, [text_edit(script, *edit) for edit in edits])
