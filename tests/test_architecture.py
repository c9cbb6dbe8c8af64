"""The house rules: `ls filmc` is the pipeline, code imports only what sorts before it, one home per library."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
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


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "data" not in path.relative_to(ROOT).parts)


def stage(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} relative import"
            assert node.module
            yield node.lineno, node.module


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
        for number, line in lines(path)
        for vendor, words in said.items()
        if words.search(line) and not own(path, vendor)
    ]
    assert not named


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): n for path in modules() if (n := len(path.read_text("utf-8").splitlines())) > LIMIT
    }
    assert not long


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT)) for path in modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent
