"""The house rules: `ls filmc` is the pipeline, code imports only what sorts before it, one home per library."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import filmc

ROOT = Path(filmc.__file__).parent
HOMES = {
    "lark": {"frontend"},
    "jinja2": {"lower"},
    "httpx": {"produce"},
    "websockets": {"produce"},
    "espeakng_loader": {"produce"},
    "ffmpeg": {"render"},
    "cv2": {"render"},
    "PIL": {"render"},
    "watchfiles": {"tools"},
    "pygls": {"tools"},
    "lsprotocol": {"tools"},
    "starlette": {"tools"},
    "uvicorn": {"tools"},
    "imageio_ffmpeg": {"base"},
    "pydantic": {"ir", "produce"},
    "numpy": {"produce", "render"},
}
LIMIT = 400


SHARED = {
    "manual": "what people do by hand, and the word of typography and cameras",
    "by hand": "what people do by hand",
    "replay": "what a provider does with a key that it has seen",
    "sync": "pictures in a track from which one can start",
    "espeak": "the voice of the animatic, which needs no provider",
    "espeak ng": "the voice of the animatic, which needs no provider",
}
"""Names of providers that are also words of ours: nobody can be kept from using them."""
FOREIGN = {"BORDER_REPLICATE": "how OpenCV goes on at an edge"}
"""Words of libraries that have a vendor's name in them."""


@cache
def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "data" not in path.relative_to(ROOT).parts)


def stage(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def told(path: Path) -> tuple[str | None, list[tuple[int, str]]]:
    """Return what a module says of itself, and what it imports, with the lines."""
    tree = ast.parse(path.read_text("utf-8"))
    return ast.get_docstring(tree), [found for node in statements(tree) for found in _imported(path, node)]


def statements(under: ast.AST) -> Iterator[ast.AST]:
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for node in getattr(under, part, ()):
            yield node
            yield from statements(node)


def _imported(path: Path, node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield node.lineno, alias.name
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{path}:{node.lineno} relative import"
        assert node.module
        yield node.lineno, node.module


def imports(path: Path) -> list[tuple[int, str]]:
    return told(path)[1]


def test_code_imports_only_what_sorts_before_it() -> None:
    misplaced = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules()
        if not stage(path).startswith("__")
        for line, name in imports(path)
        if name.split(".")[0] == "filmc" and len(name.split(".")) > 1 and name.split(".")[1] > stage(path)
    ]
    assert not misplaced


def test_a_library_has_one_home() -> None:
    strays = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules()
        for line, name in imports(path)
        if stage(path) not in HOMES.get(name.split(".")[0], {stage(path)})
    ]
    assert not strays


def vendors() -> dict[str, set[str]]:
    """Return the words that mean a vendor, by the provider's name: that, and its title."""
    paths = (ROOT.parent / "stdlib" / "models").glob("*.toml")
    titles = {path.stem: tomllib.loads(path.read_text("utf-8")).get("provider", {}).get("title", "") for path in paths}
    words = {name: {name.casefold(), title.casefold()} - {"", *SHARED} for name, title in titles.items()}
    return {name: said for name, said in words.items() if said}


def own(path: Path, vendor: str) -> bool:
    """Tell whether a module is a vendor's own: `providers/NAME.py`, `NAME_…` beside it, or in a folder `NAME`."""
    stem = vendor.replace("-", "_")
    beside = path.relative_to(ROOT).parts[2:3] if path.is_relative_to(ROOT / "produce" / "providers") else ()
    return any(part.removesuffix(".py") == stem or part.startswith(f"{stem}_") for part in beside)


def lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        yield number, re.sub("|".join(FOREIGN), "", line)


def in_question(path: Path, known: dict[str, set[str]]) -> list[str]:
    """Return the vendors whose words stand in a file at all, whole or as a part of others: for most there is none."""
    text = path.read_text("utf-8").casefold()
    return [vendor for vendor, words in known.items() if any(word in text for word in words)]


def test_nothing_but_its_own_module_names_a_vendor() -> None:
    known = vendors()
    assert len(known) >= 2
    said = {
        vendor: re.compile("|".join(rf"(?<![0-9a-z-]){re.escape(word)}(?![0-9a-z-])" for word in words), re.IGNORECASE)
        for vendor, words in known.items()
    }
    named = [
        f"{path.relative_to(ROOT)}:{number} names {vendor}: {line.strip()}"
        for path in modules()
        for vendor in in_question(path, known)
        for number, line in lines(path)
        if said[vendor].search(line) and not own(path, vendor)
    ]
    assert not named


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): n for path in modules() if (n := len(path.read_text("utf-8").splitlines())) > LIMIT
    }
    assert not long


def test_every_module_says_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path in modules() if not told(path)[0]]
    assert not silent
