"""What a file says, whatever it looks like: its syntax tree without positions, comments and blank lines."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.digest import digest_bytes
from filmc.frontend.ast import Action, Block, Cue, File, Item, Text


def meaning(file: File) -> str:
    """Return a digest of what `file` says: files with the same one, in the same project, make the same film."""
    said: list[str | int] = []
    _tell(said, file.items)
    return digest_bytes(repr(said).encode("utf-8", "surrogatepass"))


def _tell(said: list[str | int], items: Sequence[Item]) -> None:
    """Add what the items say. Numbers tell where lists and items begin and end, so that no text can pass for them."""
    for item in items:
        match item:
            case Cue(key, how, value, body, forced):
                said += (1, key.value, forced, len(how))
                said += [text.value for text in how]
                _tell_text(said, value)
                _tell(said, body)
            case Action(text, forced):
                said += (2, text, forced)
            case Block(head, body):
                said += (3, head.word, len(head.parameters))
                said += [text.value for text in head.parameters]
                _tell_text(said, head.label)
                _tell_text(said, head.subject)
                _tell(said, body)
    said.append(0)


def _tell_text(said: list[str | int], text: Text | None) -> None:
    said.append(4 if text is None else text.value)
