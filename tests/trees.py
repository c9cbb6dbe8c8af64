"""A film's tree twice in one form: what the frontend reads, and what the tree-sitter grammar does.

`of_frontend` and `of_grammar` return `Row`s, one for each piece that both know, in the order of the text. A row's span
is in characters, without white space at its ends. Strays and what is under them are in neither: the frontend leaves
them out, but for the comments that are in no cue.
"""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tree_sitter import Language, Node, Parser, Tree

from filmc.base.source import Source, Span
from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, File, Item
from filmc.frontend.blocks import HEADINGS

GRAMMAR = Path(__file__).parent.parent / "editors" / "tree-sitter-film"


class Row(NamedTuple):
    """One piece: where it is, what it is, and how many blocks and cues it is in."""

    start: int
    end: int
    kind: str
    depth: int


def build(compiler: str, folder: Path) -> Parser:
    """Compile the committed parser into `folder` and return it."""
    library = folder / "film.so"
    sources = (GRAMMAR / "src" / name for name in ("parser.c", "scanner.c"))
    flags = ("-O0", "-Wall", "-Wextra", "-Werror", "-std=c11", "-shared", "-fPIC", f"-I{GRAMMAR / 'src'}")
    subprocess.run([compiler, *flags, *sources, "-o", library], check=True)
    loaded = ctypes.CDLL(str(library))
    loaded.tree_sitter_film.restype = ctypes.c_void_p
    capsule = ctypes.pythonapi.PyCapsule_New
    capsule.restype, capsule.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
    return Parser(Language(capsule(loaded.tree_sitter_film(), b"tree_sitter.Language", None)))


# ---- what the frontend reads


def of_frontend(tree: File) -> list[Row]:
    text = tree.source.text
    return sorted(_trimmed(text, row) for item in tree.items for row in _item(text, item, 0))


def _trimmed(text: str, row: Row) -> Row:
    piece = text[row.start : row.end]
    start = row.start + len(piece) - len(piece.lstrip())
    return row._replace(start=start, end=start + len(piece.strip()))


def _item(text: str, item: Item, depth: int) -> Iterator[Row]:
    match item:
        case Blank():
            return
        case Comment(span=span):
            yield _row(span, "comment", depth)
        case Action(span=span):
            yield _row(span, "action", depth)
        case Cue():
            yield _row(item.span, "speech" if item.forced else "cue", depth)
            pieces = [(item.key.span, "key"), *((piece.span, "argument") for piece in item.how)]
            pieces += [(item.value.span, "value")] if item.value else []
            yield from (_row(span, kind, depth + 1) for span, kind in pieces)
        case Block(heading=heading):
            word = heading.word
            yield _row(item.span, "variant" if word == "as" else HEADINGS[word], depth)
            start = heading.span.start
            yield Row(start, start + len(word), "heading_word", depth + 1)
            pieces = [*((piece.span, "argument") for piece in heading.parameters)]
            pieces += [(heading.label.span, "label")] if heading.label else []
            pieces += [(heading.subject.span, "subject")] if heading.subject else []
            yield from (_row(span, kind, depth + 1) for span, kind in pieces)
    if isinstance(item, Cue | Block):
        for below in item.body:
            yield from _item(text, below, depth + 1)


def _row(span: Span, kind: str, depth: int) -> Row:
    return Row(span.start, span.end, kind, depth)


# ---- what the grammar does

_NESTS = frozenset(("plain", "card", "word", "scene", "shot", "variant", "cue", "speech"))
_PIECES = frozenset(("heading_word", "label", "subject", "key", "value", "action", "comment"))


def of_grammar(tree: Tree, source: Source) -> list[Row]:
    places = _characters(source.text)
    rows = (
        Row(places[node.start_byte], places[node.end_byte], kind, depth)
        for node, kind, depth in _nodes(tree.root_node, 0)
    )
    return sorted(_trimmed(source.text, row) for row in rows)


def _characters(text: str) -> list[int]:
    """Return the offset in characters of each byte, and of the end."""
    return [at for at, mark in enumerate(text) for _ in mark.encode()] + [len(text)]


def _nodes(node: Node, depth: int) -> Iterator[tuple[Node, str, int]]:
    kind = {"unspoken": "speech"}.get(node.type, node.type)
    if kind == "stray":
        yield from ((comment, "comment", depth) for comment in _comments(node))
        return
    if kind in _PIECES:
        yield node, kind, depth
    elif kind in ("how", "parameters"):
        yield from ((piece, "argument", depth) for piece in node.children if piece.type == "argument")
        return
    elif kind in _NESTS:
        yield node, kind, depth
        depth += 1
    for below in node.children:
        yield from _nodes(below, depth)


def _comments(node: Node) -> Iterator[Node]:
    for below in node.children:
        if below.type == "comment":
            yield below
        elif below.type not in ("cue", "speech", "unspoken"):
            yield from _comments(below)


# ---- texts with faults, of which both trees keep what belongs to something


def loosely(rows: list[Row], text: str) -> list[tuple[int, int, str]]:
    """Return the pieces of `rows` without what the frontend mends: nesting, paragraphs, needless names and colons.

    Lines that are said by nobody are left out, too.
    Shots before the first scene are left out, since the frontend has nowhere to put them.
    """
    begun = min((row.start for row in rows if row.kind == "scene"), default=len(text))
    homeless = [row for row in rows if row.kind == "shot" and row.depth == 0 and row.start < begun]
    kept, word = [], ""
    for row in rows:
        nobody = row.kind == "key" and text[row.start : row.start + 1] in ":：(（"
        if (
            nobody
            or row.kind in _NESTS
            or row.start == row.end
            or any(shot.start <= row.start < shot.end for shot in homeless)
        ):
            continue
        if row.kind == "heading_word":
            word = text[row.start : row.end]
        if row.kind != "subject" or (word not in ("cover", "credits") and _without_colons(row, text) > row.start):
            kept += _lines(row, text) if row.kind == "action" else [(row.start, _without_colons(row, text), row.kind)]
    return kept


def _lines(row: Row, text: str) -> Iterator[tuple[int, int, str]]:
    at = row.start
    for line in re.split(r"(\r\n?|\n)", text[row.start : row.end]):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            yield (start, start + len(line.strip()), row.kind)
        at += len(line)


def _without_colons(row: Row, text: str) -> int:
    if row.kind != "subject":
        return row.end
    return row.start + len(re.sub(r"[\s:：]*\Z", "", text[row.start : row.end]))
