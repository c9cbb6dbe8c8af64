"""The VS Code extension: its grammar agrees with the compiler, its snippets compile, its client speaks with our server.

What runs in Node needs `make editors` (the packages in `editors/vscode/node_modules`).
"""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import filmc
from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.base.world import MemoryWorld
from filmc.frontend.ast import Block, Comment, Cue, Item
from filmc.frontend.blocks import HEADINGS
from filmc.frontend.parse import parse
from filmc.session import Session
from filmc.tools.lsp.features.newline import opens

ROOT = Path(filmc.__file__).parents[1]
VSCODE = ROOT / "editors" / "vscode"
FILMS = sorted([*(ROOT / "examples").rglob("*.film"), *(ROOT / "stdlib").glob("*.film")])
SOAK = bool(os.environ.get("FILMC_SOAK"))
IS_READY = bool(shutil.which("node")) and (VSCODE / "node_modules" / "esbuild").is_dir()

needs_node = pytest.mark.skipif(
    not (IS_READY or os.environ.get("CI")), reason="the extension's tests need Node 20 and `make editors`"
)


# ---- lists


def test_word_lists_are_those_of_the_language() -> None:
    """`python editors/make_keywords.py` mends it."""
    made = dict(runpy.run_path(str(ROOT / "editors" / "make_keywords.py"))["files"]())
    assert VSCODE / "syntaxes" / "film.tmLanguage.json" in made
    assert [path.name for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text] == []


def test_sluglines_are_those_of_the_grammar() -> None:
    lists = runpy.run_path(str(ROOT / "editors" / "make_keywords.py"))["lists"]()
    found = re.search(r"^WHERE\.2: /(.*)/i$", (ROOT / "grammar" / "value.lark").read_text("utf-8"), re.MULTILINE)
    assert found
    where = re.compile(found[1], re.IGNORECASE)
    assert [word for word in lists["slugs"] if not where.fullmatch(f"{word.rstrip('.')}.")] == []
    assert set(re.findall(r"[内外景]+(?:\\/外)?", found[1])) == {
        word.replace("/", "\\/") for word in lists["slugs"] if not word.isascii()
    }


def test_zed_closes_the_same_pairs_at_the_same_places() -> None:
    ours = json.loads((VSCODE / "language-configuration.json").read_text("utf-8"))
    zed = tomllib.loads((ROOT / "editors" / "zed" / "languages" / "film" / "config.toml").read_text("utf-8"))
    assert [(each["start"], each["end"]) for each in zed["brackets"] if each["close"]] == [
        (each["open"], each["close"]) for each in ours["autoClosingPairs"]
    ]
    assert zed["autoclose_before"] == ours["autoCloseBefore"].strip()
    assert zed["line_comments"] == [f"{ours['comments']['lineComment']} "]


# ---- a new line

_LINES = {
    line: deeper
    for deeper, lines in (
        (True, ("as GROWN UP", "move peek", "shot", "shot：全", "scene：内景 茶馆 - 日", "sfx:", "frame：", "@MEI (sad):", "cover")),
        (False, ("use cast.film", "act One", "look: plain", "theme (sad)：慢", "transition: fade to black 1s", "MEI: Hello", "# film:", "!Rain")),
    )
    for line in lines
}  # fmt: skip


def test_indentation_grows_under_what_the_server_says_is_open() -> None:
    """VS Code does it by itself, before the server could answer."""
    rules = json.loads((VSCODE / "language-configuration.json").read_text("utf-8"))["indentationRules"]
    grows = re.compile(rules["increaseIndentPattern"])
    lines = {line for path in FILMS for line in path.read_text("utf-8").split("\n") if line.strip()}
    assert [line for line in lines if bool(grows.match(line)) != opens(line.strip())] == []
    assert {line: (bool(grows.match(f"    {line}")), opens(line)) for line in _LINES} == {
        line: (deeper, deeper) for line, deeper in _LINES.items()
    }


# ---- snippets

_HOLE = re.compile(r"\$\{\d+\|([^,|]*)[^}]*\|\}|\$\{\d+:([^}]*)\}|\$0")
_SHOT = "scene INT. ROOM - DAY\n\n    shot medium, 4s\n        The room.\n"
_PERSON = "character NAME\n    appearance: tall woman, grey coat\n"
_CUE = " " * 8
_WHOLE = {
    "shot": f"{_PERSON}\nscene INT. ROOM - DAY\n\n    SNIPPET\n        The room.\n",
    "as": f"character MEI\n    appearance: girl\n    SNIPPET\n\n{_SHOT}",
    "transition:": f"{_SHOT}\n    SNIPPET\n",
    "character": f"SNIPPET\n\n{_SHOT}",
    **dict.fromkeys(HEADINGS.keys() - {"shot", "character"}, f"{_PERSON}\nSNIPPET\n\n{_SHOT}"),
}
"""The film around a snippet, by its first word; any other is a cue of a shot."""


@pytest.mark.parametrize("name", json.loads((VSCODE / "snippets" / "film.json").read_text("utf-8")))
def test_snippets_compile(name: str) -> None:
    lines = json.loads((VSCODE / "snippets" / "film.json").read_text("utf-8"))[name]["body"]
    body = "\n".join(_HOLE.sub(lambda hole: hole[1] or hole[2] or "", line) for line in lines).rstrip()
    around = _WHOLE.get(body.split()[0], f"{_PERSON}\n{_SHOT}{_CUE}SNIPPET\n")
    indent = re.search("^ *(?=SNIPPET)", around, re.MULTILINE)
    assert indent
    film = around.replace("SNIPPET", body.replace("\n", f"\n{indent[0]}"))
    found = Session(MemoryWorld({"main.film": film.encode()}), "main.film").check().notes
    assert [f"{note.code} {note.message}" for note in found if note.severity == "error"] == [], film


# ---- the grammar


def _spans(items: Iterable[Item], where: str) -> Iterator[tuple[int, int, str]]:
    """Yield what the compiler sees: start, end and kind of headings, keys and comments."""
    for item in items:
        if isinstance(item, Comment):
            yield item.span.start, item.span.end, "comment"
        elif isinstance(item, Block):
            start = item.heading.span.start
            yield start, start + len(item.heading.word), "heading"
            yield from _spans(item.body, item.heading.word)
        elif isinstance(item, Cue):
            yield item.key.span.start, item.key.span.end, "key"
            yield from _spans(item.body, where)


_SCOPES = {"heading": "keyword.control.heading", "key": "entity.name.", "comment": "comment.line"}
_SIGN = "punctuation.definition.comment"  # all that there is of an empty comment


@needs_node
def test_grammar_sees_what_the_compiler_sees(tmp_path: Path) -> None:
    texts = [path.read_text("utf-8") for path in FILMS]
    (tmp_path / "texts.json").write_text(json.dumps(texts), "utf-8")
    said = _node("test/grammar/tokens.mjs", str(tmp_path / "texts.json"))
    wrong, seen = [], 0
    for path, text, tokens in zip(FILMS, texts, json.loads(said), strict=True):
        scopes = {(start, end): scope for start, end, scope in tokens}
        for start, end, kind in _spans(parse(Notes(), Source(path.name, text)).items, "top"):
            seen += 1
            at = min(start + 1, end - 1) if kind == "comment" else start  # its sign is a token by itself
            if not scopes.get((at, end), "").startswith((_SCOPES[kind], _SIGN)):
                wrong.append(f"{path.name}: {kind} {text[start:end]!r} {scopes.get((at, end))}")
        heads = sum(scope.startswith("keyword.control.heading") for scope in scopes.values())
        blocks = sum(kind == "heading" for *_, kind in _spans(parse(Notes(), Source(path.name, text)).items, "top"))
        assert heads == blocks, path.name
    assert wrong == []
    assert seen > 4000


# ---- the extension


@needs_node
@pytest.mark.parametrize("part", ["check", "test:unit", "test:grammar", "test:snapshots"])
def test_parts(part: str) -> None:
    """Where snapshots are old since an example is another: `npm run bless` in editors/vscode, and read what it changed.

    npm itself is left out: it takes longer than some of what it starts.
    """
    words = json.loads((VSCODE / "package.json").read_text("utf-8"))["scripts"][part]
    programs = os.pathsep.join([str(VSCODE / "node_modules" / ".bin"), os.environ["PATH"]])
    _run(["sh", "-ec", words], PATH=programs)


@needs_node
def test_client(tmp_path: Path) -> None:
    program = tmp_path / "filmc"
    noted = "[ $1 != lsp ] || echo $$ >$0.pid"
    program.write_text(f"#!/bin/sh\n{noted}\nexec '{sys.executable}' -m filmc \"$@\"\n", "utf-8")
    program.chmod(0o700)
    _run(["node", "build.mjs", str(tmp_path)])
    here = {"FILMC": str(program), "BUNDLE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    _run(["node", "test/client/client.test.mjs"], **here)


@needs_node
@pytest.mark.skipif(not SOAK, reason="packed with FILMC_SOAK=1")
def test_package(tmp_path: Path) -> None:
    vsix = tmp_path / "filmc.vsix"
    _run(["npx", "--no-install", "vsce", "package", "--no-dependencies", "--out", str(vsix)])
    assert 50_000 < vsix.stat().st_size < 400_000


def test_lock_file_names_no_host() -> None:
    lock: dict[str, Any] = json.loads((VSCODE / "package-lock.json").read_text("utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert all(entry.get("integrity") for name, entry in lock["packages"].items() if name)


def _node(*words: str) -> str:
    return _run(["node", *words])


def _run(words: list[str], **environment: str) -> str:
    done = subprocess.run(
        words, cwd=VSCODE, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout
