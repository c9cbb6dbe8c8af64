"""The tree-sitter grammar sees what the frontend sees: every film there is, made ones, spoilt ones, and while typing."""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from filmmaker import film, mutate
from harness import cases
from tree_sitter import Parser, Query, QueryCursor, Tree
from trees import GRAMMAR, build, loosely, of_frontend, of_grammar

from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.frontend.parse import parse

SOAK = bool(os.environ.get("FILMC_SOAK"))
SLICES = 2
ROOT = GRAMMAR.parent.parent


@pytest.fixture(scope="session")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Parser:
    compiler = shutil.which("cc")
    if not compiler and not os.environ.get("CI"):
        pytest.skip("no C compiler (cc) to build the grammar with: apt-get install gcc")
    return build(compiler or "cc", tmp_path_factory.mktemp("grammar"))


def films() -> Iterator[tuple[str, str]]:
    """Yield every film of the repository with its name."""
    for folder in ("examples", "stdlib", "bench", "tests/projects"):
        for path in sorted((ROOT / folder).rglob("*.film")):
            yield str(path.relative_to(ROOT)), path.read_bytes().decode("utf-8-sig")
    for topic in ("names", "passes", "sense", "syntax"):
        for case in cases(topic):
            yield from ((f"{case} {name}", text) for name, text in case.files.items())


def disagrees(parser: Parser, text: str) -> str:
    """Return what one tree of `text` has and the other has not, or nothing.

    Where the frontend mends faults of the page, only what it keeps is compared.
    """
    source, notes = Source("main.film", text), Notes()
    read = of_frontend(parse(notes, source))
    tree = parser.parse(text.encode())
    seen = of_grammar(tree, source)
    if tree.root_node.has_error:
        return "the tree has an error"
    if any(note.code.startswith("E02") for note in notes):
        return _difference(loosely(read, text), loosely(seen, text))
    return _difference(read, seen)


def _difference(read: list, seen: list) -> str:
    return (
        "" if read == seen else f"only the frontend: {set(read) - set(seen)}, only the grammar: {set(seen) - set(read)}"
    )


def test_every_film_there_is(parser: Parser) -> None:
    found = {name: disagrees(parser, text) for name, text in films()}
    assert len(found) > 200
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("part", range(SLICES))
def test_made_films(parser: Parser, part: int) -> None:
    for seed in range(part, 2000 if SOAK else 150, SLICES):
        assert not disagrees(parser, film(Random(seed))), f"film(Random({seed}))"


@pytest.mark.parametrize("part", range(SLICES))
def test_spoilt_films(parser: Parser, part: int) -> None:
    for seed in range(part, 6000 if SOAK else 300, SLICES):
        rng = Random(seed)
        text = readable(mutate(rng, film(rng)))
        assert not disagrees(parser, text), f"mutate of film(Random({seed}))"


def readable(text: str) -> str:
    """Return `text` without the character that no lexer of tree-sitter reads, and the mark that it skips."""
    return text.replace("\0", "").removeprefix("\ufeff")


def test_a_line_that_nothing_reads_spoils_no_other(parser: Parser) -> None:
    text = "scene INT. A - DAY\n    shot wide\n        Rain.\n    {}\n    shot close\n        Snow.\n"
    wholesome = parser.parse(text.format("sfx: rain").encode()).root_node.children[0].children[1:]
    for line in ("@", "@: (", "((((", "\0\x01", ")：", "shot", "\\:", "#\0", "!", "\u2028:"):
        tree = parser.parse(text.format(line).encode()).root_node
        shots = [node for node in tree.children[0].children if node.type == "shot"]
        assert [str(shot) for shot in (shots[0], shots[-1])] == [str(wholesome[0]), str(wholesome[-1])], line


def test_lines_in_a_row_between_shots_are_one_paragraph(parser: Parser) -> None:
    text = "scene INT. A - DAY\n    shot wide\n        Rain.\n    It stops.\n    It begins.\n{}    shot close\n"
    for after in ("", "\n", "    # about\n", "    transition: dissolve\n    It stops again.\n"):
        assert not disagrees(parser, text.format(after)), after


def test_typing(parser: Parser) -> None:
    """A tree that is mended after each edit is the tree of a fresh look."""
    for seed in range(1500 if SOAK else 30):
        rng = Random(seed)
        text = film(rng)
        tree = parser.parse(text.encode())
        for _ in range(5):
            after = readable(mutate(rng, text))
            edit(tree, text.encode(), after.encode())
            tree = parser.parse(after.encode(), tree)
            assert str(tree.root_node) == str(parser.parse(after.encode()).root_node), seed
            text = after


def edit(tree: Tree, before: bytes, after: bytes) -> None:
    """Tell `tree` what has changed: all between the first and the last byte that differ."""
    start = alike(before, after)
    same = alike(before[start:][::-1], after[start:][::-1])
    old, new = len(before) - same, len(after) - same
    tree.edit(start, old, new, point(before, start), point(before, old), point(after, new))


def alike(one: bytes, other: bytes) -> int:
    """Return how many bytes are the same before the first that differ."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def point(text: bytes, at: int) -> tuple[int, int]:
    return text.count(b"\n", 0, at), at - text.rfind(b"\n", 0, at) - 1


# ---- what is committed beside the grammar


def corpus() -> list[tuple[str, str, str]]:
    """Return name, text and expected tree of each case in `test/corpus`."""
    found = []
    for path in sorted((GRAMMAR / "test" / "corpus").glob("*.txt")):
        parts = re.split(r"^===+\n(.+)\n===+\n", path.read_bytes().decode(), flags=re.MULTILINE)
        found += [(name, *re.split(r"^---+\n", body, maxsplit=1, flags=re.MULTILINE))
                  for name, body in zip(parts[1::2], parts[2::2], strict=True)]  # fmt: skip
    return found


@pytest.mark.parametrize(("name", "text", "expected"), corpus())
def test_corpus(parser: Parser, name: str, text: str, expected: str) -> None:
    tree = re.sub(r"\w+: ", "", str(parser.parse(text.encode()).root_node))
    assert "".join(tree.split()) == "".join(expected.split()), name


def test_the_parser_is_made_of_this_grammar() -> None:
    words = re.findall(r'"([^"]+)"', re.search(r"// made:.*?// end", (GRAMMAR / "grammar.js").read_text("utf-8"), re.DOTALL)[0])  # fmt: skip
    pattern = json.dumps(json.loads((GRAMMAR / "src" / "grammar.json").read_text("utf-8"))["rules"]["amount"], ensure_ascii=False)  # fmt: skip
    assert len(words) > 40
    assert [word for word in words if word.replace("$", "\\\\$") not in pattern] == []


def test_letters_are_those_of_python() -> None:
    text = (GRAMMAR / "src" / "letters.h").read_text("utf-8")
    if f"(Unicode {unicodedata.unidata_version})" not in text:
        pytest.skip("this Python knows another version of Unicode than the one that made letters.h")
    letters: dict[str, object] = {"__name__": "make_letters", "__file__": str(GRAMMAR / "make_letters.py")}
    exec((GRAMMAR / "make_letters.py").read_text("utf-8"), letters)
    assert text == letters["header"]()


def queries() -> list[Path]:
    return sorted(path for path in GRAMMAR.parent.rglob("*.scm") if "node_modules" not in path.parts)


@pytest.mark.parametrize("path", queries(), ids=lambda path: str(path.relative_to(GRAMMAR.parent)))
def test_a_query_finds_something(parser: Parser, path: Path) -> None:
    text = (ROOT / "examples" / "to-li-hua" / "main.film").read_bytes()
    query = Query(parser.language, path.read_text("utf-8"))
    assert QueryCursor(query).captures(parser.parse(text).root_node)


@pytest.mark.parametrize("folder", ["helix/queries/film", "zed/languages/film"])
def test_copies_of_queries_are_copies(folder: str) -> None:
    for name in ("highlights.scm", "locals.scm", "outline.scm", "tags.scm"):
        copy, own = GRAMMAR.parent / folder / name, (GRAMMAR / "queries" / name).read_text("utf-8")
        if folder.startswith("helix"):
            own = own.replace("@property", "@variable.other.member").replace("@number", "@constant.numeric")
        assert not copy.exists() or copy.read_text("utf-8") == own
    assert (GRAMMAR.parent / folder / "highlights.scm").exists()
